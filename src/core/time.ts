/** Instants and days as a school lives them. Every instant comes in with an event; nothing here looks at a clock. */
import { bankHolidays } from './bank-holidays.ts';
import { shownDate } from './dates.ts';
import type { School } from './school.ts';

/** The day it is at the school at an instant: "2027-03-02". */
export function dayAt(instant: string, timezone: string): string {
  if (!isOrdered.test(instant)) return dayOf(instant, timezone);
  const known = days.get(timezone);
  if (known && known.from <= instant && instant <= known.to) return known.day;
  const day = dayOf(instant, timezone);
  const instants = [...quarterOf(instant), ...(known?.day === day ? [known.from, known.to] : [])].sort();
  days.set(timezone, { day, from: instants[0] ?? instant, to: instants.at(-1) ?? instant });
  return day;
}

/** The quarter of an hour around an instant. Days begin with one, whatever the time zone. */
function quarterOf(instant: string): [first: string, last: string] {
  const minute = 15 * Math.floor(Number(instant.slice(14, 16)) / 15);
  const ofHour = (minute: number) => instant.slice(0, 14) + String(minute).padStart(2, '0');
  return [`${ofHour(minute)}:00.000Z`, `${ofHour(minute + 14)}:59.999Z`];
}

/** Between which instants it was that day, as far as it was asked for: everything in between is of the same day. */
const days = new Map<string, { day: string; from: string; to: string }>();

/** Written so that of two instants the later one is the greater text. */
const isOrdered = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function dayOf(instant: string, timezone: string): string {
  const { year, month, day } = partsOf(instant, timezone);
  return `${year}-${month}-${day}`;
}

/** The instant at which the clocks at the school show a full hour: 9 on "2027-03-02". */
export function instantAt(day: string, hour: number, timezone: string): string {
  const asIfUtc = `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const shown = partsOf(asIfUtc, timezone);
  const ahead =
    Date.parse(`${shown.year}-${shown.month}-${shown.day}T${shown.hour}:${shown.minute}:00Z`) -
    Date.parse(asIfUtc);
  return later(asIfUtc, -ahead);
}

/** "2 March 2027, 9.04 pm". */
export function shownInstant(instant: string, timezone: string): string {
  const { year, month, day, hour, minute } = partsOf(instant, timezone);
  const hours = Number(hour);
  const time = `${hours % 12 || 12}.${minute} ${hours < 12 ? 'am' : 'pm'}`;
  return `${shownDate(`${year}-${month}-${day}`)}, ${time}`;
}

/** Monday to Friday, in term where terms are given, and neither a bank holiday nor one of the school's own. */
export function isWorkingDay(day: string, calendar: School['calendar']): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const inTerm = calendar.terms.length === 0 || calendar.terms.some(([from, to]) => from <= day && day <= to);
  const isHoliday = bankHolidays.has(day) || calendar.holidays.includes(day);
  return weekday >= 1 && weekday <= 5 && inTerm && !isHoliday;
}

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** How many of the school's working days lie after one day, up to and including another. */
export function workingDaysBetween(from: string, to: string, calendar: School['calendar']): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) count++;
  return count;
}

export function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(
  instant: string,
  timezone: string,
): Record<'year' | 'month' | 'day' | 'hour' | 'minute', string> {
  let format = formats.get(timezone);
  if (!format) {
    const two = '2-digit' as const;
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      hourCycle: 'h23',
    });
    formats.set(timezone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]),
  );
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts;
  return { year, month, day, hour, minute };
}
