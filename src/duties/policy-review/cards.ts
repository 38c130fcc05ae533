/** How a review of the policy reads: where it stands, what staff asked that the policy leaves open, and who may sign again. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Review } from '../../conversation/reviews.ts';
import { andList, capital, dated } from '../../conversation/words.ts';
import { type CaseCard, caseCard, type Points } from '../../core/card.ts';
import { clauseName } from '../../core/clause-name.ts';
import { shownDate } from '../../core/dates.ts';
import type { Columns } from '../../core/register.ts';
import { cited } from '../../policy/present.ts';
import { gapsIn } from '../ask/counts.ts';
import { daysLeft, dueInWords, isNear, isOverdue } from './due.ts';
import { whoSignsAgain } from './editions.ts';
import { keepers } from './keepers.ts';

export async function reviewCard(turn: PolicyTurn, review: Review): Promise<CaseCard> {
  const { policy } = turn;
  const { clauses, signing } = policy.review;
  return caseCard({
    title: 'Review of the policy',
    status: statusOf(turn, review),
    tone: review.done ? 'good' : isOverdue(review, turn.today) ? 'urgent' : 'info',
    facts: [
      { label: 'Version', value: capital(review.edition) },
      ...(review.due ? [{ label: 'Date set by', value: setters[review.from] }] : []),
      ...lastReview(review),
      { label: 'Its owner', value: policy.about.owner ?? 'Your policy names nobody' },
      { label: 'Reminders go to', value: andList(keepers(turn).map(({ name }) => name)) || 'Nobody yet' },
      { label: 'Who signs a new version', value: await whoSignsAgain(turn) },
    ],
    points: await gapPoints(turn),
    history: review.history.map((past) => dated(turn.school, past)),
    details: [
      {
        label: 'Reminders',
        value:
          'I remind you 90, 30 and 7 days before, and once it’s overdue. Your policy doesn’t ask for that.',
      },
      ...cited(policy, [...clauses, ...(signing?.clauses ?? [])]).map((clause) => ({
        label: clauseName(clause),
        value: clause.text,
      })),
    ],
  });
}

const setters: Record<Review['from'], string> = {
  policy: 'Your policy',
  school: 'Your school, not the policy',
};

function statusOf({ today }: PolicyTurn, review: Review): string {
  if (review.done) return `Reviewed on ${shownDate(review.done.on)} (${review.done.by.name})`;
  if (!review.due) return 'Your policy gives no date for its next review.';
  if (isOverdue(review, today)) return `It was due ${dueInWords(review)}.`;
  const due = `It’s due ${dueInWords(review)}.`;
  return isNear(review, today) ? `${due} ${daysLeft(review, today)}` : due;
}

function lastReview({ before }: Review) {
  return before ? [{ label: 'Last review', value: `${shownDate(before.on)} (${before.by.name})` }] : [];
}

/** What to look at when it is reviewed, from the questions that staff have asked. */
async function gapPoints(turn: PolicyTurn): Promise<Points[]> {
  const { silent, conflict } = await gapsIn(turn);
  return [
    { title: 'Asked, but not covered', lines: silent },
    { title: 'Asked, and its clauses disagree', lines: conflict },
  ].filter(({ lines }) => lines.length > 0);
}

export const reviewColumns: Columns<Review, PolicyTurn> = {
  Version: ({ edition }) => capital(edition),
  Due: ({ due }) => due && shownDate(due),
  'Date set by': ({ from }) => (from === 'school' ? 'The school' : 'The policy'),
  Reviewed: ({ done }) => done && shownDate(done.on),
  'Recorded by': ({ done }) => done?.by.name,
  'What changed': ({ done }) => done?.changed,
};
