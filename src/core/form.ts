/** A form is a list of fields. The same rules check it asked one by one in chat or filled in all at once. */
import { z } from 'zod';
import { clip } from './clip.ts';
import type { Answers } from './event.ts';
import { looksLikePassword, noPasswords, tellsPassword } from './password.ts';

const words = z.string().trim().min(1);
const choice = z.strictObject({ value: words, label: words });
type Choice = z.infer<typeof choice>;

export const field = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  /** A line, a longer text, one or several of `choices`, people's names, or a date. */
  kind: z.enum(['line', 'text', 'choice', 'choices', 'people', 'date']),
  label: words,
  /** The question as it is asked in chat. */
  ask: words,
  help: words.optional(),
  section: words.optional(),
  optional: z.literal(true).optional(),
  choices: z.array(choice).min(2).optional(),
  /** Fewest people or choices. */
  least: z.int().min(1).optional(),
  /** Longest text, in characters. */
  longest: z.int().min(1).max(3000).optional(),
  /** Asked only when another field has one of these answers. */
  when: z.strictObject({ field: words, is: z.array(words).min(1) }).optional(),
  /** The date must not lie before today, or before the date in another field. */
  notBefore: words.optional(),
  /** Something that has happened: the date must not lie ahead. */
  notAfter: z.literal('today').optional(),
  /** Says where something secret is kept: never the secret itself, and not for everybody to read. */
  guarded: z.literal(true).optional(),
  /** Nobody but people on the school's list will do. */
  listed: z.literal(true).optional(),
  /** The clause this field comes from. */
  clause: words.optional(),
});
export type Field = z.infer<typeof field>;

export type Checked = { value: string | string[] } | { problem: string };

/** What the checks need to know beside the answer itself. */
export type Surroundings = { today: string; answers: Answers };

export const longestLine = 150;
export const longestText = 3000;
const longestQuoted = 60;

/** The fields that count, given what has been answered so far. */
export function asked(fields: Field[], answers: Answers): Field[] {
  return fields.filter(
    (one) => !one.when || chosen(answers[one.when.field]).some((value) => one.when?.is.includes(value)),
  );
}

/** The first field that still needs an answer. An optional one that was skipped has an empty answer. */
export function firstOpen(fields: Field[], answers: Answers): Field | undefined {
  return asked(fields, answers).find((one) => answers[one.name] === undefined);
}

/** Checks a whole form. Answers to fields that are not asked are dropped. */
export function checkAll(
  fields: Field[],
  given: Answers,
  today: string,
): { answers: Answers; problems: Record<string, string> } {
  const answers: Answers = {};
  const problems: Record<string, string> = {};
  for (const one of fields) {
    if (!asked([one], answers).length) continue;
    const result = check(one, given[one.name], { today, answers });
    if ('problem' in result) problems[one.name] = result.problem;
    else answers[one.name] = result.value;
  }
  return { answers, problems };
}

/** Checks one answer, however it was given: typed in chat, or chosen on a form. */
export function check(one: Field, given: string | string[] | undefined, around: Surroundings): Checked {
  const parts = (Array.isArray(given) ? given : [given ?? ''])
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0)
    return one.optional ? { value: one.kind === 'choices' || one.kind === 'people' ? [] : '' } : missing(one);
  switch (one.kind) {
    case 'line':
    case 'text':
      return checkText(one, parts.join('\n'));
    case 'choice':
      return checkChoice(one, parts[0] ?? '');
    case 'choices':
      return checkChoices(one, parts);
    case 'people':
      return checkPeople(one, parts);
    case 'date':
      return checkDate(one, parts[0] ?? '', around);
  }
}

/** How an answer that was left out is shown. */
export const nothing = '–';

/** An answer in words, as a summary or a form shows it. */
export function shownAnswer(one: Field, answer: string | string[] | undefined): string {
  const parts = chosen(answer);
  if (parts.length === 0) return nothing;
  if (one.kind === 'date') return shownDate(parts[0] ?? '');
  return parts.map((part) => one.choices?.find((option) => option.value === part)?.label ?? part).join(', ');
}

export function shownDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return year && month && day ? `${day} ${months[month - 1]} ${year}` : date;
}

function chosen(answer: string | string[] | undefined): string[] {
  return (Array.isArray(answer) ? answer : [answer ?? '']).filter((part) => part !== '');
}

function missing(one: Field): Checked {
  if (one.kind === 'people')
    return { problem: `Please name at least ${count(one.least ?? 1, 'person', 'people')}.` };
  if (one.kind === 'choice' || one.kind === 'choices')
    return { problem: 'Please choose one of the answers.' };
  if (one.kind === 'date') return { problem: 'Please give a date, for example 14 March 2027.' };
  return { problem: 'Please write a few words here.' };
}

function checkText(one: Field, text: string): Checked {
  if (one.guarded ? looksLikePassword(text) : tellsPassword(text)) return { problem: noPasswords };
  const limit = one.longest ?? (one.kind === 'line' ? longestLine : longestText);
  const length = [...text].length;
  if (length > limit) return { problem: `That is ${length} characters; please keep it to ${limit}.` };
  return { value: text };
}

function checkChoice(one: Field, said: string): Checked {
  const option = matching(one, said);
  return option ? { value: option } : { problem: `Please choose one of: ${labels(one)}.` };
}

function checkChoices(one: Field, said: string[]): Checked {
  const wanted = said
    .flatMap((part) => (matching(one, part) ? [part] : part.split(/[,;\n]|\band\b|(?<=\d)\s+(?=\d)/i)))
    .map((part) => part.trim());
  const options = wanted.filter((part) => part !== '').map((part) => matching(one, part));
  if (options.some((option) => option === undefined))
    return { problem: `Please choose from: ${labels(one)}.` };
  const value = [...new Set(options.filter((option) => option !== undefined))];
  return value.length < (one.least ?? 1)
    ? { problem: `Please choose at least ${one.least ?? 1}.` }
    : { value };
}

/** By value, by label, or by the number of its place in the list; a unique beginning of the label will do. */
function matching(one: Field, said: string): string | undefined {
  const wanted = plain(said);
  const options = one.choices ?? [];
  const exact = options.find((option, at) =>
    [plain(option.value), plain(option.label), String(at + 1)].includes(wanted),
  );
  if (exact) return exact.value;
  const alike = wanted.length > 2 ? options.filter((option) => plain(option.label).startsWith(wanted)) : [];
  return alike.length === 1 ? alike[0]?.value : undefined;
}

function checkPeople(one: Field, said: string[]): Checked {
  const given = said
    .flatMap((part) => (meant(one, part).length > 0 ? [part] : part.split(/[,;\n]|\s+(?:and|&)\s+/i)))
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const unclear = given.find((name) => meant(one, name).length > 1);
  if (unclear)
    return {
      problem: `More than one person here is called “${clip(unclear, longestQuoted)}”. Please say which: ${meant(
        one,
        unclear,
      )
        .map((option) => option.label)
        .join(' or ')}.`,
    };
  const value = [...new Map(given.map((name) => [spoken(name), resolved(one, name)])).values()];
  const people = [...new Set(value)];
  if (people.length < given.length)
    return { problem: 'One name is there twice; please name different people.' };
  const least = one.least ?? 1;
  if (people.length < least) return { problem: `Please name at least ${count(least, 'person', 'people')}.` };
  const stranger = one.listed && people.find((name) => !known(one, name));
  if (stranger)
    return {
      problem: `I do not find “${clip(stranger, longestQuoted)}” on the school’s list of staff. Please check the name, or have them added first.`,
    };
  if (tellsPassword(people.join(' '))) return { problem: noPasswords };
  const long = people.find((name) => name.length > longestLine);
  return long ? { problem: 'One of the names is very long; please give names only.' } : { value: people };
}

function known(one: Field, id: string): boolean {
  return one.choices?.some((option) => option.value === id) ?? false;
}

/** A name that stands on the list becomes that person's id; any other stays a name. */
function resolved(one: Field, name: string): string {
  return meant(one, name)[0]?.value ?? name;
}

/** Everybody on the list whom these words may mean; what stands in brackets only tells people of one name apart. */
function meant(one: Field, name: string): Choice[] {
  const options = one.choices ?? [];
  const wanted = spoken(name);
  if (known(one, name)) return options.filter((option) => option.value === name);
  const exact = options.filter((option) => spoken(option.label) === wanted);
  if (exact.length > 0) return exact;
  return options.filter((option) => spoken(option.label.replace(/ \([^()]*\)$/, '')) === wanted);
}

function spoken(name: string): string {
  return plain(name.replace(/[,;]/g, ' '));
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

function checkDate(one: Field, said: string, around: Surroundings): Checked {
  const date = readDate(said);
  if (!date) return { problem: 'Please give a date, for example 14 March 2027.' };
  const earliest =
    one.notBefore === 'today'
      ? around.today
      : one.notBefore
        ? chosen(around.answers[one.notBefore])[0]
        : undefined;
  if (earliest && date < earliest)
    return { problem: `Please give a date that is not before ${shownDate(earliest)}.` };
  if (one.notAfter && date > around.today)
    return { problem: `That is still to come; please give a date up to ${shownDate(around.today)}.` };
  return { value: date };
}

/** Reads 2027-03-14, 14/3/2027, 14.3.27 and "14 March 2027" the British way round. */
export function readDate(said: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said);
  if (iso) return realDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const short = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(said);
  if (short) return realDate(fullYear(short[3] ?? ''), Number(short[2]), Number(short[1]));
  const long = /^(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,})\.?,? (\d{4})$/i.exec(said);
  const month = months.findIndex((name) => name.toLowerCase().startsWith((long?.[2] ?? '-').toLowerCase()));
  return long && month >= 0 ? realDate(Number(long[3]), month + 1, Number(long[1])) : undefined;
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year);
}

function realDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/[.!]$/, '');
}

function labels(one: Field): string {
  return (one.choices ?? []).map((option) => option.label).join(', ');
}

function count(number: number, single: string, plural: string): string {
  return `${number} ${number === 1 ? single : plural}`;
}
