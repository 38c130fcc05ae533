/** The shared store: the contract of every store, and what many processes and a database that comes and goes do to it. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { deliveries } from '../../../src/core/delivery.ts';
import { auditKey, verifyTrail } from '../../../src/store/audit.ts';
import { openDatabaseStore } from '../../../src/store/database/database.ts';
import type { Migration } from '../../../src/store/embedded/migrate.ts';
import { migrations } from '../../../src/store/migrations.ts';
import { viewStore } from '../../../src/store/open.ts';
import type { Claimed, Store } from '../../../src/store/store.ts';
import { aDatabase, sql } from '../../support/database.ts';
import { startProxy } from '../../support/proxy.ts';
import { storeContract, trailOf } from '../contract.ts';
import { aNote, anEntry, aPost, noon, notes } from '../notes.ts';

const open: Store[] = [];

async function openAt(url: string, options: { lease?: number } = {}): Promise<Store> {
  const store = await openDatabaseStore({ url, ...options });
  open.push(store);
  return store;
}

afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

storeContract('the shared store', async () => openAt(await aDatabase()));

/** As a counter that is read, raised and written: whatever is lost or done twice shows. */
function raise(store: Store, whilePlaying = async () => {}): Promise<number> {
  return store.turn('ash', async (work) => {
    const count = ((await work.get(notes, 'counter'))?.count ?? 0) + 1;
    await whilePlaying();
    work.put(notes, aNote('counter', { count }));
    work.audit(anEntry('counter', { detail: { count: String(count) } }));
    return count;
  });
}

async function countIn(store: Store): Promise<number | undefined> {
  return (await store.read('ash', (records) => records.get(notes, 'counter')))?.count;
}

const queue = (store: Store, ...all: ReturnType<typeof aPost>[]) =>
  store.turn('ash', async (work) => {
    for (const delivery of all) work.put(deliveries, delivery);
  });
const claim = (store: Store, limit = 10) => store.claim(() => noon, limit);
const idsOf = (claimed: Awaited<ReturnType<typeof claim>>) => claimed.map(({ delivery }) => delivery.id);

describe('two processes on one database', () => {
  it('play the turns of a school one after the other', async () => {
    const url = await aDatabase();
    const stores = [await openAt(url), await openAt(url)];
    const counts = await Promise.all(Array.from({ length: 40 }, (_, at) => raise(stores[at % 2] as Store)));
    expect(counts.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 40 }, (_, at) => at + 1),
    );
    const trail = await trailOf(stores[0] as Store, 'ash');
    expect(trail.map(({ detail }) => Number(detail?.count))).toEqual(
      counts.toSorted((one, other) => one - other),
    );
    expect(await verifyTrail(trail)).toBeUndefined();
  });

  it('make the tables together, however many begin at once', async () => {
    const url = await aDatabase();
    const stores = await Promise.all(Array.from({ length: 8 }, () => openAt(url)));
    await Promise.all(stores.map((store) => raise(store)));
    expect(await countIn(stores[0] as Store)).toBe(8);
  });

  it('share out what is to be sent', async () => {
    const url = await aDatabase();
    const [one, other] = [await openAt(url), await openAt(url)];
    await queue(one, ...Array.from({ length: 30 }, (_, at) => aPost(`d${at}`)));
    const shares = await Promise.all([claim(one), claim(other), claim(one), claim(other)]);
    const ids = shares.flatMap(idsOf);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
  });

  it('send what one has given back as if it had never been claimed', async () => {
    const url = await aDatabase();
    const [one, other] = [await openAt(url), await openAt(url)];
    await queue(one, aPost('a'));
    const given = await claim(one);
    expect(await claim(other)).toEqual([]);
    for (const each of given) one.release(each);
    let taken: Claimed[] = [];
    await vi.waitFor(async () => {
      taken = await claim(other);
      expect(taken).toMatchObject([{ mayBeThere: false }]);
    });
    expect([...given, ...taken].map((each) => one.holds(each) || other.holds(each))).toEqual([false, true]);
  });

  it('take each minute of the clock once', async () => {
    const url = await aDatabase();
    const stores = [await openAt(url), await openAt(url), await openAt(url)];
    const takers = async (at: string) =>
      (await Promise.all(stores.map((store) => store.isFirst('ash', 'time', at)))).filter(Boolean).length;
    expect(await takers('2027-03-02T12:00:07.000Z')).toBe(1);
    expect(await takers('2027-03-02T12:00:40.000Z')).toBe(0);
    expect(await takers('2027-03-02T12:01:07.000Z')).toBe(1);
    expect(await takers('2027-03-02T11:00:07.000Z')).toBe(1);
  });
});

describe('what a process had claimed', () => {
  it('is another’s once it was killed, and may have been sent', async () => {
    const url = await aDatabase();
    const store = await openAt(url);
    await queue(store, aPost('a'), aPost('b'));
    expect(await claimAndBeKilled(url, 300)).toBe('a,b');
    await vi.waitFor(async () => {
      const claimed = await claim(store);
      expect(claimed.map(({ mayBeThere }) => mayBeThere)).toEqual([true, true]);
    }, 20_000);
  });

  it('may still have been sent when the next one gives it back', async () => {
    const url = await aDatabase();
    const store = await openAt(url);
    await queue(store, aPost('a'));
    await claimAndBeKilled(url, 1);
    let claimed: Claimed[] = [];
    await vi.waitFor(async () => {
      claimed = await claim(store);
      expect(claimed).toHaveLength(1);
    }, 20_000);
    for (const each of claimed) store.release(each);
    expect(await claim(store)).toMatchObject([{ mayBeThere: true }]);
  });

  it('is another’s at once where it ended in good order', async () => {
    const url = await aDatabase();
    const [one, other] = [await openAt(url), await openAt(url)];
    await queue(one, aPost('a'));
    await claim(one);
    await one.close();
    expect(await claim(other)).toMatchObject([{ mayBeThere: true }]);
  });

  it('stays its own for as long as it lives', async () => {
    const url = await aDatabase();
    const [one, other] = [await openAt(url, { lease: 2000 }), await openAt(url)];
    await queue(one, aPost('a'));
    const claimed = await claim(one);
    const [{ until } = {}] = await sql(url, 'select claimed_until as until from outbox');
    await vi.waitFor(async () => {
      const [row] = await sql(
        url,
        "select claimed_until > $1::timestamptz + interval '1 second' as later from outbox",
        [until],
      );
      expect(row?.later).toBe(true);
    }, 20_000);
    expect(await claim(other)).toEqual([]);
    expect(claimed.map((each) => one.holds(each))).toEqual([true]);
  });

  it('is claimed again where nobody could write down that it was sent, and may be there', async () => {
    const proxy = await aProxy();
    const store = await openAt(proxy.url, { lease: 300 });
    await queue(store, aPost('a'));
    await claim(store);
    proxy.cut();
    const settled = store.turn('ash', async (work) => work.remove(deliveries, 'a'));
    await expect(settled).rejects.toThrow('The database does not answer');
    proxy.mend();
    await vi.waitFor(async () => expect(await claim(store)).toMatchObject([{ mayBeThere: true }]), 20_000);
  }, 30_000);

  it('is settled by whoever has it by now, and else by whoever had it', async () => {
    const url = await aDatabase();
    const [one, other] = [await openAt(url), await openAt(url)];
    await queue(one, aPost('a'));
    const claimed = await claim(one);
    await sql(url, 'update outbox set claimed_until = now()');
    await claim(other);
    const sent = async (store: Store) => {
      for (const each of claimed) await store.settle(each, async (work) => work.remove(deliveries, 'a'));
    };
    const waiting = () => one.read('ash', (records) => records.find(deliveries));
    await sent(one);
    expect(await waiting()).toHaveLength(1);
    await sql(url, 'update outbox set claimed_until = now()');
    await sent(one);
    expect(await waiting()).toEqual([]);
  });

  it('is not sent by one that was out of touch for too long', async () => {
    const proxy = await aProxy();
    const store = await openAt(proxy.url, { lease: 2000 });
    await queue(store, aPost('a'));
    const claimed = await claim(store);
    const held = () => claimed.map((each) => store.holds(each));
    expect(held()).toEqual([true]);
    proxy.cut();
    await vi.waitFor(() => expect(held()).toEqual([false]), 20_000);
    proxy.mend();
  });

  it('is sent by its last claim alone, where one that lost touch has claimed it anew', async () => {
    const proxy = await aProxy();
    const store = await openAt(proxy.url, { lease: 2000 });
    await queue(store, aPost('a'));
    const [before] = await claim(store);
    proxy.cut();
    await expect(raise(store)).rejects.toThrow('The database does not answer');
    proxy.mend();
    let now: Claimed | undefined;
    await vi.waitFor(async () => {
      [now] = await claim(store);
      expect(now).toMatchObject({ mayBeThere: true });
    }, 20_000);
    const held = () => [before, now].map((each) => each && store.holds(each));
    expect(held()).toEqual([false, true]);
    // Whoever still has the earlier one gives nothing back with it.
    if (before) store.release(before);
    expect(held()).toEqual([false, true]);
    expect(await claim(store)).toEqual([]);
  }, 40_000);
});

describe('a database that comes and goes', () => {
  it('ends a turn in the middle, which is then played again and counts once', async () => {
    const url = await aDatabase();
    const store = await openAt(url);
    let times = 0;
    const count = await raise(store, async () => {
      if (times++ === 0) await endConnections(url);
    });
    expect([count, times, await countIn(store)]).toEqual([1, 2, 1]);
    expect(await trailOf(store, 'ash')).toHaveLength(1);
  });

  it('has done what it could not say that it did, and nothing is done twice', async () => {
    const proxy = await aProxy();
    const store = await openAt(proxy.url);
    await raise(store);
    let times = 0;
    proxy.loseNext('answer');
    const count = await raise(store, async () => void times++);
    expect([count, times, await countIn(store)]).toEqual([2, 1, 2]);
    expect(await trailOf(store, 'ash')).toHaveLength(2);
  });

  it('has not done what never reached it, so it is done again', async () => {
    const proxy = await aProxy();
    const store = await openAt(proxy.url);
    await raise(store);
    let times = 0;
    proxy.loseNext('commit');
    const count = await raise(store, async () => void times++);
    expect([count, times, await countIn(store)]).toEqual([2, 2, 2]);
  });

  it('holds up a turn while it is slow, and the turn counts once', async () => {
    const proxy = await aProxy();
    const store = await openAt(proxy.url);
    const held = proxy.stall();
    const raised = raise(store);
    await held;
    proxy.letGo();
    expect([await raised, await countIn(store)]).toEqual([1, 1]);
  });

  it('is told in a sentence while it is away, and everything goes on when it is back', async () => {
    const proxy = await aProxy();
    const store = await openAt(proxy.url);
    await raise(store);
    proxy.cut();
    const words = /^The database does not answer \(.+\), so nothing can be kept just now\. Nothing that was/;
    await expect(raise(store)).rejects.toThrow(words);
    await expect(store.read('ash', (records) => records.find(notes))).rejects.toThrow(words);
    expect(await store.fault()).toMatch(words);
    proxy.mend();
    expect(await raise(store)).toBe(2);
    expect(await store.fault()).toBeUndefined();
  }, 30_000);

  it('ends nobody but those who were asked for: what a turn throws itself is thrown', async () => {
    const store = await openAt(await aDatabase());
    await expect(raise(store, () => Promise.reject(new Error('Not today.')))).rejects.toThrow('Not today.');
    expect(await raise(store)).toBe(1);
  });
});

describe('a database', () => {
  it.each(['tables', 'records'])('of a later release (%s) is left as it is', async (column) => {
    const url = await aDatabase();
    await (await openAt(url)).close();
    await sql(url, `update chalkline set ${column} = 99`);
    await expect(openAt(url)).rejects.toThrow('A later release of Chalkline');
  });

  it.each([
    [99, 'A later release of Chalkline'],
    [1, 'of an earlier release'],
  ])('of another release (%s) is shown to nobody, who is told so at once', async (records, words) => {
    const url = await aDatabase();
    await (await openAt(url)).close();
    await sql(url, 'update chalkline set records = $1', [records]);
    await expect(viewStore(url)).rejects.toThrow(words);
  });

  it('of an earlier release is brought over once, and is found by the keys of this one', async () => {
    const url = await aDatabase();
    const old = await openAt(url);
    await old.turn('ash', async (work) => {
      work.put(notes, aNote('one', { tags: ['old'] }));
      work.put(deliveries, aPost('a'));
      work.audit(anEntry('one'));
    });
    const step: Migration = new Map([
      ['note', (record) => [{ kind: 'note', record: { ...record, tags: ['new'] } as typeof record }]],
    ]);
    const next = () => openDatabaseStore({ url, migrations: [...migrations, step] });
    await expect(next()).rejects.toThrow('its processes are still running');
    await old.close();
    const [store, other] = await Promise.all([next(), next()]);
    open.push(store, other);
    const found = await store.read('ash', (records) => records.find(notes, 'tag:new'));
    expect(found).toEqual([aNote('one', { tags: ['new'] })]);
    expect(await store.read('ash', (records) => records.find(notes, 'tag:old'))).toEqual([]);
    // A process of that release may have been killed just as it was on its way.
    expect(await claim(store)).toMatchObject([{ delivery: { id: 'a' }, mayBeThere: true }]);
    expect(await verifyTrail(await trailOf(store, 'ash'))).toBeUndefined();
    await expect(openAt(url)).rejects.toThrow('A later release of Chalkline');
  });

  it('whose trails are under a key opens with that key only', async () => {
    const url = await aDatabase();
    const key = auditKey('k'.repeat(32));
    const store = await openDatabaseStore({ url, key });
    await raise(store);
    await store.close();
    await expect(openAt(url)).rejects.toThrow('the audit trail of ash is under a key');
    await (await openDatabaseStore({ url, key })).close();
  });

  it('that cannot hold every character is refused at the start', async () => {
    const url = await aDatabaseIn('LATIN1');
    await expect(openAt(url)).rejects.toThrow('The database keeps text as LATIN1');
    expect(await sql(url, "select * from information_schema.tables where table_schema = 'public'")).toEqual(
      [],
    );
  });

  it('holds ids and keys of any length, with any characters', async () => {
    const store = await openAt(await aDatabase());
    const ids = ['zero \0', 'half \ud83d', 'other half \udc00', 'x'.repeat(5000), `${'x'.repeat(4999)}y`];
    await store.turn('ash', async (work) => {
      for (const id of ids) {
        work.put(notes, aNote(id, { tags: [id], text: id }));
        work.put(deliveries, aPost(id, { about: id, channel: id }));
      }
    });
    for (const id of ids)
      expect(await store.read('ash', (records) => records.find(notes, `tag:${id}`))).toEqual([
        JSON.parse(JSON.stringify(aNote(id, { tags: [id], text: id }))),
      ]);
    const claimed = await claim(store);
    expect(idsOf(claimed).sort()).toEqual(ids.toSorted());
    expect(claimed.filter((each) => !store.holds(each))).toEqual([]);
    await store.turn('ash', async (work) => {
      for (const id of ids) work.remove(deliveries, id);
    });
    expect(await store.read('ash', (records) => records.find(deliveries))).toEqual([]);
  });
});

/** A whole database, as this can be said of no part of one. */
async function aDatabaseIn(encoding: string): Promise<string> {
  const server = inject('postgres');
  const name = `chalkline_test_${randomUUID().replaceAll('-', '')}`;
  await sql(server, `create database ${name} encoding '${encoding}' template template0 locale 'C'`);
  onTestFinished(async () => {
    await sql(server, `drop database ${name}`);
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function aProxy() {
  const proxy = await startProxy(await aDatabase());
  onTestFinished(() => proxy.close());
  return proxy;
}

/** As a database does that is started anew. */
async function endConnections(url: string): Promise<void> {
  const [{ ended } = {}] = await sql(
    url,
    `select count(pg_terminate_backend(pid)) as ended from pg_stat_activity
      where application_name = current_setting('application_name') and pid <> pg_backend_pid()`,
  );
  expect(Number(ended)).toBeGreaterThan(0);
}

/** Gives back what it had claimed. */
async function claimAndBeKilled(url: string, lease: number): Promise<string> {
  const file = new URL('claimer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', file, url, String(lease)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  child.kill('SIGKILL');
  await ended;
  return line;
}
