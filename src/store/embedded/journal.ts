/**
 * The embedded store's disk, as lowdb sees it: reading recovers, writing takes a snapshot, and appending adds one turn
 * to the journal. Turns that arrive while one is being synced share the next sync.
 */
import { writeSync } from 'node:fs';
import { constants, type FileHandle, open, rm, truncate } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { reasonOf } from '../../core/reason.ts';
import type { Changes } from '../kept.ts';
import { lineOf, linesOfFile } from '../line.ts';
import type { ChainedEntry } from '../store.ts';
import {
  auditPath,
  beginJournal,
  endPath,
  expectRoom,
  journalPath,
  type SnapshotHeader,
  snapshotPath,
  writeWhole,
} from './files.ts';
import { TakenOverError } from './lock.ts';
import type { Memory } from './memory.ts';
import type { Migration } from './migrate.ts';
import { closeAll, openAll, snapshotIn, survey } from './open-files.ts';
import { forgottenIn, sortedOut } from './putting-together.ts';
import { type Recovered, recover } from './recovery.ts';
import { Snapshot } from './snapshot.ts';
import type { Snapshots } from './snapshots.ts';
import { entriesOf, entriesOnJournalLine, openTrail } from './trail.ts';
import { snapshotText } from './write-snapshot.ts';

/** A journal is worth replacing by a snapshot when it is this large, and this many times as large as the last one. */
const leastWorthwhile = 1024 * 1024;
const timesTheData = 2;
/** Also beside the largest data: all that a journal holds is in memory, and read again at the start. */
const mostWorthwhile = 16 * 1024 * 1024;
const farAhead = 2;
/** What is deleted is gone from every file after that time, however little is written. */
const longestInAFile = 30 * 24 * 60 * 60 * 1000;
/** Every start begins one. */
const mostJournals = 30;

type Batch = { lines: string[]; done: Promise<void> };

export class Journal implements Adapter<Memory> {
  readonly #dir: string;
  readonly #migrations: Migration[];
  /** Whether the folder is still ours. */
  readonly #isOurs: () => boolean;
  #at: Omit<Recovered, 'memory' | 'isMigrated'> = {
    line: 0,
    journals: [],
    auditSize: 0,
    oldest: Date.now(),
  };
  #memory: Memory | undefined;
  #isAskedToClearOut = false;
  #handle: FileHandle | undefined;
  /** Tells how far the journal reaches. It need not be synced: one that tells less does no harm. */
  #end: FileHandle | undefined;
  /** Everything that is to reach the disk, in order. Once a step fails, so does every later one. */
  #tail: Promise<void> = Promise.resolve();
  #gathering: Batch | undefined;
  #fault: Error | undefined;

  constructor(dir: string, migrations: Migration[], isOurs: () => boolean) {
    this.#dir = dir;
    this.#migrations = migrations;
    this.#isOurs = isOurs;
  }

  /** Also after a fault: then what is on the disk takes the place of what could not be written there. */
  async read(): Promise<Memory> {
    await this.#letGo();
    this.#memory?.snapshots.close();
    this.#memory = undefined;
    const { memory, isMigrated, ...at } = await recover(this.#dir, this.#migrations);
    this.#at = at;
    this.#memory = memory;
    await this.#openCurrent();
    if (isMigrated) await this.write(memory);
    return memory;
  }

  /** Takes the turn's place in the journal at once; resolves when it is durable. */
  append(changes: Changes): Promise<void> {
    const batch = this.#gathering ?? this.#gather();
    batch.lines.push(lineOf({ line: this.#at.line + 1, ...changes }));
    this.#at.line += 1;
    return batch.done;
  }

  /** Resolves when everything appended so far is durable. */
  durable(): Promise<void> {
    return this.#tail;
  }

  /** Why nothing can be written any more. */
  get fault(): Error | undefined {
    return this.#fault;
  }

  /** Whether the fault may pass while the process goes on. Once somebody else writes here, it does not. */
  get mayRecover(): boolean {
    return this.#fault !== undefined && !(this.#fault instanceof TakenOverError);
  }

  /** Lets turns be written again, after what is on the disk has been read. */
  resume(): void {
    this.#tail = Promise.resolve();
    this.#gathering = undefined;
    this.#fault = undefined;
  }

  /** Lets nothing more be written. */
  fail(reason: Error): void {
    this.#then(() => Promise.reject(reason));
    this.#fault ??= reason;
  }

  get hasOutgrownTheData(): boolean {
    const inFiles = this.#memory?.snapshots.size ?? 0;
    const isLarge =
      this.#size() > Math.max(leastWorthwhile, Math.min(mostWorthwhile, timesTheData * inFiles));
    return isLarge || this.#at.journals.length > mostJournals || this.#isDue();
  }

  /** The next snapshot is to take the place of all others. */
  clearOut(): void {
    this.#isAskedToClearOut = true;
  }

  /** Much more was written than a snapshot is worth, and none of it is in one yet. */
  get isFarAhead(): boolean {
    return this.#size() > farAhead * mostWorthwhile;
  }

  /**
   * Starts a new journal and writes everything that changed before it into a snapshot, together with older snapshots
   * that are not much larger. Turns go on meanwhile: records never change, so the snapshot only needs to remember
   * which ones there are, and it is written in small parts.
   */
  async write(memory: Memory): Promise<void> {
    const { line } = this.#at;
    const oldJournals = [...this.#at.journals];
    const generation = (oldJournals.at(-1)?.generation ?? 0) + 1;
    const { all } = memory.snapshots;
    const { below, merged } = this.#isDue() ? { below: [], merged: [...all] } : sortedOut(all, this.#size());
    this.#isAskedToClearOut = false;
    const taken = memory.take();
    // From here to there nothing waits, so memory and the place in the journal are those of the same moment.
    const begun = this.#beginNext(generation);
    try {
      await begun;
      const auditSize = await this.#carryAudit(oldJournals);
      this.#expectOurs();
      const header: SnapshotHeader = {
        chalkline: 'snapshot',
        schema: this.#migrations.length + 1,
        generation,
        line,
        auditSize,
        below: below.map(({ file }) => file.generation),
        forgotten: forgottenIn(below, merged, taken),
        schools: taken.schools,
      };
      await writeWhole(snapshotPath(this.#dir, generation), snapshotText(header, taken, merged));
      const [file] = openAll([snapshotIn(this.#dir, generation)]);
      if (file) memory.settle(taken, new Snapshot(file), merged);
      this.#at.auditSize = auditSize;
      if (below.length === 0) this.#at.oldest = Date.now();
      this.#at.journals = this.#at.journals.filter((journal) => journal.generation >= generation);
      this.#expectOurs();
      await this.#removeOld(generation, oldJournals, memory.snapshots);
      closeAll(merged.map(({ file }) => file));
    } catch (cause) {
      this.fail(toldAs(this.#dir, cause));
      throw this.#fault;
    }
  }

  /** A school's audit entries, oldest first, as they are when the first one is asked for. */
  async *trail(school: string): AsyncGenerator<ChainedEntry> {
    const trail = openTrail(this.#dir, this.#at);
    try {
      yield* entriesOf(school, trail);
    } finally {
      closeAll(trail);
    }
  }

  async close(): Promise<void> {
    await this.#tail.catch(() => {});
    await this.#closeCurrent();
    this.#memory?.snapshots.close();
    this.#memory = undefined;
  }

  /** Cuts off what was reported as failed, so that it is not read back. */
  async #letGo(): Promise<void> {
    const current = this.#at.journals.at(-1);
    if (!current) return;
    await expectRoom(this.#dir);
    await this.#closeCurrent();
    this.#expectOurs();
    await truncate(journalPath(this.#dir, current.generation), current.size);
  }

  #gather(): Batch {
    const lines: string[] = [];
    const done = this.#then(() => {
      this.#gathering = undefined;
      return this.#writeOut(lines);
    });
    this.#gathering = { lines, done };
    return this.#gathering;
  }

  /** The next step towards the disk. Its failure is told to whoever waits for it, and kept as the fault. */
  #then(step: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(step).catch((cause) => {
      this.#fault ??= toldAs(this.#dir, cause);
      throw this.#fault;
    });
    this.#tail.catch(() => {});
    return this.#tail;
  }

  async #writeOut(lines: string[]): Promise<void> {
    const current = this.#at.journals.at(-1);
    if (!this.#handle || !current) throw new Error('The store is closed.');
    const bytes = Buffer.from(lines.join(''));
    try {
      // Only the sync is worth waiting for: each wait lasts as long as other work keeps the process busy.
      writeAll(this.#handle.fd, bytes);
      await this.#handle.datasync();
    } catch (cause) {
      this.#expectOurs();
      // Those turns are reported as failed, so they should not be found after a restart.
      await this.#handle.truncate(current.size).catch(() => {});
      throw cause;
    }
    // Whoever takes over says so first and reads afterwards. So what was written before it did is read, and the rest
    // is acknowledged to nobody.
    this.#expectOurs();
    current.size += bytes.length;
    this.#tellEnd(current.size);
  }

  #tellEnd(size: number): void {
    try {
      if (this.#end) writeAll(this.#end.fd, Buffer.from(lineOf({ size })), 0);
    } catch {
      // One that tells less does no harm.
    }
  }

  #expectOurs(): void {
    if (!this.#isOurs()) throw new TakenOverError(this.#dir);
  }

  /** What was removed still stands in a file until all of them are put together. */
  #isDue(): boolean {
    return this.#isAskedToClearOut || Date.now() - this.#at.oldest > longestInAFile;
  }

  #size(): number {
    return this.#at.journals.reduce((sum, journal) => sum + journal.size, 0);
  }

  async #removeOld(current: number, journals: Recovered['journals'], snapshots: Snapshots): Promise<void> {
    for (const { generation } of journals) {
      await rm(journalPath(this.#dir, generation));
      await rm(endPath(this.#dir, generation), { force: true });
    }
    for (const generation of survey(this.#dir).snapshots)
      if (generation < current && !snapshots.has(generation)) await rm(snapshotPath(this.#dir, generation));
  }

  /** What was appended before goes into the old journal, what is appended from now on into the new one. */
  #beginNext(generation: number): Promise<void> {
    this.#gathering = undefined;
    return this.#then(async () => {
      this.#expectOurs();
      const sealed = this.#at.journals.at(-1)?.size ?? 0;
      const size = await beginJournal(this.#dir, { schema: this.#migrations.length + 1, generation, sealed });
      await this.#closeCurrent();
      this.#at.journals.push({ generation, size });
      await this.#openCurrent();
    });
  }

  async #openCurrent(): Promise<void> {
    const generation = this.#at.journals.at(-1)?.generation ?? 1;
    this.#handle = await open(journalPath(this.#dir, generation), 'a');
    this.#end = await open(endPath(this.#dir, generation), 'w', 0o600);
  }

  async #closeCurrent(): Promise<void> {
    await this.#handle?.close();
    await this.#end?.close();
    this.#handle = undefined;
    this.#end = undefined;
  }

  /**
   * Moves the audit entries of journals about to go to the end of the audit file; gives back its new size. Each entry
   * has one place there, so whoever was taken over in the middle of this can only write what is there anyway.
   */
  async #carryAudit(journals: Recovered['journals']): Promise<number> {
    const handle = await open(auditPath(this.#dir), constants.O_CREAT | constants.O_WRONLY, 0o600);
    let size = this.#at.auditSize;
    try {
      for (const journal of journals) {
        for await (const text of auditText(journalPath(this.#dir, journal.generation), journal.size)) {
          const bytes = Buffer.from(text);
          writeAll(handle.fd, bytes, size);
          size += bytes.length;
        }
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return size;
  }
}

/** Small enough to be made between two turns without anybody noticing. */
const partLength = 64 * 1024;

async function* auditText(journal: string, size: number): AsyncGenerator<string> {
  let part = '';
  for await (const line of linesOfFile(journal, size)) {
    part += entriesOnJournalLine(line).map(lineOf).join('');
    if (part.length > partLength) {
      yield part;
      part = '';
    }
  }
  yield part;
}

/** At the end where it is not said where. It only reaches the machine's memory, so it takes no time. */
function writeAll(fd: number, bytes: Buffer, start?: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(fd, bytes, done, bytes.length - done, start === undefined ? null : start + done);
}

function toldAs(dir: string, cause: unknown): Error {
  return cause instanceof TakenOverError ? cause : unwritable(dir, cause);
}

function unwritable(dir: string, cause: unknown): Error {
  return new Error(
    `The store in ${dir} cannot be written (${reasonOf(cause)}). Nothing that was acknowledged is lost. ` +
      'Make room on the disk or mend it; Chalkline then goes on by itself.',
    { cause },
  );
}
