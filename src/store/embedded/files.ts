/** The embedded store's folder: what its files are called, and how one comes into being whole or not at all. */
import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { chainedEntry } from '../entry.ts';
import { lineOf } from '../line.ts';
import { TakenOverError } from './lock.ts';

/** Every turn since the snapshot of the same generation, one line each. */
export const journalPath = (dir: string, generation: number) => join(dir, `journal.${generation}.log`);
/** How far the journal of the same generation reached when it was last acknowledged, so that a cut is noticed. */
export const endPath = (dir: string, generation: number) => join(dir, `journal.${generation}.end`);
/** Every record as it was when the journal of the same generation began. */
export const snapshotPath = (dir: string, generation: number) => join(dir, `snapshot.${generation}.log`);
/** The audit entries of all journals that are gone. */
export const auditPath = (dir: string) => join(dir, 'audit.log');

const generation = z.int().min(1);
const schema = z.int().min(1);
const trail = z.object({ number: z.int(), hash: z.string(), key: z.string().exactOptional() });
const kept = z.object({ version: z.int(), created: z.int(), record: z.looseObject({ id: z.string() }) });

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
  put: z.array(kept.extend({ kind: z.string() })),
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
  /** Where each school's audit trail stands. */
  trails: z.record(z.string(), trail),
});
export type SnapshotHeader = z.infer<typeof snapshotHeader>;
export const snapshotLine = z.union([
  kept.extend({ school: z.string(), kind: z.string() }),
  z.object({ records: z.int() }),
]);

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
export async function writeWhole(path: string, parts: Iterable<string>): Promise<number> {
  return writeAside(path, parts, rename);
}

async function writeAside(
  path: string,
  parts: Iterable<string>,
  putInPlace: (unfinished: string, path: string) => Promise<void>,
): Promise<number> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  const handle = await open(unfinished, 'w', 0o600);
  let size = 0;
  let synced = 0;
  try {
    for (const part of parts) {
      const bytes = Buffer.from(part);
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
