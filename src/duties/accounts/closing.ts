/** Closing an account: planned for a day, or at once by a leader; the administrator confirms, and the record stays. */

import {
  actor,
  isAdministrator,
  isLeader,
  tellAdministrators,
  tellLeaders,
} from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { button, type FormCard, notice } from '../../core/card.ts';
import type { Answers } from '../../core/event.ts';
import { checkAll, type Field, shownDate } from '../../core/form.ts';
import type { Value } from '../../core/handler.ts';
import { isAmong } from '../../core/someone.ts';
import { type Account, accounts, keepAccount, titleOf } from './account.ts';
import { aboutTask, type contentWords, showAccount, taskCard } from './account-cards.ts';

type Content = keyof typeof contentWords;

const onField: Field = {
  name: 'on',
  kind: 'date',
  label: 'Closes on',
  ask: 'When does it close?',
  notBefore: 'today',
};
const contentField: Field = {
  name: 'content',
  kind: 'choice',
  label: 'What is on it',
  ask: 'What becomes of what is on it?',
  choices: [
    { value: 'archived', label: 'The school archives it' },
    { value: 'deleted', label: 'It is deleted' },
    { value: 'readable', label: 'It stays readable, and nobody posts' },
  ],
};
const whyField: Field = {
  name: 'why',
  kind: 'text',
  label: 'Why',
  ask: 'Why does it close?',
  longest: 1000,
};

export async function openPlan(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await plannable(turn, value);
  if (one)
    turn.openForm({
      ...closingForm(one, 'accounts.plan', [onField, contentField, whyField]),
      answers: one.closes && one.closes >= turn.today ? { on: one.closes } : {},
    });
}

export async function plan(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const one = await plannable(turn, value);
  if (!one) return;
  const { answers: given, problems } = checkAll([onField, contentField, whyField], answers, turn.today);
  const on = String(given.on ?? '');
  if (one.goesLive && on < one.goesLive && !problems.on)
    problems.on = `It goes live on ${shownDate(one.goesLive)}, so it cannot close before.`;
  if (Object.keys(problems).length > 0) return turn.refuse(problems);
  const planned = { ...one, closure: closureOf(turn, on, given) };
  const words = `Closing planned for ${shownDate(on)} by ${turn.person.name}: ${brief(planned.closure.why)}`;
  const kept = await keepAccount(turn, planned, 'planned the closing of an account', words);
  showAccount(turn, kept);
  tellThoseConcerned(turn, kept, `“${titleOf(kept)}” closes on ${shownDate(on)}. ${kept.closure?.why ?? ''}`);
  await closePlanned(turn);
}

export async function openClose(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await closable(turn, value);
  if (one) turn.openForm(closingForm(one, 'accounts.close', [contentField, whyField]));
}

export async function closeAtOnce(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const one = await closable(turn, value);
  if (!one) return;
  const { answers: given, problems } = checkAll([contentField, whyField], answers, turn.today);
  if (Object.keys(problems).length > 0) return turn.refuse(problems);
  const words = `To be closed at once, says ${turn.person.name}: ${brief(String(given.why))}`;
  await beginClosing(turn, { ...one, closure: closureOf(turn, turn.today, given) }, words);
}

function closureOf(turn: PolicyTurn, on: string, given: Answers) {
  return { on, content: given.content as Content, why: String(given.why), by: actor(turn) };
}

function closingForm(one: Account, form: string, fields: Field[]): FormCard {
  return {
    kind: 'form',
    form,
    title: 'Close an account',
    intro: titleOf(one),
    fields,
    answers: {},
    problems: {},
    submit: 'Save',
    value: { id: one.id },
  };
}

/** On the day that was planned, the administrator is asked to close it. */
export async function closePlanned(turn: PolicyTurn): Promise<void> {
  for (const one of await turn.work.find(accounts, 'closing:planned')) {
    if (one.closure && one.closure.on <= turn.today)
      await beginClosing(turn, one, 'The day of its planned closing has come');
  }
}

async function beginClosing(turn: PolicyTurn, one: Account, words: string): Promise<void> {
  const { reminded: _, ...rest } = one;
  const closing: Account = { ...rest, state: 'closing', since: turn.today };
  const kept = await keepAccount(turn, closing, 'began to close an account', words);
  showAccount(turn, kept);
  tellAdministrators(turn, taskCard(turn, kept), aboutTask(kept));
  tellThoseConcerned(turn, kept, `“${titleOf(kept)}” is being closed. ${kept.closure?.why ?? ''}`);
}

export async function keepOpen(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await plannable(turn, value);
  if (!one) return;
  if (!one.closure)
    return turn.whisper(notice('info', 'Its closing is not planned, so nothing was changed.'));
  const { closure: _, ...rest } = one;
  const words = `Its planned closing was called off by ${turn.person.name}`;
  const kept = await keepAccount(turn, rest, 'called off the closing of an account', words);
  showAccount(turn, kept);
  tellThoseConcerned(turn, kept, `“${titleOf(kept)}” stays open after all. ${words}.`);
}

export async function confirmClosed(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await turn.work.get(accounts, value.id ?? '');
  if (!one) return turn.whisper(gone());
  if (!isAdministrator(turn)) {
    turn.audit('was refused: the administrator confirms a closing', one.id);
    return turn.whisper(notice('info', 'The administrator confirms this, so nothing was changed.'));
  }
  if (one.state !== 'closing')
    return turn.whisper(
      notice('info', `It is ${one.state === 'closed' ? 'closed already' : 'not being closed'}.`),
    );
  const words = `Closed, as ${turn.person.name} confirms`;
  const kept = await keepAccount(turn, { ...one, state: 'closed' }, 'closed an account', words);
  showAccount(turn, kept);
  tellThoseConcerned(turn, kept, `“${titleOf(kept)}” is closed. Its record stays in the register.`);
}

function tellThoseConcerned(turn: PolicyTurn, one: Account, text: string): void {
  const card = notice('info', text, {
    buttons: [button('Show the account', 'accounts.account', { id: one.id })],
  });
  for (const owner of one.owners) turn.tell({ person: owner.id }, card);
  tellLeaders(turn, card);
}

/** Those who run it or manage them, the leaders and the administrator plan a closing. */
async function plannable(turn: PolicyTurn, value: Value): Promise<Account | undefined> {
  const one = await inUse(turn, value);
  if (!one) return undefined;
  const managers = turn.school.people
    .filter((person) => isAmong(one.owners, person.id))
    .map((person) => person.manager);
  const me = turn.person.id;
  const may =
    isAmong(one.owners, me) || managers.includes(me) || isLeader(turn.person) || isAdministrator(turn);
  if (may) return one;
  turn.audit('was refused: may not plan the closing of this account', one.id);
  turn.whisper(
    notice('info', 'Its owners, the leaders and the administrator plan its closing, so nothing was changed.'),
  );
  return undefined;
}

async function closable(turn: PolicyTurn, value: Value): Promise<Account | undefined> {
  const one = await inUse(turn, value);
  if (!one || isLeader(turn.person)) return one;
  turn.audit('was refused: only leaders close an account at once', one.id);
  turn.whisper(
    notice(
      'info',
      'Closing at once is for the leaders, so nothing was changed. You can plan a closing instead.',
    ),
  );
  return undefined;
}

async function inUse(turn: PolicyTurn, value: Value): Promise<Account | undefined> {
  const one = await turn.work.get(accounts, value.id ?? '');
  if (!one) turn.whisper(gone());
  else if (one.state === 'closing' || one.state === 'closed')
    turn.whisper(notice('info', `It is ${one.state === 'closed' ? 'closed' : 'being closed'} already.`));
  else return one;
  return undefined;
}

function gone() {
  return notice('info', 'This account is no longer on record, so nothing was changed.');
}
