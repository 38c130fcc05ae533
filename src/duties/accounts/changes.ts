/** Changes to a running account that the policy wants approved: each a small request, carried out when it is signed. */

import { isAdministrator, isLeader, peopleIn, tellAdministrators } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, brief } from '../../conversation/words.ts';
import { button, notice } from '../../core/card.ts';
import { begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Value } from '../../core/handler.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import type { Policy } from '../../policy/pack.ts';
import { type Account, accounts, keepAccount, runs, titleOf } from './account.ts';
import { showAccount } from './account-cards.ts';
import { inPrivateWithWord } from './applying.ts';
import type { Request } from './request.ts';
import { type Asked, sayStatus, sendNew } from './sending.ts';

export type Change = Policy['application']['changes'][number];

/** Which change is it to be? */
export async function askWhichChange(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await changeable(turn, value);
  if (!one) return;
  const sensible = turn.policy.application.changes.filter(
    (change) => change.does !== 'open' || one.open !== 'open',
  );
  inPrivateWithWord(turn).say({
    kind: 'question',
    title: titleOf(one),
    text: 'What is to change? It goes to the same people as a new account.',
    choices: sensible.map((change) =>
      button(change.label, 'accounts.change', { id: one.id, change: change.id }),
    ),
    buttons: [],
  });
}

export async function beginChange(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await changeable(turn, value);
  const change = one && changeCalled(turn, value);
  if (!one || !change) return;
  await begin(inPrivateWithWord(turn), changeForm(one, change));
}

function changeForm(one: Account, change: Change) {
  return {
    form: 'accounts.change',
    title: changeTitle(one, change),
    fields: change.fields,
    submit: 'Send it',
    value: { id: one.id, change: change.id },
  };
}

function changeTitle(one: Account, change: Change): string {
  return `${change.label}: ${titleOf(one)}`;
}

export async function finishChange(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const one = await changeable(turn, value);
  const change = one && changeCalled(turn, value);
  if (!one || !change) return;
  const form = changeForm(one, change);
  const given = await fitting(turn, form, answers);
  if (!given) return;
  const already = peopleIn(turn.school, given.people).filter((person) =>
    isAmong(change.does === 'add-owners' ? one.owners : one.moderators, person.id),
  );
  if (already.length > 0)
    return turn.say(
      notice(
        'info',
        `${andList(already.map((person) => person.name))} does that already, so nothing was sent.`,
      ),
    );
  await sayStatus(turn, await sendNew(turn, askedChange(turn, one, change, given)));
}

export function askedChange(turn: PolicyTurn, one: Account, change: Change, answers: Answers): Asked {
  const { carries, nameField, platformField } = turn.policy.application;
  const { id, label, does } = change;
  return {
    kind: 'change',
    title: changeTitle(one, change),
    fields: change.fields,
    answers,
    peopleFields: ['people'],
    carries,
    nameField,
    platformField,
    account: one.id,
    change: { id, label, does },
  };
}

/** Every signature is there: the account changes, and the administrator is asked to do the same on the platform. */
export async function carryOutChange(turn: PolicyTurn, request: Request): Promise<void> {
  const one = await turn.work.get(accounts, request.account ?? '');
  const { change } = request.terms;
  if (!one || !change || one.state === 'closed') {
    return turn.tell(
      { person: request.applicant.id },
      notice(
        'info',
        `“${brief(request.title)}” was approved, but the account is closed, so nothing was changed.`,
      ),
    );
  }
  const words = `${change.label}${detailOf(turn, request)}, approved by ${request.ended?.by.name ?? 'the school'} (${request.id})`;
  const kept = await keepAccount(turn, changed(turn, one, request, change), 'changed an account', words);
  showAccount(turn, kept);
  tellAdministrators(
    turn,
    notice('info', `${titleOf(kept)}: ${words}. Please make the same change on the platform.`, {
      buttons: [button('Show the account', 'accounts.account', { id: kept.id })],
    }),
  );
}

function changed(
  turn: PolicyTurn,
  one: Account,
  request: Request,
  change: NonNullable<Request['terms']['change']>,
): Account {
  const people = peopleIn(turn.school, request.answers.people, request.people);
  const approved = union(one.approved, people);
  switch (change.does) {
    case 'add-owners':
      return { ...one, approved, owners: union(one.owners, people) };
    case 'add-moderators':
      return { ...one, approved, moderators: union(one.moderators, people) };
    case 'open':
      return { ...one, open: 'open' };
    case 'permit':
      return {
        ...one,
        leave: [...one.leave, { label: change.label, words: String(request.answers.what ?? '') }],
      };
  }
}

function union(people: Someone[], more: Someone[]): Someone[] {
  return [...people, ...more.filter((person) => !isAmong(people, person.id))];
}

function detailOf(turn: PolicyTurn, request: Request): string {
  const people = peopleIn(turn.school, request.answers.people, request.people).map((person) => person.name);
  const what = String(request.answers.what ?? '');
  return people.length > 0 ? ` (${andList(people)})` : what ? ` (${brief(what)})` : '';
}

/** The account, if it is there to be changed and this person may ask for that; else a private word about why not. */
async function changeable(turn: PolicyTurn, value: Value): Promise<Account | undefined> {
  const one = await turn.work.get(accounts, value.id ?? '');
  if (!one) turn.whisper(notice('info', 'This account is no longer on record, so nothing was changed.'));
  else if (one.state === 'closing' || one.state === 'closed')
    turn.whisper(notice('info', 'This account is closed or being closed, so nothing was changed.'));
  else if (!runs(one, turn.person.id) && !isLeader(turn.person) && !isAdministrator(turn)) {
    turn.audit('was refused: those who run an account ask for changes to it', one.id);
    turn.whisper(
      notice('info', 'Those who run this account, the leaders and the administrator ask for changes to it.'),
    );
  } else return one;
  return undefined;
}

function changeCalled(turn: PolicyTurn, value: Value): Change | undefined {
  const change = turn.policy.application.changes.find((one) => one.id === value.change);
  if (!change)
    turn.whisper(notice('info', 'The policy no longer speaks of this change, so nothing was changed.'));
  return change;
}
