/** "Jo Smith is leaving on 18 December": every account Jo runs is found and followed until it is settled. */

import {
  actor,
  administrators,
  isAdministrator,
  isListed,
  tellAdministrators,
  tellLeaders,
  toldApart,
} from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, notice } from '../../core/card.ts';
import { shownDate } from '../../core/form.ts';
import type { Value } from '../../core/handler.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import { addDays } from '../../core/time.ts';
import { inPrivate } from '../../core/turn.ts';
import { type Account, accounts, titleOf } from './account.ts';
import { cardOf, showLeaver } from './handover.ts';
import { type Handover, type Leaver, leavers, mayHandOver, noteOnLeaver, openLeaver } from './leaver.ts';
import {
  aboutAccess,
  aboutHandover,
  aboutHeir,
  aboutLeaver,
  accessCard,
  heirCard,
  leaverCard,
  waitingCard,
} from './leaver-cards.ts';
import { isTimeToRemind, workingDaysSince } from './reminders.ts';
import { leavingIn } from './said.ts';

export async function hearLeaving(turn: PolicyTurn, text: string): Promise<void> {
  const said = leavingIn(text, turn.today);
  if (!said) return;
  const quiet = inPrivate(turn);
  const [person, ...others] = await peopleCalled(turn, said.name);
  if (!person)
    return quiet.say(
      notice(
        'info',
        `I do not find “${said.name}” on the school’s list or on any account, so nothing was changed. Please write the whole name.`,
      ),
    );
  if (others.length === 0) return startLeaving(quiet, person, said.on);
  quiet.say({
    kind: 'question',
    text: `Who is leaving on ${shownDate(said.on)}?`,
    choices: [person, ...others].map((one) =>
      button(toldApart(turn.school, one), 'accounts.leaves', { person: one.id, on: said.on }),
    ),
    buttons: [],
  });
}

export async function chooseLeaver(turn: PolicyTurn, value: Value): Promise<void> {
  const person = (await everybody(turn)).find((one) => one.id === value.person);
  if (person && value.on) await startLeaving(inPrivate(turn), person, value.on);
}

/** By the whole name, or by the first where that is enough; also people whom the school no longer lists. */
async function peopleCalled(turn: PolicyTurn, name: string): Promise<Someone[]> {
  if (/^i$/i.test(name)) return [actor(turn)];
  const wanted = name.toLowerCase().replace(/^(?:mr|mrs|ms|miss|dr)\.? /, '');
  const all = await everybody(turn);
  const whole = all.filter((one) => one.name.toLowerCase() === wanted);
  if (whole.length > 0) return whole;
  return all.filter((one) => one.name.toLowerCase().split(' ').includes(wanted));
}

async function everybody(turn: PolicyTurn): Promise<Someone[]> {
  const running = (await turn.work.find(accounts)).flatMap((one) => [...one.owners, ...one.moderators]);
  const all = [...turn.school.people.map(({ id, name }) => ({ id, name })), ...running];
  return [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();
}

async function startLeaving(turn: PolicyTurn, person: Someone, on: string): Promise<void> {
  if (!mayHandOver(turn, person.id)) {
    turn.audit('was refused: may not say that somebody leaves', person.id);
    return turn.say(
      notice(
        'info',
        `${person.name}, their manager, the leaders or the administrator can tell me this, so nothing was changed.`,
      ),
    );
  }
  if (on < turn.today)
    return turn.say(
      notice(
        'info',
        `${shownDate(on)} has passed. If ${person.name} has left already, please give today’s date.`,
      ),
    );
  const before = await openLeaver(turn, person.id);
  if (before) return moveDay(turn, before, on);
  await follow(turn, person, on);
}

async function moveDay(turn: PolicyTurn, before: Leaver, on: string): Promise<void> {
  const words = `${turn.person.name} moved the last day to ${shownDate(on)}`;
  const moved = before.on === on ? before : noteOnLeaver(turn, { ...before, on }, words);
  turn.work.put(leavers, moved);
  if (before.on !== on) turn.audit('moved the day on which somebody leaves', moved.id, { on });
  await showLeaver(turn, moved);
  await showLeaverAgain(turn, { id: moved.id });
}

async function follow(turn: PolicyTurn, person: Someone, on: string): Promise<void> {
  const running = (await turn.work.find(accounts, `runs:${person.id}`)).filter(
    (one) => one.state !== 'closed',
  );
  const handovers = running.map((one) => firstStep(one, person));
  const words = `${turn.person.name} said that ${person.name} leaves on ${shownDate(on)}`;
  const one = noteOnLeaver(
    turn,
    {
      id: turn.reference('L'),
      person,
      on,
      by: actor(turn),
      state: handovers.length > 0 ? 'open' : 'done',
      handovers,
      history: [],
      since: turn.today,
    },
    words,
  );
  turn.work.put(leavers, one);
  turn.audit('said that somebody leaves', one.id, {
    person: person.id,
    on,
    accounts: handovers.map((each) => each.account).join(', '),
  });
  turn.say(leaverCard(turn, one), aboutLeaver(one));
  if (handovers.length === 0) return;
  tellAdministrators(turn, leaverCard(turn, one), aboutLeaver(one));
  for (const each of handovers) await handOutHandover(turn, one, each);
}

/** A moderator is simply taken off; an owner needs somebody to take over. */
function firstStep(account: Account, person: Someone): Handover {
  const start = { account: account.id, title: titleOf(account) };
  if (!isAmong(account.owners, person.id)) return { ...start, way: 'removal', step: 'access' };
  return account.closure ? { ...start, way: 'closure', step: 'closing' } : { ...start, step: 'choose' };
}

async function handOutHandover(turn: PolicyTurn, one: Leaver, each: Handover): Promise<void> {
  if (each.step === 'access') tellAdministrators(turn, accessCard(one, each), aboutAccess(one, each));
  const card = await cardOf(turn, one, each);
  for (const id of seeingTo(turn, one)) turn.tell({ person: id }, card, aboutHandover(one, each));
}

/** Whoever said it, the leaver and their manager see to the accounts. */
function seeingTo(turn: PolicyTurn, one: Leaver): string[] {
  const manager = turn.school.people.find((person) => person.id === one.person.id)?.manager;
  return [...new Set([one.by.id, one.person.id, ...(manager ? [manager] : [])])];
}

/** They stay after all: nothing more is asked. */
export async function callOff(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await turn.work.get(leavers, value.id ?? '');
  if (one?.state !== 'open')
    return turn.whisper(notice('info', 'This is settled or was called off already. Nothing was changed.'));
  if (!mayHandOver(turn, one.person.id)) {
    turn.audit('was refused: may not call off that somebody leaves', one.id);
    return turn.whisper(
      notice(
        'info',
        `${one.person.name}, their manager, the leaders or the administrator can call this off.`,
      ),
    );
  }
  const off = noteOnLeaver(turn, { ...one, state: 'off' }, `Called off by ${turn.person.name}`);
  turn.work.put(leavers, off);
  turn.audit('called off that somebody leaves', one.id, { state: 'off' });
  await showLeaver(turn, off);
}

/** Everything about a leaver that waits for this person, again. */
export async function showLeaverAgain(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await turn.work.get(leavers, value.id ?? '');
  if (!one) return turn.whisper(notice('info', 'This is no longer on record.'));
  const quiet = inPrivate(turn);
  if (mayHandOver(turn, one.person.id)) {
    quiet.say(leaverCard(turn, one), aboutLeaver(one));
    for (const each of one.handovers)
      if (each.step !== 'done') quiet.say(await cardOf(turn, one, each), aboutHandover(one, each));
  }
  for (const each of one.handovers) {
    if (each.step === 'asked' && each.heir?.id === turn.person.id)
      quiet.say(heirCard(one, each), aboutHeir(one, each));
    if (each.step === 'access' && isAdministrator(turn))
      quiet.say(accessCard(one, each), aboutAccess(one, each));
  }
}

/** In working days: seldom while there is time, often once it is short. */
const calmly = 5;
const often = 2;
const daysCalm = 14;
const daysUntilWarnedAgain = 7;

export async function remindAboutLeavers(turn: PolicyTurn): Promise<void> {
  if (!isTimeToRemind(turn)) return;
  for (const one of await turn.work.find(leavers, 'state:open')) {
    const every = one.on <= addDays(turn.today, daysCalm) ? often : calmly;
    const isDue = workingDaysSince(turn, one.reminded ?? one.since) >= every;
    const isLate =
      one.on < turn.today && (!one.warned || addDays(one.warned, daysUntilWarnedAgain) <= turn.today);
    if (isDue) remind(turn, one);
    if (isLate) warnLeaders(turn, one);
    if (isDue || isLate)
      turn.work.put(leavers, {
        ...one,
        ...(isDue ? { reminded: turn.today } : {}),
        ...(isLate ? { warned: turn.today } : {}),
      });
  }
}

/** Each person hears once, with the number of accounts that wait for them. */
function remind(turn: PolicyTurn, one: Leaver): void {
  const waiting = new Map<string, number>();
  for (const each of one.handovers)
    for (const id of waitedFor(turn, one, each)) waiting.set(id, (waiting.get(id) ?? 0) + 1);
  for (const [id, open] of waiting)
    if (isListed(turn.school, id)) turn.tell({ person: id }, waitingCard(one, open));
}

function waitedFor(turn: PolicyTurn, one: Leaver, each: Handover): string[] {
  switch (each.step) {
    case 'choose':
      return seeingTo(turn, one);
    case 'asked':
      return each.heir ? [each.heir.id] : [];
    case 'standing':
      return [...seeingTo(turn, one), ...(each.heir ? [each.heir.id] : [])];
    case 'access':
      return administrators(turn).map((person) => person.id);
    // Requests and tasks have reminders of their own.
    case 'approval':
    case 'closing':
    case 'done':
      return [];
  }
}

function warnLeaders(turn: PolicyTurn, one: Leaver): void {
  const open = one.handovers.filter((each) => each.step !== 'done');
  tellLeaders(turn, {
    kind: 'notice',
    tone: 'urgent',
    title: `${one.person.name} left on ${shownDate(one.on)}`,
    text: `${open.length === 1 ? 'One account is' : `${open.length} accounts are`} not settled yet, so they may still be able to sign in.`,
    facts: open.map((each) => ({ label: 'Account', value: each.title })),
    buttons: [button('Show', 'accounts.leaver', { id: one.id })],
  });
}
