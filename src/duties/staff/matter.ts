/** Somebody who is on no list: whoever looks after the list says who they are, or that they are nobody here. */
import { reachable } from '../../conversation/people.ts';
import { dated } from '../../conversation/words.ts';
import { type CaseCard, caseCard, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import type { Choice } from '../../core/field.ts';
import { given } from '../../core/given.ts';
import { shownPlatform } from '../../core/lost.ts';
import type { Matter } from '../../core/matter/table.ts';
import { idOfTheirOwn, type Newcomer, newcomers } from '../../core/newcomers.ts';
import { handleOf, holders, type Person, type Role } from '../../core/school.ts';
import { asSomeone, isAmong } from '../../core/someone.ts';
import { staffChoices } from '../../core/staff.ts';
import type { Turn } from '../../core/turn.ts';

const chain: Role[] = ['owner', 'administrator', 'head'];

/** Whoever looks after the list of staff: the owner, else the next of them who can be written to. */
export function listKeepers(turn: Turn): Person[] {
  const held = chain.map((role) => reachable(turn, holders(turn.school, role)));
  return held.find((people) => people.length > 0) ?? [];
}

const somebodyNew = 'new';
/** A longer list is no choice any more; then they are added by name, and the school file says the rest. */
const mostChoices = 80;

export const newcomerMatter: Matter<Newcomer, Turn, 'add' | 'refuse'> = {
  name: 'newcomer',
  records: newcomers,
  gone: 'This is no longer on record, so nothing was changed.',
  by: (turn) =>
    isAmong(listKeepers(turn), turn.person.id)
      ? undefined
      : {
          says: 'Only whoever looks after the list of staff can say this. Nothing was changed.',
          audit: 'may not say who is staff',
        },
  sees: (turn) => (isAmong(listKeepers(turn), turn.person.id) ? 'newcomer' : undefined),
  confidential: true,
  views: () => [{ name: 'newcomer', looks: newcomerCard, acts: ['add', 'refuse'] }],
  acts: {
    add: {
      label: 'Add them as staff',
      style: 'primary',
      unless: (_turn, { state, as }) =>
        state === 'added' ? `${as?.name ?? 'They'} is on the list already.` : undefined,
      asks: (turn, newcomer) => ({
        title: 'Add to the staff',
        intro: 'They can ask and apply like any teacher. Further roles are given in the school file only.',
        fields: [
          {
            name: 'who',
            kind: 'choice',
            label: 'Who they are',
            ask: 'Who is it?',
            choices: choicesFor(turn, newcomer),
          },
          {
            name: 'name',
            kind: 'line',
            label: 'Name',
            ask: 'What is their name?',
            longest: 80,
            when: { field: 'who', is: [somebodyNew] },
          },
        ],
        answers: { name: newcomer.name },
        submit: 'Add them',
      }),
      does: (newcomer, { by, at, answers, school }) => {
        const listed = school.people.find(({ id }) => id === answers.who);
        const as = listed ? asSomeone(listed) : { id: idOfTheirOwn(newcomer), name: String(answers.name) };
        return { ...newcomer, state: 'added', as, decided: { by, at } };
      },
      audit: 'added somebody to the staff',
      detail: ({ as }) => ({ as: as?.id ?? '' }),
      history: ({ as }, { by }) => `${by.name} added them as ${as?.name ?? ''}`,
      tells: (turn, { id }, { by }) =>
        turn.tell({ person: id }, notice('good', `${by.name} has added you. Ask me whatever you like.`)),
    },
    refuse: {
      label: ({ state }) => (state === 'added' ? 'Take them off again' : 'Not staff'),
      unless: (_turn, { state }) =>
        state === 'refused' ? 'It’s on record already that they aren’t staff.' : undefined,
      does: (newcomer, { by, at }) => {
        const { as: _, ...rest } = newcomer;
        return { ...rest, state: 'refused', decided: { by, at } };
      },
      audit: 'said that somebody is not staff',
      history: (_newcomer, { by }) => `${by.name} said they aren’t staff`,
    },
  },
  home: {
    among: ['state:open'],
    waits: ['add'],
    line: (_turn, newcomer, waits) =>
      waits ? { title: 'Somebody who isn’t on the list', text: whoWrote(newcomer) } : undefined,
  },
  kept: {
    days: 365,
    because: 'So that whoever isn’t staff isn’t asked about again and again.',
    seenBy: 'Whoever keeps the list of staff',
  },
  register: {
    name: 'newcomers',
    title: 'People who weren’t on the list',
    columns: {
      'Calls themselves': ({ name }) => name,
      On: ({ platform }) => platform,
      'First wrote': ({ day }) => day,
      'Where it stands': (newcomer) => statusOf(newcomer),
    },
  },
  facts: ({ state, as }) => given({ state, as: as?.id }) as Record<string, string>,
};

/** Those on the list who have no name on that platform yet, and somebody new. Nobody becomes a leader by this. */
function choicesFor({ school }: Turn, { platform }: Newcomer): Choice[] {
  const open = school.people.filter(
    (person) => handleOf(person, platform) === undefined && person.roles.every((role) => role === 'staff'),
  );
  const listed =
    open.length > mostChoices ? [] : staffChoices(school).filter(({ value }) => isAmong(open, value));
  return [...listed, { value: somebodyNew, label: 'Somebody who isn’t in the school file' }];
}

/** A name that anybody can give themselves is never said as if we knew it. */
export function whoWrote({ name, platform }: Pick<Newcomer, 'name' | 'platform'>): string {
  return `They call themselves “${name}” on ${shownPlatform(platform)}`;
}

function statusOf({ state, as, decided }: Newcomer): string {
  if (state === 'added') return `Added as ${as?.name ?? ''}`;
  return state === 'refused' ? `Not staff (${decided?.by.name ?? ''})` : 'Nobody has said yet who they are';
}

function newcomerCard(turn: Turn, newcomer: Newcomer): CaseCard {
  return caseCard({
    title: 'Somebody who isn’t on the list',
    status: statusOf(newcomer),
    tone: newcomer.state === 'open' ? 'warning' : 'info',
    text: `${whoWrote(newcomer)}, and wrote to me on ${shownDate(newcomer.day)}. I answered nothing and kept none of it.`,
    callout:
      newcomer.state === 'open'
        ? 'Pupils have accounts here as well. Add only somebody you know works here.'
        : undefined,
    history: newcomer.history.map((past) => dated(turn.school, past)),
  });
}
