/** Changes to a running account that the policy wants approved: each a small request of its own. */
import { isAdministrator, peopleIn } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { button, notice, questionCard } from '../../core/card.ts';
import { begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Value } from '../../core/handler.ts';
import { isLeader } from '../../core/roles.ts';
import { isAmong } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { type Account, accounts, runs, titleOf } from '../register/account.ts';
import { changeCalled, changeForm, changeTitle, type PolicyChange } from './forms.ts';
import { type Asked, sayStatus, sendNew } from './new-request.ts';

/** Which change is it to be? */
export async function askWhichChange(turn: PolicyTurn, value: Value): Promise<void> {
  const account = await changeable(turn, value);
  if (!account) return;
  const sensible = turn.policy.application.changes.filter(
    ({ does }) => does !== 'open' || account.open !== 'open',
  );
  inPrivate(turn).say(
    questionCard(
      'What would you like to change? Somebody has to approve it first.',
      sensible.map(({ id, label }) => button(label, 'requests.change', { id: account.id, change: id })),
      { title: titleOf(account) },
    ),
  );
}

export async function beginChange(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await changeFor(turn, value);
  if (found) await begin(inPrivate(turn), changeForm(turn, found.account, found.change));
}

export async function finishChange(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const found = await changeFor(turn, value);
  if (!found) return;
  const { account, change } = found;
  const fit = await fitting(turn, { ...changeForm(turn, account, change), value }, answers);
  if (!fit) return;
  const already = peopleIn(turn.school, fit.people).filter(({ id }) =>
    isAmong(change.does === 'add-owners' ? account.owners : account.moderators, id),
  );
  if (already.length > 0)
    return turn.say(
      notice(
        'info',
        `I made no request, because ${andList(already.map(({ name }) => name))} can do that already.`,
      ),
    );
  await sayStatus(turn, sendNew(turn, askedChange(turn, account, change, fit)));
}

export function askedChange(
  turn: PolicyTurn,
  account: Account,
  change: PolicyChange,
  answers: Answers,
): Asked {
  const { carries, nameField, platformField } = turn.policy.application;
  const { id, label, does } = change;
  return {
    kind: 'change',
    title: changeTitle(account, change),
    fields: change.fields,
    answers,
    peopleFields: ['people'],
    carries,
    nameField,
    platformField,
    account: account.id,
    change: { id, label, does },
    stages: change.stages,
  };
}

async function changeFor(
  turn: PolicyTurn,
  value: Value,
): Promise<{ account: Account; change: PolicyChange } | undefined> {
  const account = await changeable(turn, value);
  if (!account) return undefined;
  const change = changeCalled(turn, value.change);
  if (change) return { account, change };
  turn.whisper(notice('info', 'Your policy no longer mentions this change, so nothing was changed.'));
  return undefined;
}

/** The account, if it is there to be changed and this person may ask for that; else a private word about why not. */
async function changeable(turn: PolicyTurn, { id = '' }: Value): Promise<Account | undefined> {
  const account = await turn.work.get(accounts, id);
  if (!account) {
    turn.whisper(notice('info', 'This account is no longer on record, so nothing was changed.'));
  } else if (!runs(account, turn.person.id) && !isLeader(turn.person) && !isAdministrator(turn)) {
    turn.audit('was refused: those who run an account ask for changes to it', account.id);
    turn.whisper(
      notice(
        'info',
        'Only the people who run this account, the leaders or the administrator can ask to change it.',
      ),
    );
  } else if (account.state === 'closing' || account.state === 'closed') {
    turn.whisper(notice('info', 'This account is closed or being closed, so nothing was changed.'));
  } else return account;
  return undefined;
}
