/** Filling a folder with what another store holds: nothing of it is ever outside, and half of it is no store. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { everythingIn } from '../../../src/store/copy.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import { fillFolder, holdsStore } from '../../../src/store/embedded/fill.ts';
import { viewEmbeddedStore } from '../../../src/store/embedded/view.ts';
import type { Changes } from '../../../src/store/kept.ts';
import { aFolder } from '../../support/folder.ts';
import { aNote, anEntry, notes } from '../notes.ts';

async function* everything(): AsyncGenerator<Changes> {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('ash', async (work) => {
    work.put(notes, aNote('one'));
    work.audit(anEntry('one'));
  });
  await store.close();
  const view = await viewEmbeddedStore(dir);
  if (!view) throw new Error('Expected a store.');
  yield* everythingIn(view);
  await view.close();
}

/** All that one store holds, cut off after the first part of it. */
async function* cutOff(): AsyncGenerator<Changes> {
  for await (const changes of everything()) {
    yield changes;
    throw new Error('Cut off.');
  }
}

// Files cannot be renamed from one disk to another.
test('all of it stays within, so that the folder may be a disk of its own, such as a volume', async () => {
  const beside = aFolder();
  const dir = join(beside, 'volume');
  mkdirSync(dir);
  await expect(fillFolder(dir, cutOff())).rejects.toThrow('Cut off.');
  expect(readdirSync(beside)).toEqual(['volume']);
});

test('cut off in the middle it holds no store, and is filled from the beginning', async () => {
  const dir = aFolder();
  await expect(fillFolder(dir, cutOff())).rejects.toThrow('Cut off.');
  expect(await holdsStore(dir)).toBe(false);
  await fillFolder(dir, everything());
  const view = await viewEmbeddedStore(dir);
  expect(await view?.records('ash', 'note')).toEqual([aNote('one')]);
  await view?.close();
  expect(readdirSync(dir)).not.toContain('unfinished');
});
