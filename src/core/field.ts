/** The kinds of questions a form can ask, and what each of them can have. Policy packs and stored drafts hold them as they are. */
import { z } from 'zod';

const words = z.string().trim().min(1);

const choice = z.strictObject({ value: words, label: words });
export type Choice = z.infer<typeof choice>;
const choices = z.array(choice).min(1);

const everyField = {
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  label: words,
  /** The question as it is asked in chat. */
  ask: words,
  help: words.optional(),
  section: words.optional(),
  optional: z.literal(true).optional(),
  /** It can be left open for now only. */
  later: z.literal(true).optional(),
  /** Whoever decides on it reads this first. */
  lead: z.literal(true).optional(),
  /** Asked only when another field has one of these answers. */
  when: z.strictObject({ field: words, is: z.array(words).min(1) }).optional(),
  /** The clause this field comes from. */
  clause: words.optional(),
};

const written = {
  ...everyField,
  /** Longest text, in characters. */
  longest: z.int().min(1).max(3000).optional(),
  /** Children are named by initials here; where a name seems to stand in it, whoever wrote it is asked. */
  initials: z.literal(true).optional(),
  /** Words that are meant for others: a question among them is none to us, and a call from the press is no call. */
  quoted: z.literal(true).optional(),
  /** Says where something secret is kept: never the secret itself, and not for everybody to read. */
  guarded: z.literal(true).optional(),
};

/** Fewest people or choices. */
const least = z.int().min(1).optional();

export const field = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), ...written }),
  z.strictObject({ kind: z.literal('text'), ...written }),
  z.strictObject({
    kind: z.literal('choice'),
    ...everyField,
    choices,
    /** What has to be read before it can be answered. */
    passage: words.optional(),
    /** Only this one is taken; whoever chooses another reads why, and chooses again. */
    right: z.strictObject({ value: words, because: words }).optional(),
  }),
  z.strictObject({ kind: z.literal('choices'), ...everyField, choices, least }),
  z.strictObject({
    kind: z.literal('people'),
    ...everyField,
    least,
    /** The staff who can be chosen. Without them anybody can be named. */
    choices: choices.optional(),
    /** Nobody but people on the school's list will do. */
    listed: z.literal(true).optional(),
  }),
  z.strictObject({
    kind: z.literal('date'),
    ...everyField,
    /** Not before today, or before the date in another field. */
    notBefore: words.optional(),
    /** Later than the date in another field: nothing ends on the day it begins. */
    after: words.optional(),
    /** Something that has happened: the date must not lie ahead. */
    notAfter: z.literal('today').optional(),
  }),
]);
export type Field = z.infer<typeof field>;
export type FieldOf<Kind extends Field['kind']> = Extract<Field, { kind: Kind }>;

const longest = { line: 150, text: 3000 };

/** How many characters may be written. */
export function longestIn(field: FieldOf<'line' | 'text'>): number {
  return field.longest ?? longest[field.kind];
}

/** The longest of names, and the longest of lists of names. */
export const longestName = longest.line;
export const longestNames = longest.text;

export function choicesOf(field: Field): Choice[] {
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return field.choices;
    case 'people':
      return field.choices ?? [];
    case 'line':
    case 'text':
    case 'date':
      return [];
  }
}

export function passageOf(field: Field): string | undefined {
  return field.kind === 'choice' ? field.passage : undefined;
}

/** What somebody reads for an answer. */
export function labelOf(field: Field, value: string): string {
  return choicesOf(field).find((choice) => choice.value === value)?.label ?? value;
}
