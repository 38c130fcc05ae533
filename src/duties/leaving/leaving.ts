/** "Jo Smith is leaving on 18 December": every account Jo runs is found and followed until it is settled. */
import { forgetLeavingDay, noteLeavingDay } from '../../conversation/leaving-days.ts';
import {
  actor,
  isAdministrator,
  refusesUnlessSeenTo,
  seesTo,
  tellAdministrators,
  toldApart,
} from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { namesOne, peopleCalled } from '../../core/called.ts';
import { button, notice, questionCard } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { readDay } from '../../core/day-words.ts';
import { type Begin, begin } from '../../core/dialog.ts';
import { type Duty, following } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import type { Value } from '../../core/handler.ts';
import { give, refresh, show } from '../../core/matter/cards.ts';
import { change, raise } from '../../core/matter/change.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { type Account, accounts, titleOf } from '../register/account.ts';
import { requests } from '../requests/request.ts';
import { trainings } from '../training/standing.ts';
import {
  followAccount,
  followRequest,
  followTraining,
  lookAtWaiting,
  showProgress,
  whenReady,
} from './following.ts';
import { giveAccess, handoverMatter, heirView } from './handover.ts';
import { type Handover, handovers, type Leaver, leavers, openHandoversOf, seeingTo } from './leaver.ts';
import { leaverMatter } from './matter.ts';

export const leaving: Duty<PolicyTurn> = {
  name: 'leaving',
  help: {
    part: 'do',
    title: 'Someone is leaving',
    text: '“Jo Smith is leaving on 18 December” finds a new owner for each account that Jo runs.',
  },
  opens: {
    leaving: {
      said: (text, today) => leavingIn(text, today) !== undefined,
      // It may be what a journalist asks about.
      interrupts: (text, { form, day }) => form !== 'press.log' && leavingIn(text, day) !== undefined,
      run: findLeaver,
    },
    'leaving-undated': {
      said: (text) => undatedIn(text) !== undefined,
      interrupts: (text, { form }) => form !== 'press.log' && undatedIn(text) !== undefined,
      begins: 'leaving.day',
      run: askDay,
    },
  },
  pressed: { chosen, show: showAll },
  forms: { day: finishDay },
  matters: [leaverMatter, handoverMatter],
  follows: [
    following(leavers, noteDay),
    following(accounts, followAccount),
    following(requests, followRequest),
    following(trainings, followTraining),
    following(handovers, whenReady),
    following(handovers, showProgress),
  ],
  timePassed: lookAtWaiting,
};

type Said = { name: string; on: string };

/** "Jo Smith is leaving on 18 December", "I'm leaving on 31/8/2027". */
export function leavingIn(text: string, today: string): Said | undefined {
  const match =
    /^(?:please note(?: that)? )?(.{1,60}?)(?: is| am| will be|['’]s|['’]m)? (?:leaving|leaves)(?: (?:us|the school|school|here))?(?: on)? (.{2,32}?)[.!]*$/i.exec(
      text.trim(),
    );
  const [, name = '', day = ''] = match ?? [];
  const isNamed = /\d/.test(day) || namesOne(name);
  const on = isNamed ? readDay(day, today) : undefined;
  return on ? { name: name.trim(), on } : undefined;
}

/** "Tom is leaving", "Ada Osei has left": whoever has left did so by today. */
export function undatedIn(text: string): { name: string; hasLeft: boolean } | undefined {
  const match =
    /^(?:please note(?: that)? )?((?:I|(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+){0,2}))(?: (?:is|am) leaving|['’](?:s|m) leaving| (has left|left))(?: (?:us|the school|school))?[.!]*$/u.exec(
      text.trim(),
    );
  const [, name = '', left] = match ?? [];
  return name && namesOne(name) ? { name, hasLeft: left !== undefined } : undefined;
}

async function findLeaver(turn: PolicyTurn, text: string): Promise<void> {
  const said = leavingIn(text, turn.today);
  if (!said) return;
  const privateTurn = inPrivate(turn);
  const [person, ...namesakes] = await whoLeaves(turn, said.name);
  if (!person)
    return privateTurn.say(
      notice(
        'info',
        `I can’t find “${said.name}” on the school’s list or on any account. Nothing was changed. Please write their full name.`,
      ),
    );
  if (namesakes.length === 0) return startLeaving(privateTurn, person, said.on);
  privateTurn.say(
    questionCard(
      `Who is leaving on ${shownDate(said.on)}?`,
      [person, ...namesakes].map((candidate) =>
        button(toldApart(turn.school, candidate), 'leaving.chosen', { person: candidate.id, on: said.on }),
      ),
    ),
  );
}

/** Everything hangs on the last day, so that is asked first. */
async function askDay(turn: PolicyTurn, text: string): Promise<void> {
  const said = undatedIn(text);
  if (!said) return;
  if (said.hasLeft) return findLeaver(turn, `${said.name} is leaving on ${shownDate(turn.today)}`);
  const privateTurn = inPrivate(turn);
  await begin(privateTurn, dayForm(said.name));
}

function dayForm(name: string): Begin {
  return {
    form: 'leaving.day',
    title: name === 'I' ? 'You’re leaving' : `${name} is leaving`,
    fields: [
      { name: 'on', kind: 'date', label: 'Last day', ask: 'When is the last day?', notBefore: 'today' },
    ],
    next: 'I look for the accounts they run. Whoever looks after accounts is told, so that each one gets a new owner.',
    submit: 'Find their accounts',
    value: { name },
  };
}

async function finishDay(turn: PolicyTurn, { on }: Answers, { name = '' }: Value): Promise<void> {
  await findLeaver(turn, `${name} is leaving on ${shownDate(String(on))}`);
}

async function chosen(turn: PolicyTurn, { person: id, on }: Value): Promise<void> {
  const person = (await everybody(turn)).find((candidate) => candidate.id === id);
  if (person && on) await startLeaving(inPrivate(turn), person, on);
}

/** Also people whom the school no longer lists. */
async function whoLeaves(turn: PolicyTurn, name: string): Promise<Someone[]> {
  if (/^i$/i.test(name)) return [actor(turn)];
  return peopleCalled(await everybody(turn), name, (person) => person.name);
}

async function everybody(turn: PolicyTurn): Promise<Someone[]> {
  const running = (await turn.work.find(accounts)).flatMap(({ owners, moderators }) => [
    ...owners,
    ...moderators,
  ]);
  const people = [...turn.school.people.map(({ id, name }) => ({ id, name })), ...running];
  return [...new Map(people.toReversed().map((person) => [person.id, person])).values()].toReversed();
}

async function startLeaving(turn: PolicyTurn, person: Someone, on: string): Promise<void> {
  if (refusesUnlessSeenTo(turn, person, 'may not say that somebody leaves')) return;
  if (on < turn.today)
    return turn.say(
      notice(
        'info',
        `${shownDate(on)} has passed. If ${person.name} has left already, please give today’s date.`,
      ),
    );
  const records = await turn.work.find(leavers, `person:${person.id}`);
  const before = records.find(({ state }) => state === 'open');
  if (before) return moveDay(turn, before, on);
  await follow(turn, person, on);
}

async function moveDay(turn: PolicyTurn, before: Leaver, on: string): Promise<void> {
  const moved =
    before.on === on
      ? before
      : await change(turn, leaverMatter, before, {
          does: (leaver) => ({ ...leaver, on }),
          audit: 'moved the day on which somebody leaves',
          detail: () => ({ on }),
          history: (_leaver, { by }) => `${by.name} moved the last day to ${shownDate(on)}`,
        });
  // The day stands on the cards of each account, too.
  for (const handover of await openHandoversOf(turn, moved)) await refresh(turn, handoverMatter, handover);
  await showAll(turn, { id: moved.id });
}

async function follow(turn: PolicyTurn, person: Someone, on: string): Promise<void> {
  const all = await turn.work.find(accounts, `runs:${person.id}`);
  const running = all.filter(({ state }) => state !== 'closed');
  const leaver = raise(
    turn,
    leaverMatter,
    {
      id: turn.reference('L'),
      person,
      on,
      by: actor(turn),
      state: running.length > 0 ? 'open' : 'done',
      history: [],
      since: turn.today,
    },
    {
      audit: 'said that somebody leaves',
      detail: { person: person.id, on, accounts: running.map(({ id }) => id).join(', ') },
      history: `${turn.person.name} said that ${person.name} leaves on ${shownDate(on)}`,
    },
  );
  const openHandovers = running.map((account) =>
    raise(turn, handoverMatter, firstStep(leaver, account), { audit: 'found an account to hand over' }),
  );
  await show(turn, leaverMatter, leaver, 'leaver');
  if (openHandovers.length === 0) return;
  await give(turn, leaverMatter, leaver, 'leaver', tellAdministrators);
  for (const handover of openHandovers) await handOut(turn, leaver, handover);
}

/** A moderator is simply taken off; an owner needs somebody to take over. */
function firstStep({ id, person }: Leaver, account: Account): Handover {
  const start = { leaver: id, person, account: account.id, title: titleOf(account), history: [] };
  const handover = { id: `${id}-${account.id}`, ...start };
  if (!isAmong(account.owners, person.id)) return { ...handover, way: 'removal', step: 'access' };
  return account.closure ? { ...handover, way: 'closure', step: 'closing' } : { ...handover, step: 'choose' };
}

async function handOut(turn: PolicyTurn, leaver: Leaver, handover: Handover): Promise<void> {
  if (handover.step === 'access') await giveAccess(turn, handover);
  const people = seeingTo(turn, leaver).map((person) => ({ person }));
  await give(turn, handoverMatter, handover, 'handover', people);
}

/** Everything about a leaver that waits for this person, again. */
async function showAll(turn: PolicyTurn, { id = '' }: Value): Promise<void> {
  const leaver = await turn.work.get(leavers, id);
  if (!leaver) return turn.whisper(notice('info', 'This is no longer on record.'));
  const privateTurn = inPrivate(turn);
  const openHandovers = await openHandoversOf(turn, leaver);
  const asked = openHandovers.filter(({ step, heir }) => step === 'asked' && heir?.id === turn.person.id);
  const seesAll = seesTo(turn, leaver.person.id);
  if (!seesAll && asked.length === 0)
    return privateTurn.say(notice('info', 'Nothing here is waiting for you any more.'));
  if (seesAll) {
    await show(privateTurn, leaverMatter, leaver, 'leaver');
    for (const handover of openHandovers) await show(privateTurn, handoverMatter, handover, 'handover');
  }
  for (const handover of asked) await show(privateTurn, handoverMatter, handover, heirView(turn.person));
  if (!isAdministrator(turn)) return;
  for (const handover of openHandovers)
    if (handover.step === 'access') await show(privateTurn, handoverMatter, handover, 'access');
}

/** Whoever is asked to take something on elsewhere should not be about to leave. */
async function noteDay(turn: PolicyTurn, { person, on, state }: Leaver): Promise<void> {
  if (state === 'off') forgetLeavingDay(turn, person.id);
  else noteLeavingDay(turn, person.id, on, state === 'done');
}
