/** The reviews of the policy, one record for each: which one is next, and what that makes of the policy's age. */
import { z } from 'zod';
import { shownDate } from '../core/dates.ts';
import { history } from '../core/matter/table.ts';
import type { Collection } from '../core/record.ts';
import { someone } from '../core/someone.ts';
import type { Turn } from '../core/turn.ts';
import { ageOf } from '../policy/present.ts';
import type { PolicyTurn } from './policy-turn.ts';

/** How far the reminders have come; each comes once. */
export const reminders = ['ninety', 'thirty', 'seven', 'overdue'] as const;
const reminder = z.enum(reminders);

const review = z.object({
  id: z.string(),
  /** The version that is reviewed. */
  edition: z.string(),
  /** The last day on which it is in time, and how whoever set it words that; neither where no date was given. */
  due: z.string().optional(),
  words: z.string(),
  /** The date is the policy's own, or one that the school has set. */
  from: z.enum(['policy', 'school']),
  /** The review before it, where the school has put one on record. */
  before: z.object({ on: z.string(), by: someone }).optional(),
  reminded: reminder.optional(),
  /** The reminder for which nobody could be told. */
  unheard: reminder.optional(),
  done: z.object({ on: z.string(), by: someone, changed: z.string(), signAgain: z.boolean() }).optional(),
  history,
  /** The day since which it is waited for. */
  since: z.string(),
});
export type Review = z.infer<typeof review>;

export const reviews: Collection<Review> = {
  kind: 'policy-review',
  schema: review,
  keys: ({ done }) => [done ? 'state:done' : 'state:open'],
};

export async function nextReview({ work }: Turn): Promise<Review | undefined> {
  return (await work.find(reviews, 'state:open')).at(-1);
}

/** What to know about every answer of a policy that was not looked at in time. A date of the school's own counts before the policy's. */
export async function ageNow(turn: PolicyTurn): Promise<string | undefined> {
  const next = await nextReview(turn);
  if (next?.from !== 'school' || !next.due) return ageOf(turn.policy, turn.today);
  return next.due < turn.today ? `Your school’s review of it was due by ${shownDate(next.due)}.` : undefined;
}

/** What the school itself has on record about its reviews. */
export async function ownReview(turn: Turn): Promise<string | undefined> {
  const next = await nextReview(turn);
  if (next?.from !== 'school') return undefined;
  const last = next.before ? ` reviewed it on ${shownDate(next.before.on)}` : '’s own date counts';
  const due = next.due ? ` Next review: by ${shownDate(next.due)}.` : '';
  return `Your school${last}.${due} That’s the school’s own record, and isn’t in the policy.`;
}
