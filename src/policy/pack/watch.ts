/** watch.json: the school's eye on its accounts, and on what others post about it. */
import { z } from 'zod';
import type { WatchPart } from '../../core/school.ts';
import { anchor } from './basics.ts';
import { guidance } from './reports.ts';

const watchGuidance = { do: guidance.do, dont: guidance.dont };
const asksOf = { ...watchGuidance, clauses: z.array(anchor).min(1) };

/** data/watch.json: what staff read where a school asks for a part of the watch and its policy does not. */
export const ownWatch = z.strictObject({
  comments: z.strictObject(watchGuidance),
  posts: z.strictObject(watchGuidance),
  parents: z.strictObject(watchGuidance),
  rota: z.strictObject(watchGuidance),
  friends: z.strictObject(watchGuidance),
} satisfies Record<WatchPart, unknown>);

/** How soon a comment must have an answer. Where the policy sets no time, ours is the next working day. */
const within = z.strictObject({ hours: z.int().positive(), weekend: z.literal('next-working-day') });
export type Within = z.infer<typeof within>;

/**
 * watch.json: what the policy asks of the school's eye on its accounts, and on what others post about it. What it does
 * not ask for is off unless the school turns it on.
 */
export const watch = z.strictObject({
  comments: z.strictObject({ ...asksOf, within: within.optional() }).optional(),
  posts: z.strictObject(asksOf).optional(),
  parents: z.strictObject(asksOf).optional(),
  /** Seven days a week, holidays included. */
  rota: z.strictObject({ ...asksOf, everyDay: z.literal(true).optional() }).optional(),
  friends: z.strictObject(asksOf).optional(),
} satisfies Record<WatchPart, unknown>);

/** One part of the watch as one school has it; without clauses the policy does not ask for it. */
export type Watched = z.infer<typeof ownWatch>[WatchPart] & {
  clauses?: string[];
  within?: Within | undefined;
  everyDay?: true | undefined;
};
