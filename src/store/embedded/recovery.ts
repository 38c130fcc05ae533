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
  snapshotHeader,
  snapshotLine,
  snapshotPath,
  syncFolder,
  turnLine,
} from './files.ts';
import { apply, type Memory, SchoolMemory, schoolIn } from './memory.ts';
import { type Migration, migrate } from './migrate.ts';
import { closeAll, type OpenFile, type OpenJournal, openStoreFiles, survey } from './open-files.ts';

/** What was found, and where the journal goes on. */
export type Recovered = {
  memory: Memory;
  /** The last turn. */
  line: number;
  /** The journals since the snapshot, oldest first, with their sizes; the last one is written to. */
  journals: { generation: number; size: number }[];
  snapshotSize: number;
  auditSize: number;
  /** Some of it was written under an earlier schema, so all of it is to be written anew. */
  isMigrated: boolean;
};

/** What was read so far, and the schema that it is in. */
export type Reading = Recovered & { schema: number };

export async function recover(dir: string, migrations: Migration[]): Promise<Recovered> {
  const files = openStoreFiles(dir);
  try {
    if (files.length === 0) return await begin(dir, migrations.length + 1);
    const recovered = await readBack(dir, files, migrations);
    // Only now that all of it has been read is anything touched.
    if (recovered.isMigrated) await backUp(dir, `before-schema-${migrations.length + 1}`);
    await tidy(dir, recovered);
    await beginNext(dir, recovered.journals, migrations.length + 1);
    return recovered;
  } finally {
    closeAll(files);
  }
}

/** Reads all of it and changes nothing. */
export async function readBack(dir: string, files: OpenFile[], migrations: Migration[]): Promise<Recovered> {
  const recovered = beginReading();
  let auditSize = 0;
  for (const [at, file] of files.entries()) {
    if (file.kind === 'audit') auditSize = file.size;
    else if (file.kind === 'snapshot') await readSnapshot(file, recovered, migrations);
    else await readJournal(file, recovered, migrations, files[at + 1]);
  }
  expectAudit(dir, auditSize, recovered);
  migrate(recovered.memory, migrations.slice(recovered.schema - 1));
  return recovered;
}

export function expectAudit(dir: string, size: number, { auditSize }: Recovered): void {
  if (size < auditSize) throw new UnreadableError(auditPath(dir), 'the end of this file is missing');
}

export function beginReading(): Reading {
  return { ...nothing(), schema: 1 };
}

function nothing(): Recovered {
  return { memory: new Map(), line: 0, journals: [], snapshotSize: 0, auditSize: 0, isMigrated: false };
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

export async function readSnapshot(
  snapshot: OpenFile,
  recovered: Reading,
  migrations: Migration[],
): Promise<void> {
  let isHeader = true;
  let records = 0;
  let isComplete = false;
  for await (const line of linesOf(snapshot)) {
    recovered.snapshotSize = line.end;
    if (isHeader) {
      isHeader = false;
      const header = readLine(line, snapshotHeader);
      reach(line, header.schema, recovered, migrations);
      recovered.line = header.line;
      recovered.auditSize = header.auditSize;
      for (const [school, trail] of Object.entries(header.trails)) {
        schoolIn(recovered.memory, school).trail = trail;
      }
      continue;
    }
    const row = readLine(line, snapshotLine);
    if ('records' in row) {
      isComplete = row.records === records;
    } else {
      const { school, kind, version, created, record } = row;
      schoolIn(recovered.memory, school).put(kind, { version, created, record });
      records++;
    }
  }
  if (!isComplete) {
    throw new UnreadableError(snapshot.path, 'the file does not hold all the records that it should');
  }
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
  apply(recovered.memory, turn);
  recovered.line = turn.line;
}

function expectToFollow(line: Line, changes: Changes, memory: Memory): void {
  const school = changes.afresh ? new SchoolMemory() : schoolIn(memory, changes.school);
  for (const { kind, version, record } of changes.put) {
    const before = school.tableOf(kind).get(record.id)?.version ?? 0;
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
  migrate(recovered.memory, migrations.slice(recovered.schema - 1, schema - 1));
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
async function tidy(dir: string, { journals }: Recovered): Promise<void> {
  const folder = survey(dir);
  const current = journals[0]?.generation ?? 1;
  const isOld = (generation: number) => generation < current;
  const oldPaths = [
    ...folder.journals.filter(isOld).map((generation) => journalPath(dir, generation)),
    ...folder.ends.filter(isOld).map((generation) => endPath(dir, generation)),
    ...folder.snapshots.filter(isOld).map((generation) => snapshotPath(dir, generation)),
    ...folder.unfinished.map((name) => join(dir, name)),
  ];
  for (const path of oldPaths) await rm(path);
}
