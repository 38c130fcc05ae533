/** Reads the embedded store's folder back into memory, however the last process ended, and refuses what it cannot read. */
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { follows } from '../audit.ts';
import type { Changes } from '../kept.ts';
import { type Line, linesOf, readLine, UnreadableError, unreadable } from '../line.ts';
import {
  auditPath,
  beginJournal,
  endPath,
  journalHeader,
  journalPath,
  type OpenFile,
  type OpenJournal,
  type OpenSnapshot,
  snapshotHeader,
  snapshotPath,
  syncFolder,
  turnLine,
} from './files.ts';
import { Memory, SchoolMemory } from './memory.ts';
import { type Migration, migrate } from './migrate.ts';
import { oldHeaderOn, readOldSnapshot } from './old-snapshot.ts';
import { closeAll, openStoreFiles, survey } from './open-files.ts';
import { firstLine } from './part-of-file.ts';
import { expectWhole, Snapshot } from './snapshot.ts';
import { Snapshots } from './snapshots.ts';

/** What was found, and where the journal goes on. */
export type Recovered = {
  memory: Memory;
  /** The last turn. */
  line: number;
  /** The journals since the snapshot, oldest first, with their sizes; the last one is written to. */
  journals: { generation: number; size: number }[];
  auditSize: number;
  /** Since when what is in the files has been there, in milliseconds since 1970. */
  oldest: number;
  /** Some of it was written under an earlier schema, so all of it is to be written anew. */
  isMigrated: boolean;
};

/** What was read so far, and the schema that it is in. */
export type Reading = Recovered & { schema: number };

export async function recover(dir: string, migrations: Migration[]): Promise<Recovered> {
  const files = openStoreFiles(dir);
  if (files.length === 0) return begin(dir, migrations.length + 1);
  try {
    const recovered = await readBack(dir, files, migrations, 'what is small');
    // Only now that all of it has been read is anything touched.
    if (recovered.isMigrated) await backUp(dir, `before-schema-${migrations.length + 1}`);
    await tidy(dir, recovered);
    await beginNext(dir, recovered.journals, migrations.length + 1);
    // What is in snapshots goes on being read from them.
    closeAll(files.filter((file) => !recovered.memory.snapshots.reads(file)));
    return recovered;
  } catch (error) {
    closeAll(files);
    throw error;
  }
}

/** Changes nothing. Looks at every line, or leaves those of large snapshots for when somebody asks for them. */
export async function readBack(
  dir: string,
  files: OpenFile[],
  migrations: Migration[],
  lookAt: 'every line' | 'what is small' = 'every line',
): Promise<Recovered> {
  const recovered = beginReading();
  recovered.oldest = Math.min(...files.map(({ begun }) => begun));
  await readSnapshots(files, recovered, migrations);
  for (const file of files)
    if (file.kind === 'snapshot' && (lookAt === 'every line' || file.size <= small)) await expectWhole(file);
  for (const [at, file] of files.entries())
    if (file.kind === 'journal') await readJournal(file, recovered, migrations, files[at + 1]);
  expectAudit(dir, files.find((file) => file.kind === 'audit')?.size ?? 0, recovered);
  migrate(recovered.memory.schools.values(), migrations.slice(recovered.schema - 1));
  return recovered;
}

export function expectAudit(dir: string, size: number, { auditSize }: Recovered): void {
  if (size < auditSize) throw new UnreadableError(auditPath(dir), 'the end of this file is missing');
}

export function beginReading(): Reading {
  return { ...nothing(), schema: 1 };
}

function nothing(): Recovered {
  return { memory: new Memory(), line: 0, journals: [], auditSize: 0, oldest: Date.now(), isMigrated: false };
}

async function begin(dir: string, schema: number): Promise<Recovered> {
  const size = await beginJournal(dir, { schema, generation: 1 });
  return { ...nothing(), journals: [{ generation: 1, size }] };
}

/**
 * Every process has a journal of its own, and seals the one before, with a line that was cut off left out: whoever was
 * taken over while it was held up may wake and write there, and nobody reads it. Nothing is truncated, so that one
 * that was held up while it started cannot cut what another has written since.
 */
async function beginNext(dir: string, journals: Recovered['journals'], schema: number): Promise<void> {
  const { generation: before, size: sealed } = journals.at(-1) ?? { generation: 0, size: 0 };
  const generation = before + 1;
  journals.push({ generation, size: await beginJournal(dir, { schema, generation, sealed }) });
}

/** Read in no time. */
const small = 32 * 1024 * 1024;

export async function readSnapshots(
  files: OpenFile[],
  recovered: Reading,
  migrations: Migration[],
): Promise<void> {
  const snapshots = files.filter((file) => file.kind === 'snapshot');
  const newest = snapshots.at(-1);
  if (!newest) return;
  const line = firstLine(newest);
  const old = oldHeaderOn(line);
  const { schema, line: last, auditSize } = old ?? readLine(line, snapshotHeader);
  reach(line, schema, recovered, migrations);
  recovered.line = last;
  recovered.auditSize = auditSize;
  if (old) await readOldSnapshot(newest, old, recovered.memory);
  else recovered.memory = memoryIn(snapshots);
}

function memoryIn(files: OpenSnapshot[]): Memory {
  const snapshots = files.map((file) => new Snapshot(file));
  return new Memory(new Snapshots(snapshots), snapshots.at(-1)?.header.schools);
}

async function readJournal(
  journal: OpenJournal,
  recovered: Reading,
  migrations: Migration[],
  next: OpenFile | undefined,
): Promise<void> {
  const sealed = next && (await sealOf(next));
  if (sealed !== undefined && journal.size < sealed) {
    throw new UnreadableError(journal.path, 'the end of this file is missing');
  }
  let size = 0;
  for await (const line of linesOf({ ...journal, size: sealed ?? journal.size })) {
    if (size === 0) {
      reach(line, readLine(line, journalHeader).schema, recovered, migrations);
    } else {
      // A turn that was still being written when the process ended was acknowledged to nobody.
      if (!line.isWhole && !next) break;
      replay(line, recovered);
    }
    size = line.end;
  }
  if (size === 0) throw new UnreadableError(journal.path, 'this file is empty');
  if (size < journal.reached) throw new UnreadableError(journal.path, 'the end of this file is missing');
  recovered.journals.push({ generation: journal.generation, size });
}

/** How much of the journal before this one counts; undefined where an earlier release began it. */
export async function sealOf(journal: OpenFile): Promise<number | undefined> {
  for await (const line of linesOf(journal)) return readLine(line, journalHeader).sealed;
  throw new UnreadableError(journal.path, 'this file is empty');
}

export function replay(line: Line, recovered: Reading): void {
  const turn = readLine(line, turnLine);
  if (turn.line !== recovered.line + 1) throw unreadable(line, 'the turn before this one is missing');
  expectToFollow(line, turn, recovered.memory);
  recovered.memory.apply(turn);
  recovered.line = turn.line;
}

function expectToFollow(line: Line, changes: Changes, memory: Memory): void {
  const school = changes.afresh ? new SchoolMemory(changes.school) : memory.school(changes.school);
  for (const { kind, version, record } of changes.put) {
    const isNew = changes.removeAll?.includes(kind);
    const before = isNew ? 0 : (school.tableOf(kind).get(record.id)?.version ?? 0);
    if (version !== before + 1) throw unreadable(line, `an earlier ${kind} "${record.id}" is missing`);
  }
  let last = school.trail;
  for (const entry of changes.audit) {
    if (!follows(last, entry)) throw unreadable(line, 'the audit entry before this one is missing');
    last = entry;
  }
}

/** Brings what was read so far to the schema of the file that comes next. */
export function reach(line: Line, schema: number, recovered: Reading, migrations: Migration[]): void {
  const current = migrations.length + 1;
  if (schema > current) {
    throw new Error(
      `${line.path} was written by a newer release of Chalkline (schema ${schema}; this one knows ${current}). ` +
        'Nothing has been changed. Start that release, or put back the backup made when it was first started.',
    );
  }
  if (schema < recovered.schema) throw unreadable(line, 'this file is older than the one before it');
  if (schema < current) recovered.isMigrated = true;
  migrate(recovered.memory.schools.values(), migrations.slice(recovered.schema - 1, schema - 1));
  recovered.schema = schema;
}

/** Copies the store's files aside, into a folder within its own; once for each name. */
export async function backUp(dir: string, called: string): Promise<string> {
  const backup = join(dir, called);
  if ((await readdir(dir)).includes(called)) return backup;
  const unfinished = `${backup}.tmp`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  for (const name of await readdir(dir)) {
    if (name.endsWith('.log')) await copyFile(join(dir, name), join(unfinished, name));
  }
  await rename(unfinished, backup);
  await syncFolder(dir);
  return backup;
}

/** Takes away what an interrupted process left unfinished, and what a finished snapshot has replaced. */
async function tidy(dir: string, { journals, memory }: Recovered): Promise<void> {
  const folder = survey(dir);
  const current = journals[0]?.generation ?? 1;
  const isOld = (generation: number) => generation < current && !memory.snapshots.has(generation);
  const oldPaths = [
    ...folder.journals.filter(isOld).map((generation) => journalPath(dir, generation)),
    ...folder.ends.filter(isOld).map((generation) => endPath(dir, generation)),
    ...folder.snapshots.filter(isOld).map((generation) => snapshotPath(dir, generation)),
    ...folder.unfinished.map((name) => join(dir, name)),
  ];
  for (const path of oldPaths) await rm(path);
}
