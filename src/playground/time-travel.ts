/** Where the time of a made-up school can go, and where it stops on the way, so that every reminder comes on its day. */
import { z } from 'zod';
import type { School } from '../core/school.ts';
import { addDays, dayAt, instantAt, isWorkingDay, later } from '../core/time.ts';

export const goal = z.enum(['monday', 'week', 'term']);
export type Goal = z.infer<typeof goal>;

type Calendar = Pick<School, 'timezone' | 'calendar'>;

const morning = 9;
const week = 7 * 24 * 60 * 60 * 1000;

/** Nine in the morning of every working day in between, then the goal itself. */
export function stopsTo(goal: Goal, now: string, { timezone, calendar }: Calendar): string[] {
  const end = instantOf(goal, now, { timezone, calendar });
  const stops: string[] = [];
  for (let day = dayAt(now, timezone); day <= dayAt(end, timezone); day = addDays(day, 1)) {
    const stop = instantAt(day, morning, timezone);
    if (isWorkingDay(day, calendar) && stop > now && stop < end) stops.push(stop);
  }
  return [...stops, end];
}

function instantOf(goal: Goal, now: string, { timezone, calendar }: Calendar): string {
  const tomorrow = addDays(dayAt(now, timezone), 1);
  switch (goal) {
    case 'monday':
      return instantAt(mondayFrom(tomorrow), morning, timezone);
    case 'week':
      return later(now, week);
    case 'term':
      return instantAt(nextTerm(tomorrow, calendar), morning, timezone);
  }
}

/** The first Monday that is not before a day. */
function mondayFrom(day: string): string {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 1 ? day : mondayFrom(addDays(day, 1));
}

/** About when terms begin in England, where the school has named none. */
const termsBegin = ['01-04', '04-14', '09-02'];

function nextTerm(from: string, { terms }: School['calendar']): string {
  const named = terms.map(([begins]) => begins);
  const year = Number(from.slice(0, 4));
  const usual = [year, year + 1].flatMap((year) => termsBegin.map((day) => mondayFrom(`${year}-${day}`)));
  return [...named.toSorted(), ...usual].find((day) => day >= from) ?? from;
}
