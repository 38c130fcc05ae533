/** How a school stands, in a few numbers: nothing in them is confidential, and they name nobody. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { nextReview } from '../../conversation/reviews.ts';
import { isOverdue } from '../policy-review/due.ts';
import { accounts } from '../register/account.ts';
import { hasSecondKeeper } from '../register/alarms.ts';
import { requests } from '../requests/request.ts';
import { isSigningOn, whoSigns } from '../training/asking.ts';
import { groupsOf } from '../training/overview.ts';
import { lacksOf } from '../training/standing.ts';

export const standing = z.object({
  school: z.string(),
  /** Accounts that are open, and those of them that only one person runs, or nobody. */
  accounts: z.int(),
  alone: z.int(),
  /** Requests that wait for somebody to decide. */
  waiting: z.int(),
  /** Accounts, and the policy itself, that were to be looked at by now. */
  overdue: z.int(),
  people: z.int(),
  trained: z.int(),
  /** Of how many who are to sign the policy; none where it asks for no signature. */
  signing: z.int(),
  signed: z.int(),
});
export type Standing = z.infer<typeof standing>;

export async function standingOf(turn: PolicyTurn): Promise<Standing> {
  const { work, school, today } = turn;
  const open = await work.find(accounts, 'state:active');
  const review = await nextReview(turn);
  const isSigning = isSigningOn(turn);
  return {
    school: school.name,
    accounts: open.length,
    alone: await countOf(open, async (account) => !(await hasSecondKeeper(turn, account))),
    waiting: (await work.find(requests, 'state:waiting')).length,
    overdue:
      open.filter(({ review }) => review && review < today).length +
      (review && isOverdue(review, today) ? 1 : 0),
    people: school.people.length,
    trained: await countOf(
      school.people,
      async ({ id }) => (await lacksOf(turn, id, onlyTraining)).length === 0,
    ),
    signing: isSigning ? whoSigns(turn).length : 0,
    signed: isSigning ? (await groupsOf(turn)).signed.length : 0,
  };
}

const onlyTraining = { checkSigned: false, checkTrained: true };

async function countOf<T>(items: T[], is: (item: T) => Promise<boolean>): Promise<number> {
  let count = 0;
  for (const item of items) if (await is(item)) count++;
  return count;
}
