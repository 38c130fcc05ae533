/** The schools this deployment serves: read from one file or a folder of them, and found by workspace or tenant. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Platform } from '../core/event.ts';
import { reasonOf } from '../core/reason.ts';
import {
  conversationOf,
  listedPlatforms,
  rooms,
  type School,
  schoolFile,
  workspacesOf,
} from '../core/school.ts';
import type { Log } from '../log.ts';
import { SettingsError } from '../settings.ts';

export function readSchools(path: string): School[] {
  const files = filesAt(path);
  const read = files.map((file) => ({ file, ...readOne(file) }));
  const schools = read.flatMap(({ school }) => (school ? [school] : []));
  const faults = [...read.flatMap(({ faults }) => faults), ...clashes(schools)];
  if (faults.length > 0) throw new SettingsError(faults);
  return schools;
}

/** No look at the files for so long, however many turns there are. */
const restMs = 1000;

/**
 * The schools as their files have it now, so that whoever is taken off a list can do nothing from then on. Files that
 * cannot be read, or are not fit, change nothing; each of their faults is logged once.
 */
export function keepReading(
  path: string,
  { check, log, now }: { check: (schools: School[]) => void; log: Log; now: () => string },
): () => School[] {
  const read = () => {
    const schools = readSchools(path);
    check(schools);
    return schools;
  };
  let schools = read();
  let stamp = stampOf(path);
  let looked = Date.parse(now());
  return () => {
    const at = Date.parse(now());
    if (Math.abs(at - looked) < restMs) return schools;
    looked = at;
    const found = stampOf(path);
    if (found === stamp) return schools;
    stamp = found;
    try {
      schools = read();
      log('the school files were read again', { schools: schools.length });
    } catch (error) {
      for (const fault of error instanceof SettingsError ? error.faults : [reasonOf(error)])
        log('the school files have a fault, so the ones before stay in force', { fault });
    }
    return schools;
  };
}

/** Another one once any of the files has changed. */
function stampOf(path: string): string {
  try {
    return filesAt(path)
      .map((file) => [file, statSync(file).mtimeMs, statSync(file).size].join(' '))
      .join();
  } catch (error) {
    return reasonOf(error);
  }
}

function filesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const files = readdirSync(path).filter((name) => name.endsWith('.json'));
    if (files.length > 0) return files.sort().map((name) => join(path, name));
  } catch {
    // Said below: a missing file and an empty folder are the same fault to whoever reads it.
  }
  throw new SettingsError([
    `SCHOOL_FILE: there is no school file at ${path}. Copy data/school.example.json there and fill it in, or add SCHOOL_FILE=…`,
  ]);
}

function readOne(file: string): { school?: School; faults: string[] } {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return {
      faults: [`${file} is not valid JSON: ${reasonOf(error)}`],
    };
  }
  const parsed = schoolFile.safeParse(content);
  if (parsed.success) return { school: parsed.data, faults: [] };
  return { faults: parsed.error.issues.map((issue) => `${file}, ${where(issue)}: ${issue.message}`) };
}

function where(issue: z.core.$ZodIssue): string {
  return issue.path.map(String).join('.') || 'the whole file';
}

/** What would leave it open whose event it is. */
function clashes(schools: School[]): string[] {
  return [...sameIds(schools), ...openShared(schools), ...sameRooms(schools)];
}

function sameIds(schools: School[]): string[] {
  return groupedBy(schools, ({ id }) => [id])
    .filter(([, sharing]) => sharing.length > 1)
    .map(([id, sharing]) => `The id ${id} is claimed by both ${namesOf(sharing)}. Give one of them another.`);
}

/** Where everybody is staff, nobody can say at which school. */
function openShared(schools: School[]): string[] {
  return listedPlatforms.flatMap((platform) =>
    shared(schools, platform).flatMap(([workspace, sharing]) =>
      sharing
        .filter(({ unlisted }) => unlisted === 'staff')
        .map(
          ({ name }) =>
            `${name} takes everybody in ${workspace} for staff, and shares it: ${namesOf(sharing)}. Take "unlisted" out of its file.`,
        ),
    ),
  );
}

function sameRooms(schools: School[]): string[] {
  return listedPlatforms.flatMap((platform) =>
    shared(schools, platform).flatMap(([, sharing]) =>
      groupedBy(sharing, (school) => roomsOf(school, platform))
        .filter(([, claiming]) => claiming.length > 1)
        .map(
          ([room, claiming]) => `The room ${room} is claimed by both ${namesOf(claiming)}. Leave it to one.`,
        ),
    ),
  );
}

export function roomsOf(school: School, platform: Platform): string[] {
  return rooms.flatMap((room) => conversationOf(school, room, platform) ?? []);
}

/** The workspaces that several claim. */
export function shared(schools: School[], platform: Platform): [string, School[]][] {
  return groupedBy(schools, (school) => workspacesOf(school, platform)).filter(
    ([, sharing]) => sharing.length > 1,
  );
}

function namesOf(schools: School[]): string {
  return schools.map(({ name }) => name).join(' and ');
}

/** Each key once, with the schools that have it. */
function groupedBy(schools: School[], keysOf: (school: School) => string[]): [string, School[]][] {
  const grouped = new Map<string, School[]>();
  for (const school of schools)
    for (const key of new Set(keysOf(school))) grouped.set(key, [...(grouped.get(key) ?? []), school]);
  return [...grouped];
}

/** By platform and workspace. Files change seldom, so that one look at all of them serves many turns. */
const found = new WeakMap<School[], Map<Platform, Map<string, School[]>>>();

/** The schools that claim a workspace: one, as a rule. */
export function schoolsAt(schools: School[], platform: Platform, workspace: string): School[] {
  const known = found.get(schools) ?? new Map<Platform, Map<string, School[]>>();
  found.set(schools, known);
  const there =
    known.get(platform) ?? new Map(groupedBy(schools, (school) => workspacesOf(school, platform)));
  known.set(platform, there);
  return there.get(workspace) ?? [];
}

export function isShared(schools: School[], school: School, platform: Platform): boolean {
  return workspacesOf(school, platform).some(
    (workspace) => schoolsAt(schools, platform, workspace).length > 1,
  );
}
