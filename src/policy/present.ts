/** Says in words how a ruling is headed and what to know before leaning on it. */
import type { Ruling, Verdict } from './answer.ts';
import type { Policy } from './pack.ts';

const verdictWords: Record<Verdict, string> = {
  no: 'No',
  yes: 'Yes',
  conditional: 'It depends',
  must: 'This has to be done',
  info: 'What your policy says',
  'not-covered': 'Your policy does not say',
};

/** The answer's heading. */
export function headingOf(ruling: Ruling): string {
  return ruling.conflict ? 'Your policy says two things' : verdictWords[ruling.verdict];
}

/** What to know about the answer itself before leaning on it. */
export function caveatsOf(ruling: Ruling, policy: Policy, today: string): string[] {
  const { until, words } = policy.about.nextReview;
  return [
    ...(ruling.conflict ? ['Two clauses disagree. Both are shown; please let a person decide.'] : []),
    ...(until && until < today
      ? [`This policy was due for review in ${words}, so it may be out of date.`]
      : []),
  ];
}
