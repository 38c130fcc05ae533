/** Where a request goes: to the people of each stage in turn, and what everybody reads about it meanwhile. */
import { brief, button, notice, orList } from '../words.ts';
import type { AccountsTurn } from './accounts-turn.ts';
import { isAmong, type Someone } from './people.ts';
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
export async function send(turn: AccountsTurn, one: Request): Promise<void> {
  const first = one.terms.stages[0];
  if (!first) throw new Error(`Expected a request with stages, got none in ${one.id}.`);
  await moveTo(turn, { ...one, state: 'waiting', stage: first.id, signatures: [] }, first);
}

/** Goes on to the next stage, or is approved, once the present one has the signatures that it needs. */
export async function goOn(
  turn: AccountsTurn,
  one: Request,
  stage: Stage,
  settled: Settled<AccountsTurn>,
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

async function moveTo(turn: AccountsTurn, one: Request, stage: Stage): Promise<void> {
  const { reminded: _, ...fresh } = one;
  const waiting: Request = { ...fresh, stage: stage.id, since: turn.today };
  const signers = signersOf(turn.school, waiting, stage);
  const moved: Request = { ...waiting, told: named(signers.people) };
  await keepRequest(turn, moved);
  await handOut(turn, moved, stage, signers.role, signers.people);
  sayWhereItWent(turn, moved, stage, signers);
}

/** Gives the card of a stage to people: the senior leaders have a room for it. */
export async function handOut(
  turn: AccountsTurn,
  one: Request,
  stage: Stage,
  role: Stage['by'],
  people: Someone[],
): Promise<void> {
  const card = decisionCard(turn, one, stage, await whoIsMissingWhat(turn, one));
  if (role === 'slt' && people.length > 0) turn.tell({ room: 'slt' }, card, aboutStage(one, stage));
  else for (const person of people) turn.tell({ person: person.id }, card, aboutStage(one, stage));
}

function sayWhereItWent(turn: AccountsTurn, one: Request, stage: Stage, { people, movedUp }: Signers): void {
  if (people.length === 0) {
    toApplicant(
      turn,
      one,
      `Nobody at ${turn.school.name} is set up to decide as “${stage.title}”. It is kept; please ask whoever looks after Chalkline to add them.`,
    );
  } else if (movedUp) {
    toApplicant(
      turn,
      one,
      `Nobody else can decide as “${stage.title}”, so it has gone to ${orList(people.map((person) => person.name))}.`,
    );
  }
}

/** Keeps the request and brings every card about it up to date, wherever it hangs. */
export async function keepRequest(turn: AccountsTurn, one: Request): Promise<void> {
  turn.work.put(requests, one);
  const missing = await whoIsMissingWhat(turn, one);
  for (const stage of one.terms.stages)
    turn.update(aboutStage(one, stage), decisionCard(turn, one, stage, missing));
  turn.update(aboutApplicant(one), statusCard(turn, one, missing));
}

export function note(turn: AccountsTurn, one: Request, words: string): Request {
  return { ...one, history: [...one.history, { at: turn.event.at, words }] };
}

export function toApplicant(turn: AccountsTurn, one: Request, text: string): void {
  const tone = one.state === 'approved' ? 'good' : 'info';
  turn.tell(
    { person: one.applicant.id },
    notice(tone, text, [button('Show where it stands', 'accounts.show', { id: one.id })]),
  );
}

export function named(people: Someone[]): Someone[] {
  return people.map(({ id, name }) => ({ id, name }));
}

export function without(people: Someone[], others: Someone[]): Someone[] {
  return people.filter((person) => !isAmong(others, person.id));
}

export function aboutStage(one: Request, stage: Stage): string {
  return `request:${one.id}/${stage.id}`;
}

export function aboutApplicant(one: Request): string {
  return `request:${one.id}/applicant`;
}
