/** Checks one answer, and says kindly what has to be put right. */
import { directoryOf, peopleBy, plainName } from './called.ts';
import { clip, longestText } from './clip.ts';
import { shownDate } from './dates.ts';
import { readDay } from './day-words.ts';
import type { Answers } from './event.ts';
import {
  type Choice,
  choicesOf,
  type Field,
  type FieldOf,
  longestIn,
  longestName,
  longestNames,
} from './field.ts';
import { looksLikePassword, noPasswords, tellsPassword } from './password.ts';

export type Checked = { value: string | string[] } | { problem: string };

/** What the checks need to know beside the answer itself. */
export type Context = { today: string; answers: Answers };

/** However it was given: typed in chat, or chosen on a form. */
export function check(field: Field, answer: string | string[] | undefined, context: Context): Checked {
  const parts = partsOf(answer)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return field.optional ? { value: leftOut(field) } : { problem: missing(field) };
  switch (field.kind) {
    case 'line':
    case 'text':
      return checkText(field, parts.join('\n'));
    case 'choice':
      return checkChoice(field, parts[0] ?? '');
    case 'choices':
      return checkChoices(field, parts);
    case 'people':
      return checkPeople(field, parts);
    case 'date':
      return checkDate(field, parts[0] ?? '', context);
  }
}

/** The parts of an answer, whether it takes one or several; none where it was left out. */
export function partsOf(answer: string | string[] | undefined): string[] {
  return [answer ?? []].flat().filter((part) => part !== '');
}

function leftOut(field: Field): string | string[] {
  return field.kind === 'choices' || field.kind === 'people' ? [] : '';
}

const aDate = 'Please give a date, for example 14 March 2027.';

/** What is said where an answer is needed and there is none. */
export function missing(field: Field): string {
  switch (field.kind) {
    case 'line':
    case 'text':
      return 'Please write a few words here.';
    case 'choice':
    case 'choices':
      return 'Please choose one of the answers.';
    case 'people':
      return tooFewPeople(field);
    case 'date':
      return aDate;
  }
}

function checkText(field: FieldOf<'line' | 'text'>, text: string): Checked {
  const longest = longestIn(field);
  const length = [...text].length;
  // First, because what has no end is not looked into.
  if (length > longest) return { problem: tooLong(length, longest) };
  if (field.guarded ? looksLikePassword(text) : tellsPassword(text)) return { problem: noPasswords };
  return { value: text };
}

/** What is as long as doors let in may have been longer still. */
function tooLong(length: number, longest: number): string {
  const long = length < longestText ? `${length} characters` : 'far too long';
  return `That’s ${long}. Please keep it to ${longest}${length < longestText ? '' : ' characters'}.`;
}

function checkChoice({ choices, right }: FieldOf<'choice'>, said: string): Checked {
  const value = matching(choices, said) ?? (simplyYes.test(said) ? onlyOne(choices) : undefined);
  if (!value) return { problem: 'Please choose one of these.' };
  return right && value !== right.value ? { problem: `${notQuite} ${right.because}` } : { value };
}

/** How it is said that another answer is the right one. */
export const notQuite = 'Not quite.';

/** Where there is nothing to choose from, any yes will do. */
const simplyYes =
  /^(?:yes|yep|yeah|ok|okay|next|done|sure|i agree|(?:i(?:[’']ve| have) )?read(?: it)?)[.! ]*$/i;

function onlyOne([first, ...others]: Choice[]): string | undefined {
  return others.length === 0 ? first?.value : undefined;
}

function checkChoices({ choices, least = 1 }: FieldOf<'choices'>, said: string[]): Checked {
  const parts = said
    .flatMap((part) => (matching(choices, part) ? [part] : part.split(/[,;\n]|\band\b|(?<=\d)\s+(?=\d)/i)))
    .map((part) => part.trim());
  const different = [...new Set(parts)].filter((part) => part !== '');
  // The first that is none of them is enough to know.
  if (different.some((part) => matching(choices, part) === undefined))
    return { problem: 'Please choose from these.' };
  const value = [...new Set(different.flatMap((part) => matching(choices, part) ?? []))];
  return value.length < least ? { problem: `Please choose at least ${least}.` } : { value };
}

/**
 * By value, by label, or by the number of its place in the list; the beginning of a label will do, or words in it, where
 * no other label has them.
 */
function matching(choices: Choice[], said: string): string | undefined {
  if (said.length > longestNames) return undefined;
  const wanted = plain(said);
  const exact = choices.find((choice, at) =>
    [plain(choice.value), plain(choice.label), String(at + 1)].includes(wanted),
  );
  if (exact) return exact.value;
  const alike = choices.filter(({ label }) => beginsWith(plain(label), wanted));
  const having = alike.length === 0 ? choices.filter(({ label }) => holdsWords(plain(label), wanted)) : alike;
  return having.length === 1 ? having[0]?.value : undefined;
}

/** What is as short as "no" has to be a word of its own. */
function beginsWith(label: string, wanted: string): boolean {
  if (wanted.length > 2) return label.startsWith(wanted);
  return wanted.length === 2 && label.startsWith(wanted) && !/^[\p{L}\p{N}]/u.test(label.slice(2));
}

/** "The logo" is in "The school’s logo or badge"; a short word may be anywhere. */
function holdsWords(label: string, wanted: string): boolean {
  const words = wanted.replace(/^(?:the|an?|my|our) /, '');
  return words.length > 3 && ` ${label} `.includes(` ${words} `);
}

function checkPeople(field: FieldOf<'people'>, said: string[]): Checked {
  if (field.optional && said.length === 1 && nobody.test(said[0] ?? '')) return { value: [] };
  const staff = choicesOf(field);
  const length = said.reduce((sum, part) => sum + part.length, 0);
  if (length > Math.max(longestNames, longestIds(staff)))
    return { problem: `That’s a long list. Please keep the names to ${longestNames} characters.` };
  const meant = meantAmong(staff);
  const names = said
    .flatMap((part) => (meant(part).length > 0 ? [part] : part.split(/[,;\n+/]|(?<!\s)\s+(?:and|&)\s+/i)))
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const unclear = names.find((name) => meant(name).length > 1);
  if (unclear) return { problem: whichOfThem(unclear, meant(unclear)) };
  // A name that stands on the list becomes that person's id; any other stays a name.
  const people = [
    ...new Set(new Map(names.map((name) => [plainName(name), meant(name)[0]?.value ?? name])).values()),
  ];
  if (people.length < names.length)
    return { problem: 'You’ve given one name twice. Please name different people.' };
  if (people.length < (field.least ?? 1)) return { problem: tooFewPeople(field) };
  const stranger = field.listed && people.find((name) => !isListed(staff, name));
  if (stranger) return { problem: notOnTheList(stranger) };
  if (tellsPassword(people.join(' '))) return { problem: noPasswords };
  return people.some((name) => name.length > longestName)
    ? { problem: 'One of the names is very long. Please give names only.' }
    : { value: people };
}

const nobody = /^(?:no|none|nobody|no ?one|n\/?a|nobody else|no one else|just us|nope|nil)[.! ]*$/i;

const longestQuoted = 60;

function whichOfThem(name: string, namesakes: Choice[]): string {
  const which = namesakes.map((person) => person.label).join(' or ');
  return `More than one person here is called “${clip(name, longestQuoted)}”. Please say which: ${which}.`;
}

function notOnTheList(name: string): string {
  return `I can’t find “${clip(name, longestQuoted)}” on the school’s staff list. Please check the name, or ask to have them added first.`;
}

function tooFewPeople({ least = 1 }: FieldOf<'people'>): string {
  return `Please name at least ${least} ${least === 1 ? 'person' : 'people'}.`;
}

function isListed(staff: Choice[], id: string): boolean {
  return staff.some((person) => person.value === id);
}

/** Everybody may be named at once by whoever picks them from the list. */
function longestIds(staff: Choice[]): number {
  return staff.reduce((sum, { value }) => sum + value.length, 0);
}

/** Everybody on the list whom a name may mean; what stands in brackets only tells people of one name apart. */
function meantAmong(staff: Choice[]): (name: string) => Choice[] {
  const byId = new Map(staff.map((person) => [person.value, [person]]));
  const byLabel = peopleBy(staff, ({ label }) => [plainName(label)]);
  const called = directoryOf(staff, ({ label }) => label.replace(/ \([^()]*\)$/, ''));
  return (name) => byId.get(name) ?? byLabel.get(plainName(name)) ?? called(name);
}

function checkDate({ notBefore, after, notAfter }: FieldOf<'date'>, said: string, context: Context): Checked {
  const date = said.length > longestName ? undefined : readDay(said, context.today, notAfter === 'today');
  if (!date) return { problem: aDate };
  const earliest = notBefore === 'today' ? context.today : partsOf(context.answers[notBefore ?? ''])[0];
  if (earliest && date < earliest)
    return { problem: `Please give a date on or after ${shownDate(earliest)}.` };
  const [start] = partsOf(context.answers[after ?? '']);
  if (start && date <= start) return { problem: `Please give a date after ${shownDate(start)}.` };
  if (notAfter && date > context.today)
    return { problem: `That date is in the future. Please give one up to ${shownDate(context.today)}.` };
  return { value: date };
}

function plain(text: string): string {
  return text.trim().toLowerCase().replace(/,/g, '').replace(/\s+/g, ' ').replace(/[.!]$/, '');
}
