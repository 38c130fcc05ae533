/** What every door shows of the questions of a form, each in the manner of its platform. */
import type { FormCard } from '../core/card.ts';
import { partsOf } from '../core/check.ts';
import { type Choice, choicesOf, type Field, labelOf, passageOf } from '../core/field.ts';

export type Question = {
  field: Field;
  /** What has been answered so far. */
  answer: string[];
  mustBeFilled: boolean;
  /** The name of the section that begins here. */
  section: string | undefined;
  help: string;
  problem: string | undefined;
};

export function questionsOf(card: FormCard): Question[] {
  return card.fields.map((field, at) => ({
    field,
    answer: partsOf(card.answers[field.name]),
    mustBeFilled: !field.optional && !field.when,
    section: field.section === card.fields[at - 1]?.section ? undefined : field.section,
    help: [
      passageOf(field),
      field.help,
      condition(field, card),
      field.later && 'You can leave it open for now.',
    ]
      .filter(Boolean)
      .join(' '),
    problem: card.problems[field.name],
  }));
}

/** No platform can hide a question until it counts, so it says when that is. */
function condition({ when }: Field, { fields, others = [] }: FormCard): string | undefined {
  if (!when) return undefined;
  const other = [...fields, ...others].find((field) => field.name === when.field);
  const answers = when.is.map((value) => `“${other ? labelOf(other, value) : value}”`);
  return `Only if “${other?.label ?? when.field}” is ${answers.join(' or ')}.`;
}

/** What has to be put right and belongs to no question of this form. */
export function looseProblems({ fields, problems }: FormCard): string[] {
  return Object.entries(problems).flatMap(([name, problem]) =>
    fields.some((field) => field.name === name) ? [] : [problem],
  );
}

/** What can be chosen. Somebody who was named in the chat and is not on the list must not get lost. */
export function optionsOf({ field, answer }: Question): Choice[] {
  const listed = choicesOf(field);
  const unlisted = answer.filter((value) => !listed.some((choice) => choice.value === value));
  return [...listed, ...unlisted.map((value) => ({ value, label: value }))];
}

export const placeholders = { names: 'One name on each line', choice: 'Choose' };
