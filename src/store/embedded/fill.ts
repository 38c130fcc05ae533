/** Makes an embedded store of what another store holds. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Changes } from '../kept.ts';
import { migrations } from '../migrations.ts';
import { syncFolder } from './files.ts';
import { Journal } from './journal.ts';

/** The folder must not hold a store yet. Until all of it is there, it holds none, or one that the start refuses. */
export async function fillFolder(dir: string, all: AsyncIterable<Changes>): Promise<void> {
  // Within it, so that it is on the same disk, and can be put in its place.
  const unfinished = join(dir, 'unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await writeInto(unfinished, all);
  for (const name of await readdir(unfinished)) await rename(join(unfinished, name), join(dir, name));
  await syncFolder(dir);
  await rm(unfinished, { recursive: true });
}

/** The audit trails go through a journal, as they always do; the records become a snapshot, each as it was. */
async function writeInto(dir: string, all: AsyncIterable<Changes>): Promise<void> {
  const journal = new Journal(dir, migrations, () => true);
  try {
    const memory = await journal.read();
    for await (const changes of all) {
      await journal.append({ ...changes, put: [], remove: [] });
      const school = memory.school(changes.school);
      for (const { kind, ...kept } of changes.put) school.put(kind, kept);
      school.trail = changes.audit.at(-1) ?? school.trail;
    }
    await journal.write(memory);
  } finally {
    await journal.close();
  }
}

export async function holdsStore(dir: string): Promise<boolean> {
  if (!existsSync(dir)) return false;
  return (await readdir(dir)).some((name) => /^(?:journal|snapshot)\.|^audit\.log$/.test(name));
}
