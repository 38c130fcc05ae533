/** Puts a copy in the place of a store, which stays beside it as it was. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyFiles } from './backup.ts';
import { syncFolder } from './files.ts';
import { markAs, takeOffMark } from './mark.ts';

/** What makes up a store; whatever else is in the folder stays where it is. */
const ofStore = /^(?:journal|snapshot)\.\d+\.(?:log|end)$|^audit\.log$/;

/** Gives back the folder with all that was there before. Whoever calls holds the lock. */
export async function putBack(copy: string, dir: string, at: string): Promise<string> {
  const stamp = at.replaceAll(':', '-');
  const [arriving, before] = [join(dir, `restoring-${stamp}`), join(dir, `before-restore-${stamp}`)];
  await copyFiles(copy, arriving);
  await mkdir(before, { mode: 0o700 });
  // Cut off from here on, the folder holds no store or half of one: nobody may take it for an empty one.
  await markAs(dir, { at, before });
  for (const name of await storeFiles(dir)) await rename(join(dir, name), join(before, name));
  for (const name of await storeFiles(arriving)) await rename(join(arriving, name), join(dir, name));
  await rm(arriving, { recursive: true });
  await syncFolder(dir);
  await takeOffMark(dir);
  return before;
}

async function storeFiles(dir: string): Promise<string[]> {
  return (await readdir(dir)).filter((name) => ofStore.test(name));
}
