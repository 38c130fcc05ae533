/** A look at a store from outside, without changing anything, even while a bot is writing. */
import type { Item, Kept } from './kept.ts';
import type { ChainedEntry } from './store.ts';

export type View = {
  /** Every school there is anything about. */
  schools: string[];
  /** The kinds of records that a school has. */
  kinds(school: string): Promise<string[]>;
  /** Every record of a kind, oldest first, as it is kept. */
  records(school: string, kind: string): Promise<Item[]>;
  /** The same, with how often each was changed, and its place in the order of creation. */
  kept(school: string, kind: string): Promise<Kept[]>;
  trail(school: string): AsyncIterable<ChainedEntry>;
  /** The hash with which the trail should end, as the newest records know it. */
  trailEnd(school: string): Promise<string>;
  close(): Promise<void>;
};
