/**
 * The embedded store's disk, as lowdb sees it: reading recovers, writing takes a snapshot, and appending adds one turn
 * to the journal. Turns that arrive while one is being synced share the next sync.
 */
import { constants, type FileHandle, open, rm, truncate } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { reasonOf } from '../../core/reason.ts';
import type { Link } from '../audit.ts';
import type { Changes, Kept } from '../kept.ts';
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
import { closeAll } from './open-files.ts';
import { type Recovered, recover } from './recovery.ts';
import { entriesOf, entriesOnJournalLine, openTrail } from './trail.ts';

/** A journal is worth replacing by a snapshot when it is this large, and this many times as large as the last one. */
const leastWorthwhile = 1024 * 1024;
const timesTheData = 2;
/** Every start begins one. */
const mostJournals = 30;

type Batch = { lines: string[]; done: Promise<void> };

export class Journal implements Adapter<Memory> {
  readonly #dir: string;
  readonly #migrations: Migration[];
  /** Whether the folder is still ours. */
  readonly #isOurs: () => Promise<boolean>;
  #at: Omit<Recovered, 'memory' | 'isMigrated'> = { line: 0, journals: [], snapshotSize: 0, auditSize: 0 };
  #handle: FileHandle | undefined;
  /** Tells how far the journal reaches. It need not be synced: one that tells less does no harm. */
  #end: FileHandle | undefined;
  /** Everything that is to reach the disk, in order. Once a step fails, so does every later one. */
  #tail: Promise<void> = Promise.resolve();
  #gathering: Batch | undefined;
  #fault: Error | undefined;

  constructor(dir: string, migrations: Migration[], isOurs: () => Promise<boolean>) {
    this.#dir = dir;
    this.#migrations = migrations;
    this.#isOurs = isOurs;
  }

  /** Also after a fault: then what is on the disk takes the place of what could not be written there. */
  async read(): Promise<Memory> {
    await this.#letGo();
    const { memory, isMigrated, ...at } = await recover(this.#dir, this.#migrations);
    this.#at = at;
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
    const size = this.#at.journals.reduce((sum, journal) => sum + journal.size, 0);
    const isLarge = size > Math.max(leastWorthwhile, timesTheData * this.#at.snapshotSize);
    return isLarge || this.#at.journals.length > mostJournals;
  }

  /**
   * Starts a new journal and writes everything older into a snapshot. Turns go on meanwhile: records never change, so
   * the snapshot only needs to remember which ones there are, and it is written in small parts.
   */
  async write(memory: Memory): Promise<void> {
    const { line } = this.#at;
    const oldJournals = [...this.#at.journals];
    const oldest = oldJournals[0]?.generation ?? 1;
    const generation = (oldJournals.at(-1)?.generation ?? 0) + 1;
    const tables = tablesOf(memory);
    const trails = trailsOf(memory);
    // From here to there nothing waits, so memory and the place in the journal are those of the same moment.
    const begun = this.#beginNext(generation);
    try {
      await begun;
      const auditSize = await this.#carryAudit(oldJournals);
      await this.#expectOurs();
      const header = { schema: this.#migrations.length + 1, generation, line, auditSize, trails };
      const path = snapshotPath(this.#dir, generation);
      this.#at.snapshotSize = await writeWhole(path, snapshotText(header, tables));
      this.#at.auditSize = auditSize;
      this.#at.journals = this.#at.journals.filter((journal) => journal.generation >= generation);
      await this.#expectOurs();
      for (const { generation } of oldJournals) {
        await rm(journalPath(this.#dir, generation));
        await rm(endPath(this.#dir, generation), { force: true });
      }
      await rm(snapshotPath(this.#dir, oldest), { force: true });
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
  }

  /** Cuts off what was reported as failed, so that it is not read back. */
  async #letGo(): Promise<void> {
    const current = this.#at.journals.at(-1);
    if (!current) return;
    await expectRoom(this.#dir);
    await this.#closeCurrent();
    await this.#expectOurs();
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
      await this.#handle.appendFile(bytes);
      await this.#handle.datasync();
    } catch (cause) {
      await this.#expectOurs();
      // Those turns are reported as failed, so they should not be found after a restart.
      await this.#handle.truncate(current.size).catch(() => {});
      throw cause;
    }
    // Whoever takes over says so first and reads afterwards. So what was written before it did is read, and the rest
    // is acknowledged to nobody.
    await this.#expectOurs();
    current.size += bytes.length;
    await this.#end?.write(lineOf({ size: current.size }), 0).catch(() => {});
  }

  async #expectOurs(): Promise<void> {
    if (!(await this.#isOurs())) throw new TakenOverError(this.#dir);
  }

  /** What was appended before goes into the old journal, what is appended from now on into the new one. */
  #beginNext(generation: number): Promise<void> {
    this.#gathering = undefined;
    return this.#then(async () => {
      await this.#expectOurs();
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
          await writeAll(handle, bytes, size);
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

type TableCopy = { school: string; kind: string; kept: Kept[] };

function tablesOf(memory: Memory): TableCopy[] {
  return [...memory].flatMap(([school, { tables }]) =>
    [...tables].map(([kind, table]) => ({ school, kind, kept: table.all() })),
  );
}

function trailsOf(memory: Memory): Record<string, Link> {
  return Object.fromEntries(
    [...memory].map(
      ([
        school,
        {
          trail: { number, hash, key },
        },
      ]) => [school, { number, hash, ...(key ? { key } : {}) }],
    ),
  );
}

/** Small enough to be made between two turns without anybody noticing. */
const partLength = 64 * 1024;

function* snapshotText(header: Omit<SnapshotHeader, 'chalkline'>, tables: TableCopy[]): Generator<string> {
  let part = lineOf({ chalkline: 'snapshot', ...header });
  let records = 0;
  for (const { school, kind, kept } of tables) {
    for (const { version, created, record } of kept) {
      part += lineOf({ school, kind, version, created, record });
      records++;
      if (part.length > partLength) {
        yield part;
        part = '';
      }
    }
  }
  yield part + lineOf({ records });
}

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

async function writeAll(handle: FileHandle, bytes: Buffer, start: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, start + done);
    done += bytesWritten;
  }
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
