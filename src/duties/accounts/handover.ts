/** One account of a leaver after another goes to a new owner, to its end, or off their list; the administrator confirms. */

import {
  actor,
  isAdministrator,
  isListed,
  someoneCalled,
  tellAdministrators,
  tellLeaders,
} from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import type { Answers } from '../../core/event.ts';
import { check, type Field } from '../../core/form.ts';
import type { Value } from '../../core/handler.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import { offeringStaff } from '../../core/staff.ts';
import { type Account, accounts, keepAccount, runs } from './account.ts';
import { showAccount } from './account-cards.ts';
import { askedChange } from './changes.ts';
import {
  type Handover,
  type Leaver,
  leavers,
  leavingDay,
  mayHandOver,
  noteOnLeaver,
  withHandover,
} from './leaver.ts';
import {
  aboutAccess,
  aboutHandover,
  aboutHeir,
  aboutLeaver,
  accessCard,
  handoverCard,
  heirCard,
  isWellRunWithout,
  leaverCard,
} from './leaver-cards.ts';
import { requests } from './request.ts';
import { sendNew } from './sending.ts';
import { lacksOf } from './standing.ts';

const heirField: Field = {
  name: 'heir',
  kind: 'people',
  label: 'New owner',
  ask: 'Who shall take it over?',
  listed: true,
};

export async function openProposal(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await handoverAt(turn, value, ['choose', 'asked', 'standing']);
  if (!found) return;
  turn.openForm({
    kind: 'form',
    form: 'accounts.propose',
    title: 'A new owner',
    intro: `${found.each.title}. They are asked first, and it goes on once they have accepted.`,
    fields: offeringStaff(turn.school, [heirField]),
    answers: {},
    problems: {},
    submit: 'Ask them',
    value: { id: found.one.id, account: found.each.account },
  });
}

export async function propose(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const found = await handoverAt(turn, value, ['choose', 'asked', 'standing']);
  if (!found) return;
  const [field = heirField] = offeringStaff(turn.school, [heirField]);
  const result = check(field, answers.heir, { today: turn.today, answers });
  if ('problem' in result) return turn.refuse({ heir: result.problem });
  const [id = ''] = [result.value].flat();
  const problem = await unfitHeir(turn, found, id, [result.value].flat().length);
  if (problem) return turn.refuse({ heir: problem });
  const heir = someoneCalled(turn.school, id);
  const { remark: _, request: _before, ...rest } = found.each;
  const asked: Handover = { ...rest, way: 'transfer', step: 'asked', heir, proposer: actor(turn) };
  turn.audit('proposed a new owner', found.each.account, { leaver: found.one.id, heir: heir.id });
  await keepLeaver(turn, found.one, asked, `${turn.person.name} proposed ${heir.name} for ${asked.title}`);
  turn.tell({ person: heir.id }, heirCard(found.one, asked), aboutHeir(found.one, asked));
}

async function unfitHeir(
  turn: PolicyTurn,
  { one, account }: Found,
  id: string,
  count: number,
): Promise<string | undefined> {
  if (count > 1) return 'Please name one person.';
  if (!isListed(turn.school, id)) return 'They must be on the school’s list, so that they can be asked.';
  const { name } = someoneCalled(turn.school, id);
  if (!turn.canReach({ person: id })) return `${name} cannot be written to here, so they cannot be asked.`;
  if (id === one.person.id) return `${name} is the one who leaves. Please name somebody else.`;
  if (isAmong(account.owners, id)) return `${name} owns it already. Please name somebody else.`;
  if (await leavingDay(turn, id)) return `${name} is leaving too. Please name somebody else.`;
  return undefined;
}

export async function accept(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await askedOfMe(turn, value);
  if (!found) return;
  turn.audit('accepted to take over an account', found.each.account, { leaver: found.one.id });
  const words = `${turn.person.name} accepted ${found.each.title}`;
  await keepLeaver(turn, found.one, { ...found.each, step: 'standing' }, words);
  await advanceHandovers(turn);
}

export async function decline(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await askedOfMe(turn, value);
  if (!found) return;
  turn.audit('declined to take over an account', found.each.account, { leaver: found.one.id });
  const words = `${turn.person.name} cannot take over ${found.each.title}`;
  await keepLeaver(
    turn,
    found.one,
    backToChoice(found.each, `${words}; somebody else is to be chosen`),
    words,
  );
  if (found.each.proposer) turn.tell({ person: found.each.proposer.id }, notice('info', `${words}.`));
}

async function askedOfMe(turn: PolicyTurn, value: Value): Promise<Found | undefined> {
  const found = await handoverOf(turn, value);
  if (!found) turn.whisper(gone());
  else if (found.each.heir?.id !== turn.person.id) {
    turn.audit('was refused: only the one who was asked accepts', found.each.account);
    turn.whisper(notice('info', 'Somebody else was asked to take this over, so nothing was changed.'));
  } else if (found.each.step !== 'asked')
    turn.whisper(notice('info', 'You have answered this already, or it is settled. Nothing was changed.'));
  else return found;
  return undefined;
}

/** Enough others run it, so that the leaver only has to be taken off. */
export async function removeOnly(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await handoverAt(turn, value, ['choose']);
  if (!found) return;
  if (!isWellRunWithout(await othersOn(turn, found.account, found.one)))
    return turn.whisper(
      notice('info', 'Fewer than two others would be left, so somebody new is needed. Nothing was changed.'),
    );
  turn.audit('chose to go on without a new owner', found.each.account, { leaver: found.one.id });
  await toAccess(turn, found.one, { ...found.each, way: 'removal' }, `Enough others run ${found.each.title}`);
}

/** The administrator confirms that the leaver can no longer sign in; only then do they leave the register. */
export async function confirmAccess(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await handoverOf(turn, value);
  if (!found) return turn.whisper(gone());
  if (!isAdministrator(turn)) {
    turn.audit('was refused: the administrator confirms access', found.each.account);
    return turn.whisper(notice('info', 'The administrator confirms this, so nothing was changed.'));
  }
  if (found.each.step !== 'access')
    return turn.whisper(notice('info', 'This is settled already, or not as far yet. Nothing was changed.'));
  const { one, each, account } = found;
  const words = `${one.person.name} was taken off, as ${turn.person.name} confirms`;
  await takeOff(turn, account, one.person, words);
  await keepLeaver(turn, one, { ...each, step: 'done' }, `${each.title}: ${words}`);
}

async function takeOff(turn: PolicyTurn, one: Account, person: Someone, words: string): Promise<void> {
  const left = (people: Someone[]) => people.filter((each) => each.id !== person.id);
  const changed = {
    ...one,
    owners: left(one.owners),
    moderators: left(one.moderators),
    approved: left(one.approved),
  };
  showAccount(turn, await keepAccount(turn, changed, 'took somebody off an account', words));
}

/** Looks where every open handover stands now, and takes it as far as it can go. */
export async function advanceHandovers(turn: PolicyTurn): Promise<void> {
  for (const { id } of await turn.work.find(leavers, 'state:open')) {
    const one = await turn.work.get(leavers, id);
    for (const { account } of one?.handovers ?? []) await advance(turn, id, account);
  }
}

async function advance(turn: PolicyTurn, id: string, accountId: string): Promise<void> {
  const found = await handoverOf(turn, { id, account: accountId });
  if (!found) return;
  const { one, each, account } = found;
  if (each.step === 'done') return;
  if (account.state === 'closed')
    return keepLeaver(turn, one, { ...each, way: 'closure', step: 'done' }, `${each.title} is closed`);
  if (!runs(account, one.person.id))
    return keepLeaver(
      turn,
      one,
      { ...each, step: 'done' },
      `${one.person.name} no longer runs ${each.title}`,
    );
  if (each.step === 'closing') return stillClosing(turn, found);
  if (account.closure && (each.step === 'choose' || each.step === 'asked'))
    return keepLeaver(
      turn,
      one,
      { ...each, way: 'closure', step: 'closing' },
      `${each.title} is to be closed`,
    );
  if (each.step === 'standing') return whenReady(turn, found);
  if (each.step === 'approval') return whenDecided(turn, found);
}

async function stillClosing(turn: PolicyTurn, { one, each, account }: Found): Promise<void> {
  if (account.closure) return;
  const remark = 'It stays open after all, so a new owner is to be chosen';
  await keepLeaver(turn, one, backToChoice(each, remark), `${each.title} stays open`);
}

/** The new owner has accepted; what the policy checks must be on record before it goes to be approved. */
async function whenReady(turn: PolicyTurn, { one, each, account }: Found): Promise<void> {
  const heir = each.heir ?? one.person;
  const lacks = await lacksOf(turn, heir.id, turn.policy.application.runners);
  if (lacks.length > 0) return waitForStanding(turn, one, each, heir, lacks);
  const { remark: _, ...ready } = each;
  const change = turn.policy.application.changes.find((candidate) => candidate.does === 'add-owners');
  if (!change) return appoint(turn, { one, each: ready, account }, heir);
  const why = `Takes over from ${one.person.name}, who is leaving.`;
  const answers = Object.fromEntries(
    change.fields.map(({ name, kind }) => [name, name === 'people' ? [heir.id] : kind === 'text' ? why : '']),
  );
  const proposer = each.proposer ?? one.by;
  const request = await sendNew(turn, askedChange(turn, account, change, answers), proposer);
  await keepLeaver(
    turn,
    one,
    { ...ready, step: 'approval', request: request.id },
    `${heir.name} goes to be approved for ${each.title} (${request.id})`,
  );
}

async function waitForStanding(
  turn: PolicyTurn,
  one: Leaver,
  each: Handover,
  heir: Someone,
  lacks: string[],
): Promise<void> {
  const remark = `${heir.name} has accepted; still to come: ${andList(lacks)}`;
  if (each.remark === remark) return;
  await keepLeaver(turn, one, { ...each, remark }, remark);
  turn.tell(
    { person: heir.id },
    notice('info', `Thank you. Before ${each.title} can be yours: ${andList(lacks)}.`),
  );
  tellLeaders(
    turn,
    notice(
      'info',
      `${heir.name} is to take over ${each.title}: ${andList(lacks)}. Write “record training for ${heir.name}” once that is done.`,
    ),
  );
}

/** Where the policy wants no approval for a new owner, accepting is enough. */
async function appoint(turn: PolicyTurn, { one, each, account }: Found, heir: Someone): Promise<void> {
  const changed = { ...account, owners: [...account.owners, heir], approved: [...account.approved, heir] };
  const words = `${heir.name} takes over from ${one.person.name}`;
  showAccount(turn, await keepAccount(turn, changed, 'changed an account', words));
  await toAccess(turn, one, each, words);
}

async function whenDecided(turn: PolicyTurn, { one, each }: Found): Promise<void> {
  const request = await turn.work.get(requests, each.request ?? '');
  if (request?.state === 'approved')
    return toAccess(turn, one, each, `${each.heir?.name ?? 'The new owner'} is approved for ${each.title}`);
  if (request?.state === 'rejected' || request?.state === 'withdrawn' || !request) {
    const remark = `${each.heir?.name ?? 'The new owner'} was not approved, so somebody else is to be chosen`;
    await keepLeaver(turn, one, backToChoice(each, remark), remark);
  }
}

async function toAccess(turn: PolicyTurn, one: Leaver, each: Handover, words: string): Promise<void> {
  const next: Handover = { ...each, step: 'access' };
  await keepLeaver(turn, one, next, words);
  tellAdministrators(turn, accessCard(one, next), aboutAccess(one, next));
}

function backToChoice(each: Handover, remark: string): Handover {
  const { account, title } = each;
  return { account, title, step: 'choose', remark };
}

/** Keeps how far a handover has come, on record and on every card; the last one settles the leaver. */
async function keepLeaver(turn: PolicyTurn, before: Leaver, each: Handover, words: string): Promise<void> {
  const changed = noteOnLeaver(turn, withHandover(before, each), words);
  const isDone = changed.handovers.every((one) => one.step === 'done');
  const one: Leaver = isDone ? { ...changed, state: 'done' } : changed;
  turn.work.put(leavers, one);
  turn.audit('took a handover further', one.id, { account: each.account, step: each.step, state: one.state });
  await showLeaver(turn, one);
  const old = before.handovers.find((handover) => handover.account === each.account);
  if (old?.heir && old.heir.id !== each.heir?.id)
    turn.update(aboutHeir(before, old), notice('info', `Thank you. ${each.title} no longer waits for you.`));
  if (isDone) tellSettled(turn, one);
}

export async function showLeaver(turn: PolicyTurn, one: Leaver): Promise<void> {
  turn.update(aboutLeaver(one), leaverCard(turn, one));
  for (const each of one.handovers) {
    turn.update(aboutHandover(one, each), await cardOf(turn, one, each));
    if (each.heir) turn.update(aboutHeir(one, each), heirCard(one, each));
    turn.update(aboutAccess(one, each), accessCard(one, each));
  }
}

export async function cardOf(turn: PolicyTurn, one: Leaver, each: Handover) {
  const account = await turn.work.get(accounts, each.account);
  return handoverCard(one, each, account ? await othersOn(turn, account, one) : 0);
}

function tellSettled(turn: PolicyTurn, one: Leaver): void {
  const card = notice('good', `Every account of ${one.person.name} is settled.`);
  turn.tell({ person: one.by.id }, card);
  tellLeaders(turn, card);
}

/** Owners who stay. */
async function othersOn(turn: PolicyTurn, account: Account, one: Leaver): Promise<number> {
  let others = 0;
  for (const owner of account.owners)
    if (owner.id !== one.person.id && isListed(turn.school, owner.id) && !(await leavingDay(turn, owner.id)))
      others++;
  return others;
}

type Found = { one: Leaver; each: Handover; account: Account };

async function handoverOf(turn: PolicyTurn, value: Value): Promise<Found | undefined> {
  const one = await turn.work.get(leavers, value.id ?? '');
  const each = one?.handovers.find((candidate) => candidate.account === value.account);
  const account = each && (await turn.work.get(accounts, each.account));
  return one?.state === 'open' && each && account ? { one, each, account } : undefined;
}

/** The handover, if it stands at one of these steps and this person sees to it; else a private word about why not. */
async function handoverAt(
  turn: PolicyTurn,
  value: Value,
  steps: Handover['step'][],
): Promise<Found | undefined> {
  const found = await handoverOf(turn, value);
  if (!found) turn.whisper(gone());
  else if (!mayHandOver(turn, found.one.person.id)) {
    turn.audit('was refused: may not hand this account over', found.each.account);
    turn.whisper(
      notice(
        'info',
        'The one who leaves, their manager, the leaders and the administrator see to this, so nothing was changed.',
      ),
    );
  } else if (!steps.includes(found.each.step))
    turn.whisper(notice('info', 'This has gone further meanwhile, so nothing was changed.'));
  else return found;
  return undefined;
}

function gone() {
  return notice('info', 'This is settled or was called off, so nothing was changed.');
}
