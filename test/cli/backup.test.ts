import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifySchool } from '../../src/cli/audit/verify.ts';
import { withView } from '../../src/cli/store-view.ts';
import { copyStore, lastBackup } from '../../src/store/embedded/backup.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { aNote, anEntry, notes } from '../store/notes.ts';
import { aFolder } from '../support/folder.ts';

const at = '2027-03-02T10:00:00.000Z';

test('a copy taken while the bot writes holds everything acknowledged before, and can be started from', async () => {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  const write = (number: number) =>
    store.turn('ash', async (work) => {
      work.put(notes, aNote(`n${number % 5}`, { text: 'x'.repeat(100_000) }));
      work.audit(anEntry(String(number)));
    });
  let written = 0;
  const writing = (async () => {
    for (; written < 100; written++) await write(written);
  })();
  for (let copies = 0; written < 100; copies++) {
    const least = written;
    const to = join(aFolder(), `copy-${copies}`);
    await copyStore(dir, to, at);
    const verdict = await withView(to, (view) => verifySchool(view, 'ash'));
    expect(verdict).not.toHaveProperty('broken');
    expect(verdict.entries).toBeGreaterThanOrEqual(least);
    const again = await openEmbeddedStore({ dir: to });
    const count = await again.read('ash', (records) => records.find(notes));
    await again.close();
    expect(count).toHaveLength(Math.min(5, verdict.entries));
  }
  await writing;
  await store.close();
});

test('a copy is whole though every file is taken away while it is made', async () => {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('ash', async (work) => work.put(notes, aNote('a')));
  await store.close();
  const to = join(aFolder(), 'copy');
  const copying = copyStore(dir, to, at);
  rmSync(join(dir, 'journal.1.log'));
  await copying;
  expect(await withView(to, async (view) => view.records('ash', 'note'))).toEqual([aNote('a')]);
});

test('remembers when the last copy was made, and where', async () => {
  const dir = aFolder();
  expect(await lastBackup(dir)).toBeUndefined();
  await (await openEmbeddedStore({ dir })).close();
  const to = join(aFolder(), 'copy');
  await copyStore(dir, to, at);
  expect(await lastBackup(dir)).toEqual({ at, to });
  expect(readdirSync(to)).toEqual(['journal.1.log']);
  expect(existsSync(`${to}.tmp`)).toBe(false);
});
