import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifySchool } from '../../src/cli/audit/verify.ts';
import { reopenStore } from '../../src/cli/store/move.ts';
import { lookAtCopy, restoreStore } from '../../src/cli/store/restore.ts';
import { withView } from '../../src/cli/store-view.ts';
import { auditKey } from '../../src/store/audit.ts';
import { copyStore } from '../../src/store/embedded/backup.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { markAs } from '../../src/store/embedded/mark.ts';
import { lineOf } from '../../src/store/line.ts';
import { trailOf } from '../store/contract.ts';
import { aNote, anEntry, notes } from '../store/notes.ts';
import { aFolder } from '../support/folder.ts';

const at = '2027-03-02T10:00:00.000Z';
const later = '2027-03-03T10:00:00.000Z';

/** A store, a copy of it with one note, and another note after the copy. */
async function aStoreAndItsCopy() {
  const dir = aFolder();
  const copy = join(aFolder(), 'copy');
  const store = await openEmbeddedStore({ dir });
  const write = (id: string) =>
    store.turn('ash', async (work) => {
      work.put(notes, aNote(id));
      work.audit(anEntry(id));
    });
  await write('before');
  await copyStore(dir, copy, at);
  await write('after');
  const proof = { key: undefined, anchors: join(dir, 'anchors.log') };
  return { dir, copy, store, proof };
}

const notesIn = (dir: string) =>
  withView(dir, async (view) => (await view.records('ash', 'note')).map(({ id }) => id));

test('what is not in the copy is told first, and stays in a folder beside', async () => {
  const { dir, copy, store, proof } = await aStoreAndItsCopy();
  await store.close();
  const looked = await lookAtCopy(copy, dir, proof);
  expect(looked.join('\n')).toContain('ash: 1 entry of the audit trail since the copy');
  expect(await notesIn(dir)).toEqual(['before', 'after']);

  const before = await restoreStore({ from: copy, to: dir, at: later, key: undefined });
  expect(await notesIn(dir)).toEqual(['before']);
  expect(before && (await notesIn(before))).toEqual(['before', 'after']);
  expect(await notesIn(copy)).toEqual(['before']);
});

test('the audit trail is whole afterwards, and says what was done', async () => {
  const { dir, copy, store } = await aStoreAndItsCopy();
  await store.close();
  await restoreStore({ from: copy, to: dir, at: later, key: undefined });
  await withView(dir, async (view) => {
    expect(await verifySchool(view, 'ash')).toMatchObject({ entries: 2 });
    const trail = [];
    for await (const { what, at } of view.trail('ash')) trail.push({ what, at });
    expect(trail.at(-1)).toEqual({ what: 'went back to a copy of the store', at: later });
  });
});

test('the nights whose trail the copy doesn’t reach are named', async () => {
  const { dir, copy, store, proof } = await aStoreAndItsCopy();
  const last = (await trailOf(store, 'ash')).at(-1);
  await store.close();
  const anchor = { school: 'ash', at: later, number: last?.number, hash: last?.hash };
  writeFileSync(proof.anchors, lineOf(anchor));
  expect((await lookAtCopy(copy, dir, proof)).join('\n')).toContain('as it was anchored on 2027-03-03');
});

test('a copy that is not whole is refused, and nothing is changed', async () => {
  const { dir, copy, store, proof } = await aStoreAndItsCopy();
  await store.close();
  const files = readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]);
  const [journal = ''] = readdirSync(copy);
  appendFileSync(join(copy, journal), 'not ours\n');
  await expect(lookAtCopy(copy, dir, proof)).rejects.toThrow(journal);
  expect(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')])).toEqual(files);
});

test('while a bot is running nothing is put back', async () => {
  const { dir, copy, store } = await aStoreAndItsCopy();
  await expect(restoreStore({ from: copy, to: dir, at: later, key: undefined })).rejects.toThrow(
    /in use|using/,
  );
  await store.close();
  expect(await notesIn(dir)).toEqual(['before', 'after']);
});

test('without the key of its trails a copy is not put back, and nothing is changed', async () => {
  const [dir, copy] = [aFolder(), join(aFolder(), 'copy')];
  const store = await openEmbeddedStore({ dir, key: auditKey('k'.repeat(32)) });
  await store.turn('ash', async (work) => work.audit(anEntry('one')));
  await store.close();
  await copyStore(dir, copy, at);
  const files = readdirSync(dir);
  for (const key of [undefined, auditKey('another '.repeat(4))])
    await expect(restoreStore({ from: copy, to: dir, at: later, key })).rejects.toThrow('Set AUDIT_KEY');
  expect(readdirSync(dir)).toEqual(files);
});

test('a store that can’t be read any more is replaced all the same', async () => {
  const { dir, copy, store, proof } = await aStoreAndItsCopy();
  await store.close();
  appendFileSync(join(dir, 'journal.1.log'), 'torn\n');
  expect((await lookAtCopy(copy, dir, proof)).join('\n')).toContain('can’t be read');
  await restoreStore({ from: copy, to: dir, at: later, key: undefined });
  expect(await notesIn(dir)).toEqual(['before']);
});

// As it is when the machine stops after the old files went, and before the new ones came.
test('a folder in which putting back was cut short is no empty store, and is put back again', async () => {
  const { dir, copy, store } = await aStoreAndItsCopy();
  await store.close();
  const before = join(dir, 'before-restore');
  mkdirSync(before);
  await markAs(dir, { at: later, before });
  for (const name of readdirSync(dir).filter((name) => name.startsWith('journal.')))
    renameSync(join(dir, name), join(before, name));
  const words = `putting back a copy was cut short. Nothing has been changed. Put it back again: npm run restore. What was there before is in ${before}.`;
  await expect(openEmbeddedStore({ dir })).rejects.toThrow(words);
  await expect(reopenStore(dir)).rejects.toThrow(words);
  await restoreStore({ from: copy, to: dir, at: later, key: undefined });
  expect(await notesIn(dir)).toEqual(['before']);
  expect(await notesIn(before)).toEqual(['before', 'after']);
  await (await openEmbeddedStore({ dir })).close();
});
