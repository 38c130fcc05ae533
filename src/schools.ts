/** The schools this deployment serves: read from one file or a folder of them, and found by workspace or tenant. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Incoming } from './core/door.ts';
import { reasonOf } from './core/reason.ts';
import { type School, schoolFile, workspacesOf } from './core/school.ts';
import type { Log } from './log.ts';
import { SettingsError } from './settings.ts';

export function readSchools(path: string): School[] {
  const files = filesAt(path);
  const read = files.map((file) => ({ file, ...readOne(file) }));
  const schools = read.flatMap(({ school }) => (school ? [school] : []));
  const faults = [...read.flatMap(({ faults }) => faults), ...sharedWorkspaces(schools)];
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

/** One workspace belongs to one school, else nobody could say whose event it is. */
function sharedWorkspaces(schools: School[]): string[] {
  const owners = new Map<string, string>();
  const faults: string[] = [];
  for (const school of schools) {
    const { slack, teams } = school.workspaces;
    const workspaces = new Set([...slack, ...teams, `the id ${school.id}`]);
    for (const workspace of workspaces) {
      const owner = owners.get(workspace);
      if (owner)
        faults.push(`${workspace} is claimed by both ${owner} and ${school.name}. Give it to one of them.`);
      owners.set(workspace, school.name);
    }
  }
  return faults;
}

/** Whose event is it? */
export function schoolOf(schools: School[], { event, workspace }: Incoming): School | undefined {
  return schools.find((school) => workspacesOf(school, event.by.platform).includes(workspace));
}
