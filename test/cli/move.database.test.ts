/** A store that moves to a database and back, and what keeps anybody from writing to the one that was left. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { moveStore, reopenStore } from '../../src/cli/store/move.ts';
import { withView } from '../../src/cli/store-view.ts';
import { deliveries } from '../../src/core/delivery.ts';
import { auditKey, verifyTrail } from '../../src/store/audit.ts';
import { compare } from '../../src/store/copy.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { trailOf } from '../store/contract.ts';
import { aNote, anEntry, aPost, noon, notes } from '../store/notes.ts';
import { aDatabase, sql } from '../support/database.ts';
import { aFolder } from '../support/folder.ts';

const at = '2027-03-02T10:00:00.000Z';
const key = auditKey('k'.repeat(32));

/** More than is copied at once, with records that were changed and removed, at two schools. */
async function aStore(where: string): Promise<string> {
  await using(where, async (store) => {
    for (let turn = 0; turn < 12; turn++)
      await store.turn('ash', async (work) => {
        for (let note = 0; note < 100; note++)
          work.put(notes, aNote(`n${turn * 90 + note}`, { count: turn, tags: [`turn ${turn}`] }));
        for (let entry = 0; entry < 60; entry++)
          work.audit(anEntry(`n${entry}`, { detail: { turn: `${turn}` } }));
        work.remove(notes, `n${turn * 7}`);
      });
    await store.turn('elm', async (work) => {
      work.put(notes, aNote('“ünïcode” \0'));
      work.put(deliveries, aPost('first', { about: 'A-1' }));
      work.put(deliveries, aPost('second', { about: 'A-1' }));
    });
  });
  return where;
}

async function using<T>(where: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(where, key);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const ids = (store: Store, tag: string) =>
  store.read('ash', async (records) => (await records.find(notes, `tag:${tag}`)).map(({ id }) => id));

it('goes from a folder to a database and back, and is the same in the end', async () => {
  const [folder, database, back] = [await aStore(aFolder()), await aDatabase(), join(aFolder(), 'back')];
  const there = await moveStore(folder, database, at);
  expect(there).toEqual([
    { school: 'ash', records: expect.any(Number), entries: 720 },
    { school: 'elm', records: 3, entries: 0 },
  ]);
  expect(await moveStore(database, back, at)).toEqual(there);
  await withView(folder, (source) => withView(back, (target) => compare(source, target)));
});

it('works on in the database as it did in the folder', async () => {
  const [folder, database] = [await aStore(aFolder()), await aDatabase()];
  const before = await using(folder, (store) => ids(store, 'turn 11'));
  await moveStore(folder, database, at);
  await using(database, async (store) => {
    expect(await ids(store, 'turn 11')).toEqual(before);
    await store.turn('ash', async (work) => {
      expect((await work.find(notes, 'tag:turn 11')).map(({ id }) => id)).toEqual(before);
      work.put(notes, aNote(before[0] ?? '', { tags: ['new'] }));
      work.put(notes, aNote('newest', { tags: ['turn 11'] }));
      work.audit(anEntry('newest'));
    });
    expect(await ids(store, 'turn 11')).toEqual([...before.slice(1), 'newest']);
    expect(await ids(store, 'new')).toEqual(before.slice(0, 1));
    expect(await verifyTrail(await trailOf(store, 'ash'), key)).toBeUndefined();
    // Whoever sent them before may have been killed just as one was on its way.
    expect(await store.claim(() => noon, 10)).toMatchObject([
      { delivery: { id: 'first' }, mayBeThere: true },
    ]);
  });
  // By then a turn has made the keys, and they are found in the database itself.
  expect(await sql(database, "select kind from unkeyed where school = 'ash' and kind = 'note'")).toEqual([]);
});

it.each(['folder', 'database'] as const)(
  'a %s that was left takes nothing more until it is opened again',
  async (kind) => {
    const from = await aStore(kind === 'folder' ? aFolder() : await aDatabase());
    await moveStore(from, kind === 'folder' ? await aDatabase() : join(aFolder(), 'to'), at);
    await expect(using(from, async () => {})).rejects.toThrow(/have moved to .*npm run store -- reopen/);
    expect(await withView(from, async (view) => view.schools)).toEqual(['ash', 'elm']);
    expect(await reopenStore(from)).toBe(true);
    expect(await reopenStore(from)).toBe(false);
    expect(await using(from, (store) => ids(store, 'turn 11'))).toHaveLength(100);
  },
);

it.each(['folder', 'database'] as const)(
  'of a school of which nothing is left, a %s can be moved',
  async (kind) => {
    const from = kind === 'folder' ? aFolder() : await aDatabase();
    await using(from, async (store) => {
      await store.turn('ash', async (work) => work.put(notes, aNote('gone')));
      await store.turn('ash', async (work) => work.remove(notes, 'gone'));
    });
    const to = kind === 'folder' ? await aDatabase() : join(aFolder(), 'to');
    expect(await moveStore(from, to, at)).toEqual([{ school: 'ash', records: 0, entries: 0 }]);
  },
);

it('a process that was in the middle of something writes nothing more where the records have moved', async () => {
  const url = await aDatabase();
  await using(url, async (store) => {
    await store.turn('ash', async (work) => work.put(notes, aNote('before')));
    await sql(url, "update chalkline set moved_to = 'elsewhere'");
    const late = store.turn('ash', async (work) => work.put(notes, aNote('late')));
    await expect(late).rejects.toThrow('have moved to elsewhere');
    await sql(url, 'update chalkline set moved_to = null');
  });
});

it('goes nowhere where there are records already, and changes nothing', async () => {
  const [folder, database] = [await aStore(aFolder()), await aStore(await aDatabase())];
  for (const [from, to] of [
    [folder, database],
    [database, folder],
  ] as const) {
    await expect(moveStore(from, to, at)).rejects.toThrow('There are records in');
    await using(from, async () => {});
  }
});

it.each(['folder', 'database'] as const)(
  'a %s that was left does not move again, and stays left',
  async (kind) => {
    const from = await aStore(kind === 'folder' ? aFolder() : await aDatabase());
    await moveStore(from, join(aFolder(), 'to'), at);
    await expect(moveStore(from, join(aFolder(), 'elsewhere'), at)).rejects.toThrow('have moved to');
    await expect(using(from, async () => {})).rejects.toThrow('have moved to');
  },
);

it('goes to no database that a bot is using, though it is empty', async () => {
  const [folder, database] = [await aStore(aFolder()), await aDatabase()];
  await using(database, async () => {
    await expect(moveStore(folder, database, at)).rejects.toThrow('one process is using');
  });
  await moveStore(folder, database, at);
});

it('goes nowhere while a bot is using it', async () => {
  for (const from of [aFolder(), await aDatabase()]) {
    await using(await aStore(from), async () => {
      await expect(moveStore(from, join(aFolder(), 'to'), at)).rejects.toThrow(
        /in use by|one process is using/,
      );
    });
    await using(from, async () => {});
  }
});
