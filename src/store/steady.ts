/** Looks at the store's folder again when a running bot has replaced files under the reader's eyes. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Folder, survey } from './recovery.ts';

const tries = 20;
const pauseMs = 50;

export async function untilSteady<T>(dir: string, look: (folder: Folder) => Promise<T>): Promise<T> {
  for (let left = tries; ; left--) {
    const folder = await survey(dir);
    try {
      return await look(folder);
    } catch (error) {
      if (left === 0 || isSame(folder, await survey(dir))) throw error;
      await wait(pauseMs);
    }
  }
}

function isSame(one: Folder, other: Folder): boolean {
  return generations(one) === generations(other);
}

function generations({ journals, snapshots }: Folder): string {
  return JSON.stringify([journals, snapshots]);
}
