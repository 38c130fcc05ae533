/** A form is a list of fields. The same rules check it asked one by one in chat or filled in all at once. */
import { check, partsOf } from './check.ts';
import { shownDate } from './dates.ts';
import type { Answers } from './event.ts';
import { type Field, labelOf } from './field.ts';

/** The fields that count, given what has been answered so far. */
export function asked(fields: Field[], answers: Answers): Field[] {
  return fields.filter(
    ({ when }) => !when || partsOf(answers[when.field]).some((value) => when.is.includes(value)),
  );
}

/** The first field that still needs an answer. An optional one that was skipped has an empty answer. */
export function firstOpen(fields: Field[], answers: Answers): Field | undefined {
  return asked(fields, answers).find((field) => answers[field.name] === undefined);
}

/** Checks a whole form. Answers to fields that are not asked are dropped. */
export function checkAll(
  fields: Field[],
  given: Answers,
  today: string,
): { answers: Answers; problems: Record<string, string> } {
  const answers: Answers = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    if (asked([field], answers).length === 0) continue;
    const result = check(field, given[field.name], { today, answers });
    if ('problem' in result) problems[field.name] = result.problem;
    else answers[field.name] = result.value;
  }
  return { answers, problems };
}

/** How an answer that was left out is shown. */
export const nothing = '–';

/** An answer in words, as a summary or a form shows it. */
export function shownAnswer(field: Field, answer: string | string[] | undefined): string {
  const parts = partsOf(answer);
  if (parts.length === 0) return nothing;
  if (field.kind === 'date') return shownDate(parts[0] ?? '');
  const labels = parts.map((part) => labelOf(field, part));
  // Where an answer has a comma of its own, another sign has to part them.
  return labels.join(labels.some((label) => label.includes(',')) && labels.length > 1 ? '; ' : ', ');
}

/** What was taken over from somebody's own words, said so that they can put it right. */
export function filledIn(fields: Field[], answers: Answers): string | undefined {
  const filled = fields.filter(({ name }) => partsOf(answers[name]).length > 0);
  if (filled.length === 0) return undefined;
  const shown = filled.map((field) =>
    asSentence(`${field.label}: ${shownAnswer(field, answers[field.name])}`),
  );
  return `I’ve filled in what you said. ${shown.join(' ')} To change it, write “change”.`;
}

/** Somebody's words may have their own full stop or question mark. */
export function asSentence(words: string): string {
  return /[.?!…]$/.test(words) ? words : `${words}.`;
}
