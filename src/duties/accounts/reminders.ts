/** Nothing that waits expires in silence: people are reminded on working days, and in the end it goes to the next role up. */

import { cannotBeReached, reachable } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, brief } from '../../conversation/words.ts';
import { button, notice } from '../../core/card.ts';
import { without } from '../../core/someone.ts';
import { dayAt, isWorkingDay, later, workingDaysBetween } from '../../core/time.ts';
import { currentStage, type Request, requests, type Settled, type Stage, signersOf } from './request.ts';
import { decisionCard, waitingFor } from './request-cards.ts';
import {
  aboutStage,
  goOn,
  keepRequest,
  named,
  nobodyInWords,
  note,
  raisedBy,
  takeUp,
  toApplicant,
} from './routing.ts';
import { whoIsMissingWhat } from './standing.ts';

/** In the school's working days. */
const remindEvery = 2;
const raiseAfter = 6;

export async function remindAboutRequests(turn: PolicyTurn, settled: Settled<PolicyTurn>): Promise<void> {
  for (const one of await turn.work.find(requests, 'state:waiting')) await followUp(turn, one, settled);
  if (!isTimeToRemind(turn)) return;
  for (const one of await turn.work.find(requests, 'state:changes')) remindOfChanges(turn, one);
}

export function isTimeToRemind(turn: PolicyTurn): boolean {
  return isWorkingDay(turn.today, turn.school.calendar) && isDaytime(turn);
}

/** A day begins at midnight, but nobody wants to be written to then. */
const firstHour = 8;

export function isDaytime(turn: PolicyTurn): boolean {
  return dayAt(later(turn.event.at, -firstHour * 60 * 60 * 1000), turn.school.timezone) === turn.today;
}

export function workingDaysSince(turn: PolicyTurn, day: string): number {
  return workingDaysBetween(day, turn.today, turn.school.calendar);
}

async function followUp(turn: PolicyTurn, one: Request, settled: Settled<PolicyTurn>): Promise<void> {
  const stage = currentStage(one);
  if (!stage) return;
  const { people } = signersOf(turn.school, one, stage);
  const gone = without(one.told, people);
  const here = reachable(turn, people);
  const added = without(named(here), one.told);
  if (gone.length > 0 || added.length > 0) return regather(turn, one, stage, gone, added, settled);
  if (people.length > 0 && here.length === 0 && (await takeUp(turn, one, stage, cannotBeReached(people))))
    return;
  if (!isTimeToRemind(turn) || one.reminded === turn.today) return;
  if (workingDaysSince(turn, one.since) >= raiseAfter * (raisedBy(one, stage) + 1)) {
    const days = workingDaysSince(turn, one.since);
    if (await takeUp(turn, one, stage, `nobody had decided for ${days} working days`)) return;
  }
  if (workingDaysSince(turn, one.reminded ?? one.since) >= remindEvery) await remind(turn, one, stage);
}

/** Who may decide has changed in the school file while the request was waiting. */
async function regather(
  turn: PolicyTurn,
  one: Request,
  stage: Stage,
  gone: Request['told'],
  added: Request['told'],
  settled: Settled<PolicyTurn>,
): Promise<void> {
  const told = named(reachable(turn, signersOf(turn.school, one, stage).people));
  const changed: Request = { ...one, told };
  if (gone.length === 0) {
    await keepRequest(turn, changed);
    return giveTo(turn, changed, stage, added);
  }
  const words = `${andList(gone.map((person) => person.name))} can no longer decide as “${stage.title}”, so it waits for ${waitingFor(turn, changed, stage)}`;
  const noted = note(turn, changed, words);
  turn.audit('found other people to decide on a request', one.id, {
    stage: stage.id,
    gone: ids(gone),
    now: ids(told),
  });
  toApplicant(turn, noted, `${words}.`);
  // Where all had to sign, the one who left may have been the last who had not.
  await goOn(turn, noted, stage, settled);
  const now = await turn.work.get(requests, one.id);
  if (now && currentStage(now)?.id === stage.id) await giveTo(turn, now, stage, added);
}

async function giveTo(turn: PolicyTurn, one: Request, stage: Stage, people: Request['told']): Promise<void> {
  const card = decisionCard(turn, one, stage, await whoIsMissingWhat(turn, one));
  for (const person of people) turn.tell({ person: person.id }, card, aboutStage(one, stage));
}

async function remind(turn: PolicyTurn, one: Request, stage: Stage): Promise<void> {
  turn.work.put(requests, { ...one, reminded: turn.today });
  const days = workingDaysSince(turn, one.since);
  const card = notice('info', `“${brief(one.title)}” has waited for a decision for ${days} working days.`, {
    buttons: [button('Show it', 'accounts.case', { id: one.id, stage: stage.id })],
  });
  const heard = reachable(turn, one.told);
  for (const person of heard) turn.tell({ person: person.id }, card);
  if (heard.length > 0) return;
  const { people } = signersOf(turn.school, one, stage);
  toApplicant(turn, one, `“${brief(one.title)}” still waits, because ${nobodyInWords(turn, stage, people)}`);
}

function remindOfChanges(turn: PolicyTurn, one: Request): void {
  if (workingDaysSince(turn, one.reminded ?? one.since) < raiseAfter) return;
  turn.work.put(requests, { ...one, reminded: turn.today });
  toApplicant(
    turn,
    one,
    `“${brief(one.title)}” still waits for the changes that were asked for: ${brief(one.reason ?? '', 300)}`,
  );
}

function ids(people: Request['told']): string {
  return people.map((person) => person.id).join(', ');
}
