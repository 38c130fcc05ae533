/** What can be reported at a school: what its policy asks for, and what the school has turned on itself. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { type Button, button } from '../../core/card.ts';
import type { School } from '../../core/school.ts';
import type { ReportKind } from '../../policy/pack/reports.ts';
import type { Policy } from '../../policy/pack.ts';

export function kindsAt({ reports }: Policy, school: School): ReportKind[] {
  return reports.filter(({ id, clauses }) => clauses !== undefined || school.reports.includes(id));
}

export function kindCalled(turn: PolicyTurn, id: string | undefined): ReportKind | undefined {
  return kindsAt(turn.policy, turn.school).find((kind) => kind.id === id);
}

/** Under an answer: the way to report what it is about. */
export function reportButtons(
  policy: Policy,
  school: School,
  topics: string[],
  isWanted?: boolean,
): Button[] {
  const kind = kindsAt(policy, school).find((candidate) =>
    candidate.topics.some((topic) => topics.includes(topic)),
  );
  if (kind) return [button('Report it', 'reports.start', { kind: kind.id })];
  return isWanted ? [button('Report something', 'reports.start')] : [];
}
