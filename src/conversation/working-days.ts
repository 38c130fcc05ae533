/** When people may be reminded: on the school's working days, and not in the middle of the night. */
import { addDays, instantAt, isWorkingDay, workingDaysBetween } from '../core/time.ts';
import type { Turn } from '../core/turn.ts';

/** A day begins at midnight, but nobody wants to be written to then. */
const firstHour = 8;

export function isDaytime({ event, school, today }: Turn): boolean {
  return event.at >= instantAt(today, firstHour, school.timezone);
}

export function isTimeToRemind(turn: Turn): boolean {
  return isWorkingDay(turn.today, turn.school.calendar) && isDaytime(turn);
}

export function workingDaysSince({ today, school }: Turn, day: string): number {
  return workingDaysBetween(day, today, school.calendar);
}

/** The next of them after today; as good as tomorrow where the calendar ends before one. */
export function nextWorkingDay({ today, school }: Turn): string {
  const ahead = Array.from({ length: farthest }, (_, days) => addDays(today, days + 1));
  return ahead.find((day) => isWorkingDay(day, school.calendar)) ?? addDays(today, 1);
}

/** No holiday is longer. */
const farthest = 70;
