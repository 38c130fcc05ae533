/** Somebody is away for a while: until when, who stands in, and that they are back. */
import { isListed, seesTo } from '../../conversation/people.ts';
import { andList, dated } from '../../conversation/words.ts';
import { isDaytime } from '../../conversation/working-days.ts';
import { type Absence, absences, backAt, holdUntil, isOn } from '../../core/absence.ts';
import { type CaseCard, caseCard, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { showButton } from '../../core/matter/cards.ts';
import type { Change, Matter } from '../../core/matter/table.ts';
import { isAmong, type Someone, without } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';

export const absenceFields: Field[] = [
  { name: 'from', kind: 'date', label: 'First day', ask: 'Which is the first day?', notBefore: 'today' },
  { name: 'to', kind: 'date', label: 'Last day', ask: 'Which is the last day?', notBefore: 'from' },
  {
    name: 'deputies',
    kind: 'people',
    label: 'Standing in',
    ask: 'Who stands in?',
    help: 'Reminders go to them, as far as they may see them. The rest waits until the first day back.',
    listed: true,
    optional: true,
  },
];

/** One that is going on may have begun before today. */
const begunFields = absenceFields.map((field): Field => {
  if (field.kind !== 'date' || field.notBefore !== 'today') return field;
  const { notBefore: _, ...begun } = field;
  return begun;
});

export const isBack = {
  does: (absence) => ({ ...absence, state: 'done' }),
  audit: 'said that somebody is back',
  history: (_absence, { by }) => `Ended by ${by.name}`,
  after: (turn, { person }) => holdUntil(turn, person.id, turn.event.at),
} satisfies Change<Absence, Turn>;

export const isOtherwise = {
  does: (absence, { answers, school }) => ({
    ...absence,
    ...absenceFrom(answers, school.people, absence.person),
  }),
  audit: 'changed when somebody is away',
  history: (absence, { by }) => `${by.name} changed it: ${daysInWords(absence)}`,
  tells: (turn, absence, _moment, before) => tellDeputies(turn, absence, before.deputies),
  after: (turn, absence) => holdUntil(turn, absence.person.id, backAt(turn, absence)),
} satisfies Change<Absence, Turn>;

export const absenceMatter: Matter<Absence, Turn, 'change' | 'back' | 'decline'> = {
  name: 'absence',
  records: absences,
  gone: 'This is no longer on record, so nothing was changed.',
  by: (turn, { person }) =>
    seesTo(turn, person.id)
      ? undefined
      : {
          says: `Only ${person.name}, their manager, the leaders or the administrator can change this. Nothing was changed.`,
          audit: 'may not say that somebody is away',
        },
  over: (_turn, { state }) => (state === 'done' ? 'This is over already.' : undefined),
  sees: (turn, { person, deputies }) => {
    if (seesTo(turn, person.id)) return 'own';
    return isAmong(deputies, turn.person.id) ? 'deputy' : undefined;
  },
  views: () => [
    { name: 'own', looks: awayCard, acts: ['back', 'change'] },
    { name: 'deputy', looks: deputyCard, acts: ['decline'] },
  ],
  acts: {
    back: { label: 'Back already', ...isBack },
    change: {
      label: 'Change it',
      rank: 'quiet',
      asks: (turn, { from, to, deputies }) => ({
        title: 'Away',
        fields: from < turn.today ? begunFields : absenceFields,
        answers: { from, to, deputies: deputies.map(({ id }) => id) },
        submit: 'Save it',
      }),
      ...isOtherwise,
    },
    decline: {
      label: 'I can’t stand in',
      by: (turn, { deputies }) =>
        isAmong(deputies, turn.person.id)
          ? undefined
          : { says: 'You don’t stand in here, so nothing was changed.', audit: 'does not stand in' },
      does: (absence, { by }) => ({ ...absence, deputies: without(absence.deputies, [by]) }),
      audit: 'does not stand in',
      history: (_absence, { by }) => `${by.name} can’t stand in`,
      tells: (turn, absence, { by }) =>
        turn.tell(
          { person: absence.person.id },
          notice('warning', `${by.name} can’t stand in for you.`, {
            buttons: [showButton(absenceMatter, absence, 'Choose somebody else')],
          }),
        ),
    },
  },
  home: {
    among: ['state:open'],
    waits: [],
    line: (turn, { person, deputies, ...absence }) => {
      const text = daysInWords(absence);
      if (person.id === turn.person.id) return { title: 'You’re away', text, part: 'known' };
      return isAmong(deputies, turn.person.id)
        ? { title: `You stand in for ${person.name}`, text, part: 'known' }
        : undefined;
    },
  },
  clock: {
    end: {
      among: 'state:open',
      due: (turn, { to }) => to < turn.today && isDaytime(turn),
      does: (absence) => ({ ...absence, state: 'done' }),
      audit: 'was back as said',
    },
  },
  kept: {
    days: 30,
    because: 'Long enough to see why somebody heard of nothing.',
    seenBy: 'Whoever is away, who stands in, their manager, the leaders and the administrator',
  },
  confidential: true,
  register: {
    name: 'away',
    title: 'Away',
    columns: {
      Person: ({ person }) => person.name,
      'First day': ({ from }) => from,
      'Last day': ({ to }) => to,
      'Standing in': ({ deputies }) => andList(deputies.map(({ name }) => name)),
    },
  },
  facts: ({ state, from, to, deputies }) => ({
    state,
    from,
    to,
    deputies: deputies.map(({ id }) => id).join(', '),
  }),
};

/** Nobody stands in for themselves. */
export function absenceFrom(
  { from, to, deputies }: Answers,
  people: Someone[],
  person: Someone,
): Pick<Absence, 'from' | 'to' | 'deputies'> {
  const chosen = [deputies ?? []].flat().flatMap((id) => {
    const found = people.find((listed) => listed.id === id);
    return found ? [{ id: found.id, name: found.name }] : [];
  });
  return { from: String(from), to: String(to), deputies: without(chosen, [person]) };
}

/** Those who did not stand in before hear that they do now. */
export function tellDeputies(turn: Turn, absence: Absence, before: Someone[] = []): void {
  for (const { id } of without(absence.deputies, before))
    if (isListed(turn.school, id) && id !== turn.person.id)
      turn.tell(
        { person: id },
        notice('info', `${standingIn(absence)} ${daysInWords(absence)}.`, {
          buttons: [showButton(absenceMatter, absence)],
        }),
      );
}

function standingIn({ person }: Absence): string {
  return `You stand in for ${person.name}:`;
}

export function daysInWords({ from, to }: Pick<Absence, 'from' | 'to'>): string {
  return from === to ? shownDate(from) : `${shownDate(from)} to ${shownDate(to)}`;
}

function awayCard(turn: Turn, absence: Absence): CaseCard {
  const { person, deputies, state } = absence;
  return caseCard({
    title: person.id === turn.person.id ? 'You’re away' : `${person.name} is away`,
    status: state === 'done' ? 'Over' : daysInWords(absence),
    tone: isOn(absence, turn.today) && state === 'open' ? 'info' : 'good',
    facts: [
      {
        label: 'Standing in',
        value:
          andList(deputies.map(({ name }) => name)) || 'Nobody. Reminders wait until the first day back.',
      },
    ],
    history: absence.history.map((past) => dated(turn.school, past)),
  });
}

function deputyCard(_turn: Turn, absence: Absence): CaseCard {
  return caseCard({
    title: `You stand in for ${absence.person.name}`,
    status: absence.state === 'done' ? 'Over' : daysInWords(absence),
    tone: 'info',
    text: 'Their reminders come to you, as far as you may see them. What you may decide stays as it is.',
  });
}
