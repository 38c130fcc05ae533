/** A store that the start refuses, and what a repair makes of it. */
import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { repairInWords } from '../../../src/cli/store/in-words.ts';
import { repairStore } from '../../../src/cli/store/repair.ts';
import { verifyTrail } from '../../../src/store/audit.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import { auditPath, journalPath, snapshotPath } from '../../../src/store/embedded/files.ts';
import { planRepair } from '../../../src/store/embedded/repair.ts';
import type { Store } from '../../../src/store/store.ts';
import { aFolder } from '../../support/folder.ts';
import { trailOf } from '../contract.ts';
import { aNote, anEntry, noon, notes } from '../notes.ts';

async function openIn(dir: string): Promise<Store> {
  const store = await openEmbeddedStore({ dir });
  onTestFinished(() => store.close());
  return store;
}

async function write(dir: string, ...ids: string[]): Promise<void> {
  const store = await openEmbeddedStore({ dir });
  for (const id of ids) {
    await store.turn('ash', async (work) => {
      work.put(notes, aNote(id));
      work.audit(anEntry(id));
    });
  }
  await store.close();
}

/** Three turns in a first journal, two in a second one. */
async function aStore(): Promise<string> {
  const dir = aFolder();
  await write(dir, 'one', 'two', 'three');
  await write(dir, 'four', 'five');
  return dir;
}

/** One whose first journal was replaced by a snapshot, with one turn after it. */
async function aStoreWithSnapshot(): Promise<string> {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('ash', async (work) => {
    work.put(notes, aNote('large', { text: 'x'.repeat(1_100_000) }));
    work.audit(anEntry('large'));
  });
  await store.close();
  await write(dir, 'after');
  return dir;
}

function changeLine(path: string, number: number): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  lines[number - 1] = (lines[number - 1] ?? '').replace('ada', 'eve');
  writeFileSync(path, lines.join('\n'));
}

function everythingIn(dir: string): [string, string][] {
  return readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]);
}

/** What the store holds once it is repaired, and that it can be written to and opened again. */
async function repaired(dir: string) {
  await expect(openEmbeddedStore({ dir })).rejects.toThrow('npm run store -- repair');
  const done = await repairStore(dir, noon);
  const store = await openIn(dir);
  const ids = (await store.read('ash', (records) => records.find(notes))).map(({ id }) => id);
  const trail = await trailOf(store, 'ash');
  expect(await verifyTrail(trail)).toBeUndefined();
  await store.turn('ash', async (work) => work.put(notes, aNote('new')));
  await store.close();
  const again = await openIn(dir);
  expect(await again.read('ash', (records) => records.get(notes, 'new'))).toEqual(aNote('new'));
  return { ids, trail, leftOut: done?.repair.leftOut ?? [], before: done?.before ?? '' };
}

describe('a repair', () => {
  test('finds nothing to do where nothing is wrong, and where there is no store', async () => {
    expect(await planRepair(await aStore())).toBeUndefined();
    expect(await planRepair(await aStoreWithSnapshot())).toBeUndefined();
    expect(await planRepair(aFolder())).toBeUndefined();
  });

  test('says what it would do before it changes anything', async () => {
    const dir = await aStore();
    changeLine(journalPath(dir, 1), 3);
    const before = everythingIn(dir);
    const repair = await planRepair(dir);
    expect(everythingIn(dir)).toEqual(before);
    const told = repair ? repairInWords(repair) : '';
    expect(told).toContain('journal.1.log, line 3: this line does not match its checksum. What stood there');
    expect(told).toContain(
      'journal.2.log, line 3: the turn before this one is missing. At ash; changed note five',
    );
    expect(told).toContain('Turns since the last snapshot that stay: 1.');
  });

  test('leaves out a damaged line and what rests on it, and keeps all of it in a folder beside', async () => {
    const dir = await aStore();
    changeLine(journalPath(dir, 1), 3);
    const damaged = readFileSync(journalPath(dir, 1), 'utf8');
    const { ids, trail, leftOut, before } = await repaired(dir);
    expect(ids).toEqual(['one']);
    expect(leftOut.map(({ turn }) => turn?.put[0]?.record.id)).toEqual([undefined, 'three', 'four', 'five']);
    expect(trail.at(-1)).toMatchObject({ what: 'repaired the store', detail: { 'left out': '4' } });
    expect(readFileSync(join(before, 'journal.1.log'), 'utf8')).toBe(damaged);
    const kept = readFileSync(join(before, 'left-out.jsonl'), 'utf8').trim().split('\n');
    expect(kept.map((line) => JSON.parse(line))).toEqual(leftOut);
  });

  test('cuts off an end that was torn over several lines', async () => {
    const dir = await aStore();
    appendFileSync(journalPath(dir, 2), `${'\0'.repeat(40)}\n${'\0'.repeat(40)}\nhalf a li`);
    const { ids, leftOut } = await repaired(dir);
    expect(ids).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(leftOut).toHaveLength(2);
  });

  test('leaves out the lines of a second writer, and keeps those of the first', async () => {
    const dir = await aStore();
    const path = journalPath(dir, 2);
    const [header, four, five] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `${[header, four, four, five].join('\n')}\n`);
    const { ids, leftOut } = await repaired(dir);
    expect(ids).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(leftOut.map(({ place }) => place)).toEqual([`${path}, line 3`]);
  });

  test('takes a journal that was cut as it is, and says so', async () => {
    const dir = await aStore();
    const path = journalPath(dir, 2);
    truncateSync(path, readFileSync(path).indexOf(10) + 1);
    const { ids, leftOut } = await repaired(dir);
    expect(ids).toEqual(['one', 'two', 'three']);
    expect(leftOut).toEqual([{ place: path, why: 'the end of this file is missing' }]);
  });

  test.each([
    { lost: 3, stays: ['large'] },
    { lost: 4, stays: ['large', 'after'] },
  ])('goes on without journal $lost, which is gone', async ({ lost, stays }) => {
    const dir = await aStoreWithSnapshot();
    await write(dir, 'last');
    rmSync(journalPath(dir, lost));
    const { ids, leftOut } = await repaired(dir);
    expect(ids).toEqual(stays);
    expect(leftOut[0]).toEqual({ place: journalPath(dir, lost), why: 'this file is missing' });
  });

  test('does nothing where only a backup has what is lost', async () => {
    const dir = await aStoreWithSnapshot();
    const snapshot = readFileSync(snapshotPath(dir, 2));
    truncateSync(snapshotPath(dir, 2), 100);
    await expect(planRepair(dir)).rejects.toThrow('only a backup has it');
    writeFileSync(snapshotPath(dir, 2), snapshot);
    truncateSync(auditPath(dir), 10);
    await expect(planRepair(dir)).rejects.toThrow('audit.log: the end of this file is missing');
    rmSync(snapshotPath(dir, 2));
    await expect(planRepair(dir)).rejects.toThrow('journal.1.log: this file is missing');
  });

  test('is not made while the bot is running', async () => {
    const dir = await aStore();
    await openIn(dir);
    await expect(repairStore(dir, noon)).rejects.toThrow('is in use by process');
  });
});
