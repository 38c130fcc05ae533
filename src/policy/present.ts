/** Says a ruling in words, for people who read it as text. */
import type { Ruling, Verdict } from './answer.ts';
import type { Policy } from './pack.ts';

export const verdictWords: Record<Verdict, string> = {
  no: 'No.',
  yes: 'Yes.',
  conditional: 'It depends.',
  must: 'This is what has to be done.',
  info: 'This is what the policy says.',
  'not-covered': 'Your policy does not say.',
};

/** What to know about the answer itself before leaning on it. */
export function caveatsOf(ruling: Ruling, policy: Policy, today: string): string[] {
  const { until, words } = policy.about.nextReview;
  return [
    ...(ruling.conflict ? ['Two clauses of this policy disagree here; both are shown.'] : []),
    ...(until && until < today ? [`This policy was due for review (${words}) and may be out of date.`] : []),
  ];
}

/** The whole answer as one text. */
export function answerText(ruling: Ruling, policy: Policy, today: string): string {
  const cited = ruling.clauses.map((anchor) => policy.clauses.get(anchor)).filter((one) => one !== undefined);
  return [
    `${verdictWords[ruling.verdict]} ${ruling.say}`,
    ruling.next,
    ruling.clarify &&
      `${ruling.clarify.question} ${ruling.clarify.choices.map((one) => one.label).join(' · ')}`,
    ...cited.map((one) => `${one.anchor} (${one.heading}): ${one.text}`),
    ...caveatsOf(ruling, policy, today),
  ]
    .filter(Boolean)
    .join('\n');
}
