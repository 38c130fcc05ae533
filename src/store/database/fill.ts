/** Makes a shared store of what another store holds: all of it in one transaction. */
import { deliveries } from '../../core/delivery.ts';
import { beginning } from '../audit.ts';
import { type Changes, checkRead } from '../kept.ts';
import { migrations } from '../migrations.ts';
import { type Ask, openDatabase } from './connection.ts';
import { nameOf } from './names.ts';
import { countAlive } from './processes.ts';
import { makeTables } from './tables.ts';
import { insertEntries, queueDeliveries } from './writes.ts';

/**
 * The database must not hold any school yet. Gives back how many processes share it just now; where there are any,
 * nothing is filled in, as they would look for records under keys that these do not have yet.
 */
export async function fillDatabase(url: string, all: AsyncIterable<Changes>): Promise<number> {
  const database = openDatabase(url, { isPatient: true });
  try {
    await makeTables(database, migrations.length + 1);
    return await database.within('begin', async (ask) => {
      // Whoever starts meanwhile waits here until it is done.
      await ask('select id from chalkline where id = 1 for update');
      const alive = await countAlive(ask);
      if (alive === 0) for await (const changes of all) await take(ask, changes);
      await ask('commit');
      return alive;
    });
  } finally {
    await database.close();
  }
}

/** Without keys: only the collections know them, so the first turn that looks for one makes them. */
export async function take(ask: Ask, { school, put, audit }: Changes): Promise<void> {
  const end = audit.at(-1);
  const waiting = put
    .filter(({ kind }) => kind === deliveries.kind)
    .map((kept) => checkRead(deliveries, kept));
  await Promise.all([
    ask('insert into schools (id, hash) values ($1, $2) on conflict (id) do nothing', [
      school,
      beginning.hash,
    ]),
    ask(insert, [
      school,
      put.map(({ kind }) => kind),
      put.map(({ record }) => nameOf(record.id)),
      put.map(({ version }) => version),
      put.map(({ created }) => created),
      put.map(({ record }) => JSON.stringify(record)),
    ]),
    ask(
      'insert into unkeyed (school, kind) select $1, n from unnest($2::text[]) as k (n) on conflict do nothing',
      [school, [...new Set(put.map(({ kind }) => kind))]],
    ),
    queueDeliveries(ask, school, waiting),
    // Whoever had them may have been killed just as one was on its way.
    ask('update outbox set may_be_there = true where school = $1', [school]),
    insertEntries(ask, school, audit),
    ask('update schools set created = greatest(created, $2) where id = $1', [
      school,
      Math.max(0, ...put.map(({ created }) => created)),
    ]),
    ...(end
      ? [
          ask('update schools set number = $2, hash = $3, key = $4 where id = $1', [
            school,
            end.number,
            end.hash,
            end.key ?? null,
          ]),
        ]
      : []),
  ]);
}

const insert = `insert into records (school, kind, id, version, created, record)
  select $1, n.* from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])
    as n (kind, id, version, created, record)`;
