/**
 * The tables of the shared store, and how they come to be. Plain SQL that every engine with PostgreSQL's protocol takes:
 * no extensions, triggers, advisory locks or notifications.
 */
import type { Ask, Database } from './connection.ts';
import { EncodingError, NewerError } from './errors.ts';

/** Each step leads from the tables of the release before to those of the next. A step that was released never changes. */
const steps: string[][] = [
  [
    // A school's row is locked by each of its turns, so that they follow one another in every process.
    `create table schools (
       id text primary key,
       created bigint not null default 0,
       number bigint not null default 0,
       hash text not null,
       key text,
       turns bigint not null default 0
     )`,
    `create table records (
       school text not null,
       kind text not null,
       id text not null,
       version bigint not null,
       created bigint not null,
       record text not null,
       primary key (school, kind, id)
     )`,
    'create index records_by_age on records (school, kind, created)',
    // Under which keys a record can be found.
    `create table keys (
       school text not null,
       kind text not null,
       key text not null,
       id text not null,
       primary key (school, kind, key, id)
     )`,
    'create index keys_of_record on keys (school, kind, id)',
    // Kinds that came in without their keys: only a collection knows them, so the first turn that uses it makes them.
    'create table unkeyed (school text not null, kind text not null, primary key (school, kind))',
    'create table audit (school text not null, number bigint not null, entry text not null, primary key (school, number))',
    // How far each waiting delivery is; what it says is in its record. Times are milliseconds by the school's clock.
    `create table outbox (
       school text not null,
       id text not null,
       created bigint not null,
       queue text not null,
       attempt text not null,
       platform text not null,
       method text not null,
       place text not null,
       urgent boolean not null,
       due bigint not null,
       since bigint,
       may_be_there boolean not null default false,
       claimed_by text,
       claimed_until timestamptz,
       primary key (school, id)
     )`,
    'create index outbox_in_order on outbox (school, queue, created)',
    'create index outbox_by_urgency on outbox (urgent desc, due, created)',
    // What has to be done once, whichever process comes first.
    'create table rounds (school text not null, what text not null, at text not null, primary key (school, what))',
    'create table processes (id text primary key, until timestamptz not null)',
    // Each process's last turn at a school, by which it finds out what became of it when the answer was lost.
    'create table turns (process text not null, school text not null, turn text not null, primary key (process, school))',
  ],
  [
    // While the planner believes that a school has little, as it does of what has just come, an index that begins with the
    // school looks as good to it as any, and it reads all that the school has. So there is none beside the one meant.
    'drop index records_by_age',
    'drop index keys_of_record',
    'create index keys_of_record on keys (id, kind, school)',
    'alter table outbox drop constraint outbox_pkey',
    'alter table outbox add primary key (id, school)',
    'drop index outbox_in_order',
    'create index outbox_in_order on outbox (queue, school, created)',
    'create index outbox_by_since on outbox (since)',
  ],
];

export async function hasTables(ask: Ask): Promise<boolean> {
  const found = await ask(
    "select table_name from information_schema.tables where table_name = 'chalkline' and table_schema = current_schema",
  );
  return found.length > 0;
}

/** Makes whatever is missing. Of several processes that start at once one does it, and the others wait for it. */
export async function makeTables(database: Database, schema: number): Promise<void> {
  await expectAnyCharacter(database);
  await makeFirst(database, schema);
  await database.within('begin', async (ask) => {
    const [row] = await ask<{ tables: number }>('select tables from chalkline where id = 1 for update');
    const made = row?.tables ?? 0;
    if (made > steps.length) throw new NewerError();
    for (const statement of steps.slice(made).flat()) await ask(statement);
    await ask('update chalkline set tables = $1 where id = 1', [steps.length]);
    await ask('commit');
  });
}

async function expectAnyCharacter({ ask }: Database): Promise<void> {
  const [row] = await ask<{ server_encoding: string }>('show server_encoding');
  // The second one keeps whatever it is given.
  if (row && !['UTF8', 'SQL_ASCII'].includes(row.server_encoding))
    throw new EncodingError(row.server_encoding);
}

const firstTable = `create table if not exists chalkline (
  id int primary key,
  tables int not null,
  records int not null,
  moved_to text
)`;

/** Two that make it at the same moment may be in each other's way; then it is there. */
async function makeFirst({ ask }: Database, schema: number): Promise<void> {
  await ask(firstTable).catch(() => ask(firstTable));
  await ask('insert into chalkline (id, tables, records) values (1, 0, $1) on conflict (id) do nothing', [
    schema,
  ]);
}
