/**
 * The store that many processes share. A turn is one transaction, and holds its school's row from beginning to end: so
 * turns of a school follow one another wherever they are played, and those of other schools go on beside them.
 */
import { randomUUID } from 'node:crypto';
import type { AuditEntry, Records, Work } from '../../core/record.ts';
import { type AuditKey, beginning, expectKey, startedAfresh } from '../audit.ts';
import type { Migration } from '../embedded/migrate.ts';
import { migrations } from '../migrations.ts';
import { OneByOne } from '../one-by-one.ts';
import type { ChainedEntry, Claimed, Store } from '../store.ts';
import { Together } from '../together.ts';
import { type Asked, TurnWork } from '../work.ts';
import { expectOurs } from './about.ts';
import { bringOver } from './bring-over.ts';
import { type Ask, type Database, openDatabase } from './connection.ts';
import { AwayError, BusyError, UnsureError } from './errors.ts';
import { leaseMs, SharedOutbox } from './outbox.ts';
import { patiently } from './patience.ts';
import { forgetDead, leave, showAlive } from './processes.ts';
import { Reads, recordsOf } from './reads.ts';
import { type Found, Recall } from './recall.ts';
import { makeTables } from './tables.ts';
import { entriesOf } from './trail.ts';
import { emptySchool, isNothing, lockSchool, makeKeys, type Standing, write } from './writes.ts';

type Options = {
  url: string;
  migrations?: Migration[];
  key?: AuditKey | undefined;
  lease?: number;
};

const longestStartMs = 20_000;

const place = 'The database';

export async function openDatabaseStore({
  url,
  migrations: steps = migrations,
  key,
  lease = leaseMs,
}: Options): Promise<Store> {
  const schema = steps.length + 1;
  const database = openDatabase(url);
  try {
    // It may be starting at the same time.
    await patiently(() => makeTables(database, schema), { longestMs: longestStartMs });
    await bringOver(url, steps);
    const [, trails, unkeyed] = await Promise.all([
      expectOurs(database.ask, schema),
      database.ask<Trail>('select id, key from schools'),
      database.ask<Unkeyed>('select school, kind from unkeyed'),
    ]);
    for (const { id, key: name } of trails)
      expectKey(place, id, { ...beginning, ...(name === null ? {} : { key: name }) }, key);
    const store = new DatabaseStore(database, { schema, key, unkeyed, lease });
    await forgetDead(database.ask);
    await store.beat();
    return store;
  } catch (error) {
    await database.close();
    throw error;
  }
}

type Trail = { id: string; key: string | null };
type Unkeyed = { school: string; kind: string };

type Play<T> = (work: Work, ask: Ask) => Promise<T>;
/** What came of a turn, by a name that no other has. */
type Outcome<T> = { turn: string; result: T; asked: Asked };
/** A turn that is played until it is done; `unanswered` was sent to be committed, and may have been. */
type Turn<T> = { school: string; play: Play<T>; unanswered?: Outcome<T> };

type Opened = { schema: number; key: AuditKey | undefined; unkeyed: Unkeyed[]; lease: number };

class DatabaseStore implements Store {
  readonly #database: Database;
  readonly #schema: number;
  readonly #key: AuditKey | undefined;
  readonly #process = randomUUID();
  readonly #leaseMs: number;
  readonly #outbox: SharedOutbox;
  /** Before they ask for a connection, so that a burst at one school leaves the others theirs. */
  readonly #turns = new OneByOne();
  readonly #settling = new Together((school, all) =>
    this.#queue(school, async (work, ask) => {
      for (const { claimed, play } of all) if (!(await this.#outbox.isLost(ask, claimed))) await play(work);
    }),
  );
  readonly #unkeyed: Set<string>;
  readonly #recalls = new Map<string, Recall>();
  readonly #heart: NodeJS.Timeout;
  #closing: Promise<void> | undefined;

  constructor(database: Database, { schema, key, unkeyed, lease }: Opened) {
    this.#database = database;
    this.#schema = schema;
    this.#key = key;
    this.#leaseMs = lease;
    this.#unkeyed = new Set(unkeyed.map(({ school, kind }) => kindName(school, kind)));
    this.#outbox = new SharedOutbox(database, lease);
    // A beat that is lost is made up for by the next one.
    this.#heart = setInterval(() => this.beat().catch(() => {}), lease / 3);
    this.#heart.unref();
  }

  turn<T>(school: string, play: (work: Work) => Promise<T>): Promise<T> {
    return this.#queue(school, play);
  }

  settle(claimed: Claimed, play: (work: Work) => Promise<void>): Promise<void> {
    return this.#settling.play({ claimed, play });
  }

  #queue<T>(school: string, play: Play<T>): Promise<T> {
    this.#refuseWhenClosed();
    const asked = performance.now();
    return this.#turns.run(school, () => this.#playUntilDone(school, play, asked));
  }

  async read<T>(school: string, look: (records: Records) => Promise<T>): Promise<T> {
    this.#refuseWhenClosed();
    return patiently(() =>
      this.#database.within('begin isolation level repeatable read read only', async (ask) => {
        const seen = await look(recordsOf(this.#readsOf(ask, school)));
        await ask('commit');
        return seen;
      }),
    );
  }

  async claim(
    now: (school: string) => string,
    limit: number,
    paused: ReadonlySet<string> = new Set(),
  ): Promise<Claimed[]> {
    this.#refuseWhenClosed();
    return this.#outbox.claim(now, limit, paused);
  }

  release(claimed: Claimed): void {
    this.#outbox.release(claimed);
  }

  holds(claimed: Claimed): boolean {
    return this.#outbox.holds(claimed);
  }

  async isFirst(school: string, what: string, at: string): Promise<boolean> {
    const minute = at.slice(0, 'yyyy-mm-ddThh:mm'.length);
    const taken = await patiently(() => this.#database.ask(takeRound, [school, what, minute]));
    return taken.length > 0;
  }

  async forget(school: string, by: Pick<AuditEntry, 'at' | 'by' | 'from'>): Promise<void> {
    const why = { ...by, what: startedAfresh, about: school };
    await this.#turns.run(school, () =>
      patiently(() =>
        this.#database.within('begin', async (ask) => {
          await lockSchool(ask, school);
          await expectOurs(ask, this.#schema);
          await emptySchool(ask, school);
          const nothing = { created: 0, trail: beginning };
          await write(ask, school, nothing, { removeAll: [], put: [], remove: [], audit: [why] }, this.#key);
          await ask('commit');
        }),
      ),
    );
    this.#outbox.forget(school);
  }

  /** The database does that by itself. */
  async clearOut(): Promise<void> {}

  trail(school: string): AsyncIterable<ChainedEntry> {
    return entriesOf(this.#database.ask, school);
  }

  async schools(): Promise<string[]> {
    const rows = await patiently(() =>
      this.#database.ask<{ id: string }>(
        'select id from schools s where exists (select 1 from records r where r.school = s.id) order by id',
      ),
    );
    return rows.map(({ id }) => id);
  }

  async fault(): Promise<string | undefined> {
    try {
      const [row] = await this.#database.ask<{ transaction_read_only: string }>('show transaction_read_only');
      if (row?.transaction_read_only === 'on') throw new AwayError('it can only be read');
      await expectOurs(this.#database.ask, this.#schema);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  /** Shows the others that this process is alive. */
  async beat(): Promise<void> {
    await showAlive(this.#database.ask, this.#process, this.#leaseMs);
    await this.#outbox.renew();
  }

  async #finish(): Promise<void> {
    clearInterval(this.#heart);
    await this.#turns.ended();
    // Where the database is away, the others find out by themselves.
    await this.#leave().catch(() => {});
    await this.#database.close();
  }

  async #leave(): Promise<void> {
    await this.#outbox.close();
    await leave(this.#database.ask, this.#process);
  }

  /** Played again from the start where others were in the way, or the connection was lost. */
  async #playUntilDone<T>(school: string, play: Play<T>, since: number): Promise<T> {
    const turn: Turn<T> = { school, play };
    const playOnce = () => this.#database.within('begin', (ask) => this.#playOnce(ask, turn));
    try {
      const { result, asked } = await patiently(playOnce, {
        since,
        isUnsure: () => turn.unanswered !== undefined,
      });
      this.#outbox.follow(school, asked);
      return result;
    } catch (error) {
      if (isTrouble(error)) this.#outbox.loseTouch();
      throw error;
    }
  }

  async #playOnce<T>(ask: Ask, turn: Turn<T>): Promise<Outcome<T>> {
    const { school, play, unanswered } = turn;
    const [standing, , last] = await Promise.all([
      lockSchool(ask, school),
      expectOurs(ask, this.#schema),
      unanswered && this.#lastTurn(ask, school),
    ]);
    if (unanswered && last === unanswered.turn) {
      await ask('rollback');
      return unanswered;
    }
    delete turn.unanswered;
    expectKey(place, school, standing.trail, this.#key);
    const reads = this.#readsOf(ask, school, this.#recallOf(school).at(standing.turns));
    const work = new TurnWork({
      created: standing.created,
      get: (of, id) => reads.get(of, id),
      find: (of, key) => reads.find(of, key),
    });
    const result = await play(work, ask);
    const outcome = { turn: randomUUID(), result, asked: work.finish() };
    // To let go of the lock without a commit costs the database no write.
    if (isNothing(outcome.asked)) await ask('rollback');
    else await this.#commit(ask, turn, outcome, { standing, reads });
    return outcome;
  }

  async #commit<T>(
    ask: Ask,
    turn: Turn<T>,
    outcome: Outcome<T>,
    { standing, reads }: { standing: Standing; reads: Reads },
  ): Promise<void> {
    const { school } = turn;
    turn.unanswered = outcome;
    await Promise.all([
      makeKeys(ask, school, reads.unkeyed),
      write(ask, school, standing, outcome.asked, this.#key),
      ask(noteTurn, [this.#process, school, outcome.turn], 'note turn'),
      ask('commit'),
    ]).catch((error) => {
      // The database has said itself that it was not done.
      if (!(error instanceof AwayError)) delete turn.unanswered;
      throw error;
    });
    this.#recallOf(school).follow(standing.turns, outcome.asked);
    for (const { kind } of reads.unkeyed) this.#unkeyed.delete(kindName(school, kind));
  }

  async #lastTurn(ask: Ask, school: string): Promise<string | undefined> {
    const [row] = await ask<{ turn: string }>('select turn from turns where process = $1 and school = $2', [
      this.#process,
      school,
    ]);
    return row?.turn;
  }

  #readsOf(ask: Ask, school: string, found?: Found): Reads {
    return new Reads(ask, school, (kind) => this.#unkeyed.has(kindName(school, kind)), found);
  }

  #recallOf(school: string): Recall {
    const recall = this.#recalls.get(school) ?? new Recall();
    this.#recalls.set(school, recall);
    return recall;
  }

  #refuseWhenClosed(): void {
    if (this.#closing)
      throw new Error('The store is closing, so nothing was read or written. Please try again.');
  }
}

function isTrouble(error: unknown): boolean {
  return [AwayError, BusyError, UnsureError].some((kind) => error instanceof kind);
}

function kindName(school: string, kind: string): string {
  return JSON.stringify([school, kind]);
}

const takeRound = `insert into rounds (school, what, at) values ($1, $2, $3)
  on conflict (school, what) do update set at = excluded.at where rounds.at <> excluded.at
  returning at`;

const noteTurn = `insert into turns (process, school, turn) values ($1, $2, $3)
  on conflict (process, school) do update set turn = excluded.turn`;
