/** The administrator's open tasks are reminded of until they are done; after a while the leaders hear of them too. */

import { isAdministrator, tellAdministrators, tellLeaders } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, notice } from '../../core/card.ts';
import type { Value } from '../../core/handler.ts';
import { type Account, accounts, titleOf } from './account.ts';
import { aboutTask, taskCard } from './account-cards.ts';
import { isTimeToRemind, workingDaysSince } from './reminders.ts';

/** In the school's working days. */
const remindEvery = 2;
const leadersAfter = 6;

export async function remindAboutTasks(turn: PolicyTurn): Promise<void> {
  if (!isTimeToRemind(turn)) return;
  for (const state of ['creating', 'closing'])
    for (const one of await turn.work.find(accounts, `state:${state}`)) remind(turn, one);
}

function remind(turn: PolicyTurn, one: Account): void {
  if (workingDaysSince(turn, one.reminded ?? one.since) < remindEvery) return;
  turn.work.put(accounts, { ...one, reminded: turn.today });
  const days = workingDaysSince(turn, one.since);
  const todo = one.state === 'creating' ? 'to be created' : 'to be closed';
  const card = notice('info', `“${titleOf(one)}” has waited ${todo} for ${days} working days.`, {
    buttons: [button('Show the task', 'accounts.task', { id: one.id })],
  });
  tellAdministrators(turn, card);
  if (days >= leadersAfter) tellLeaders(turn, card);
}

/** Brings the task to whoever was reminded of it. */
export async function showTask(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await turn.work.get(accounts, value.id ?? '');
  if (!one) return turn.whisper(notice('info', 'This account is no longer on record.'));
  if (!isAdministrator(turn)) {
    turn.audit('was refused: the task is the administrator’s', one.id);
    return turn.whisper(notice('info', 'This task is the administrator’s.'));
  }
  turn.tell(
    { person: turn.person.id, platform: turn.event.place.platform },
    taskCard(turn, one),
    aboutTask(one),
  );
}
