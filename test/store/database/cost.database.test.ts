/** What the shared store reads, as the database itself counts it: what is asked for, and not all that there is. */
import { describe, expect, it } from 'vitest';
import { type Delivery, deliveries } from '../../../src/core/delivery.ts';
import { openDatabaseStore } from '../../../src/store/database/database.ts';
import type { Store } from '../../../src/store/store.ts';
import { aDatabase, sql } from '../../support/database.ts';
import { aNote, aPost, noon, notes } from '../notes.ts';

/** So many that the database does not simply read all of its few pages. */
const many = 3000;

describe('the rows that are read do not grow with what is kept', () => {
  it('to find a few records, also where the database last looked when the school had none', async () => {
    const url = await aDatabase();
    await using(url, (store) => keep(store, 'elm', many));
    await sql(url, 'analyze');
    await using(url, (store) => keep(store, 'ash', many));
    const read = await rowsRead(url, (store) =>
      store.read('ash', async (records) => {
        expect((await records.find(notes, 'tag:7')).map(({ id }) => id)).toEqual(['n7']);
        expect(await records.get(notes, 'n8')).toBeDefined();
      }),
    );
    expect(read).toBeLessThan(many / 100);
  });

  it('to look by its id at what was found by a key', async () => {
    const url = await aDatabase();
    await using(url, (store) => keep(store, 'ash', many));
    const both = (look: 'by key' | 'by both') =>
      rowsRead(url, (store) =>
        store.read('ash', async (records) => {
          const found = await records.find(notes, 'state:open');
          if (look === 'by both')
            for (const { id } of found) expect(await records.get(notes, id)).toBeDefined();
          expect(found).toHaveLength(many);
        }),
      );
    expect((await both('by both')) - (await both('by key'))).toBeLessThan(many / 100);
  });

  it('to claim what is due, where much is not yet', async () => {
    const url = await aDatabase();
    await using(url, (store) => queue(store, aPost('first')));
    await sql(url, 'analyze');
    const later = Array.from({ length: many }, (_, at) =>
      aPost(`d${at}`, { channel: `C${at}`, due: tomorrow }),
    );
    await using(url, (store) => queue(store, ...later));
    const read = await rowsRead(url, async (store) => {
      expect((await store.claim(() => noon, 10)).map(({ delivery }) => delivery.id)).toEqual(['first']);
    });
    expect(read).toBeLessThan(many / 100);
  });
});

const tomorrow = '2027-03-03T12:00:00.000Z';

function queue(store: Store, ...all: Delivery[]): Promise<void> {
  return store.turn('ash', async (work) => {
    for (const delivery of all) work.put(deliveries, delivery);
  });
}

/** Each found by a key of its own. */
function keep(store: Store, school: string, count: number): Promise<void> {
  return store.turn(school, async (work) => {
    for (let at = 0; at < count; at++) work.put(notes, aNote(`n${at}`, { tags: [String(at)] }));
  });
}

async function using(url: string, play: (store: Store) => Promise<unknown>): Promise<void> {
  const store = await openDatabaseStore({ url });
  await play(store);
  await store.close();
}

/** Each connection has told what it read once it is closed. */
async function rowsRead(url: string, play: (store: Store) => Promise<unknown>): Promise<number> {
  const before = await countRows(url);
  await using(url, play);
  return (await countRows(url)) - before;
}

async function countRows(url: string): Promise<number> {
  const [row] = await sql(
    url,
    `select (select sum(seq_tup_read) from pg_stat_user_tables where schemaname = current_schema()) +
      (select sum(idx_tup_read) from pg_stat_user_indexes where schemaname = current_schema()) as count`,
  );
  return Number(row?.count);
}
