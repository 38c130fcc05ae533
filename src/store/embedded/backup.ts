/** Copies the embedded store while a bot may be writing to it, and remembers in its folder that this was done. */

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { OpenFile } from './files.ts';
import { closeAll, openStoreFiles } from './open-files.ts';

const backup = z.object({ at: z.iso.datetime(), to: z.string() });
type Backup = z.infer<typeof backup>;

const notePath = (dir: string) => join(dir, 'last-backup.json');

export async function copyStore(dir: string, to: string, at: string): Promise<void> {
  await copyFiles(dir, to);
  await noteBackup(dir, { at, to });
}

/** `to` must not be there yet; it is there whole or not at all. */
export async function copyFiles(dir: string, to: string): Promise<void> {
  const unfinished = `${to}.tmp`;
  const files = openStoreFiles(dir);
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    for (const file of files) await copy(file, join(unfinished, basename(file.path)));
  } finally {
    closeAll(files);
  }
  await rename(unfinished, to);
}

export async function noteBackup(dir: string, note: Backup): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(notePath(dir), JSON.stringify(note), { mode: 0o600 });
}

export async function lastBackup(dir: string): Promise<Backup | undefined> {
  try {
    return backup.parse(JSON.parse(await readFile(notePath(dir), 'utf8')));
  } catch {
    return undefined;
  }
}

/** As long as it was when it was opened. */
async function copy({ path, fd, size }: OpenFile, to: string): Promise<void> {
  const bytes = size === 0 ? [] : createReadStream(path, { fd, start: 0, end: size - 1, autoClose: false });
  await pipeline(bytes, createWriteStream(to, { mode: 0o600, flush: true }));
}
