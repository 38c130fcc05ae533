/** The life of a friend of a site: checked, let in or not, and out again. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief, dated } from '../../conversation/words.ts';
import { type CaseCard, caseCard } from '../../core/card.ts';
import type { Field } from '../../core/field.ts';
import type { Matter } from '../../core/matter/table.ts';
import { whenAt } from '../../core/register.ts';
import type { Turn } from '../../core/turn.ts';
import { looksAfter } from '../comments/team.ts';
import { type Friend, friends } from './friend.ts';

const whyField: Field = {
  name: 'words',
  kind: 'line',
  label: 'Why',
  ask: 'Why are they out?',
  initials: true,
};

export const friendMatter: Matter<Friend, PolicyTurn, 'out'> = {
  name: 'friend',
  records: friends,
  gone: 'This is no longer on record, so nothing was changed.',
  by: async (turn, friend) =>
    (await looksAfter(turn, friend))
      ? undefined
      : {
          says: 'The people who run this account decide who’s let in. Nothing was changed.',
          audit: 'friends are let in by those who run the account',
        },
  over: (_turn, { letIn, out }) => {
    if (out) return `${out.by.name} has put down already that they’re out.`;
    return letIn ? undefined : 'They weren’t let in.';
  },
  sees: async (turn, friend) => ((await looksAfter(turn, friend)) ? 'friend' : undefined),
  views: () => [{ name: 'friend', looks: friendCard, acts: ['out'] }],
  acts: {
    out: {
      label: 'They’re out again',
      asks: (_turn, friend) => ({
        title: 'Out again',
        intro: titleOf(friend),
        fields: [whyField],
        submit: 'Put it down',
      }),
      does: (friend, { by, at, answers }) => ({ ...friend, out: { by, at, words: String(answers.words) } }),
      audit: 'put down that a friend of a site is out again',
      history: (_friend, { by }) => `${by.name} put down that they’re out`,
    },
  },
  // They work nowhere here, and may be children.
  confidential: true,
  kept: {
    days: 365,
    because: 'After they’re out, or were kept out: long enough to know them when they ask again.',
    seenBy: 'Those who run the account, the leaders and the administrator',
  },
  register: {
    name: 'friends',
    title: 'Friends of our sites',
    columns: {
      Account: ({ title }) => title,
      Who: ({ who }) => who,
      'Checked by': ({ from }) => from.name,
      Checked: ({ at }, turn) => whenAt(turn, at),
      'Where it stands': (friend) => statusOf(friend),
      Out: ({ out }, turn) => whenAt(turn, out?.at),
    },
    withheld: ['checked', 'out', 'history'],
  },
  facts: (friend) => ({ state: statusOf(friend) }),
};

export function titleOf({ who, title }: Friend): string {
  return `${brief(who, 60)}: ${title}`;
}

export function statusOf({ letIn, out }: Friend): string {
  if (out) return 'Out again';
  return letIn ? 'Let in' : 'Not let in';
}

function friendCard(turn: Turn, friend: Friend): CaseCard {
  const { from, at, checked, out } = friend;
  return caseCard({
    title: titleOf(friend),
    status: statusOf(friend),
    tone: friend.letIn && !out ? 'good' : 'info',
    facts: [
      { label: 'Checked', value: `${from.name}, ${whenAt(turn, at)}` },
      { label: 'What was looked at', value: checked },
      ...(out ? [{ label: 'Why they’re out', value: out.words }] : []),
    ],
    history: friend.history.map((past) => dated(turn.school, past)),
  });
}
