/** When reminders of a review are due, how far they have come, and which of them come late. */
import { type Review, reminders } from '../../conversation/reviews.ts';
import { shownDate } from '../../core/dates.ts';
import type { School } from '../../core/school.ts';
import { addDays, workingDaysBetween } from '../../core/time.ts';

type Reminder = (typeof reminders)[number];

/** Days before the last one; overdue is the day after it. */
const daysBefore: Record<Reminder, number> = { ninety: 90, thirty: 30, seven: 7, overdue: -1 };

/** The furthest reminder whose day has come, unless it was given already. Those it has overtaken are left out. */
export function reminderDue(
  { due, reminded }: Pick<Review, 'due' | 'reminded'>,
  today: string,
): Reminder | undefined {
  if (!due) return undefined;
  const furthest = reminders.findLast((name) => dayOf(due, name) <= today);
  return furthest && reminders.indexOf(furthest) > givenUpTo(reminded) ? furthest : undefined;
}

function givenUpTo(reminded: Reminder | undefined): number {
  return reminded ? reminders.indexOf(reminded) : -1;
}

function dayOf(due: string, name: Reminder): string {
  return addDays(due, -daysBefore[name]);
}

/** The day on which it should have come, where a working day has gone by since: nobody was running, or nobody could be told. */
export function lateSince(
  { due = '', since }: Review,
  name: Reminder,
  today: string,
  calendar: School['calendar'],
): string | undefined {
  const day = dayOf(due, name) > since ? dayOf(due, name) : since;
  return workingDaysBetween(addDays(day, -1), today, calendar) > 1 ? day : undefined;
}

export function isOverdue({ due }: Review, today: string): boolean {
  return due !== undefined && due < today;
}

export function isNear({ due }: Review, today: string): boolean {
  return due !== undefined && dayOf(due, 'ninety') <= today;
}

/** "in spring 2027 (by 31 May 2027)", "by 1 March 2028". */
export function dueInWords({ due = '', words, from }: Review): string {
  return from === 'policy' ? `in ${words} (by ${shownDate(due)})` : `by ${shownDate(due)}`;
}

export function daysLeft({ due = '' }: Review, today: string): string {
  const days = Math.round((Date.parse(due) - Date.parse(today)) / (24 * 60 * 60 * 1000));
  if (days === 0) return 'That’s today.';
  return days === 1 ? 'One day is left.' : `${days} days are left.`;
}
