/** A form as a conversation: one question at a time, or part by part as a form; back, skip, change, cancel, and go on tomorrow. */

import { notice } from './card.ts';
import { check } from './check.ts';
import {
  aboutQuestion,
  cardOfQuestion,
  changeCard,
  closedQuestion,
  restorable,
  summaryCard,
} from './dialog-cards.ts';
import { type Draft, daysKept, keep, openDrafts } from './draft.ts';
import type { Answers } from './event.ts';
import type { Field } from './field.ts';
import { asked, checkAll, firstOpen } from './form.ts';
import { given } from './given.ts';
import { offeringStaff } from './staff.ts';
import type { Turn } from './turn.ts';

export type Begin = Pick<Draft, 'form' | 'title' | 'fields' | 'submit' | 'done'> & {
  intro?: string;
  /** Who reads it, and what happens then. */
  next: string;
  answers?: Answers;
  value?: Record<string, string>;
};

/** Puts the first question. One that was begun before and is still open goes on instead. */
export async function begin(turn: Turn, start: Begin): Promise<void> {
  if (!turn.takesForm(start.form))
    throw new Error(`Expected a duty that takes the form “${start.form}”, got none.`);
  const before = (await openDrafts(turn)).find(
    (draft) => draft.form === start.form && sameValue(draft.value, start.value ?? {}),
  );
  if (before) {
    turn.say(
      notice('info', `You’ve already started “${before.title}”, so let’s carry on where you left off.`),
    );
    return ask(turn, before);
  }
  const draft: Draft = {
    id: turn.reference('D'),
    person: turn.person.id,
    form: start.form,
    title: start.title,
    ...(start.intro ? { intro: start.intro } : {}),
    next: start.next,
    submit: start.submit,
    ...given({ done: start.done }),
    fields: offeringStaff(turn.school, start.fields),
    answers: start.answers ?? {},
    state: 'open',
    value: start.value ?? {},
    day: turn.today,
    touched: turn.event.at,
  };
  if (start.intro) turn.say(notice('info', start.intro));
  ask(turn, draft);
}

/**
 * The answers, if they still fit the form. A policy, or the list of staff, may have changed while they were being
 * written; then what fits is kept and the rest is asked again.
 */
export async function fitting(turn: Turn, form: Begin, answers: Answers): Promise<Answers | undefined> {
  const checked = checkAll(offeringStaff(turn.school, form.fields), answers, turn.today);
  const problems = Object.values(checked.problems);
  if (problems.length === 0) return checked.answers;
  turn.say(
    notice(
      'info',
      `Not quite yet: the questions or the people here have changed since you started. Your answers are kept. Only this is left: ${problems.join(' ')}`,
    ),
  );
  await begin(turn, { ...form, answers: checked.answers });
  return undefined;
}

/** The form that this person is in the middle of, if any. */
export async function currentDraft(turn: Turn): Promise<Draft | undefined> {
  return (await openDrafts(turn)).at(0);
}

export function accept(turn: Turn, draft: Draft, question: Field, answer: string | string[]): void {
  const result = check(question, answer, { today: turn.today, answers: draft.answers });
  if ('problem' in result) return put(turn, draft, question, result.problem, answer);
  const { refused: _, ...rest } = draft;
  ask(turn, { ...rest, answers: { ...draft.answers, [question.name]: result.value } });
}

/** Puts the next open question, or shows the summary where there is none left. */
export function ask(turn: Turn, draft: Draft): void {
  const question = firstOpen(draft.fields, draft.answers);
  if (question) put(turn, draft, question);
  else summarise(turn, draft);
}

/** `tried` is the answer that has just been refused. */
export function put(
  turn: Turn,
  draft: Draft,
  question: Field,
  problem?: string,
  tried?: string | string[],
): void {
  if (draft.asking !== question.name) closeQuestion(turn, draft);
  keep(turn, { ...draft, asking: question.name });
  turn.say(cardOfQuestion(draft, question, problem, tried), aboutQuestion(draft, question.name));
}

/** The question that was put last shows what was answered, and has no buttons any more. */
function closeQuestion(turn: Turn, draft: Draft): void {
  const question = draft.fields.find(({ name }) => name === draft.asking);
  if (question) turn.update(aboutQuestion(draft, question.name), closedQuestion(draft, question));
}

export function summarise(turn: Turn, draft: Draft): void {
  closeQuestion(turn, draft);
  const { asking: _asked, ...rest } = draft;
  keep(turn, rest);
  turn.say(
    summaryCard(
      draft,
      turn.school.people.map(({ name }) => name),
    ),
  );
}

/** To the question before the one on whose card that was said. */
export function back(turn: Turn, draft: Draft, from = draft.asking): void {
  const relevant = asked(draft.fields, draft.answers);
  const at = relevant.findIndex((field) => field.name === from);
  const before = relevant[(at < 0 ? relevant.length : at) - 1];
  if (before) put(turn, draft, before);
  else ask(turn, draft);
}

export function skip(turn: Turn, draft: Draft): void {
  const question = draft.fields.find((field) => field.name === draft.asking);
  if (!question) return summarise(turn, draft);
  if (question.optional) return accept(turn, draft, question, '');
  put(turn, draft, question, 'I need an answer to this one, so you can’t skip it.');
}

export function offerChange(turn: Turn, draft: Draft): void {
  keep(turn, draft);
  turn.say(changeCard(draft));
}

export function pause(turn: Turn, draft: Draft): void {
  keep(turn, draft);
  turn.say(notice('info', `Kept as it is. Write “go on” whenever you like. It’ll wait ${daysKept} days.`));
}

export function cancel(turn: Turn, draft: Draft): void {
  closeQuestion(turn, draft);
  keep(turn, { ...draft, state: 'cancelled' });
  turn.replace(restorable(draft, `“${draft.title}” is cancelled. Nothing was sent.`));
}

function sameValue(value: Record<string, string>, other: Record<string, string>): boolean {
  return JSON.stringify(Object.entries(value).sort()) === JSON.stringify(Object.entries(other).sort());
}
