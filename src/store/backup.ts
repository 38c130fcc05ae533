/** Copies the embedded store while a bot may be writing to it, and remembers in its folder that this was done. */
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { auditPath, journalPath, snapshotPath } from './files.ts';
import type { Folder } from './recovery.ts';
import { untilSteady } from './steady.ts';

const backup = z.object({ at: z.iso.datetime(), to: z.string() });
type Backup = z.infer<typeof backup>;

const notePath = (dir: string) => join(dir, 'last-backup.json');

/** `to` must not be there yet; it is there whole or not at all. */
export async function copyStore(dir: string, to: string, at: string): Promise<void> {
  const unfinished = `${to}.tmp`;
  await untilSteady(dir, async (folder) => {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    for (const path of filesIn(dir, folder)) await copyFile(path, join(unfinished, basename(path)));
  });
  await rename(unfinished, to);
  await writeFile(notePath(dir), JSON.stringify({ at, to } satisfies Backup), { mode: 0o600 });
}

export async function lastBackup(dir: string): Promise<Backup | undefined> {
  try {
    return backup.parse(JSON.parse(await readFile(notePath(dir), 'utf8')));
  } catch {
    return undefined;
  }
}

function filesIn(dir: string, { journals, snapshots, auditSize }: Folder): string[] {
  return [
    ...journals.map((generation) => journalPath(dir, generation)),
    ...snapshots.map((generation) => snapshotPath(dir, generation)),
    ...(auditSize > 0 ? [auditPath(dir)] : []),
  ];
}
