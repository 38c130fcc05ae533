/** Writes what a turn asks for: a handful of statements whatever there is to write, sent together with the commit. */
import { addressesOf, type Delivery, deliveries, isUrgent } from '../../core/delivery.ts';
import { type AuditKey, beginning, chain, type Link } from '../audit.ts';
import type { Kept } from '../kept.ts';
import { attemptOf, queueOf } from '../queues.ts';
import type { ChainedEntry } from '../store.ts';
import type { Asked, Put } from '../work.ts';
import type { Ask } from './connection.ts';
import { nameOf } from './names.ts';
import type { Keyed, Unkeyed } from './reads.ts';

/** Where a school stands: how many records and turns it ever had, and the end of its audit trail. */
export type Standing = { created: number; trail: Link; turns: number };

export async function lockSchool(ask: Ask, school: string): Promise<Standing> {
  const [row] = await ask<SchoolRow>(lock, [school], 'lock');
  if (row) return standingIn(row);
  await ask('insert into schools (id, hash) values ($1, $2) on conflict (id) do nothing', [
    school,
    beginning.hash,
  ]);
  return lockSchool(ask, school);
}

type SchoolRow = { created: string; number: string; hash: string; key: string | null; turns: string };
const lock = 'select created, number, hash, key, turns from schools where id = $1 for update';

function standingIn({ created, number, hash, key, turns }: SchoolRow): Standing {
  return {
    created: Number(created),
    turns: Number(turns),
    trail: { number: Number(number), hash, ...(key === null ? {} : { key }) },
  };
}

export function isNothing({ removeAll, put, remove, audit }: Asked): boolean {
  return removeAll.length + put.length + remove.length + audit.length === 0;
}

/** What came in without its keys has them from now on. */
export async function makeKeys(ask: Ask, school: string, unkeyed: Unkeyed[]): Promise<void> {
  await Promise.all(
    unkeyed.flatMap(({ kind, keyed }) => [
      insertKeys(ask, school, keyed),
      ask('delete from unkeyed where school = $1 and kind = $2', [school, kind]),
    ]),
  );
}

export async function emptySchool(ask: Ask, school: string): Promise<void> {
  const tables = ['records', 'keys', 'unkeyed', 'audit', 'outbox'];
  await Promise.all(tables.map((table) => ask(`delete from ${table} where school = $1`, [school])));
}

/** Sends all of it at once, and resolves when it has arrived. */
export async function write(
  ask: Ask,
  school: string,
  { created, trail }: Pick<Standing, 'created' | 'trail'>,
  asked: Asked,
  key: AuditKey | undefined,
): Promise<void> {
  const entries = chain(school, trail, asked.audit, key);
  const gone = asked.remove.filter(({ kind }) => kind === deliveries.kind).map(({ id }) => id);
  const end = entries.at(-1) ?? trail;
  await Promise.all([
    ...removeKinds(ask, school, asked.removeAll),
    ...putRecords(ask, school, asked.put),
    ...putKeys(ask, school, asked),
    ...removeRecords(ask, school, asked.remove),
    ...putDeliveries(ask, school, asked.put),
    ...(gone.length > 0
      ? [ask('delete from outbox where school = $1 and id = any($2)', [school, gone.map(nameOf)])]
      : []),
    ...putEntries(ask, school, entries),
    ask(
      'update schools set created = $2, number = $3, hash = $4, key = $5, turns = turns + 1 where id = $1',
      [
        school,
        Math.max(created, ...asked.put.map((put) => put.created)),
        end.number,
        end.hash,
        end.key ?? null,
      ],
      'stand',
    ),
  ]);
}

/** Sent before anything is put, so that it is done before. */
function removeKinds(ask: Ask, school: string, kinds: string[]): Promise<unknown>[] {
  if (kinds.length === 0) return [];
  const tables = ['records', 'keys', 'unkeyed'];
  const ofKind = tables.map((table) =>
    ask(`delete from ${table} where school = $1 and kind = any($2)`, [school, kinds]),
  );
  return kinds.includes(deliveries.kind)
    ? [...ofKind, ask('delete from outbox where school = $1', [school])]
    : ofKind;
}

function putRecords(ask: Ask, school: string, put: Put[]): Promise<unknown>[] {
  if (put.length === 0) return [];
  const columns = [
    put.map(({ kind }) => kind),
    put.map(({ record }) => nameOf(record.id)),
    put.map(({ created }) => created),
    put.map(({ record }) => JSON.stringify(record)),
  ];
  return [ask(upsert, [school, ...columns], 'put')];
}

const upsert = `insert into records (school, kind, id, version, created, record)
  select $1, n.kind, n.id, 1, n.created, n.record
  from unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) as n (kind, id, created, record)
  on conflict (school, kind, id) do update set version = records.version + 1, record = excluded.record`;

function putKeys(ask: Ask, school: string, { put, remove }: Asked): Promise<unknown>[] {
  const changed = [...put.map(({ kind, record }) => ({ kind, id: record.id })), ...remove];
  if (changed.length === 0) return [];
  const keyed = put.flatMap(({ kind, record, keys }) =>
    [...new Set(keys)].map((key) => ({ kind, id: record.id, key })),
  );
  return [
    ask(unkey, [school, changed.map(({ kind }) => kind), changed.map(({ id }) => nameOf(id))], 'unkey'),
    ...(keyed.length > 0 ? [insertKeys(ask, school, keyed)] : []),
  ];
}

const unkey = `delete from keys k using unnest($2::text[], $3::text[]) as n (kind, id)
  where k.school = $1 and k.kind = n.kind and k.id = n.id`;

function insertKeys(ask: Ask, school: string, keyed: Keyed[]): Promise<unknown> {
  const columns = [
    keyed.map(({ kind }) => kind),
    keyed.map(({ key }) => nameOf(key)),
    keyed.map(({ id }) => nameOf(id)),
  ];
  return ask(enkey, [school, ...columns], 'enkey');
}

const enkey = `insert into keys (school, kind, key, id)
  select $1, n.kind, n.key, n.id from unnest($2::text[], $3::text[], $4::text[]) as n (kind, key, id)
  on conflict do nothing`;

function removeRecords(ask: Ask, school: string, remove: Asked['remove']): Promise<unknown>[] {
  if (remove.length === 0) return [];
  return [ask(drop, [school, remove.map(({ kind }) => kind), remove.map(({ id }) => nameOf(id))], 'drop')];
}

const drop = `delete from records r using unnest($2::text[], $3::text[]) as n (kind, id)
  where r.school = $1 and r.kind = n.kind and r.id = n.id`;

function putEntries(ask: Ask, school: string, entries: ChainedEntry[]): Promise<unknown>[] {
  return entries.length > 0 ? [insertEntries(ask, school, entries)] : [];
}

export function insertEntries(ask: Ask, school: string, entries: ChainedEntry[]): Promise<unknown> {
  const columns = [entries.map(({ number }) => number), entries.map((entry) => JSON.stringify(entry))];
  return ask(tell, [school, ...columns], 'tell');
}

const tell = `insert into audit (school, number, entry)
  select $1, n.number, n.entry from unnest($2::bigint[], $3::text[]) as n (number, entry)`;

function putDeliveries(ask: Ask, school: string, put: Put[]): Promise<unknown>[] {
  const waiting = put.filter(({ kind }) => kind === deliveries.kind);
  // What this kind holds went through its schema when it was put.
  return waiting.length > 0 ? [queueDeliveries(ask, school, waiting as unknown as Kept<Delivery>[])] : [];
}

/** Whoever has claimed one keeps it while only its card changes. */
export function queueDeliveries(
  ask: Ask,
  school: string,
  waiting: Pick<Kept<Delivery>, 'created' | 'record'>[],
): Promise<unknown> {
  const records = waiting.map(({ record }) => record);
  const columns = [
    records.map(({ id }) => nameOf(id)),
    waiting.map(({ created }) => created),
    records.map((record) => nameOf(queueOf(record))),
    records.map((record) => nameOf(attemptOf(record))),
    records.map(({ platform }) => platform),
    records.map((record) => nameOf(addressesOf(record)[1])),
    records.map((record) => nameOf(addressesOf(record)[2])),
    records.map(isUrgent),
    records.map(({ due }) => Date.parse(due)),
    records.map(sinceOf),
  ];
  return ask(enqueue, [school, ...columns], 'enqueue');
}

/** What is held for somebody waits for its day, whatever becomes of the clock. */
function sinceOf({ since, heldFor }: Delivery): number | null {
  return since === undefined || heldFor ? null : Date.parse(since);
}

const enqueue = `insert into outbox
  (school, id, created, queue, attempt, platform, method, place, urgent, due, since)
  select $1, n.* from unnest(
    $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[],
    $10::bigint[], $11::bigint[]
  ) as n (id, created, queue, attempt, platform, method, place, urgent, due, since)
  on conflict (school, id) do update set
    queue = excluded.queue, platform = excluded.platform, method = excluded.method, place = excluded.place,
    urgent = excluded.urgent, due = excluded.due, since = excluded.since, attempt = excluded.attempt,
    may_be_there = outbox.attempt = excluded.attempt and outbox.may_be_there,
    claimed_by = case when outbox.attempt = excluded.attempt then outbox.claimed_by end,
    claimed_until = case when outbox.attempt = excluded.attempt then outbox.claimed_until end`;
