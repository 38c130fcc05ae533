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

const commands: [RegExp, (turn: Turn, draft: Draft) => void][] = [
  [
    /^((no|oh|oh no|oops|sorry|wait|please|actually|ok|okay|just|right|hmm|um|well|and)[,.!]* )*(cancel|stop|abort|undo|forget it|never ?mind|quit|(that.?s|this is) (wrong|a mistake|not right|not it|not what i (meant|wanted|asked))|(not|i did.?n.?t (mean|want|ask for)) (that|this|it)|(wrong|not) one)( (it|this|that))?[.!]*$/i,
    cancel,
  ],
  [/^(back|go back|previous)[.!]*$/i, back],
  [/^(skip|none|no thanks|leave it|pass)( (it|this|that))?[.!]*$/i, skip],
  [/^(change|edit|change (an|my) answers?|fix|correct)( something)?[.!]*$/i, offerChange],
  [/^(go on|continue|resume|carry on|where was i)\??[.!]*$/i, ask],
  [/^(later|pause|not now|tomorrow)[.!]*$/i, pause],
];

/** Is this one of the words that steer a conversation, rather than an answer or something new? */
export function steers(draft: Draft, text: string): boolean {
  const said = text.trim();
  return (
    commands.some(([words]) => words.test(said)) ||
    wantedField(draft, said) !== undefined ||
    changedField(draft, said) !== undefined
  );
}

/** Takes what was typed as a command or as the answer to the question that was put. */
export function takeAnswer(turn: Turn, draft: Draft, text: string): void {
  const said = text.trim();
  const command = commands.find(([words]) => words.test(said));
  if (command) return command[1](turn, draft);
  const named = wantedField(draft, said);
  if (named) return put(turn, draft, named);
  const changed = changedField(draft, said);
  if (changed) return acceptSaid(turn, draft, changed.field, changed.answer);
  const question = draft.fields.find((field) => field.name === draft.asking);
  if (question?.optional && leavesOpen(turn, draft, question, said)) return skip(turn, draft);
  // Whoever says it twice means it.
  if (question && isNone(question, said) && draft.refused !== said)
    return put(
      turn,
      { ...draft, refused: said },
      question,
      `I haven’t taken “${said}” as your answer. Please write ${question.kind === 'people' ? 'a name' : 'a few words'}, or say it again if that’s it.`,
    );
  if (question) return acceptSaid(turn, draft, question, said);
  turn.say(
    notice(
      'info',
      `Nothing has been sent yet. Press “${draft.submit}” when it’s right, or write “change” and what to change.`,
    ),
  );
  summarise(turn, draft);
}

function acceptSaid(turn: Turn, draft: Draft, question: Field, said: string): void {
  accept(turn, draft, question, question.kind === 'people' ? withSelf(turn, said) : said);
}

/** "Me and Joy Bell": whoever writes is named as well. */
function withSelf({ person, school }: Turn, said: string): string {
  const self = school.people.some(({ id }) => id === person.id) ? person.id : person.name;
  return said.replace(
    /(^|[,;&\n]|\band\b)(\s*)(?:me|myself|i)(?=\s*[.!]?\s*$|\s*[,;&\n]|\s+and\b)/gi,
    `$1$2${self}`,
  );
}

/** Where there is something to choose from, these words may be one of the answers. */
function leavesOpen({ today }: Turn, { answers }: Draft, question: Field, said: string): boolean {
  if (question.kind !== 'choice' && question.kind !== 'choices') return unknown.test(said) || no.test(said);
  return unknown.test(said) && 'problem' in check(question, said, { today, answers });
}

const no = /^(?:no|nope|none|nobody|no one|no thanks|no thank you|nothing)[.! ]*$/i;
const unknown =
  /^(?:(?:sorry|um|hmm|well|honestly)[,. ]+)?(?:idk|dunno|not sure|no idea|unsure|unknown|can[’']?t (?:say|remember|recall)|(?:i )?(?:really )?(?:don[’']?t|do not) (?:know|remember|recall)|i[’']?m not sure|i have no idea|i forgot)(?: (?:sorry|yet|exactly|who|when|where|that|this|it|who it (?:is|was)|when it was))*[.! ]*$/i;

/** What somebody says to whatever went before, rather than as the answer to a question that wants words. */
function isNone(question: Field, said: string): boolean {
  if (question.kind === 'people') return unknown.test(said) || no.test(said);
  return isWritten(question) && (unknown.test(said) || noAnswer.test(said));
}

const noAnswer =
  /^(?:yes|yeah|yep|no|nope|ok|okay|sure|right|fine|thanks|thank you|cheers|ta|lol|hi|hello|(?:send|submit)(?: it)?)(?: (?:please|thanks|then))?[.! ]*$/i;

function isWritten({ kind }: Field): boolean {
  return kind === 'line' || kind === 'text';
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

function summarise(turn: Turn, draft: Draft): void {
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

function pause(turn: Turn, draft: Draft): void {
  keep(turn, draft);
  turn.say(notice('info', `Kept as it is. Write “go on” whenever you like. It’ll wait ${daysKept} days.`));
}

export function cancel(turn: Turn, draft: Draft): void {
  closeQuestion(turn, draft);
  keep(turn, { ...draft, state: 'cancelled' });
  turn.replace(restorable(draft, `“${draft.title}” is cancelled. Nothing was sent.`));
}

/** The answer that "change the audience" speaks of. */
function wantedField(draft: Draft, said: string): Field | undefined {
  const name = /^(?:change|edit) (?:the |my )?([^.!]{1,60})[.!]*$/i.exec(said)?.[1];
  return name ? fieldCalled(draft, name) : undefined;
}

/** "Change the audience to Year 5 families" says it all at once. */
function changedField(draft: Draft, said: string): { field: Field; answer: string } | undefined {
  const [, name = '', answer = ''] =
    /^(?:change|edit) (?:the |my )?(.{1,60}?) (?:to|into) (.+)$/is.exec(said) ?? [];
  const field = name ? fieldCalled(draft, name) : undefined;
  return field && { field, answer };
}

function fieldCalled(draft: Draft, called: string): Field | undefined {
  const name = asTyped(called);
  return asked(draft.fields, draft.answers).find(
    (field) => asTyped(field.label).includes(name) || field.name.toLowerCase() === name,
  );
}

/** "Who it’s about" is also "who its about" and "who it is about". */
function asTyped(label: string): string {
  return label
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/\bit is\b/g, 'its');
}

function sameValue(value: Record<string, string>, other: Record<string, string>): boolean {
  return JSON.stringify(Object.entries(value).sort()) === JSON.stringify(Object.entries(other).sort());
}
