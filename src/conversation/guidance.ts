/** What somebody does now, and what not, before anything is written down; folded under it, the clauses it comes from. */
import type { CaseCard } from '../core/card.ts';
import { clauseName } from '../core/clause-name.ts';
import type { Policy } from '../policy/pack.ts';
import { cited } from '../policy/present.ts';

type Guidance = { do: string[]; dont: string[]; clauses: string[]; source: string };

export function guidanceParts(
  policy: Policy,
  { do: todo, dont, clauses, source }: Guidance,
): Required<Pick<CaseCard, 'points' | 'details'>> {
  return {
    points: [{ title: 'Do', lines: todo }, ...(dont.length > 0 ? [{ title: 'Don’t', lines: dont }] : [])],
    details: [
      { label: 'Where this comes from', value: source },
      ...cited(policy, clauses).map((clause) => ({ label: clauseName(clause), value: clause.text })),
    ],
  };
}

export const askedBySchoolOnly = 'Your school asks for this. Your policy doesn’t.';
