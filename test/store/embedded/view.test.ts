/** Looking at the embedded store from outside, while somebody else may be writing. */
import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import { writerOf } from '../../../src/store/embedded/lock.ts';
import { viewEmbeddedStore } from '../../../src/store/embedded/view.ts';
import type { Store } from '../../../src/store/store.ts';
import type { View } from '../../../src/store/view.ts';
import { aFolder } from '../../support/folder.ts';
import { aNote, anEntry, notes } from '../notes.ts';

async function aStore(dir: string): Promise<Store> {
  const store = await openEmbeddedStore({ dir });
  onTestFinished(() => store.close());
  return store;
}

async function aView(dir: string): Promise<View> {
  const view = await viewEmbeddedStore(dir);
  if (!view) throw new Error('Expected a store.');
  onTestFinished(() => view.close());
  return view;
}

function write(store: Store, id: string, text = ''): Promise<void> {
  return store.turn('ash', async (work) => {
    work.put(notes, aNote(id, { text }));
    work.audit(anEntry(id));
  });
}

async function trailOf(view: View): Promise<string[]> {
  const about: string[] = [];
  for await (const entry of view.trail('ash')) about.push(entry.about);
  return about;
}

const idsIn = async (view: View) => (await view.records('ash', 'note')).map((note) => note.id);

test('shows what a running bot has committed, oldest first', async () => {
  const dir = aFolder();
  const store = await aStore(dir);
  for (const id of ['b', 'a', 'c']) await write(store, id);
  await write(store, 'b', 'changed');
  const view = await aView(dir);
  expect(view.schools).toEqual(['ash']);
  expect(await idsIn(view)).toEqual(['b', 'a', 'c']);
  expect((await view.records('ash', 'note'))[0]).toMatchObject({ text: 'changed' });
  expect(await view.records('ash', 'nothing')).toEqual([]);
  expect(await trailOf(view)).toEqual(['b', 'a', 'c', 'b']);
});

test('stays what it was when it was taken', async () => {
  const dir = aFolder();
  const store = await aStore(dir);
  await write(store, 'a');
  const view = await aView(dir);
  await write(store, 'b');
  expect(await idsIn(view)).toEqual(['a']);
  expect(await trailOf(view)).toEqual(['a']);
});

test('changes nothing, not even a line that was cut off', async () => {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await write(store, 'a');
  await store.close();
  appendFileSync(join(dir, 'journal.1.log'), 'half a li');
  const files = () =>
    readdirSync(dir).map((name) => [
      name,
      statSync(join(dir, name)).mtimeMs,
      readFileSync(join(dir, name), 'utf8'),
    ]);
  const before = files();
  const view = await aView(dir);
  expect(await idsIn(view)).toEqual(['a']);
  expect(files()).toEqual(before);
});

/** A store with a snapshot, an audit file and a journal, which nobody writes to. */
async function aStoreAtRest(): Promise<string> {
  const dir = aFolder();
  for (const [id, length] of [['a', 1_100_000] as const, ['b', 10] as const]) {
    const store = await openEmbeddedStore({ dir });
    await write(store, id, 'x'.repeat(length));
    await store.close();
  }
  const names = readdirSync(dir).filter((name) => name.endsWith('.log'));
  expect(names.sort()).toEqual(['audit.log', 'journal.2.log', 'journal.3.log', 'snapshot.2.log']);
  return dir;
}

test('is whole though every file is taken away while it is read', async () => {
  const dir = await aStoreAtRest();
  const looking = aView(dir);
  for (const name of readdirSync(dir)) rmSync(join(dir, name));
  const view = await looking;
  expect(await idsIn(view)).toEqual(['a', 'b']);
  expect(await trailOf(view)).toEqual(['a', 'b']);
});

test('is whole whenever it is taken while the bot writes and replaces its files', async () => {
  const dir = aFolder();
  const store = await aStore(dir);
  const text = 'x'.repeat(300_000);
  let written = 0;
  const writeSome = async () => {
    for (let left = 12; left > 0; left--, written++) await write(store, `note-${written % 3}`, text);
  };
  for (let look = 0; look < 6; look++) {
    const before = written;
    const [view] = await Promise.all([aView(dir), writeSome()]);
    const trail = await trailOf(view);
    expect(trail.length).toBeGreaterThanOrEqual(before);
    expect(trail).toEqual(trail.map((_, number) => `note-${number % 3}`));
  }
  expect(readdirSync(dir)).not.toContain('journal.1.log');
});

test.each(['audit.log', 'journal.2.log', 'snapshot.2.log'])(
  'says what to do when %s is lost',
  async (name) => {
    const dir = await aStoreAtRest();
    rmSync(join(dir, name));
    await expect(viewEmbeddedStore(dir)).rejects.toThrow(
      /log: .* missing\. Nothing has been changed\. Put the store’s folder back from a backup/,
    );
  },
);

test('says which journal is lost between others', async () => {
  const dir = await aStoreAtRest();
  for (const generation of [5, 1_000_000_000]) {
    copyFileSync(join(dir, 'journal.2.log'), join(dir, `journal.${generation}.log`));
  }
  await expect(viewEmbeddedStore(dir)).rejects.toThrow('journal.4.log: this file is missing');
});

test('says what to do when a file cannot be opened', async () => {
  const dir = aFolder();
  symlinkSync('journal.1.log', join(dir, 'journal.1.log'));
  await expect(viewEmbeddedStore(dir)).rejects.toThrow(
    /journal\.1\.log: this cannot be opened \(ELOOP.*\)\. Nothing has been changed\. Use the account/,
  );
});

test('there is nothing to see where there is no store', async () => {
  expect(await viewEmbeddedStore(aFolder())).toBeUndefined();
  expect(await viewEmbeddedStore(join(aFolder(), 'missing'))).toBeUndefined();
});

test('tells who is writing, and nobody when nobody is', async () => {
  const dir = aFolder();
  expect(await writerOf(dir)).toBeUndefined();
  const store = await openEmbeddedStore({ dir });
  expect(await writerOf(dir)).toContain(`process ${process.pid}`);
  await store.close();
  expect(await writerOf(dir)).toBeUndefined();
});

test('shows a school that was forgotten as it has been since', async () => {
  const dir = aFolder();
  const store = await aStore(dir);
  await write(store, 'before');
  await store.forget('ash', anEntry('ash'));
  await write(store, 'after');
  const view = await aView(dir);
  expect(await idsIn(view)).toEqual(['after']);
  expect(await trailOf(view)).toEqual(['ash', 'after']);
  expect(await lastHashOf(view)).toBe(await view.trailEnd('ash'));
});

async function lastHashOf(view: View): Promise<string | undefined> {
  let hash: string | undefined;
  for await (const entry of view.trail('ash')) hash = entry.hash;
  return hash;
}
