/** What is read about a post: what was found in it, by whoever wrote it and by a leader who has to see it. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, type CaseCard, type Cited, caseCard, type Fact, type Points } from '../../core/card.ts';
import { clauseName, withoutTitle } from '../../core/clause-name.ts';
import type { Policy } from '../../policy/pack.ts';
import { cited } from '../../policy/present.ts';
import type { Line, Looked } from './looking.ts';

/** Never that it may be posted: only what was looked at, and what was not. */
export function resultCard({ policy }: PolicyTurn, looked: Looked, leader: string | undefined): CaseCard {
  const { fix, decide, fine, silent } = looked;
  const facts = [
    { label: 'Not looked at', value: 'the picture itself, and whether what you wrote is true' },
    ...(silent.length > 0 ? [{ label: 'Your policy doesn’t mention', value: silent.join(', ') }] : []),
  ];
  return caseCard({
    title: titleOf(fix, leader),
    status: leader
      ? `I looked at the words and your ticks. Send it to ${leader} below.`
      : 'I looked at the words and your ticks, and kept none of it.',
    tone: fix.length > 0 ? 'warning' : 'info',
    points: pointsOf(policy, looked).concat(section('Nothing to put right here', fine)),
    facts,
    details: clauseFacts(policy, [...fix, ...decide]),
    buttons: [
      button('Check another post', 'posts.start'),
      ...(leader ? [] : [button('Ask a person', 'ask.person', {}, { opensForm: true })]),
    ],
  });
}

function titleOf({ length }: Line[], leader: string | undefined): string {
  if (length > 0)
    return length === 1 ? 'One thing to put right first' : `${length} things to put right first`;
  return leader ? `Next, ${leader} has to see it` : 'I found nothing to put right';
}

export function pointsOf(policy: Policy, { fix, decide }: Pick<Looked, 'fix' | 'decide'>): Points[] {
  const said = (line: Line) => `${line.words} (${sourceOf(policy, line)})`;
  return [
    ...section('Put right first', fix.map(said)),
    ...section('For a person to decide', decide.map(said)),
  ];
}

function section(title: string, lines: string[]): Points[] {
  return lines.length > 0 ? [{ title, lines }] : [];
}

/** The clause it rests on first, by name. */
function sourceOf(policy: Policy, line: Line): string {
  const [clause] = clauseOf(policy, line);
  return clause ? withoutTitle(clauseName(clause)) : 'our advice';
}

function clauseOf(policy: Policy, { clauses }: Line): Cited[] {
  return cited(policy, clauses).slice(0, 1);
}

function clauseFacts(policy: Policy, lines: Line[]): Fact[] {
  const named = new Map(
    lines.flatMap((line) => clauseOf(policy, line)).map((clause) => [clause.anchor, clause]),
  );
  return [...named.values()].map((clause) => ({ label: clauseName(clause), value: clause.text }));
}
