/** By when a comment has to have an answer, as the policy says it; or by our own suggestion, where it sets no time. */
import { shownDate } from '../../core/dates.ts';
import type { School } from '../../core/school.ts';
import { addDays, dayAt, instantAt, isWorkingDay, later, shownInstant } from '../../core/time.ts';
import type { Within } from '../../policy/pack/watch.ts';

const hour = 60 * 60 * 1000;

/**
 * The hours run by day and by night, in term and out of it; only what came at a weekend waits until the end of the next
 * working day. Without hours of the policy's own it is that day as well.
 */
export function dueAt(came: string, within: Within | undefined, school: School): string {
  const day = dayAt(came, school.timezone);
  if (within && !isWeekend(day)) return later(came, within.hours * hour);
  return instantAt(addDays(nextOpenDay(day, school), 1), 0, school.timezone);
}

/** When to remind: on the morning of that day, or in the afternoon before where it is due in the morning. */
export function remindAt(due: string, { timezone }: School): string {
  const day = dayAt(later(due, -1), timezone);
  return due > instantAt(day, 12, timezone)
    ? instantAt(day, 8, timezone)
    : instantAt(addDays(day, -1), 15, timezone);
}

/** "3 March 2027, 9.04 am", or "the end of 3 March 2027". */
export function shownDue(due: string, { timezone }: School): string {
  const day = dayAt(later(due, -1), timezone);
  return instantAt(addDays(day, 1), 0, timezone) === due
    ? `the end of ${shownDate(day)}`
    : shownInstant(due, timezone);
}

/** What they reckon with who wrote in: terms make no difference, for accounts are watched in the holidays, too. */
function nextOpenDay(day: string, { calendar }: School): string {
  let next = addDays(day, 1);
  while (!isWorkingDay(next, { ...calendar, terms: [] })) next = addDays(next, 1);
  return next;
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
