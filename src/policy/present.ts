/** Says in words how a ruling is headed and what to know before leaning on it. */
import type { Cited } from '../core/card.ts';
import type { Ruling, Verdict } from './answer.ts';
import type { Policy } from './pack.ts';

/** Clauses as cards show them; one that is no longer in the policy is left out. */
export function cited({ clauses }: Policy, anchors: string[]): Cited[] {
  return anchors.flatMap((anchor) => {
    const clause = clauses.get(anchor);
    return clause ? [{ anchor, heading: clause.heading, text: clause.text }] : [];
  });
}

const verdictWords: Record<Verdict, string> = {
  no: 'No',
  yes: 'Yes',
  conditional: 'It depends',
  must: 'You must act',
  info: 'What your policy says',
  'not-covered': 'Your policy doesn’t mention this',
};

/** The answer's heading. */
export function headingOf(ruling: Ruling): string {
  return ruling.conflict ? 'Your policy says two things' : verdictWords[ruling.verdict];
}

/** What to know about the answer itself before leaning on it. */
export function caveatOf({ conflict }: Ruling): string | undefined {
  return conflict ? 'Two clauses disagree. Please let a person decide.' : undefined;
}

/** What to know about every answer of a policy that has not been looked at in time. */
export function ageOf({ about: { nextReview } }: Policy, today: string): string | undefined {
  const { until, words } = nextReview;
  return until && until < today ? `The review of your policy was due in ${words}.` : undefined;
}
