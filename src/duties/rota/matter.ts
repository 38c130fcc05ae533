/** The life of a rota: set for the week, looked at day by day, given up and taken, and what time brings. */
import { tellLeaders, toldApart } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { isDaytime } from '../../conversation/working-days.ts';
import type { Absence } from '../../core/absence.ts';
import { notice } from '../../core/card.ts';
import type { Choice, Field } from '../../core/field.ts';
import { actButton, showButton } from '../../core/matter/cards.ts';
import { change } from '../../core/matter/change.ts';
import type { Change, Matter, Moment } from '../../core/matter/table.ts';
import { asSomeone, isAmong, type Someone } from '../../core/someone.ts';
import { addDays, instantAt } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import { startComment } from '../comments/commenting.ts';
import { looksAfter } from '../comments/team.ts';
import { gapsOf, rotaCard, rotaColumns } from './cards.ts';
import {
  candidates,
  dayInWords,
  daysFrom,
  isGap,
  lookedOn,
  onDuty,
  plannedOn,
  type Rota,
  rotas,
  usualOn,
  weekdays,
} from './rota.ts';
import { agree, refuse, swap } from './swapping.ts';

/** Days that lie further back are in the audit trail alone. */
const daysKept = 31;
const longestAway = 62;
const nobody = 'nobody';

const awayFields: Field[] = [
  {
    name: 'from',
    kind: 'date',
    label: 'From',
    ask: 'From which day can’t you look?',
    notBefore: 'today',
  },
  { name: 'to', kind: 'date', label: 'To', ask: 'Until which day?', notBefore: 'from' },
];

type RotaAct = 'look' | 'found' | 'cover' | 'swap' | 'away' | 'set' | 'agree' | 'refuse';

const hasLooked: Change<Rota, PolicyTurn> = {
  does: (rota, { by, at, today }) => ({
    ...rota,
    looked: [...rota.looked, { by, at, day: today }].filter(({ day }) => day > addDays(today, -daysKept)),
    instead: Object.fromEntries(
      Object.entries(rota.instead).filter(([day]) => day > addDays(today, -daysKept)),
    ),
  }),
  audit: 'looked at an account',
  detail: (_rota, { today }) => ({ day: today }),
};

export const rotaMatter: Matter<Rota, PolicyTurn, RotaAct> = {
  name: 'rota',
  records: rotas,
  gone: 'This rota is no longer on record, so nothing was changed.',
  by: async (turn, { id }) =>
    (await looksAfter(turn, { account: id }))
      ? undefined
      : {
          says: 'This rota is for the people who run the account, so nothing was changed.',
          audit: 'a rota is for those who run the account',
        },
  sees: async (turn, { id }) => ((await looksAfter(turn, { account: id })) ? 'rota' : undefined),
  views: () => [{ name: 'rota', looks: rotaCard, acts: ['look', 'found', 'cover', 'swap', 'away', 'set'] }],
  acts: {
    look: {
      label: 'Checked: nothing to report',
      style: 'primary',
      unless: hasBeenLooked,
      ...hasLooked,
      audit: 'looked at an account: nothing to report',
      tells: (turn, { title }) => turn.whisper(notice('good', `Thank you. ${title} is checked for today.`)),
    },
    found: {
      label: 'Something needs an answer',
      opens: async (turn, rota) => {
        if (!lookedOn(rota, turn.today)) await change(turn, rotaMatter, rota, hasLooked);
        await startComment(turn, { account: rota.id });
      },
    },
    cover: {
      label: 'I’ll take a day',
      unless: (turn, rota) => (gapsOf(turn, rota).length > 0 ? undefined : 'Every day has somebody by now.'),
      asks: (turn, rota) => {
        const choices = gapsOf(turn, rota).map((day) => ({ value: day, label: dayInWords(day) }));
        return {
          title: 'Take a day',
          intro: rota.title,
          fields: [
            { name: 'days', kind: 'choices', label: 'Days', ask: 'Which days can you look?', choices },
          ],
          answers: choices.length === 1 ? { days: choices.map(({ value }) => value) } : {},
          submit: 'I’ll look',
        };
      },
      does: (rota, { by, answers }) => ({ ...rota, instead: { ...rota.instead, ...days(answers.days, by) } }),
      audit: 'took days of a rota',
      detail: (_rota, { answers }) => ({ days: [answers.days ?? []].flat().join(', ') }),
      history: (_rota, { by, answers }) => `${by.name} looks on ${inWords(answers.days)}`,
    },
    away: {
      label: 'I can’t look on some days',
      unless: ({ person }, { week, instead }) =>
        [...week, ...Object.values(instead)].some((each) => each?.id === person.id)
          ? undefined
          : 'You’re not on this rota.',
      asks: (_turn, rota) => ({
        title: 'Give days up',
        intro: rota.title,
        fields: awayFields,
        submit: 'Ask the others',
      }),
      checks: async (turn, rota, answers) => ({ answers, problems: awayProblems(turn, rota, answers) }),
      does: (rota, moment) => ({
        ...rota,
        instead: { ...rota.instead, ...days(givenUp(rota, moment), null) },
      }),
      audit: 'gave up days of a rota',
      detail: (_rota, { answers: { from, to } }) => ({ from: String(from), to: String(to) }),
      history: (_rota, { by, answers: { from, to } }) =>
        `${by.name} can’t look from ${dayInWords(String(from))} to ${dayInWords(String(to))}`,
      tells: (turn, rota, { by }) => askTeam(turn, rota, by),
    },
    swap,
    agree,
    refuse,
    set: {
      label: 'Change the rota',
      asks: (turn, rota) => ({
        title: 'Who looks when',
        intro: rota.title,
        fields: weekFields(turn, rota),
        answers: Object.fromEntries(weekdays.map((day, at) => [nameOf(day), rota.week[at]?.id ?? nobody])),
        submit: 'Save it',
      }),
      does: (rota, moment) => withWeek(rota, weekIn(moment)),
      audit: 'set a rota',
      history: (_rota, { by }) => `${by.name} changed the rota`,
      tells: (turn, rota, { by }) =>
        tellTeam(turn, rota, by, `${by.name} has changed who looks at ${rota.title}.`),
    },
  },
  home: {
    among: ['state:running'],
    waits: ['look'],
    line: (turn, rota, waits) =>
      waits && onDuty(turn, rota, turn.today)?.id === turn.person.id
        ? { title: `Your day: ${rota.title}`, text: 'Look at comments and messages today' }
        : undefined,
  },
  clock: {
    ask: {
      among: 'state:running',
      due: (turn, { asked, ...rota }) => asked !== turn.today && isDaytime(turn) && isOpenToday(turn, rota),
      does: (rota, { today }) => ({ ...rota, asked: today }),
      tells: (turn, rota) => tellOnDuty(turn, rota, `It’s your day to look at ${rota.title}.`),
    },
    miss: {
      among: 'state:running',
      due: (turn, rota) => isDaytime(turn) && rota.missed !== turn.today && wasMissed(turn, rota),
      does: (rota, { today }) => ({ ...rota, missed: today }),
      audit: 'found that nobody had looked at an account',
      history: (_rota, { today }) => `Nobody looked on ${dayInWords(addDays(today, -1))}`,
      tells: (turn, rota) =>
        tellLeaders(turn, leading(rota, `Nobody looked at ${rota.title} yesterday.`), rota.id),
    },
    remind: {
      among: 'state:running',
      due: (turn, { reminded, ...rota }) =>
        reminded !== turn.today && isAfternoon(turn) && isOpenToday(turn, rota),
      does: (rota, { today }) => ({ ...rota, reminded: today }),
      tells: (turn, rota) => tellOnDuty(turn, rota, `Nobody has looked at ${rota.title} yet today.`),
    },
    alarm: {
      among: 'state:running',
      due: (turn, rota) => isDaytime(turn) && nextGap(turn, rota) !== undefined,
      does: (rota, { today }) => ({ ...rota, alarmed: addDays(today, 1) }),
      audit: 'found that nobody is on a rota',
      tells: (turn, rota, _moment, before) => {
        const day = nextGap(turn, before) ?? turn.today;
        const words = `Nobody looks at ${rota.title} on ${dayInWords(day)}.`;
        tellTeam(turn, rota, usualOn(rota, day), `${words} Can you?`);
        tellLeaders(turn, leading(rota, words), rota.id);
      },
    },
  },
  kept: {
    days: 'always',
    because: 'It ends with its account.',
    seenBy: 'Those who run the account, the leaders and the administrator',
  },
  register: {
    name: 'rotas',
    title: 'Who looks at our accounts',
    columns: rotaColumns,
    notInCsv: ['team', 'instead', 'swaps', 'looked', 'history'],
  },
  facts: ({ week }) => ({ week: week.map((person) => person?.id ?? '–').join(', ') }),
};

function hasBeenLooked(turn: Turn, rota: Rota): string | undefined {
  const looked = lookedOn(rota, turn.today);
  return looked && `${looked.by.name} has looked today already.`;
}

function isOpenToday(turn: Turn, rota: Rota): boolean {
  return onDuty(turn, rota, turn.today) !== undefined && !lookedOn(rota, turn.today);
}

function isAfternoon({ event, school, today }: Turn): boolean {
  return event.at >= instantAt(today, 15, school.timezone);
}

/** Yesterday somebody was asked to look, and nobody did. */
function wasMissed(turn: Turn, rota: Rota): boolean {
  const yesterday = addDays(turn.today, -1);
  return rota.reminded === yesterday && !lookedOn(rota, yesterday);
}

/** Today or tomorrow, where nobody has heard of it yet. */
function nextGap(turn: Turn, rota: Rota): string | undefined {
  return daysFrom(turn.today, 2).find((day) => day > (rota.alarmed ?? '') && isGap(turn, rota, day));
}

function awayProblems(turn: Turn, rota: Rota, { from, to }: Moment['answers']): Record<string, string> {
  if (!from || !to) return {};
  if (String(to) > addDays(String(from), longestAway))
    return { to: 'That’s more than two months. Please change the rota instead.' };
  const moment = { by: asSomeone(turn.person), answers: { from, to } };
  return givenUp(rota, moment).length > 0 ? {} : { from: 'None of these days is yours.' };
}

/** The days of whoever gives them up, in that time. */
function givenUp(rota: Rota, { by, answers: { from, to } }: Pick<Moment, 'by' | 'answers'>): string[] {
  return daysFrom(String(from), longestAway + 1).filter(
    (day) => day <= String(to) && plannedOn(rota, day)?.id === by.id,
  );
}

/** Whoever is away looks at nothing. A deputy who may look takes their days; else the others are asked. */
export function givenUpFor(turn: Turn, { person, from, to, deputies }: Absence): Change<Rota, PolicyTurn> {
  const deputyOn = (rota: Rota) => deputies.find(({ id }) => isAmong(candidates(turn, rota), id));
  return {
    does: (rota) => {
      const theirs = givenUp(rota, { by: person, answers: { from, to } });
      const instead = days(theirs, deputyOn(rota) ?? null);
      return theirs.length > 0 ? { ...rota, instead: { ...rota.instead, ...instead } } : rota;
    },
    audit: 'gave up days of a rota for somebody who is away',
    detail: () => ({ person: person.id, from, to }),
    history: (rota) => {
      const deputy = deputyOn(rota);
      const away = `${person.name} is away from ${dayInWords(from)} to ${dayInWords(to)}`;
      return deputy ? `${away}; ${deputy.name} looks instead` : away;
    },
    tells: (_turn, rota) => {
      if (!deputyOn(rota)) askTeam(turn, rota, person);
    },
  };
}

function days(answer: string | string[] | undefined, person: Someone | null): Rota['instead'] {
  return Object.fromEntries([answer ?? []].flat().map((day) => [day, person]));
}

function inWords(answer: string | string[] | undefined): string {
  return andList([answer ?? []].flat().map(dayInWords));
}

function weekFields(turn: Turn, rota: Rota): Field[] {
  const choices: Choice[] = [
    ...candidates(turn, rota).map((person) => ({ value: person.id, label: toldApart(turn.school, person) })),
    { value: nobody, label: 'Nobody' },
  ];
  return weekdays.map((day) => ({
    name: nameOf(day),
    kind: 'choice',
    label: day,
    ask: `Who looks on ${day}s?`,
    choices,
  }));
}

function weekIn({ answers, school }: Moment): Rota['week'] {
  return weekdays.map((day) => {
    const person = school.people.find(({ id }) => id === answers[nameOf(day)]);
    return person ? asSomeone(person) : null;
  });
}

/** What was agreed for single days holds, but where their weekday has somebody new. */
function withWeek(rota: Rota, week: Rota['week']): Rota {
  const after = { ...rota, week, instead: {} };
  const kept = Object.entries(rota.instead).filter(
    ([day]) => usualOn(rota, day)?.id === usualOn(after, day)?.id,
  );
  return { ...after, instead: Object.fromEntries(kept) };
}

function nameOf(day: string): string {
  return day.toLowerCase();
}

function leading(rota: Rota, text: string) {
  return notice('warning', text, { buttons: [showButton(rotaMatter, rota, 'Open it')] });
}

/** With what they press once they have looked. */
function tellOnDuty(turn: Turn, rota: Rota, text: string): void {
  const person = onDuty(turn, rota, turn.today);
  const buttons = [actButton(rotaMatter, 'look', rota), actButton(rotaMatter, 'found', rota)];
  if (person) turn.tell({ person: person.id }, notice('info', text, { buttons }));
}

function askTeam(turn: Turn, rota: Rota, by: Someone): void {
  tellTeam(turn, rota, by, `${by.name} can’t look at ${rota.title} on some days. Can you take one?`);
}

/** Everybody who could look, but whoever knows already. */
function tellTeam(turn: Turn, rota: Rota, by: Someone | undefined, text: string): void {
  for (const { id } of candidates(turn, rota))
    if (id !== by?.id) turn.tell({ person: id }, leading(rota, text));
}
