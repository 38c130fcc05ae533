/** What a leader decided where the policy is silent or disagrees with itself. It never loosens a rule that is there. */

import { z } from 'zod';
import { namesSomebody } from '../../conversation/names.ts';
import { leadersOnly } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { type AnswerCard, answerCard, type Card, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { given } from '../../core/given.ts';
import { cardOf } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import type { Matter } from '../../core/matter/table.ts';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { isLeader } from '../../core/roles.ts';
import type { Person } from '../../core/school.ts';
import { asSomeone, someone } from '../../core/someone.ts';
import { dayAt } from '../../core/time.ts';
import type { Ruling } from '../../policy/answer.ts';
import { cited, personButton, sourceOf } from './ruling-card.ts';
import { rulingOn, type Subject, subjectParts } from './subject.ts';

const ownRuling = z.object({
  id: z.string(),
  ...subjectParts,
  question: z.string(),
  answer: z.string(),
  by: someone,
  at: z.string(),
  until: z.string().optional(),
  history,
});
type OwnRuling = z.infer<typeof ownRuling>;

const ownRulingRecords: Collection<OwnRuling> = {
  kind: 'own-ruling',
  schema: ownRuling,
  keys: () => [],
};

export const ownRulings: Matter<OwnRuling, PolicyTurn, 'withdraw'> = {
  name: 'own-ruling',
  records: ownRulingRecords,
  gone: 'This ruling has been withdrawn already.',
  by: leadersOnly('Only the school’s leaders can withdraw a ruling.', 'only leaders withdraw a ruling'),
  sees: ({ person }) => viewFor(person),
  views: () => [
    { name: 'staff', looks: decidedCard, acts: [] },
    { name: 'leaders', looks: decidedCard, acts: ['withdraw'] },
  ],
  acts: {
    withdraw: {
      label: 'Withdraw this ruling',
      does: () => undefined,
      audit: 'withdrew a ruling of the school',
      tells: (turn) =>
        turn.replace(notice('info', 'Withdrawn. From now on the answer is that the policy does not say.')),
    },
  },
  kept: 'always',
  register: { name: 'own-rulings' },
};

function viewFor(person: Person): 'leaders' | 'staff' {
  return isLeader(person) ? 'leaders' : 'staff';
}

/** The school's own ruling fills what the policy leaves open, and nothing else. */
export function leavesRoom({ verdict, conflict }: Ruling): boolean {
  return verdict === 'not-covered' || conflict;
}

/** Keeps an answer for everybody who asks the same. An earlier one on the very same goes. */
export function keepRuling(
  turn: PolicyTurn,
  { topics, facts }: Subject,
  { question, answer, until }: { question: string; answer: string; until: string },
): void {
  const by = asSomeone(turn.person);
  raise(
    turn,
    ownRulings,
    {
      id: keyOf({ topics, facts }),
      topics,
      facts,
      question: brief(question, 200),
      answer,
      by,
      at: turn.event.at,
      ...given({ until: until || undefined }),
      history: [],
    },
    {
      audit: 'kept a ruling of the school',
      detail: until ? { until } : {},
      history: `Decided by ${by.name}`,
    },
  );
}

/**
 * The school's own ruling on what was asked, if the policy leaves room for one and it still holds. It counts for the
 * very same topics and facts only: what was decided for parents says nothing about colleagues, nor the general about pupils.
 */
export async function ownRulingOn(turn: PolicyTurn, ruling: Ruling): Promise<OwnRuling | undefined> {
  if (!leavesRoom(ruling) || ruling.topics.length === 0) return undefined;
  const ownRuling = await turn.work.get(ownRulingRecords, keyOf(ruling));
  return ownRuling && (!ownRuling.until || ownRuling.until >= turn.today) ? ownRuling : undefined;
}

/** As whoever asks may see it. Nobody's copy is remembered, for it would tell who has asked. */
export function ownRulingCard(turn: PolicyTurn, ownRuling: OwnRuling): Promise<Card> {
  return cardOf(turn, ownRulings, ownRuling, viewFor(turn.person));
}

function decidedCard(turn: PolicyTurn, ownRuling: OwnRuling): AnswerCard {
  const since = shownDate(dayAt(ownRuling.at, turn.school.timezone));
  const until = ownRuling.until ? `, until ${shownDate(ownRuling.until)}` : '';
  return answerCard({
    title: 'Your school has decided',
    tone: 'info',
    text: ownRuling.answer,
    clauses: cited(turn.policy, rulingOn(turn, ownRuling).clauses),
    caveats: [
      `Decided by ${ownRuling.by.name} on ${since}${until}. It is the school’s own ruling and does not stand in the policy.`,
      ...(namesSomebody(ownRuling.question)
        ? []
        : [`The question was: “${ownRuling.question}” If yours is another one, please ask a person.`]),
    ],
    source: sourceOf(turn.policy),
    buttons: [personButton(ownRuling)],
  });
}

function keyOf({ topics, facts }: Subject): string {
  const pairs = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return [...topics.toSorted(), ...pairs.toSorted()].join(' ');
}
