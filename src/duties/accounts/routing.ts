/** Where a request goes: to the people of each stage in turn, and what everybody reads about it meanwhile. */

import { cannotBeReached, reachable } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief, capital, orList } from '../../conversation/words.ts';
import { button, notice } from '../../core/card.ts';
import { type Someone, without } from '../../core/someone.ts';
import {
  isSigned,
  type Request,
  requests,
  type Settled,
  type Signers,
  type Stage,
  signersOf,
  stageAfter,
} from './request.ts';
import { decisionCard, statusCard } from './request-cards.ts';
import { whoIsMissingWhat } from './standing.ts';

/** A new or changed request goes to its first stage. */
export async function send(turn: PolicyTurn, one: Request): Promise<void> {
  const first = one.terms.stages[0];
  if (!first) throw new Error(`Expected a request with stages, got none in ${one.id}.`);
  await moveTo(turn, { ...one, state: 'waiting', stage: first.id, signatures: [], raised: {} }, first);
}

/** Goes on to the next stage, or is approved, once the present one has the signatures that it needs. */
export async function goOn(
  turn: PolicyTurn,
  one: Request,
  stage: Stage,
  settled: Settled<PolicyTurn>,
): Promise<void> {
  if (!isSigned(turn.school, one, stage)) return keepRequest(turn, one);
  const next = stageAfter(one);
  if (next) return moveTo(turn, one, next);
  const by = one.signatures.at(-1)?.by ?? one.applicant;
  const done: Request = { ...one, state: 'approved', ended: { by, at: turn.event.at } };
  await keepRequest(turn, done);
  toApplicant(turn, done, `Good news: “${brief(done.title)}” is approved by ${by.name}.`);
  await settled(turn, done);
}

async function moveTo(turn: PolicyTurn, one: Request, stage: Stage): Promise<void> {
  const { reminded: _, ...fresh } = one;
  const waiting: Request = { ...fresh, stage: stage.id, since: turn.today, told: [] };
  const signers = signersOf(turn.school, waiting, stage);
  const moved: Request = { ...waiting, told: named(reachable(turn, signers.people)) };
  if (moved.told.length === 0 && (await takeUp(turn, moved, stage, cannotBeReached(signers.people)))) return;
  await keepRequest(turn, moved);
  await handOut(turn, moved, stage, signers.role, moved.told);
  sayWhereItWent(turn, moved, stage, signers);
}

/** Goes to the next role up as well, and on from there to somebody who can be written to. Says whether there is anybody. */
export async function takeUp(turn: PolicyTurn, one: Request, stage: Stage, why: string): Promise<boolean> {
  const higher = oneUp(turn, one, stage);
  if (!higher) return false;
  const { request, role, added } = higher;
  const words = `${why}, so it has also gone to ${orList(added.map((person) => person.name))}`;
  const noted = note(turn, { ...request, reminded: turn.today }, capital(words));
  turn.audit('took a request to the next role up', one.id, {
    stage: stage.id,
    to: added.map((person) => person.id).join(', '),
  });
  await keepRequest(turn, noted);
  await handOut(turn, noted, stage, role, added);
  toApplicant(turn, noted, `“${brief(one.title)}”: ${words}.`);
  return true;
}

function oneUp(turn: PolicyTurn, one: Request, stage: Stage) {
  for (let raised = raisedBy(one, stage) + 1; ; raised++) {
    const request = { ...one, raised: { ...one.raised, [stage.id]: raised } };
    const { people, above } = signersOf(turn.school, request, stage);
    const top = above[raised - 1];
    if (!top) return undefined;
    const told = named(reachable(turn, people));
    const added = without(told, one.told);
    if (added.length > 0) return { request: { ...request, told }, role: top.role, added };
  }
}

/** How many roles further up the stage has gone. */
export function raisedBy(one: Request, stage: Stage): number {
  return one.raised[stage.id] ?? 0;
}

/** Gives the card of a stage to people: the senior leaders have a room for it. */
async function handOut(
  turn: PolicyTurn,
  one: Request,
  stage: Stage,
  role: Stage['by'],
  people: Someone[],
): Promise<void> {
  const card = decisionCard(turn, one, stage, await whoIsMissingWhat(turn, one));
  if (role === 'slt' && people.length > 0) turn.tell({ room: 'slt' }, card, aboutStage(one, stage));
  else for (const person of people) turn.tell({ person: person.id }, card, aboutStage(one, stage));
}

function sayWhereItWent(turn: PolicyTurn, one: Request, stage: Stage, { people, movedUp }: Signers): void {
  if (one.told.length === 0) return toApplicant(turn, one, capital(nobodyInWords(turn, stage, people)));
  if (movedUp)
    toApplicant(
      turn,
      one,
      `Nobody else can decide as “${stage.title}”, so it has gone to ${orList(one.told.map((person) => person.name))}.`,
    );
  const unheard = without(people, one.told);
  if (stage.needs === 'all' && unheard.length > 0)
    toApplicant(
      turn,
      one,
      `${cannotBeReached(unheard)}, and everybody has to sign as “${stage.title}”. ${whatToAsk}`,
    );
}

const whatToAsk = 'Please ask whoever looks after Chalkline to add them.';

/** Why a stage has reached nobody, and what to do. */
export function nobodyInWords(turn: PolicyTurn, stage: Stage, people: Someone[]): string {
  return people.length === 0
    ? `nobody at ${turn.school.name} is set up to decide as “${stage.title}”. It is kept. ${whatToAsk}`
    : `${cannotBeReached(people)}, and nobody above can either, so nobody has been asked to decide as “${stage.title}”. It is kept. ${whatToAsk}`;
}

/** Keeps the request and brings every card about it up to date, wherever it hangs. */
export async function keepRequest(turn: PolicyTurn, one: Request): Promise<void> {
  turn.work.put(requests, one);
  const missing = await whoIsMissingWhat(turn, one);
  for (const stage of one.terms.stages)
    turn.update(aboutStage(one, stage), decisionCard(turn, one, stage, missing));
  turn.update(aboutApplicant(one), statusCard(turn, one, missing));
}

export function note(turn: PolicyTurn, one: Request, words: string): Request {
  return { ...one, history: [...one.history, { at: turn.event.at, words }] };
}

export function toApplicant(turn: PolicyTurn, one: Request, text: string): void {
  const tone = one.state === 'approved' ? 'good' : 'info';
  turn.tell(
    { person: one.applicant.id },
    notice(tone, text, { buttons: [button('Show where it stands', 'accounts.show', { id: one.id })] }),
  );
}

export function named(people: Someone[]): Someone[] {
  return people.map(({ id, name }) => ({ id, name }));
}

export function aboutStage(one: Request, stage: Stage): string {
  return `request:${one.id}/${stage.id}`;
}

export function aboutApplicant(one: Request): string {
  return `request:${one.id}/applicant`;
}
