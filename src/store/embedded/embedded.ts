/** The store inside the process: everything in memory, every turn in a journal on the disk before it is acknowledged. */
import { mkdir } from 'node:fs/promises';
import { Low } from 'lowdb';
import { deliveries } from '../../core/delivery.ts';
import type { AuditEntry, Records, Work } from '../../core/record.ts';
import { type AuditKey, beginning, chain, expectKey, startedAfresh } from '../audit.ts';
import type { Changes } from '../kept.ts';
import { migrations } from '../migrations.ts';
import { OneByOne } from '../one-by-one.ts';
import type { ChainedEntry, Claimed, Store } from '../store.ts';
import { Together } from '../together.ts';
import { TurnWork } from '../work.ts';
import { Backlog, claimFirst } from './backlog.ts';
import { changesOf, groundOf, recordsOf } from './ground.ts';
import { Journal } from './journal.ts';
import { type Lock, TakenOverError, takeLock } from './lock.ts';
import { expectNotCutShort, expectNotMoved } from './mark.ts';
import { Memory } from './memory.ts';
import type { Migration } from './migrate.ts';

type Options = { dir: string; migrations?: Migration[]; key?: AuditKey | undefined };

export async function openEmbeddedStore({
  dir,
  migrations: steps = migrations,
  key,
}: Options): Promise<Store> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  expectNotMoved(dir);
  expectNotCutShort(dir);
  const journal = new Journal(dir, steps, () => lock.isHeld());
  const lock = await takeLock(dir, () => journal.fail(new TakenOverError(dir)));
  try {
    const db = new Low<Memory>(journal, new Memory());
    await db.read();
    for (const [school, { trail }] of db.data.schools) expectKey(dir, school, trail, key);
    return new EmbeddedStore(db, journal, lock, key);
  } catch (error) {
    await journal.close();
    await lock.release();
    throw error;
  }
}

class EmbeddedStore implements Store {
  readonly #db: Low<Memory>;
  readonly #journal: Journal;
  readonly #lock: Lock;
  readonly #key: AuditKey | undefined;
  readonly #turns = new OneByOne();
  readonly #settling = new Together((school, all) =>
    this.turn(school, async (work) => {
      for (const { play } of all) await play(work);
    }),
  );
  /** What waits to be sent, by school. */
  readonly #backlogs = new Map<string, Backlog>();
  /** How many records a school had ever had: what is no newer may have been on its way when an earlier process ended. */
  #leftOver: ReadonlyMap<string, number>;
  #compaction: Promise<void> | undefined;
  #recovery: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(db: Low<Memory>, journal: Journal, lock: Lock, key: AuditKey | undefined) {
    this.#db = db;
    this.#journal = journal;
    this.#lock = lock;
    this.#key = key;
    this.#leftOver = createdIn(db.data);
  }

  async turn<T>(school: string, play: (work: Work) => Promise<T>): Promise<T> {
    if (this.#journal.mayRecover) await this.#recover();
    this.#refuseWhenClosed();
    // The next turn need not wait for the disk.
    const { result, durable } = await this.#turns.run(school, async () => {
      if (this.#journal.fault) throw this.#journal.fault;
      const memory = this.#db.data.school(school);
      const work = new TurnWork(groundOf(memory));
      const result = await play(work);
      const changes = changesOf(school, memory, work.finish(), this.#key);
      return { result, durable: changes ? this.#write(changes) : this.#journal.durable() };
    });
    await durable;
    this.#compactWhenDue();
    // Otherwise memory would fill up with what is written faster than it can be brought into order.
    if (this.#journal.isFarAhead) await this.#compaction;
    return result;
  }

  async read<T>(school: string, look: (records: Records) => Promise<T>): Promise<T> {
    this.#refuseWhenClosed();
    const { data } = this.#db;
    const seen = await look(recordsOf(data.school(school)));
    // Nobody is told of anything that a power cut could still undo, or that a full disk has undone.
    await this.#journal.durable();
    return data === this.#db.data ? seen : this.read(school, look);
  }

  async claim(
    now: (school: string) => string,
    limit: number,
    paused: ReadonlySet<string> = new Set(),
  ): Promise<Claimed[]> {
    if (this.#journal.mayRecover) await this.#recover();
    this.#refuseWhenClosed();
    const schools = [...this.#db.data.schools.keys()].map((school) => ({
      school,
      backlog: this.#backlogOf(school),
      now: now(school),
    }));
    const claimed = claimFirst(schools, limit, paused).flatMap(({ of: { school, backlog }, id }) => {
      const kept = this.#db.data.school(school).table(deliveries).get(id);
      return kept ? { school, backlog, kept } : [];
    });
    try {
      await this.#journal.durable();
    } catch (error) {
      for (const { backlog, kept } of claimed) backlog.release(kept.record.id);
      throw error;
    }
    return claimed.map(({ school, kept: { created, record: delivery } }) => ({
      school,
      delivery,
      mayBeThere: delivery.tries > 0 || created <= (this.#leftOver.get(school) ?? 0),
    }));
  }

  /** Nobody else can have it. */
  settle(claimed: Claimed, play: (work: Work) => Promise<void>): Promise<void> {
    return this.#settling.play({ claimed, play });
  }

  release({ school, delivery }: Claimed): void {
    this.#backlogOf(school).release(delivery.id);
  }

  /** Nobody else can claim anything while this process has the folder. */
  holds(): boolean {
    return true;
  }

  async isFirst(): Promise<boolean> {
    return true;
  }

  async forget(school: string, by: Pick<AuditEntry, 'at' | 'by' | 'from'>): Promise<void> {
    this.#refuseWhenClosed();
    const { durable } = await this.#turns.run(school, async () => {
      if (this.#journal.fault) throw this.#journal.fault;
      const audit = chain(school, beginning, [{ ...by, what: startedAfresh, about: school }], this.#key);
      return { durable: this.#write({ school, afresh: true, put: [], remove: [], audit }) };
    });
    await durable;
  }

  async clearOut(): Promise<void> {
    this.#refuseWhenClosed();
    await this.#compaction;
    this.#journal.clearOut();
    this.#compactWhenDue();
    await this.#compaction;
    if (this.#journal.fault) throw this.#journal.fault;
  }

  trail(school: string): AsyncIterable<ChainedEntry> {
    return this.#journal.trail(school);
  }

  async schools(): Promise<string[]> {
    return [...this.#db.data.schools].filter(([, memory]) => memory.hasRecords()).map(([school]) => school);
  }

  async fault(): Promise<string | undefined> {
    if (this.#journal.mayRecover) await this.#recover();
    return (this.#journal.fault ?? this.#db.data.snapshots.fault)?.message;
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    await this.#recovery;
    await this.#turns.ended();
    await this.#journal.durable().catch(() => {});
    await this.#compaction;
    await this.#journal.close();
    await this.#lock.release();
  }

  #write(changes: Changes): Promise<void> {
    const durable = this.#journal.append(changes);
    this.#db.data.apply(changes);
    this.#queue(changes);
    return durable;
  }

  #backlogOf(school: string): Backlog {
    const known = this.#backlogs.get(school);
    if (known) return known;
    const backlog = new Backlog(this.#db.data.school(school).table(deliveries).withKey('state:waiting'));
    this.#backlogs.set(school, backlog);
    return backlog;
  }

  #queue({ school, afresh, removeAll, put, remove }: Changes): void {
    if (afresh || removeAll?.includes(deliveries.kind)) this.#backlogs.delete(school);
    const backlog = this.#backlogs.get(school);
    if (!backlog) return;
    const table = this.#db.data.school(school).table(deliveries);
    for (const { kind, record } of put) {
      const kept = kind === deliveries.kind && table.get(record.id);
      if (kept) backlog.put(kept);
    }
    for (const { kind, id } of remove) if (kind === deliveries.kind) backlog.remove(id);
  }

  #compactWhenDue(): void {
    if (this.#compaction || this.#closing || !this.#journal.hasOutgrownTheData) return;
    this.#compaction = this.#db
      .write()
      // The journal has kept the fault, and tells it to every turn from now on.
      .catch(() => {})
      .finally(() => {
        this.#compaction = undefined;
      });
  }

  /** Everybody who wants to write looks whether there is room again, so that nobody has to start the bot anew. */
  async #recover(): Promise<void> {
    if (this.#closing) return;
    this.#recovery ??= this.#readAgain()
      // There is still no room, and the fault says so.
      .catch(() => {})
      .finally(() => {
        this.#recovery = undefined;
      });
    await this.#recovery;
  }

  async #readAgain(): Promise<void> {
    // Turns that were under way stand on what could not be written, and fail like it; no other one begins meanwhile.
    await this.#turns.ended();
    await this.#compaction;
    await this.#db.read();
    // Nobody could write down what became of these, so they are sent once more.
    this.#backlogs.clear();
    this.#leftOver = createdIn(this.#db.data);
    this.#journal.resume();
  }

  #refuseWhenClosed(): void {
    if (this.#closing)
      throw new Error('The store is closing, so nothing was read or written. Please try again.');
  }
}

function createdIn({ schools }: Memory): ReadonlyMap<string, number> {
  return new Map([...schools].map(([id, { created }]) => [id, created]));
}
