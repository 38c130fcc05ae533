/** The embedded store's folder: what its files are called, and how one comes into being whole or not at all. */
import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { chainedEntry } from '../entry.ts';
import { lineOf } from '../line.ts';
import { TakenOverError } from './lock.ts';
import type { TableName } from './row.ts';

/** Every turn since the snapshot of the same generation, one line each. */
export const journalPath = (dir: string, generation: number) => join(dir, `journal.${generation}.log`);
/** How far the journal of the same generation reached when it was last acknowledged, so that a cut is noticed. */
export const endPath = (dir: string, generation: number) => join(dir, `journal.${generation}.end`);
/** What had changed when the journal of the same generation began; the rest is in the snapshots that it lies on. */
export const snapshotPath = (dir: string, generation: number) => join(dir, `snapshot.${generation}.log`);
/** The audit entries of all journals that are gone. */
export const auditPath = (dir: string) => join(dir, 'audit.log');

export type StoreFile =
  | { kind: 'snapshot'; path: string; generation: number }
  | { kind: 'audit'; path: string }
  /** `reached`: what was acknowledged is in the file up to there at least. */
  | { kind: 'journal'; path: string; generation: number; reached: number };
/** `begun`: since when it holds records, in milliseconds since 1970. */
export type OpenFile<File = StoreFile> = File & { fd: number; size: number; begun: number };
export type OpenSnapshot = Extract<OpenFile, { kind: 'snapshot' }>;
export type OpenJournal = Extract<OpenFile, { kind: 'journal' }>;

const generation = z.int().min(1);
const schema = z.int().min(1);
export const trail = z.object({ number: z.int(), hash: z.string(), key: z.string().exactOptional() });
export const kept = z.object({
  version: z.int(),
  created: z.int(),
  record: z.looseObject({ id: z.string() }),
});

export const journalHeader = z.object({
  chalkline: z.literal('journal'),
  schema,
  generation,
  /** How much of the journal before it counts. Whoever writes there later has been taken over without knowing it. */
  sealed: z.int().exactOptional(),
});
export const journalEnd = z.object({ size: z.int() });
export const turnLine = z.object({
  line: z.int(),
  school: z.string(),
  afresh: z.literal(true).exactOptional(),
  removeAll: z.array(z.string()).exactOptional(),
  put: z.array(kept.extend({ kind: z.string(), keys: z.array(z.string()).exactOptional() })),
  remove: z.array(z.object({ kind: z.string(), id: z.string() })),
  audit: z.array(chainedEntry),
});

export const snapshotHeader = z.object({
  chalkline: z.literal('snapshot'),
  schema,
  generation,
  /** The last turn it holds. */
  line: z.int(),
  /** How much of the audit file belongs to it; the entries after that are still in a journal. */
  auditSize: z.int(),
  /** The snapshots that it lies on, oldest first. */
  below: z.array(generation),
  /** The tables of which nothing counts that those hold. */
  forgotten: z.array(z.string().transform((name) => name as TableName)),
  /** How many records there are of each kind, how many there ever were, and where the audit trail stands. */
  schools: z.record(z.string(), z.object({ created: z.int(), trail, sizes: z.record(z.string(), z.int()) })),
});
export type SnapshotHeader = z.infer<typeof snapshotHeader>;

/** Gives back the size. Of two processes that begin the same generation one is told that it was taken over. */
export async function beginJournal(
  dir: string,
  header: Omit<z.infer<typeof journalHeader>, 'chalkline'>,
): Promise<number> {
  const text = lineOf({ chalkline: 'journal', ...header });
  return writeAside(journalPath(dir, header.generation), [text], async (unfinished, path) => {
    // Unlike a rename it never takes the place of a file that is there.
    await link(unfinished, path).catch((error) => {
      throw error.code === 'EEXIST' ? new TakenOverError(dir) : error;
    });
    await rm(unfinished);
  });
}

// One sync of a large file at the end would hold up every turn that wants to reach the disk meanwhile.
const syncEvery = 4 * 1024 * 1024;

/** Gives back the size. Nobody ever sees half of the file, not even after a power cut. */
export async function writeWhole(path: string, pieces: Iterable<string | Buffer>): Promise<number> {
  return writeAside(path, pieces, rename);
}

async function writeAside(
  path: string,
  pieces: Iterable<string | Buffer>,
  putInPlace: (unfinished: string, path: string) => Promise<void>,
): Promise<number> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  const handle = await open(unfinished, 'w', 0o600);
  let size = 0;
  let synced = 0;
  try {
    for (const bytes of partsOf(pieces)) {
      await handle.appendFile(bytes);
      size += bytes.length;
      if (size - synced > syncEvery) {
        await handle.datasync();
        synced = size;
      }
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await putInPlace(unfinished, path);
  await syncFolder(dirname(path));
  return size;
}

/** Small enough to be made between two turns without anybody noticing. */
const partSize = 64 * 1024;

function* partsOf(pieces: Iterable<string | Buffer>): Generator<Buffer> {
  let part: Buffer[] = [];
  let size = 0;
  for (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    part.push(bytes);
    size += bytes.length;
    if (size < partSize) continue;
    yield Buffer.concat(part);
    [part, size] = [[], 0];
  }
  yield Buffer.concat(part);
}

/** Enough for the bot to go on for a while. */
const room = 1024 * 1024;

/** Fails where there is no room to go on. */
export async function expectRoom(dir: string): Promise<void> {
  const path = join(dir, `journal.0.log.${randomUUID()}.tmp`);
  try {
    await writeFile(path, Buffer.alloc(room, 1), { flush: true, mode: 0o600 });
  } finally {
    await rm(path, { force: true });
  }
}

export async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
