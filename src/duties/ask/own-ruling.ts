/** What a leader decided where the policy is silent or disagrees with itself. It never loosens a rule that is there. */

import { z } from 'zod';
import { leadersOnly } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { type AnswerCard, answerCard, type Card, item, listCard, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { given } from '../../core/given.ts';
import { actButton, cardOf } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import type { Matter } from '../../core/matter/table.ts';
import { history } from '../../core/matter/table.ts';
import { namesSomebody } from '../../core/names.ts';
import type { Collection } from '../../core/record.ts';
import { whenAt } from '../../core/register.ts';
import { isLeader } from '../../core/roles.ts';
import type { Person } from '../../core/school.ts';
import { asSomeone, someone } from '../../core/someone.ts';
import { dayAt } from '../../core/time.ts';
import { inPrivate } from '../../core/turn.ts';
import type { Ruling } from '../../policy/answer.ts';
import { type Facts, sameFacts } from '../../policy/pack/rulings.ts';
import { cited } from '../../policy/present.ts';
import { personButton, sourceOf, wholeButton } from './ruling-card.ts';
import { rulingOn, type Subject, subjectParts } from './subject.ts';

const ownRuling = z.object({
  id: z.string(),
  ...subjectParts,
  question: z.string(),
  answer: z.string(),
  /** It holds for the whole topic, whoever or whatever else is named. */
  wide: z.literal(true).optional(),
  by: someone,
  at: z.string(),
  until: z.string().optional(),
  history,
});
type OwnRuling = z.infer<typeof ownRuling>;

const ownRulingRecords: Collection<OwnRuling> = {
  kind: 'own-ruling',
  schema: ownRuling,
  keys: ({ topics: [topic = ''] }) => [`topic:${topic}`],
};

export const ownRulings: Matter<OwnRuling, PolicyTurn, 'withdraw'> = {
  name: 'own-ruling',
  records: ownRulingRecords,
  gone: 'This ruling has already been withdrawn.',
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
        turn.replace(notice('info', 'Withdrawn. From now on I’ll say that your policy doesn’t answer this.')),
    },
  },
  kept: {
    days: 'always',
    because: 'It holds until it is withdrawn, and then it is deleted at once.',
    seenBy: 'All staff',
  },
  register: {
    name: 'own-rulings',
    title: 'School’s own rulings',
    columns: {
      Topic: (ruling, turn) => scopeInWords(turn, ruling),
      Question: ({ question }) => question,
      Answer: ({ answer }) => answer,
      'Decided by': ({ by }) => by.name,
      Decided: ({ at }, turn) => whenAt(turn, at),
      Until: ({ until }) => until && shownDate(until),
    },
  },
};

function viewFor(person: Person): 'leaders' | 'staff' {
  return isLeader(person) ? 'leaders' : 'staff';
}

/** The school's own ruling fills what the policy leaves open, and nothing else. */
export function leavesRoom({ verdict, conflict }: Ruling): boolean {
  return verdict === 'not-covered' || conflict;
}

/** What a reply that is kept may cover: what was named when it was asked, or the whole topic. */
export type Scope = 'as-asked' | 'wide';

/** Keeps an answer for everybody who asks the same. An earlier one that covers the very same goes. */
export function keepRuling(
  turn: PolicyTurn,
  { topics: [topic = ''], facts }: Subject,
  { question, answer, until, scope }: { question: string; answer: string; until: string; scope: Scope },
): void {
  const by = asSomeone(turn.person);
  const covered = { topics: [topic], facts: scope === 'wide' ? {} : deciding(facts) };
  raise(
    turn,
    ownRulings,
    {
      id: scope === 'wide' ? `${topic} *` : keyOf(covered),
      ...covered,
      ...(scope === 'wide' ? { wide: true as const } : {}),
      question: brief(question, 200),
      answer,
      by,
      at: turn.event.at,
      ...given({ until: until || undefined }),
      history: [],
    },
    {
      audit: 'kept a ruling of the school',
      detail: { covers: scope, ...(until ? { until } : {}) },
      history: `Decided by ${by.name}`,
    },
  );
}

/** How it is put, and whose deed it is, decides nothing about what the school allows. */
function deciding({ act: _act, actor: _actor, ...facts }: Facts): Facts {
  return facts;
}

/**
 * The school's own ruling on what was asked, if the policy leaves room for one and it still holds: the one for the very
 * same facts before one for the whole topic. What was decided for parents says nothing about colleagues.
 */
export async function ownRulingOn(turn: PolicyTurn, ruling: Ruling): Promise<OwnRuling | undefined> {
  const [topic] = ruling.topics;
  if (!leavesRoom(ruling) || topic === undefined) return undefined;
  const holding = (await turn.work.find(ownRulingRecords, `topic:${topic}`)).filter(
    ({ until }) => !until || until >= turn.today,
  );
  return (
    holding.find(({ wide, facts }) => !wide && sameFacts(facts, ruling.facts)) ??
    holding.find(({ wide }) => wide)
  );
}

/** Every ruling of the school, for everybody; leaders can withdraw one here. */
export async function listRulings(turn: PolicyTurn): Promise<void> {
  const all = await turn.work.find(ownRulingRecords);
  inPrivate(turn).say(
    listCard(
      'What your school has decided',
      all
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .map((ruling) =>
          item(scopeInWords(turn, ruling), ruling.answer, {
            facts: [{ label: 'Decided by', value: whoAndWhen(turn, ruling) }],
            buttons: isLeader(turn.person) ? [actButton(ownRulings, 'withdraw', ruling)] : [],
          }),
        ),
      {
        text: 'These cover what your policy leaves open. They aren’t in the policy itself.',
        empty: 'Nothing yet. When leaders answer a question, they can keep the answer for everyone.',
      },
    ),
  );
}

/** What a ruling covers, in words: the topic, and whom or what it is about. */
export function scopeInWords({ engine }: PolicyTurn, { topics: [topic = ''], facts, wide }: Covered): string {
  const title = engine.titleOf(topic) ?? 'Something else';
  const named = Object.values(deciding(facts)).map((value) => value.replaceAll('-', ' '));
  return named.length > 0 && !wide ? `${title} (${named.join(', ')})` : title;
}
type Covered = Subject & Pick<OwnRuling, 'wide'>;

function whoAndWhen({ school }: PolicyTurn, { by, at, until }: OwnRuling): string {
  const since = shownDate(dayAt(at, school.timezone));
  return `${by.name} on ${since}${until ? `, until ${shownDate(until)}` : ''}`;
}

/** As whoever asks may see it. Nobody's copy is remembered, for it would tell who has asked. */
export function ownRulingCard(turn: PolicyTurn, ownRuling: OwnRuling): Promise<Card> {
  return cardOf(turn, ownRulings, ownRuling, viewFor(turn.person));
}

function decidedCard(turn: PolicyTurn, ownRuling: OwnRuling): AnswerCard {
  return answerCard({
    title: 'Your school has decided',
    tone: 'info',
    text: ownRuling.answer,
    clauses: cited(turn.policy, rulingOn(turn, ownRuling).clauses),
    caveats: [
      `Decided by ${whoAndWhen(turn, ownRuling)}. It’s your school’s own ruling, and isn’t in the policy.`,
      ...(namesSomebody(ownRuling.question)
        ? []
        : [`The question was: “${ownRuling.question}” If yours is different, please ask a person.`]),
    ],
    source: sourceOf(turn.policy),
    link: turn.school.policyUrl,
    whole: wholeButton(ownRuling),
    buttons: [personButton(ownRuling)],
  });
}

function keyOf({ topics, facts }: Subject): string {
  const pairs = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
  return [...topics.toSorted(), ...pairs.toSorted()].join(' ');
}
