/** Two people swap a day each: one asks, the other says yes or no. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, notice } from '../../core/card.ts';
import type { Choice } from '../../core/field.ts';
import type { Act, Moment, Right } from '../../core/matter/table.ts';
import type { Turn } from '../../core/turn.ts';
import { dayInWords, daysFrom, onDuty, plannedOn, type Rota, type Swap } from './rota.ts';

type RotaAct = Act<Rota, PolicyTurn>;

const daysAhead = 21;

export const swap: RotaAct = {
  label: 'Swap a day',
  unless: (turn, rota) =>
    daysOf(turn, rota, true).length > 0 && daysOf(turn, rota, false).length > 0
      ? undefined
      : 'There’s no day of yours, or of a colleague, to swap in the next three weeks.',
  asks: (turn, rota) => ({
    title: 'Swap a day',
    intro: rota.title,
    fields: [
      {
        name: 'mine',
        kind: 'choice',
        label: 'Your day',
        ask: 'Which day of yours?',
        choices: daysOf(turn, rota, true),
      },
      {
        name: 'theirs',
        kind: 'choice',
        label: 'For this one',
        ask: 'For which day?',
        choices: daysOf(turn, rota, false),
      },
    ],
    submit: 'Ask them',
  }),
  does: (rota, moment) => {
    const asked = askedFor(rota, moment);
    return asked ? { ...rota, swaps: [...others(rota, asked), asked] } : rota;
  },
  audit: 'asked to swap days of a rota',
  detail: (_rota, { answers }) => ({ mine: String(answers.mine), theirs: String(answers.theirs) }),
  tells: (turn, rota, moment) => {
    const asked = askedFor(rota, moment);
    if (asked) ask(turn, rota, asked);
  },
};

/** The next days with somebody on duty: one's own, or those of the others. */
function daysOf(turn: Turn, rota: Rota, isOwn: boolean): Choice[] {
  return daysFrom(turn.today, daysAhead).flatMap((day) => {
    const person = onDuty(turn, rota, day);
    if (!person || (person.id === turn.person.id) !== isOwn) return [];
    return [{ value: day, label: isOwn ? dayInWords(day) : `${dayInWords(day)} (${person.name})` }];
  });
}

function askedFor(rota: Rota, { by, answers: { mine, theirs } }: Moment): Swap | undefined {
  const to = plannedOn(rota, String(theirs));
  return to && { from: by, mine: String(mine), to, theirs: String(theirs) };
}

function ask(turn: Turn, { id, title }: Rota, { from, mine, to, theirs }: Swap): void {
  const value = { id, mine, theirs };
  turn.tell(
    { person: to.id },
    notice(
      'info',
      `${from.name} would like to swap: you look at ${title} on ${dayInWords(mine)}, and ${from.name} on ${dayInWords(theirs)}.`,
      {
        buttons: [
          button('Yes, swap', 'rota.agree', value, { style: 'primary' }),
          button('No, sorry', 'rota.refuse', value),
        ],
      },
    ),
  );
  turn.whisper(notice('good', `I’ve asked ${to.name}. Until they say yes, nothing changes.`));
}

/** Only whoever was asked may answer, and only while both days are as they were. */
const askedOnly: Right<Rota, PolicyTurn> = (turn, rota, value) => {
  const asked = found(rota, value);
  if (asked?.to.id !== turn.person.id)
    return {
      says: 'Nobody is waiting for your answer here. Nothing was changed.',
      audit: 'was not asked to swap',
    };
  const isAsBefore =
    asked.mine >= turn.today &&
    asked.theirs >= turn.today &&
    plannedOn(rota, asked.mine)?.id === asked.from.id &&
    plannedOn(rota, asked.theirs)?.id === asked.to.id;
  return isAsBefore ? undefined : { says: 'These days have changed since, so nothing was swapped.' };
};

export const agree: RotaAct = {
  label: 'Yes, swap',
  by: askedOnly,
  does: (rota, { value }) => {
    const asked = found(rota, value);
    if (!asked) return rota;
    const instead = { ...rota.instead, [asked.mine]: asked.to, [asked.theirs]: asked.from };
    return { ...rota, instead, swaps: others(rota, asked) };
  },
  audit: 'swapped days of a rota',
  detail: (_rota, { value: { mine = '', theirs = '' } }) => ({ mine, theirs }),
  history: (_rota, { by, value: { mine = '', theirs = '' } }) =>
    `${by.name} looks on ${dayInWords(mine)} instead of ${dayInWords(theirs)}`,
  tells: (turn, _rota, { by, value }, before) => {
    const asked = found(before, value);
    if (!asked) return;
    turn.tell(
      { person: asked.from.id },
      notice(
        'good',
        `${by.name} says yes: you look on ${dayInWords(asked.theirs)} instead of ${dayInWords(asked.mine)}.`,
      ),
    );
    turn.replace(notice('good', `Swapped. You look on ${dayInWords(asked.mine)}.`));
  },
};

export const refuse: RotaAct = {
  label: 'No, sorry',
  by: askedOnly,
  does: (rota, { value }) => {
    const asked = found(rota, value);
    return asked ? { ...rota, swaps: others(rota, asked) } : rota;
  },
  audit: 'would not swap days of a rota',
  tells: (turn, _rota, { by, value }, before) => {
    const asked = found(before, value);
    if (!asked) return;
    turn.tell(
      { person: asked.from.id },
      notice('info', `${by.name} can’t swap. ${dayInWords(asked.mine)} is still yours.`),
    );
    turn.replace(notice('info', 'That’s fine. Nothing has changed.'));
  },
};

function found({ swaps = [] }: Rota, { mine, theirs }: Record<string, string>): Swap | undefined {
  return swaps.find((asked) => asked.mine === mine && asked.theirs === theirs);
}

/** A day is asked for once; those that have passed go as well. */
function others({ swaps = [] }: Rota, { mine, theirs }: Swap): Swap[] {
  return swaps.filter((other) => other.mine !== mine || other.theirs !== theirs);
}
