/**
 * Shares out what waits to be sent. Whoever claims something has it for a while, and renews that for as long as it is
 * alive; then it is anybody's again, and may have been sent.
 */
import { randomUUID } from 'node:crypto';
import { type Delivery, deliveries } from '../../core/delivery.ts';
import { checkRead } from '../kept.ts';
import { attemptOf, bySending, rankOf } from '../queues.ts';
import type { Claimed } from '../store.ts';
import type { Asked } from '../work.ts';
import type { Ask, Database } from './connection.ts';
import { nameOf } from './names.ts';
import { keptIn } from './reads.ts';

/** What a process that is killed had claimed waits for so long. Renewed three times as often. */
export const leaseMs = 30_000;

type Row = { school: string; version: string; created: string; record: string; may_be_there: boolean };

export class SharedOutbox {
  readonly #database: Database;
  /** Under which name it claims, after those under which it did before. */
  #claimer = randomUUID();
  readonly #claimers = [this.#claimer];
  readonly #leaseMs: number;
  /**
   * What is claimed here, and until when it is surely ours, by this process's own clock. What was claimed anew while an
   * earlier claim of it still waits for its turn is held by the later one alone.
   */
  readonly #held = new Map<string, { claimed: Claimed; until: number }>();
  #givenBack: { school: string; id: string }[] = [];
  #givingBack: Promise<void> = Promise.resolve();

  constructor(database: Database, lease: number) {
    this.#database = database;
    this.#leaseMs = lease;
  }

  async claim(
    now: (school: string) => string,
    limit: number,
    paused: ReadonlySet<string>,
  ): Promise<Claimed[]> {
    await this.#giveBack();
    const schools = (await this.#database.ask<{ id: string }>('select id from schools')).map(({ id }) => id);
    if (schools.length === 0) return [];
    const clocks = schools.map((school) => Date.parse(now(school)));
    const until = this.#leaseFromNow();
    const asked = this.#database.ask<Row>(claiming, [
      schools,
      clocks,
      [...paused].map(nameOf),
      limit,
      this.#claimer,
      this.#leaseMs,
      clocks.reduce((one, other) => Math.max(one, other)),
      clocks.reduce((one, other) => Math.min(one, other)),
    ]);
    const rows = await asked.catch((error: unknown) => {
      // It may have been done, and nobody here knows of what.
      this.loseTouch();
      throw error;
    });
    const waiting = rows.map((row) => ({ row, ...checkRead(deliveries, keptIn(row)) }));
    waiting.sort((one, other) => bySending(rankOf(one), rankOf(other)));
    return waiting.map(({ row: { school, may_be_there }, record: delivery }) => {
      const claimed = { school, delivery, mayBeThere: delivery.tries > 0 || may_be_there };
      this.#held.set(claimName(school, delivery.id), { claimed, until });
      return claimed;
    });
  }

  release(claimed: Claimed): void {
    const { school, delivery } = claimed;
    const { id } = delivery;
    if (this.#held.get(claimName(school, id))?.claimed !== claimed) return;
    this.#held.delete(claimName(school, id));
    this.#givenBack.push({ school, id });
    if (this.#givenBack.length === 1) void Promise.resolve().then(() => this.#giveBack());
  }

  /** With time enough left to send it: a third of a lease is longer than a platform takes. */
  holds(claimed: Claimed): boolean {
    const held = this.#held.get(claimName(claimed.school, claimed.delivery.id));
    return held?.claimed === claimed && held.until - this.#leaseMs / 3 > performance.now();
  }

  /** Another process has claimed it since. Until this transaction is over nobody else does. */
  async isLost(ask: Ask, { school, delivery }: Claimed): Promise<boolean> {
    const asked = [school, nameOf(delivery.id), this.#claimers];
    const [row] = await ask<{ lost: boolean | null }>(looking, asked, 'look');
    return row?.lost === true;
  }

  /** A turn has sent, put off or taken back what was claimed. */
  follow(school: string, { removeAll, put, remove }: Asked): void {
    if (removeAll.includes(deliveries.kind)) this.forget(school);
    for (const { kind, id } of remove) if (kind === deliveries.kind) this.#held.delete(claimName(school, id));
    for (const { kind, record } of put) {
      const held = kind === deliveries.kind && this.#held.get(claimName(school, record.id));
      if (held && attemptOf(held.claimed.delivery) !== attemptOf(record as Delivery))
        this.#held.delete(claimName(school, record.id));
    }
  }

  forget(school: string): void {
    for (const name of this.#held.keys())
      if (name.startsWith(rowName(school, '').slice(0, -2))) this.#held.delete(name);
  }

  /** Shows that this process is alive, so that it keeps what it has claimed. */
  async renew(): Promise<void> {
    const until = this.#leaseFromNow();
    if (this.#held.size === 0) return;
    const kept = await this.#database.ask<{ school: string; id: string }>(renewing, [
      this.#claimer,
      this.#leaseMs,
      ...this.#rowsHeld(),
    ]);
    const names = new Set(kept.map(({ school, id }) => rowName(school, id)));
    for (const [name, held] of this.#held) if (names.has(name)) this.#held.set(name, { ...held, until });
  }

  /**
   * Nobody could write down what became of something, so it is claimed anew once its time is over, and may have been
   * sent. What was claimed beside it goes the same way.
   */
  loseTouch(): void {
    this.#claimer = randomUUID();
    this.#claimers.push(this.#claimer);
    this.#held.clear();
  }

  /** What is still on its way may arrive, so whoever claims it next has to look for it first. */
  async close(): Promise<void> {
    await this.#giveBack();
    if (this.#held.size > 0) await this.#database.ask(leaving, [this.#claimer, ...this.#rowsHeld()]);
  }

  #rowsHeld(): [schools: string[], ids: string[]] {
    const held = [...this.#held.values()].map(({ claimed }) => claimed);
    return [held.map(({ school }) => school), held.map(({ delivery }) => nameOf(delivery.id))];
  }

  #giveBack(): Promise<void> {
    const given = this.#givenBack.splice(0);
    if (given.length > 0)
      this.#givingBack = this.#givingBack
        .then(() =>
          this.#database.ask(releasing, [
            this.#claimer,
            given.map(({ school }) => school),
            given.map(({ id }) => nameOf(id)),
          ]),
        )
        .then(
          () => {},
          () => this.loseTouch(),
        );
    return this.#givingBack;
  }

  #leaseFromNow(): number {
    return performance.now() + this.#leaseMs;
  }
}

function claimName(school: string, id: string): string {
  return rowName(school, nameOf(id));
}

function rowName(school: string, id: string): string {
  return JSON.stringify([school, id]);
}

/** The first of those that are due by the clock of their school; `where` bounds them by the clocks of all. */
function dueWhere(where: string): string {
  return `(
    select o.school, o.id, o.urgent, o.due, o.created
    from outbox o
    where ${where}
      and (o.claimed_until is null or o.claimed_until <= now())
      and not (o.platform = any($3) or o.method = any($3) or o.place = any($3))
      and exists (select 1 from clocks c where c.school = o.school and (o.due <= c.now or o.since > c.now))
      and not exists (
        select 1 from outbox e where e.school = o.school and e.queue = o.queue and e.created < o.created
      )
    order by o.due, o.created
    limit $4
    for update of o skip locked
  )`;
}

// Each is found in the order of an index, which ends where the limit is reached or the rest is not yet due.
const claiming = `with clocks as (select * from unnest($1::text[], $2::bigint[]) as c (school, now)),
  first as (
    select school, id from (
      select * from ${dueWhere('o.urgent and o.due <= $7')} urgent
      union select * from ${dueWhere('not o.urgent and o.due <= $7')} other
      union select * from ${dueWhere('o.since > $8')} since
    ) due
    order by urgent desc, due, created
    limit $4
  )
  update outbox o set
    may_be_there = o.may_be_there or o.claimed_until is not null,
    claimed_by = $5,
    claimed_until = now() + $6 * interval '1 millisecond'
  from first f join records r on r.school = f.school and r.kind = '${deliveries.kind}' and r.id = f.id
  where o.school = f.school and o.id = f.id
  returning o.school, r.version, r.created, r.record, o.may_be_there`;

const looking = `select claimed_until > now() and not (claimed_by = any($3)) as lost
  from outbox where school = $1 and id = $2 for update`;

const renewing = `update outbox o set claimed_until = now() + $2 * interval '1 millisecond'
  from (
    select o.school, o.id
    from outbox o join unnest($3::text[], $4::text[]) as n (school, id) on o.school = n.school and o.id = n.id
    where o.claimed_by = $1 and o.claimed_until > now()
    for update of o skip locked
  ) mine
  where o.school = mine.school and o.id = mine.id
  returning o.school, o.id`;

const leaving = `update outbox o set claimed_until = now()
  from unnest($2::text[], $3::text[]) as n (school, id)
  where o.school = n.school and o.id = n.id and o.claimed_by = $1`;

const releasing = `update outbox o set claimed_by = null, claimed_until = null
  from unnest($2::text[], $3::text[]) as n (school, id)
  where o.school = n.school and o.id = n.id and o.claimed_by = $1`;
