import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchoring } from '../../src/anchoring.ts';
import { inWords, verifySchool } from '../../src/cli/audit/verify.ts';
import { withView } from '../../src/cli/store-view.ts';
import { anchorsPath, anchorTrails, readAnchors } from '../../src/store/anchors.ts';
import { auditKey } from '../../src/store/audit.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { auditPath, endPath, journalPath, snapshotPath } from '../../src/store/embedded/files.ts';
import { chainedEntry } from '../../src/store/entry.ts';
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
  told.schools.ash.trail = { number: 3, hash: 'f'.repeat(64) };
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
    inWords(await withView(dir, (view) => verifySchool(view, 'ash', { key: given })));
  expect(await check(key)).toContain('ash: whole, 1 entry');
  expect(await check()).toMatch(/^ash: in order, 1 entry, .*Set AUDIT_KEY to check what they say$/);
});

describe('a trail that is anchored every night', () => {
  const firstNight = '2027-03-02T00:00:10.000Z';
  const key = auditKey('a secret of the school alone, kept elsewhere');

  /** Two entries anchored on one night, a third on the next. */
  async function anchored(given?: typeof key) {
    const dir = aFolder();
    const path = anchorsPath(dir);
    const store = await openEmbeddedStore({ dir, key: given });
    const logged: unknown[] = [];
    const log = (what: string, details = {}) => void logged.push({ what, ...details });
    const anchor = anchoring({ store, schools: () => ['ash', 'elm'], path, key: given, log });
    const tell = (about: string) => store.turn('ash', async (work) => work.audit(anEntry(about)));
    await tell('one');
    await tell('two');
    await anchor(firstNight);
    await tell('three');
    await anchor('2027-03-02T12:00:00.000Z');
    await anchor('2027-03-03T00:00:10.000Z');
    await anchor('2027-03-04T00:00:10.000Z');
    await store.close();
    const check = async () => {
      const anchors = await readAnchors(path);
      const { broken } = await withView(dir, (view) => verifySchool(view, 'ash', { key: given, anchors }));
      return broken;
    };
    return { dir, path, logged, check };
  }

  test('is noted once a day, where it has grown, in the file and in the log', async () => {
    const { path, logged, check } = await anchored();
    const anchors = await readAnchors(path);
    expect(anchors.map(({ school, number }) => `${school} ${number}`)).toEqual(['ash 2', 'ash 3']);
    expect(logged).toEqual(
      anchors.map(({ number, hash }) => ({
        what: 'the audit trail was anchored',
        school: 'ash',
        entries: number,
        hash,
      })),
    );
    expect(await check()).toBeUndefined();
  });

  test('cannot be cut off or written anew, though its own chain holds', async () => {
    const { dir, check } = await anchored();
    for (const name of readdirSync(dir)) if (name.startsWith('journal')) rmSync(join(dir, name));
    await write(dir, ['one', 0], ['other', 0]);
    expect(await check()).toBe(
      'entry 2 is not as it was anchored on 2027-03-02, entry 3 is not as it was anchored on 2027-03-03',
    );
  });

  test('shows where the anchors themselves were altered, when there is a key', async () => {
    const { path, check } = await anchored(key);
    expect(await check()).toBeUndefined();
    const [first, second] = await readAnchors(path);
    writeFileSync(path, lineOf({ ...first, at: '2027-03-01T00:00:10.000Z' }) + lineOf(second));
    expect(await check()).toBe('the anchor of 2027-03-01 was altered');
  });

  test('comes under a key that is new at the next anchor, and not only when something happens', async () => {
    const { dir, path } = await anchored();
    const store = await openEmbeddedStore({ dir, key });
    await anchorTrails({ store, schools: ['ash'], path, key }, '2027-03-05T00:00:10.000Z');
    await store.close();
    const proof = { key, anchors: await readAnchors(path) };
    const verdict = await withView(dir, (view) => verifySchool(view, 'ash', proof));
    expect(verdict).toMatchObject({ entries: 4 });
    expect(verdict.broken).toBeUndefined();
  });
});
