/** Days as people say them: "tomorrow", "next Friday", "in two weeks", "14 March". */
import { readDate } from './dates.ts';
import { addDays } from './time.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const near = new Map([
  ['today', 0],
  ['tomorrow', 1],
  ['yesterday', -1],
]);

/** Words that may lie either way lie ahead, unless it has happened already. */
export function readDay(said: string, today: string, hasHappened = false): string | undefined {
  const words = said
    .toLowerCase()
    .trim()
    .replace(/[.!,]+$/, '')
    .replace(/^(?:on |the )+/, '');
  const days = near.get(words);
  if (days !== undefined) return addDays(today, days);
  // "Friday 14 March": the day of the month says more than the name of the day.
  const date = words.replace(/^[a-z]+day,? (?:the )?(?=\d)/, '');
  return (
    readDate(date) ??
    weekdayIn(words, today, hasHappened) ??
    inSome(words, today) ??
    inYear(date, today, hasHappened)
  );
}

/** "Friday" is the nearest one; "next Friday" is in the week after this one, "last Friday" before today. */
function weekdayIn(words: string, today: string, hasHappened: boolean): string | undefined {
  const [, which = '', name = ''] = /^(?:(this|next|last|coming) )?([a-z]+)$/.exec(words) ?? [];
  const wanted = weekdays.findIndex((day) => name.length >= 3 && day.startsWith(name));
  if (wanted < 0) return undefined;
  const now = weekdayOf(today);
  if (which === 'last' || (hasHappened && which === ''))
    return addDays(today, -((now - wanted + 7) % 7 || 7));
  if (which !== 'next') return addDays(today, (wanted - now + 7) % 7);
  const nextMonday = addDays(today, (1 - now + 7) % 7 || 7);
  return addDays(nextMonday, (wanted + 6) % 7);
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** "In two weeks", "in 10 days", "3 days ago", "next week". */
function inSome(words: string, today: string): string | undefined {
  if (words === 'next week') return addDays(today, 7);
  const [, ahead, count = '', unit = '', ago] =
    /^(in )?(\d{1,3}|an?|[a-z]+) (day|week|fortnight)s?( ago)?$/.exec(words) ?? [];
  if (!ahead === !ago) return undefined;
  const many = /^an?$/.test(count) ? 1 : numbers.includes(count) ? numbers.indexOf(count) : Number(count);
  if (!Number.isInteger(many)) return undefined;
  const length = { day: 1, week: 7, fortnight: 14 }[unit] ?? 1;
  return addDays(today, (ago ? -1 : 1) * many * length);
}

/** "14 March" is the next one there is, or the last where it has happened. */
function inYear(words: string, today: string, hasHappened: boolean): string | undefined {
  const year = Number(today.slice(0, 4));
  const years = hasHappened ? [year, year - 1] : [year, year + 1];
  const short = /^\d{1,2}[/.-]\d{1,2}$/.test(words);
  const days = years.flatMap(
    (each) => readDate(short ? `${words}/${each}`.replace(/[.-]/g, '/') : `${words} ${each}`) ?? [],
  );
  return days.find((day) => (hasHappened ? day <= today : day >= today));
}
