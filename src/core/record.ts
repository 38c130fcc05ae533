/** What the core remembers, and the unit of work through which one turn reads and writes it. */
import type { z } from 'zod';

/** A kind of record: its shape, and the keys under which it can be found ("state:open"). */
export type Collection<T extends { id: string }> = {
  kind: string;
  schema: z.ZodType<T>;
  keys: (record: T) => string[];
};

export interface Records {
  get<T extends { id: string }>(of: Collection<T>, id: string): Promise<T | undefined>;
  /** Every record that has the key, oldest first. Without a key, every record of the kind. */
  find<T extends { id: string }>(of: Collection<T>, key?: string): Promise<T[]>;
}

/** Facts of an entry; of people's own words the trail keeps the digest only, and the record keeps the words. */
export type Detail = Record<string, string | { words: string }>;

/** One line of the audit trail: who did what to which record, when and from where. */
export type AuditEntry = {
  at: string;
  by: string;
  from: string;
  what: string;
  about: string;
  detail?: Detail;
};

/**
 * One turn's reads and writes. Nothing is visible to anybody else until the whole turn is committed,
 * and a turn may be played again from the start when another one got there first.
 */
export interface Work extends Records {
  put<T extends { id: string }>(of: Collection<T>, record: T): void;
  remove<T extends { id: string }>(of: Collection<T>, id: string): void;
  /** Removes every record of a kind at once, however many there are. */
  removeAll<T extends { id: string }>(of: Collection<T>): void;
  audit(entry: AuditEntry): void;
}
