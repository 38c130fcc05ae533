/** The embedded store: the contract of every store, and what its files survive and refuse. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deliveries } from '../../../src/core/delivery.ts';
import { auditKey, verifyTrail } from '../../../src/store/audit.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import { beginJournal } from '../../../src/store/embedded/files.ts';
import { takeLock } from '../../../src/store/embedded/lock.ts';
import { lineOf } from '../../../src/store/line.ts';
import { migrations } from '../../../src/store/migrations.ts';
import type { Store } from '../../../src/store/store.ts';
import { storeContract, trailOf } from '../contract.ts';
import { aNote, anEntry, aPost, noon, notes } from '../notes.ts';

/** The schema of this release. */
const current = migrations.length + 1;

const made: string[] = [];
const open: Store[] = [];
const children: ChildProcess[] = [];

function aFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'chalkline-store-'));
  made.push(dir);
  return dir;
}

async function openIn(dir: string): Promise<Store> {
  const store = await openEmbeddedStore({ dir });
  open.push(store);
  return store;
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const store of open.splice(0)) await store.close();
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true });
});

storeContract('the embedded store', () => openIn(aFolder()));

/** Three turns: two notes, one changed, one removed, and two deliveries; four audit entries. */
async function fill(store: Store): Promise<void> {
  await store.turn('ash', async (work) => {
    for (const id of ['one', 'two', 'gone']) work.put(notes, aNote(id, { tags: ['x'] }));
    work.audit(anEntry('one'));
    work.audit(anEntry('two', { detail: { note: 'a “quoted” one' } }));
  });
  await store.turn('ash', async (work) => {
    work.put(notes, aNote('one', { count: 1, state: 'done' }));
    work.remove(notes, 'gone');
    work.audit(anEntry('one'));
  });
  await store.turn('elm', async (work) => {
    work.put(deliveries, aPost('d1', { about: 'A-1' }));
    work.put(deliveries, aPost('d2', { about: 'A-1' }));
    work.audit(anEntry('A-1'));
  });
}

async function filled(): Promise<string> {
  const dir = aFolder();
  const store = await openIn(dir);
  await fill(store);
  await store.close();
  return dir;
}

async function everythingIn(store: Store) {
  return {
    schools: await store.schools(),
    ash: await store.read('ash', (records) => records.find(notes)),
    open: await store.read('ash', (records) => records.find(notes, 'state:open')),
    elm: await store.read('elm', (records) => records.find(deliveries, 'about:A-1')),
    trails: [await trailOf(store, 'ash'), await trailOf(store, 'elm')],
  };
}

/** Writes until the journal has been replaced by a snapshot and the old one is gone. */
async function compact(store: Store, dir: string): Promise<void> {
  const before = journalsIn(dir);
  const text = 'x'.repeat(32 * 1024);
  for (let count = 0; journalsIn(dir).includes(before[0] ?? ''); count++) {
    await store.turn('ash', async (work) => {
      work.put(notes, aNote('large', { count, text }));
      if (count % 10 === 0) work.audit(anEntry('large'));
    });
  }
}

function journalsIn(dir: string): string[] {
  return readdirSync(dir).filter((name) => /^journal\.\d+\.log$/.test(name));
}

const firstJournal = (dir: string) => join(dir, 'journal.1.log');

/** Changes one letter in the middle of a line, counted from 1. */
function damage(path: string, number: number): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  const line = lines[number - 1] ?? '';
  const middle = Math.floor(line.length / 2);
  lines[number - 1] = `${line.slice(0, middle)}${line[middle] === '~' ? '#' : '~'}${line.slice(middle + 1)}`;
  writeFileSync(path, lines.join('\n'));
}

describe('opened again', () => {
  it('is as it was before', async () => {
    const dir = aFolder();
    const store = await openIn(dir);
    await fill(store);
    const before = await everythingIn(store);
    await store.close();
    expect(await everythingIn(await openIn(dir))).toEqual(before);
  });

  it('hands out again what was claimed but not sent, and says that it may have been', async () => {
    const dir = aFolder();
    const store = await openIn(dir);
    await fill(store);
    expect(await store.claim(() => noon, 5)).toHaveLength(1);
    await store.close();
    const again = await (await openIn(dir)).claim(() => noon, 5);
    expect(again).toMatchObject([{ mayBeThere: true }]);
  });

  it('goes on with the trail and the order of creation', async () => {
    const store = await openIn(await filled());
    await store.turn('ash', async (work) => {
      work.put(notes, aNote('new', { tags: ['x'] }));
      work.audit(anEntry('new'));
    });
    expect(
      (await store.read('ash', (records) => records.find(notes, 'tag:x'))).map((note) => note.id),
    ).toEqual(['two', 'new']);
    const trail = await trailOf(store, 'ash');
    expect(trail.map((entry) => entry.number)).toEqual([1, 2, 3, 4]);
    expect(await verifyTrail(trail)).toBeUndefined();
  });

  it('names a record that does not fit its kind any more', async () => {
    const store = await openIn(await filled());
    const stricter = { ...notes, schema: notes.schema.refine((note) => note.count < 1, 'Too many.') };
    await expect(store.read('ash', (records) => records.find(stricter))).rejects.toThrow(
      /note "one".*Too many/,
    );
  });
});

describe('a forgotten school', () => {
  const forget = (store: Store) => store.forget('ash', anEntry('ash'));

  it('stays forgotten when the store is opened again, and so does its trail', async () => {
    const dir = await filled();
    const store = await openIn(dir);
    await forget(store);
    await store.turn('ash', async (work) => {
      work.put(notes, aNote('one'));
      work.audit(anEntry('one'));
    });
    const before = await everythingIn(store);
    expect(before.ash).toEqual([aNote('one')]);
    expect(before.trails.map((trail) => trail.length)).toEqual([2, 1]);
    await store.close();
    expect(await everythingIn(await openIn(dir))).toEqual(before);
  });

  it('stays forgotten in a snapshot, with the new trail whole', async () => {
    const dir = await filled();
    const store = await openIn(dir);
    await compact(store, dir);
    await forget(store);
    await compact(store, dir);
    const before = await everythingIn(store);
    expect(before.ash.map(({ id }) => id)).toEqual(['large']);
    expect(before.trails[0]?.slice(0, 2)).toMatchObject([{ what: 'started afresh' }, { about: 'large' }]);
    await store.close();
    const again = await openIn(dir);
    expect(await everythingIn(again)).toEqual(before);
    expect(await verifyTrail(again.trail('ash'))).toBeUndefined();
  });
});

describe('a journal', () => {
  it('that ends in the middle of any line loses that line and nothing else', async () => {
    const dir = await filled();
    const whole = readFileSync(firstJournal(dir));
    const ends = [...whole.keys()].filter((at) => whole[at] === 10).map((at) => at + 1);
    const [, second = 0, third = 0] = ends;
    for (const size of [second + 1, second + 5, Math.floor((second + third) / 2), third - 1]) {
      for (const name of readdirSync(dir)) rmSync(join(dir, name));
      writeFileSync(firstJournal(dir), whole.subarray(0, size));
      const store = await openIn(dir);
      expect((await store.read('ash', (records) => records.find(notes))).map((note) => note.id)).toEqual([
        'one',
        'two',
        'gone',
      ]);
      expect(await trailOf(store, 'ash')).toHaveLength(2);
      await store.close();
      const again = await openIn(dir);
      expect(await trailOf(again, 'ash')).toHaveLength(2);
      await again.close();
    }
  });

  it('goes on after a torn end was cut off', async () => {
    const dir = await filled();
    appendFileSync(firstJournal(dir), 'half a li');
    const store = await openIn(dir);
    await store.turn('elm', async (work) => work.put(notes, aNote('new')));
    await store.close();
    const again = await openIn(dir);
    expect(await again.read('elm', (records) => records.find(notes))).toEqual([aNote('new')]);
  });

  it('that was cut, where a line ends or in the middle of one, is refused, and left as it is', async () => {
    const dir = await filled();
    const whole = readFileSync(firstJournal(dir));
    const secondLine = whole.indexOf(10) + 1;
    for (const size of [whole.length - 3, whole.indexOf(10, secondLine) + 1, secondLine]) {
      truncateSync(firstJournal(dir), size);
      await expect(openIn(dir)).rejects.toThrow('journal.1.log: the end of this file is missing');
      expect(statSync(firstJournal(dir)).size).toBe(size);
    }
  });

  it('that is gone altogether is refused, even when it was the only one', async () => {
    const dir = await filled();
    rmSync(firstJournal(dir));
    await expect(openIn(dir)).rejects.toThrow('journal.1.log: this file is missing');
  });

  it.each([1, 2, 3, 4])('damaged in line %i is refused, and left as it is', async (number) => {
    const dir = await filled();
    damage(firstJournal(dir), number);
    const before = readFileSync(firstJournal(dir));
    await expect(openIn(dir)).rejects.toThrow(`journal.1.log, line ${number}: `);
    expect(readFileSync(firstJournal(dir))).toEqual(before);
    await expect(openIn(dir)).rejects.toThrow('Nothing has been changed');
  });

  it('with a line taken out is refused', async () => {
    const dir = await filled();
    const lines = readFileSync(firstJournal(dir), 'utf8').split('\n');
    writeFileSync(firstJournal(dir), lines.filter((_, at) => at !== 2).join('\n'));
    await expect(openIn(dir)).rejects.toThrow('line 3: the turn before this one is missing');
  });

  it('that is missing or empty is refused', async () => {
    const dir = await filled();
    await compactIn(dir);
    const [journal = ''] = journalsIn(dir);
    truncateSync(join(dir, journal), 0);
    await expect(openIn(dir)).rejects.toThrow('this file is empty');
    rmSync(join(dir, journal));
    await expect(openIn(dir)).rejects.toThrow(`${journal}: this file is missing`);
  });

  it('of a newer release is refused', async () => {
    const dir = aFolder();
    writeFileSync(firstJournal(dir), lineOf({ chalkline: 'journal', schema: current + 6, generation: 1 }));
    await expect(openIn(dir)).rejects.toThrow(
      `newer release of Chalkline (schema ${current + 6}; this one knows ${current})`,
    );
  });
});

async function compactIn(dir: string): Promise<void> {
  const store = await openIn(dir);
  await compact(store, dir);
  await store.close();
}

describe('a snapshot', () => {
  it('keeps every record, their order and the whole trail', async () => {
    const dir = aFolder();
    const store = await openIn(dir);
    await fill(store);
    await compact(store, dir);
    await compact(store, dir);
    const before = await everythingIn(store);
    expect(before.ash.map((note) => note.id)).toEqual(['one', 'two', 'large']);
    expect(await verifyTrail(before.trails[0] ?? [])).toBeUndefined();
    await store.close();
    const after = await everythingIn(await openIn(dir));
    expect(after).toEqual(before);
    expect(readdirSync(dir).filter((name) => /^(audit|snapshot.*)\.log$/.test(name))).toHaveLength(2);
  });

  it('is taken while turns go on', async () => {
    const dir = aFolder();
    const store = await openIn(dir);
    const text = 'x'.repeat(20 * 1024);
    const turns = Array.from({ length: 300 }, (_, at) =>
      store.turn(at % 2 ? 'ash' : 'elm', async (work) => {
        work.put(notes, aNote(`n${at % 20}`, { count: at, text }));
        work.audit(anEntry(`n${at}`));
      }),
    );
    await Promise.all(turns);
    const before = [await trailOf(store, 'ash'), await store.read('elm', (records) => records.find(notes))];
    await store.close();
    expect(journalsIn(dir)).not.toContain('journal.1.log');
    const again = await openIn(dir);
    expect([await trailOf(again, 'ash'), await again.read('elm', (records) => records.find(notes))]).toEqual(
      before,
    );
    expect(before[0]?.length).toBe(150);
  });

  it('does not disturb somebody who is reading the trail', async () => {
    const dir = aFolder();
    const store = await openIn(dir);
    await fill(store);
    const numbers: number[] = [];
    for await (const entry of store.trail('ash')) {
      if (numbers.length === 0) await compact(store, dir);
      numbers.push(entry.number);
    }
    expect(numbers).toEqual([1, 2, 3]);
  });

  it('that was never finished leaves the older files in force', async () => {
    const dir = await filled();
    const store = await openIn(dir);
    const before = await everythingIn(store);
    await store.close();
    writeFileSync(
      join(dir, 'journal.2.log'),
      lineOf({ chalkline: 'journal', schema: current, generation: 2 }),
    );
    writeFileSync(join(dir, 'snapshot.2.log.tmp'), 'half a');
    writeFileSync(join(dir, 'audit.log'), lineOf(before.trails[0]?.[0]));
    const again = await openIn(dir);
    expect(await everythingIn(again)).toEqual(before);
    await compact(again, dir);
    expect(await verifyTrail(again.trail('ash'))).toBeUndefined();
    expect((await trailOf(again, 'elm')).length).toBe(1);
    expect(readdirSync(dir)).not.toContain('snapshot.2.log.tmp');
  });

  it('wins over older files that were not yet taken away', async () => {
    const dir = await filled();
    const copy = join(aFolder(), 'copy');
    copyFileSync(firstJournal(dir), copy);
    await compactIn(dir);
    const store = await openIn(dir);
    const before = await everythingIn(store);
    await store.close();
    copyFileSync(copy, firstJournal(dir));
    expect(await everythingIn(await openIn(dir))).toEqual(before);
    expect(journalsIn(dir)).not.toContain('journal.1.log');
  });

  it('that is damaged or shortened is refused', async () => {
    const dir = await filled();
    await compactIn(dir);
    const path = join(dir, 'snapshot.3.log');
    const whole = readFileSync(path);
    damage(path, 2);
    await expect(openIn(dir)).rejects.toThrow('snapshot.3.log, line 2: ');
    const lines = whole.toString('utf8').split('\n');
    writeFileSync(path, lines.slice(0, 2).join('\n').concat('\n'));
    await expect(openIn(dir)).rejects.toThrow('snapshot.3.log: the file does not hold all the records');
    rmSync(path);
    await expect(openIn(dir)).rejects.toThrow('journal.1.log: this file is missing');
  });

  it('without the audit entries that belong to it is refused', async () => {
    const dir = await filled();
    await compactIn(dir);
    truncateSync(join(dir, 'audit.log'), 10);
    await expect(openIn(dir)).rejects.toThrow('audit.log: the end of this file is missing');
  });

  it('does not hide a damaged audit entry', async () => {
    const dir = await filled();
    await compactIn(dir);
    damage(join(dir, 'audit.log'), 2);
    const store = await openIn(dir);
    await expect(trailOf(store, 'ash')).rejects.toThrow('audit.log, line 2: ');
  });
});

describe('a new schema', () => {
  const counted = z.object({ id: z.string(), counted: z.int() });
  const newNotes = { kind: 'note', schema: counted, keys: () => [] };
  const openMigrated = async (dir: string) => {
    const store = await openEmbeddedStore({
      dir,
      migrations: [
        ...migrations,
        new Map([
          [
            'note',
            (record) => [
              { kind: 'note', record: { id: record.id, counted: notes.schema.parse(record).count } },
            ],
          ],
        ]),
      ],
    });
    open.push(store);
    return store;
  };

  it('brings every record over, and keeps a copy of the files as they were', async () => {
    const dir = await filled();
    await compactIn(dir);
    const files = readdirSync(dir).filter((name) => name.endsWith('.log'));
    const before = files.map((name) => readFileSync(join(dir, name), 'utf8'));
    const store = await openMigrated(dir);
    const migrated = await store.read('ash', (records) => records.find(newNotes));
    expect(migrated.slice(0, 2)).toEqual([
      { id: 'one', counted: 1 },
      { id: 'two', counted: 0 },
    ]);
    expect(await verifyTrail(store.trail('ash'))).toBeUndefined();
    const backup = join(dir, `before-schema-${current + 1}`);
    expect(files.map((name) => readFileSync(join(backup, name), 'utf8'))).toEqual(before);
  });

  it('is reached once, and an older release does not start afterwards', async () => {
    const dir = await filled();
    await (await openMigrated(dir)).close();
    const store = await openMigrated(dir);
    expect(await store.read('ash', (records) => records.get(newNotes, 'one'))).toEqual({
      id: 'one',
      counted: 1,
    });
    await store.close();
    await expect(openIn(dir)).rejects.toThrow('newer release');
  });
});

describe('a folder', () => {
  it('in use is refused to a second store in the same process', async () => {
    const dir = aFolder();
    await openIn(dir);
    await expect(openIn(dir)).rejects.toThrow(`is in use by process ${process.pid} on `);
  });

  it('in use is refused to another process, until that one has ended', { timeout: 60_000 }, async () => {
    const dir = aFolder();
    const child = startWriter(dir, []);
    await firstLine(child);
    await expect(openIn(dir)).rejects.toThrow(`is in use by process ${child.pid} on `);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openIn(dir);
    expect(await store.fault()).toBeUndefined();
  });

  it('is free again after closing', async () => {
    const dir = aFolder();
    await (await openIn(dir)).close();
    expect(readdirSync(dir).filter((name) => name.endsWith('.lock'))).toEqual([]);
    await openIn(dir);
  });

  it('that cannot be written is refused with what to do', async () => {
    const dir = join(aFolder(), 'missing');
    await expect(takeLock(dir, () => {})).rejects.toThrow(
      /cannot be written.*Nothing has been changed.*start it again/,
    );
  });

  it('goes to at most one of several that start together', async () => {
    const dir = aFolder();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => openIn(dir)));
    expect(results.filter((result) => result.status === 'fulfilled').length).toBeLessThanOrEqual(1);
    await openIn(dir).catch(() => {});
    expect(open.length).toBeLessThanOrEqual(1);
  });

  it('held from another container is taken over only when its holder shows no sign of life', async () => {
    const dir = aFolder();
    const path = join(dir, 'writer.elsewhere.lock');
    writeFileSync(path, JSON.stringify({ pid: 1, host: 'elsewhere', boot: 'another', container: 'another' }));
    const beating = setInterval(() => utimesSync(path, new Date(), new Date()), 5);
    await expect(takeLock(dir, () => {}, 40)).rejects.toThrow('is in use by process 1 on elsewhere');
    clearInterval(beating);
    const lock = await takeLock(dir, () => {}, 10);
    expect(readdirSync(dir)).toHaveLength(1);
    await lock.release();
  });

  it('left by an earlier process whose id is in use again is taken over', async () => {
    const dir = aFolder();
    const lock = await takeLock(dir, () => {});
    const [name = ''] = readdirSync(dir);
    const self = JSON.parse(readFileSync(join(dir, name), 'utf8'));
    await lock.release();
    writeFileSync(join(dir, 'writer.old.lock'), JSON.stringify({ ...self, started: '1' }));
    await (await takeLock(dir, () => {})).release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('taken away from its holder is noticed', async () => {
    const dir = aFolder();
    let tell = () => {};
    const lost = new Promise<void>((resolve) => {
      tell = resolve;
    });
    await takeLock(dir, () => tell(), 5);
    for (const name of readdirSync(dir)) rmSync(join(dir, name));
    await lost;
  });
});

/** What another process does with the lock of one that shows no sign of life. */
function breakLock(dir: string): void {
  for (const name of readdirSync(dir)) if (name.endsWith('.lock')) rmSync(join(dir, name));
}

describe('a store whose trails are under a key', () => {
  const key = auditKey('a secret of the school alone, kept elsewhere');

  it('goes on under that key, also after a snapshot, and opens with no other', async () => {
    const dir = aFolder();
    const store = await openEmbeddedStore({ dir, key });
    await fill(store);
    await compact(store, dir);
    await store.close();
    const refusal = 'Set AUDIT_KEY to the key that it was begun with';
    await expect(openIn(dir)).rejects.toThrow(`the audit trail of ash is under a key. Nothing`);
    const another = auditKey('the secret of somebody else altogether');
    await expect(openEmbeddedStore({ dir, key: another })).rejects.toThrow(refusal);
    const again = await openEmbeddedStore({ dir, key });
    open.push(again);
    await again.turn('ash', async (work) => work.audit(anEntry('after')));
    expect(await verifyTrail(again.trail('ash'), key)).toBeUndefined();
  });
});

describe('a process that was taken over while it was held up', () => {
  const keep = (store: Store, id: string, text = '') =>
    store.turn('ash', async (work) => {
      work.put(notes, aNote(id, { text }));
      work.audit(anEntry(id));
    });
  const idsIn = (store: Store) =>
    store.read('ash', async (records) => (await records.find(notes)).map(({ id }) => id));

  it('acknowledges nothing more, and nobody reads what it writes', async () => {
    const dir = aFolder();
    const before = await openIn(dir);
    await keep(before, 'one');
    breakLock(dir);
    const after = await openIn(dir);
    await expect(keep(before, 'lost')).rejects.toThrow('has taken over the folder');
    await expect(keep(before, 'lost too')).rejects.toThrow('has taken over the folder');
    expect(await before.fault()).toContain('has taken over the folder');
    await keep(after, 'two');
    await before.close();
    await after.close();
    const again = await openIn(dir);
    expect(await idsIn(again)).toEqual(['one', 'two']);
    expect(await verifyTrail(again.trail('ash'))).toBeUndefined();
  });

  it('is told so when it was held up while it was about to begin a journal', async () => {
    const dir = await filled();
    const header = { schema: current, generation: 2, sealed: 0 };
    await beginJournal(dir, header);
    const begun = readFileSync(join(dir, 'journal.2.log'));
    await expect(beginJournal(dir, header)).rejects.toThrow('has taken over the folder');
    expect(readFileSync(join(dir, 'journal.2.log'))).toEqual(begun);
  });

  it('does not take away what the other one needs when it comes to a snapshot', async () => {
    const dir = aFolder();
    const before = await openIn(dir);
    await keep(before, 'one');
    const large = Promise.allSettled(
      Array.from({ length: 40 }, (_, at) => keep(before, `large ${at}`, 'x'.repeat(64 * 1024))),
    );
    breakLock(dir);
    const after = await openIn(dir);
    await large;
    await before.close();
    await keep(after, 'two');
    await compact(after, dir);
    const seen = await idsIn(after);
    const trail = await trailOf(after, 'ash');
    await after.close();
    const again = await openIn(dir);
    expect(await idsIn(again)).toEqual(seen);
    expect(seen).toEqual(expect.arrayContaining(['one', 'two']));
    expect(await trailOf(again, 'ash')).toEqual(trail);
    expect(await verifyTrail(trail)).toBeUndefined();
  });

  it('loses nothing that it had acknowledged when it wakes', { timeout: 60_000 }, async () => {
    const dir = aFolder();
    const child = startWriter(dir, ['until-refused']);
    const lines = allLines(child);
    await firstLine(child);
    child.kill('SIGSTOP');
    breakLock(dir);
    const store = await openIn(dir);
    await keep(store, 'after');
    child.kill('SIGCONT');
    const told = await lines;
    expect(told.find((line) => line.startsWith('turn: '))).toContain('has taken over the folder');
    await keep(store, 'after that');
    await store.close();
    const again = await openIn(dir);
    const acknowledged = told.filter((line) => /^\d+$/.test(line)).map((id) => `left-${id}`);
    const kept = await idsIn(again);
    expect(acknowledged.filter((id) => !kept.includes(id))).toEqual([]);
    expect(kept.slice(-2)).toEqual(['after', 'after that']);
    expect(await verifyTrail(again.trail('ash'))).toBeUndefined();
  });
});

describe('a disk that cannot be written', () => {
  it('stops every later turn, says so, and loses nothing acknowledged', { timeout: 60_000 }, async () => {
    const dir = aFolder();
    // The child may not write files over this many blocks, so its disk fills up in the middle of a journal.
    const child = startWriter(dir, ['until-refused'], 'ulimit -f 600; exec "$@"');
    const lines = await allLines(child);
    const acknowledged = lines.filter((line) => /^\d+$/.test(line));
    const told = lines.filter((line) => !/^\d+$/.test(line));
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(told).toEqual([
      expect.stringMatching(
        /^turn: The store in .* cannot be written \(.*\)\. Nothing that was acknowledged/,
      ),
      expect.stringMatching(/^next: The store in .* cannot be written/),
      expect.stringMatching(/^read: The store in .* cannot be written/),
      expect.stringMatching(/^fault: The store in .* cannot be written/),
    ]);
    const store = await openIn(dir);
    const kept = await store.read('ash', (records) => records.find(notes, 'tag:left'));
    expect(kept.map((note) => note.id)).toEqual(acknowledged.map((id) => `left-${id}`));
    expect(await verifyTrail(store.trail('ash'))).toBeUndefined();
  });
});

describe('a disk that has room again', () => {
  it('is written to without a restart, and holds what was acknowledged', { timeout: 60_000 }, async () => {
    const dir = aFolder();
    const child = startWriter(dir, ['until-recovered'], 'ulimit -S -f 600; exec "$@"');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout as Readable)) {
      lines.push(line);
      if (line.startsWith('turn: ')) {
        expect(line).toContain('Chalkline then goes on by itself');
        await once(spawn('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']), 'exit');
      }
    }
    const acknowledged = lines.filter((line) => /^\d+$/.test(line));
    expect(lines.slice(-2)).toEqual([acknowledged.at(-1), 'fault: undefined']);
    expect(lines.findIndex((line) => line.startsWith('turn: '))).toBe(acknowledged.length - 1);
    const store = await openIn(dir);
    const kept = await store.read('ash', (records) => records.find(notes, 'tag:left'));
    expect(kept.map((note) => note.id)).toEqual(acknowledged.map((id) => `left-${id}`));
    expect(await verifyTrail(store.trail('ash'))).toBeUndefined();
  });
});

function startWriter(dir: string, more: string[], shell?: string): ChildProcess {
  const file = new URL('writer.ts', import.meta.url).pathname;
  const command = [process.execPath, '--import', 'tsx', file, dir, ...more];
  const [program = '', ...rest] = shell ? ['sh', '-c', shell, 'sh', ...command] : command;
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

async function firstLine(child: ChildProcess): Promise<void> {
  if (child.stdout) await once(child.stdout, 'data');
}

async function allLines(child: ChildProcess): Promise<string[]> {
  let text = '';
  for await (const part of child.stdout ?? []) text += part;
  return text.split('\n').filter((line) => line !== '');
}
