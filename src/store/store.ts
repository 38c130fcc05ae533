/** What every store does, embedded or shared. `test/store/contract.ts` holds each of them to it. */
import type { Delivery } from '../core/delivery.ts';
import type { AuditEntry, Records, Work } from '../core/record.ts';

/** An audit entry as it is kept: numbered, and chained to the one before it by a hash. */
export type ChainedEntry = Omit<AuditEntry, 'detail'> & {
  detail?: Record<string, string>;
  school: string;
  number: number;
  previous: string;
  /** The name of the key that was needed to make the hash. */
  key?: string;
  hash: string;
};

/** What was taken to be sent. */
export type Claimed = {
  school: string;
  delivery: Delivery;
  /** It may have been sent before, and the answer lost on the way. */
  mayBeThere: boolean;
};

export interface Store {
  /**
   * Plays one turn. Its records, audit entries and effects are committed together or not at all; the promise
   * resolves when they are durable. Turns of one school see each other's outcomes in order.
   */
  turn<T>(school: string, play: (work: Work) => Promise<T>): Promise<T>;
  /** Reads without writing. What it gives is durable, and is not to be changed: it may be frozen. */
  read<T>(school: string, look: (records: Records) => Promise<T>): Promise<T>;
  /**
   * Takes up to `limit` deliveries that are due, so that nobody else sends them meanwhile: until a turn changes or
   * removes them, they are released, or this process ends or is out of touch. None overtakes an earlier one about the
   * same matter to the same address. `now` is the instant it is at a school, `paused` the addresses where nothing may be sent just now.
   */
  claim(now: (school: string) => string, limit: number, paused?: ReadonlySet<string>): Promise<Claimed[]>;
  /**
   * Plays the turn that notes what became of something claimed; not where another process has it by now, which may be
   * sending it at this moment and will note it itself.
   */
  settle(claimed: Claimed, play: (work: Work) => Promise<void>): Promise<void>;
  /** Gives back what was claimed and has not been tried. */
  release(claimed: Claimed): void;
  /** Whether what was claimed is still this process's own to send, and it has not claimed the same anew since. */
  holds(claimed: Claimed): boolean;
  /**
   * Whether this process is the first to come with something at a school, of all that share the store: what one of them
   * does at that instant, the others need not.
   */
  isFirst(school: string, what: string, at: string): Promise<boolean>;
  /** Drops everything about a school that was only made up. Its audit trail begins anew, and says so. */
  forget(school: string, by: Pick<AuditEntry, 'at' | 'by' | 'from'>): Promise<void>;
  /** Leaves no file in which something still stands that was removed. */
  clearOut(): Promise<void>;
  /** The audit trail of a school, oldest first. */
  trail(school: string): AsyncIterable<ChainedEntry>;
  /** The schools that have any records. */
  schools(): Promise<string[]>;
  /** Undefined when it can be written, else what is wrong and what to do. */
  fault(): Promise<string | undefined>;
  close(): Promise<void>;
}
