/** A rota as those who run the account read it: who looks today, the week, and the days that nobody has. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { watchGuidance } from '../../conversation/watch.ts';
import { andList, dated } from '../../conversation/words.ts';
import { type CaseCard, caseCard, type Fact } from '../../core/card.ts';
import { type Columns, whenAt } from '../../core/register.ts';
import type { Turn } from '../../core/turn.ts';
import { dayInWords, daysFrom, isGap, lookedOn, onDuty, type Rota, weekdays } from './rota.ts';

const daysAhead = 14;
const mostHistory = 6;

export function gapsOf(turn: Turn, rota: Rota): string[] {
  return daysFrom(turn.today, daysAhead).filter((day) => isGap(turn, rota, day));
}

export function rotaCard(turn: PolicyTurn, rota: Rota): CaseCard {
  const { policy, school, today } = turn;
  const gaps = gapsOf(turn, rota);
  const { points, details } = watchGuidance(policy, policy.watch.rota, 'The rota itself is our suggestion.');
  return caseCard({
    title: `Who looks at ${rota.title}`,
    status: todayInWords(turn, rota),
    tone: lookedOn(rota, today) ? 'good' : gaps.includes(today) ? 'urgent' : 'info',
    callout: gaps.length > 0 ? `Nobody looks on ${daysInWords(gaps)}.` : freeDays(turn, rota),
    points,
    facts: weekOf(rota),
    history: rota.history.slice(-mostHistory).map((past) => dated(school, past)),
    details: [...changesOf(turn, rota), ...details],
  });
}

const mostDays = 4;

/** The next ones by name, as a list of a whole fortnight is read by nobody. */
function daysInWords(days: string[]): string {
  const left = days.length - mostDays;
  const named = days.slice(0, mostDays).map(dayInWords);
  return andList(left > 0 ? [...named, left === 1 ? '1 more day' : `${left} more days`] : named);
}

/** Days that nobody is meant to look, though the policy would like every day. */
function freeDays({ policy }: PolicyTurn, { week }: Rota): string | undefined {
  const free = weekdays.filter((_, at) => week[at] === null);
  if (!policy.watch.rota.everyDay || free.length === 0) return undefined;
  const which = free.length === weekdays.length ? 'any day yet' : andList(free);
  return `Nobody is down for ${which}. Your policy would like every day.`;
}

export function todayInWords(turn: Turn, rota: Rota): string {
  const looked = lookedOn(rota, turn.today);
  if (looked) return `${looked.by.name} has looked today.`;
  const person = onDuty(turn, rota, turn.today);
  return person ? `${person.name} looks today.` : 'Nobody is down for today.';
}

function weekOf({ week }: Rota): Fact[] {
  if (week.every((person) => person === null)) return [];
  return weekdays.map((label, at) => ({ label, value: week[at]?.name ?? 'nobody' }));
}

function changesOf(turn: Turn, rota: Rota): Fact[] {
  return daysFrom(turn.today, daysAhead)
    .filter((day) => rota.instead[day] !== undefined)
    .map((day) => ({ label: dayInWords(day), value: onDuty(turn, rota, day)?.name ?? 'nobody yet' }));
}

export const rotaColumns: Columns<Rota, Turn> = {
  Account: ({ title }) => title,
  ...Object.fromEntries(weekdays.map((label, at) => [label, ({ week }: Rota) => week[at]?.name])),
  'Last looked at': ({ looked }, turn) => whenAt(turn, looked.at(-1)?.at),
  By: ({ looked }) => looked.at(-1)?.by.name,
};
