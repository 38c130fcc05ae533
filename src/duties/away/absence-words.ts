/** How somebody says that they, or a colleague, are away or back: "I’m away until Friday", "Joy Bell is off sick today". */
import { namesOne } from '../../core/called.ts';
import { readDay } from '../../core/day-words.ts';
import { addDays } from '../../core/time.ts';

/** `name` is missing where it is whoever writes; a day is missing where none was said. */
export type SaidAway = { name?: string; from?: string; to?: string };

const gone = '(?:away|on leave|on holiday|off(?: work| sick)?|out of (?:school|the office)|not in|absent)';
const self = new RegExp(
  `^(?:please note (?:that )?)?i(?:['’]?m|['’]?ll be| am| will be) ${gone}(?: (.+?))?[.!]*$`,
  'i',
);
const other = new RegExp(
  `^(?:please note (?:that )?)?((?:(?:mr|mrs|ms|miss|dr)\\.? )?\\p{Lu}[\\p{L}’'-]*(?: \\p{Lu}[\\p{L}’'-]*){0,2}?)(?:['’]s| is| will be) ${gone}(?: (.+?))?[.!]*$`,
  'iu',
);

export function awayIn(text: string, today: string): SaidAway | undefined {
  const said = text.trim();
  const own = self.exec(said);
  if (own) return daysIn(own[1], today);
  const [, name = '', when] = other.exec(said) ?? [];
  if (!/^\p{Lu}/u.test(name) || !namesOne(name)) return undefined;
  const days = daysIn(when, today);
  return days && { name, ...days };
}

/** Nothing where something else than days was said, so that no question about a trip becomes an absence. */
function daysIn(when: string | undefined, today: string): Pick<SaidAway, 'from' | 'to'> | undefined {
  if (when === undefined) return {};
  const [, from, to] = /^(?:from )?(.+?) (?:to|until|till|[-–]) (.+)$/i.exec(when) ?? [];
  if (from && to) return span(readDay(from, today), readDay(to, today));
  const until = /^(?:until|till|up to) (.+)$/i.exec(when)?.[1];
  if (until) return span(today, readDay(until, today));
  if (/^(?:this|next) week$/i.test(when)) return weekIn(when, today);
  const on = readDay(when.replace(/^(?:on|from) /i, ''), today);
  return on ? (/^from /i.test(when) ? { from: on } : span(on, on)) : undefined;
}

function span(from: string | undefined, to: string | undefined): Pick<SaidAway, 'from' | 'to'> | undefined {
  return from && to ? { from, to } : undefined;
}

/** From Monday, or from today where it has begun, to Friday. */
function weekIn(when: string, today: string): Pick<SaidAway, 'from' | 'to'> | undefined {
  if (/^this/i.test(when)) return span(today, readDay('friday', today));
  const monday = readDay('next monday', today);
  return monday ? span(monday, addDays(monday, 4)) : undefined;
}

/** "I’m back", "Joy Bell is back". */
export function backIn(text: string): { name?: string } | undefined {
  const said = text.trim().replace(/[.!]+$/, '');
  if (/^i(?:['’]?m| am) back(?: (?:now|again|early|today|at work|in school))*$/i.test(said)) return {};
  const [, name = ''] =
    /^(\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*){0,2})(?:['’]s| is) back(?: (?:now|again|early|today))*$/u.exec(
      said,
    ) ?? [];
  return name && namesOne(name) ? { name } : undefined;
}
