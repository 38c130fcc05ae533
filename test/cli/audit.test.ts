import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inWords, verifySchool } from '../../src/cli/audit/verify.ts';
import { withView } from '../../src/cli/store-view.ts';
import { auditKey } from '../../src/store/audit.ts';
import { openEmbeddedStore } from '../../src/store/embedded.ts';
import { auditPath, chainedEntry, endPath, journalPath, snapshotPath } from '../../src/store/files.ts';
import { lineOf } from '../../src/store/line.ts';
import { aNote, anEntry, notes } from '../store/notes.ts';
import { aFolder } from '../support/folder.ts';

async function write(dir: string, ...texts: [about: string, length: number][]): Promise<void> {
  const store = await openEmbeddedStore({ dir });
  for (const [about, length] of texts) {
    await store.turn('ash', async (work) => {
      work.put(notes, aNote('one', { text: 'x'.repeat(length) }));
      work.audit(anEntry(about, { detail: { note: 'a “quoted” one' } }));
    });
  }
  await store.close();
}

/** Two entries in the audit file, where a snapshot has put them, and one more in the journal. */
async function aStore(): Promise<string> {
  const dir = aFolder();
  await write(dir, ['one', 1_000_000], ['two', 100_000]);
  await write(dir, ['three', 0]);
  return dir;
}

function verdict(dir: string) {
  return withView(dir, (view) => verifySchool(view, 'ash'));
}

/** What is wrong, whether the trail says so or the store cannot be read at all. */
async function found(dir: string): Promise<string | undefined> {
  return verdict(dir).then(
    ({ broken }) => broken,
    (error: Error) => error.message,
  );
}

test('a trail that nobody has touched is whole, and ends in the hash of its last entry', async () => {
  const dir = await aStore();
  const told = await verdict(dir);
  expect(told).toMatchObject({ school: 'ash', entries: 3 });
  expect(told.broken).toBeUndefined();
  expect(readFileSync(journalPath(dir, 3), 'utf8')).toContain(told.end);
  expect(inWords(told)).toBe(`ash: whole, 3 entries, ending in ${told.end}`);
});

test('a change to any byte of the audit file is found', async () => {
  const dir = await aStore();
  const path = auditPath(dir);
  const original = readFileSync(path);
  expect(original.length).toBeGreaterThan(500);
  const unnoticed: number[] = [];
  for (let at = 0; at < original.length; at++) {
    const changed = Buffer.from(original);
    changed[at] = (original[at] ?? 0) ^ 1;
    writeFileSync(path, changed);
    if (!(await found(dir))) unnoticed.push(at);
  }
  expect(unnoticed).toEqual([]);
});

function rewriteAudit(dir: string, change: (entries: ReturnType<typeof chainedEntry.parse>[]) => unknown[]) {
  const path = auditPath(dir);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const entries = lines.map((line) => chainedEntry.parse(JSON.parse(line.slice(9))));
  writeFileSync(path, change(entries).map(lineOf).join(''));
}

test('an altered entry is found even with a fresh checksum, and named', async () => {
  const dir = await aStore();
  rewriteAudit(dir, ([first, second]) => [first, { ...second, by: 'eve' }]);
  const told = await verdict(dir);
  expect(told).toMatchObject({ broken: 'entry 2 was altered' });
  expect(inWords(told)).toContain('BROKEN, 3 entries read: entry 2 was altered');
});

test('entries in another order are found', async () => {
  const dir = await aStore();
  rewriteAudit(dir, ([first, second]) => [second, first]);
  expect(await found(dir)).toBe('entry 1 is out of place');
});

test('an entry that was taken out is found', async () => {
  const dir = await aStore();
  rewriteAudit(dir, ([first]) => [first]);
  expect(await found(dir)).toBeDefined();
});

test('an entry moved to another school is found', async () => {
  const dir = await aStore();
  rewriteAudit(dir, ([first, second]) => [first, { ...second, school: 'oak' }]);
  expect(await found(dir)).toBeDefined();
});

test('half a journal is not whole', async () => {
  const dir = aFolder();
  await write(dir, ['one', 0], ['two', 0], ['three', 0], ['four', 0]);
  const lines = readFileSync(journalPath(dir, 1), 'utf8').split('\n');
  writeFileSync(journalPath(dir, 1), `${lines.slice(0, 3).join('\n')}\n`);
  expect(await found(dir)).toContain('journal.1.log: the end of this file is missing');
});

test('a trail cut off in the journal no longer ends where the snapshot says', async () => {
  const dir = await aStore();
  const path = snapshotPath(dir, 2);
  rmSync(endPath(dir, 3));
  const [header = '', ...rest] = readFileSync(path, 'utf8').split('\n');
  const told = JSON.parse(header.slice(9));
  told.trails.ash = { number: 3, hash: 'f'.repeat(64) };
  writeFileSync(path, lineOf(told) + rest.join('\n'));
  writeFileSync(
    journalPath(dir, 3),
    `${readFileSync(journalPath(dir, 3), 'utf8').split('\n').slice(0, 1).join('')}\n`,
  );
  expect(await found(dir)).toBe('entry 3 and those after it are missing');
});

test('says where there is no store to check', async () => {
  await expect(verdict(join(aFolder(), 'missing'))).rejects.toThrow('There is no store in');
});

test('a trail under a key is whole with the key, and only in order without it', async () => {
  const dir = aFolder();
  const key = auditKey('a secret of the school alone, kept elsewhere');
  const store = await openEmbeddedStore({ dir, key });
  await store.turn('ash', async (work) => work.audit(anEntry('one')));
  await store.close();
  const check = async (given?: typeof key) =>
    inWords(await withView(dir, (view) => verifySchool(view, 'ash', given)));
  expect(await check(key)).toContain('ash: whole, 1 entry');
  expect(await check()).toMatch(/^ash: in order, 1 entry, .*Set AUDIT_KEY to check what they say$/);
});
