/** When people may be reminded: on the school's working days, and not in the middle of the night. */
import { instantAt, isWorkingDay, workingDaysBetween } from '../core/time.ts';
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
