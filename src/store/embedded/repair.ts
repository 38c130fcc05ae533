/**
 * Makes a store that is refused at the start one that can be read: what does not follow from what is before it is left
 * out. Nothing is thrown away: the files as they were, and what was left out, stay in a folder beside them.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Line, lineOf, linesOf, readLine, UnreadableError } from '../line.ts';
import { migrations } from '../migrations.ts';
import {
  endPath,
  journalHeader,
  journalPath,
  type OpenFile,
  syncFolder,
  turnLine,
  writeWhole,
} from './files.ts';
import { auditIn, closeAll, journalIn, openAll, snapshotsIn, survey } from './open-files.ts';
import {
  backUp,
  beginReading,
  expectAudit,
  type Reading,
  reach,
  readSnapshots,
  replay,
  sealOf,
} from './recovery.ts';

/** Something that cannot stay, and the turn that it was, where that can still be read. */
export type LeftOut = { place: string; why: string; turn?: z.infer<typeof turnLine> };

export type Repair = {
  /** The one journal that there will be, and its lines. */
  generation: number;
  schema: number;
  kept: string[];
  leftOut: LeftOut[];
};

/** Reads all that can be read, and changes nothing. Undefined where there is nothing to repair. */
export async function planRepair(dir: string): Promise<Repair | undefined> {
  const { journals, ends, snapshots, hasAudit } = survey(dir);
  if (journals.length + ends.length + snapshots.length === 0) return undefined;
  const newest = snapshots.at(-1);
  const generation = newest ?? 1;
  // Without a snapshot the first journal has everything that came after.
  if (newest === undefined && !journals.includes(1)) throw onlyInBackup(journalPath(dir, 1));
  const since = journals.filter((other) => other >= generation);
  const files = openAll([
    ...snapshotsIn(dir, newest),
    ...(hasAudit ? [auditIn(dir)] : []),
    ...since.map((other) => journalIn(dir, other)),
  ]);
  try {
    const reading = beginReading();
    await readUnrepairable(dir, files, reading);
    const repair: Repair = { generation, schema: reading.schema, kept: [], leftOut: [] };
    if (newest === undefined) repair.schema = migrations.length + 1;
    for (const lost of missingOf(since, ends, generation))
      repair.leftOut.push({ place: journalPath(dir, lost), why: 'this file is missing' });
    for (const [at, file] of files.entries()) await readJournal(file, files[at + 1], reading, repair);
    return repair.leftOut.length > 0 ? repair : undefined;
  } finally {
    closeAll(files);
  }
}

/** Puts the repair into effect, and gives back the folder with all that was there before. */
export async function carryOut(dir: string, repair: Repair, called: string): Promise<string> {
  const { generation, schema, kept, leftOut } = repair;
  const { journals, ends } = survey(dir);
  const before = await backUp(dir, called);
  const lines = leftOut.map((left) => `${JSON.stringify(left)}\n`);
  await writeFile(join(before, 'left-out.jsonl'), lines, { mode: 0o600, flush: true });
  // The old ends go first: they tell of what will not be there any more.
  for (const end of ends) await rm(endPath(dir, end));
  await writeWhole(journalPath(dir, generation), [
    lineOf({ chalkline: 'journal', schema, generation }),
    ...kept,
  ]);
  for (const other of journals) if (other > generation) await rm(journalPath(dir, other));
  await syncFolder(dir);
  return before;
}

/** A snapshot or an audit file with a fault holds what is nowhere else. */
async function readUnrepairable(dir: string, files: OpenFile[], reading: Reading): Promise<void> {
  try {
    await readSnapshots(files, reading, migrations);
    expectAudit(dir, files.find((file) => file.kind === 'audit')?.size ?? 0, reading);
  } catch (error) {
    throw error instanceof UnreadableError ? onlyInBackup(error.place, error.what) : error;
  }
}

function onlyInBackup(place: string, what = 'this file is missing'): UnreadableError {
  return new UnreadableError(
    place,
    what,
    'What it held is nowhere else in the folder, so only a backup has it: put the folder back from one.',
  );
}

/** Those between others, and one that is only known by how far it reached. */
function missingOf(journals: number[], ends: number[], first: number): number[] {
  const isThere = new Set(journals);
  const after = journals.map((generation) => generation + 1).filter((next) => next < (journals.at(-1) ?? 0));
  const expected = new Set([first, ...after, ...ends.filter((end) => end >= first)]);
  return [...expected].filter((generation) => !isThere.has(generation));
}

async function readJournal(
  file: OpenFile,
  next: OpenFile | undefined,
  reading: Reading,
  repair: Repair,
): Promise<void> {
  if (file.kind !== 'journal') return;
  const sealed = next && (await sealOf(next).catch(ignoreUnreadable));
  const expected = Math.max(sealed ?? 0, file.reached);
  if (file.size < expected) repair.leftOut.push({ place: file.path, why: 'the end of this file is missing' });
  for await (const line of linesOf({ ...file, size: sealed ?? file.size })) {
    // What was still being written when the process ended was acknowledged to nobody.
    if (!line.isWhole && !next) break;
    readJournalLine(line, reading, repair);
  }
}

function readJournalLine(line: Line, reading: Reading, repair: Repair): void {
  try {
    if (line.number === 1) beginJournal(line, reading, repair);
    else {
      replay(line, reading);
      repair.kept.push(`${line.bytes}\n`);
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    repair.leftOut.push({ place: error.place, why: error.what, ...turnOn(line) });
  }
}

function beginJournal(line: Line, reading: Reading, repair: Repair): void {
  const { schema } = readLine(line, journalHeader);
  if (repair.kept.length > 0 && schema !== reading.schema)
    throw onlyInBackup(line.path, 'this file was begun by another release than the one before it');
  reach(line, schema, reading, migrations);
  repair.schema = schema;
}

function turnOn(line: Line): Pick<LeftOut, 'turn'> {
  try {
    return { turn: readLine(line, turnLine) };
  } catch (error) {
    return ignoreUnreadable(error) ?? {};
  }
}

function ignoreUnreadable(error: unknown): undefined {
  if (!(error instanceof UnreadableError)) throw error;
}
