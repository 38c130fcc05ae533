/** Where a request goes: to the people of each stage in turn, and up to the next role where nobody can be asked or decides. */
import { cannotBeReached, reachable } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, brief, capital, orList } from '../../conversation/words.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { notice } from '../../core/card.ts';
import { give, refresh, showButton } from '../../core/matter/cards.ts';
import { change } from '../../core/matter/change.ts';
import type { Change } from '../../core/matter/table.ts';
import { type Someone, without } from '../../core/someone.ts';
import { waitingFor } from './cards.ts';
import { requestMatter, tellApplicant } from './matter.ts';
import { currentStage, named, type Request, raisedBy, requests, type Stage } from './request.ts';
import { carriedOn, type Signers, signersOf } from './signers.ts';

/** Whenever a request has come to a stage, the stage's card goes to everybody who may sign it. */
export async function giveOut(turn: PolicyTurn, request: Request): Promise<void> {
  const stage = currentStage(request);
  if (!stage || request.givenOut) return;
  const signers = signersOf(turn.school, request, stage);
  const told = named(reachable(turn, signers.people));
  if (told.length === 0 && (await takeUp(turn, request, stage, cannotBeReached(signers.people)))) return;
  const noted = await noteTold(turn, request, told);
  const handed = told.filter(({ id }) => id === request.handedTo[stage.id]?.id);
  if (handed.length > 0) return giveTo(turn, noted, stage, undefined, handed);
  await giveTo(turn, noted, stage, signers.role, told);
  sayWhereItWent(turn, noted, stage, signers);
}

/** Who has its card now. */
function noteTold(turn: PolicyTurn, request: Request, told: Someone[]): Promise<Request> {
  return change(turn, requestMatter, request, { does: (before) => ({ ...before, told, givenOut: true }) });
}

/** The senior leaders have a room for it. */
async function giveTo(
  turn: PolicyTurn,
  request: Request,
  stage: Stage,
  role: Stage['by'] | undefined,
  people: Someone[],
): Promise<void> {
  if (people.length === 0) return;
  const to = role === 'slt' ? [{ room: 'slt' as const }] : people.map(({ id }) => ({ person: id }));
  await give(turn, requestMatter, request, stage.id, to);
}

/** Goes to the next role up as well, and on from there to somebody who can be written to. Says whether there is anybody. */
async function takeUp(turn: PolicyTurn, request: Request, stage: Stage, why: string): Promise<boolean> {
  const higher = oneUp(turn, request, stage);
  if (!higher) return false;
  const words = `${why}, so it has also gone to ${orList(higher.added.map(({ name }) => name))}`;
  const up: Change<Request, PolicyTurn> = {
    does: (before, { today }) => ({
      ...before,
      raised: { ...before.raised, [stage.id]: higher.raised },
      told: higher.told,
      givenOut: true,
      reminded: today,
    }),
    audit: 'took a request to the next role up',
    detail: () => ({ stage: stage.id, to: higher.added.map(({ id }) => id).join(', ') }),
    history: () => capital(words),
    tells: async (_turn, raised) => {
      await giveTo(turn, raised, stage, higher.role, higher.added);
      tellApplicant(turn, raised, `“${brief(raised.title)}”: ${words}.`);
    },
  };
  await change(turn, requestMatter, request, up);
  return true;
}

function oneUp(turn: PolicyTurn, request: Request, stage: Stage) {
  for (let raised = raisedBy(request, stage) + 1; ; raised++) {
    const higher = { ...request, raised: { ...request.raised, [stage.id]: raised } };
    const { people, above } = signersOf(turn.school, higher, stage);
    const top = above[raised - 1];
    if (!top) return undefined;
    const told = named(reachable(turn, people));
    const added = without(told, request.told);
    if (added.length > 0) return { raised, told, added, role: top.role };
  }
}

/** Who may decide has changed in the school file while the request was waiting. */
async function regather(
  turn: PolicyTurn,
  request: Request,
  stage: Stage,
  { gone, added }: { gone: Someone[]; added: Someone[] },
): Promise<void> {
  const told = named(reachable(turn, signersOf(turn.school, request, stage).people));
  const words = `${andList(gone.map(({ name }) => name))} can no longer decide as “${stage.title}”, so it’s waiting for ${waitingFor(turn, request, stage)}`;
  const changed = await change(turn, requestMatter, request, {
    // Where all had to sign, the one who left may have been the last who had not.
    does: (before, moment) => carriedOn(moment.school, { ...before, told }, stage, moment),
    audit: 'found other people to decide on a request',
    detail: () => ({ stage: stage.id, gone: ids(gone), now: ids(told) }),
    ...(gone.length > 0
      ? { history: () => words, tells: () => tellApplicant(turn, request, `${words}.`) }
      : {}),
  });
  if (currentStage(changed)?.id === stage.id) await giveTo(turn, changed, stage, undefined, added);
}

/** In the school's working days. */
const remindEvery = 2;
const raiseAfter = 6;

export async function remindAboutRequests(turn: PolicyTurn): Promise<void> {
  for (const request of await turn.work.find(requests, 'state:waiting')) await followUp(turn, request);
  if (!isTimeToRemind(turn)) return;
  for (const request of await turn.work.find(requests, 'state:changes')) await remindOfChanges(turn, request);
}

async function followUp(turn: PolicyTurn, request: Request): Promise<void> {
  const stage = currentStage(request);
  if (!stage) return;
  const { people } = signersOf(turn.school, request, stage);
  const gone = without(request.told, people);
  const readers = reachable(turn, people);
  const added = without(named(readers), request.told);
  if (gone.length > 0) return regather(turn, request, stage, { gone, added });
  if (added.length > 0) {
    const told = await noteTold(turn, request, named(readers));
    await refresh(turn, requestMatter, told);
    return giveTo(turn, told, stage, undefined, added);
  }
  if (
    people.length > 0 &&
    readers.length === 0 &&
    (await takeUp(turn, request, stage, cannotBeReached(people)))
  )
    return;
  if (!isTimeToRemind(turn) || request.reminded === turn.today) return;
  const days = workingDaysSince(turn, request.since);
  if (days >= raiseAfter * (raisedBy(request, stage) + 1)) {
    if (await takeUp(turn, request, stage, `nobody had decided for ${days} working days`)) return;
  }
  if (workingDaysSince(turn, request.reminded ?? request.since) >= remindEvery)
    await remind(turn, request, stage);
}

const reminded: Change<Request, PolicyTurn> = {
  does: (request, { today }) => ({ ...request, reminded: today }),
};

async function remind(turn: PolicyTurn, request: Request, stage: Stage): Promise<void> {
  await change(turn, requestMatter, request, reminded);
  const days = workingDaysSince(turn, request.since);
  const words = `“${brief(request.title)}” has waited for a decision for ${days} working days.`;
  const card = notice('info', words, { buttons: [showButton(requestMatter, request, 'Show it')] });
  const heard = reachable(turn, request.told);
  for (const { id } of heard) turn.tell({ person: id }, card);
  if (heard.length > 0) return;
  const { people } = signersOf(turn.school, request, stage);
  tellApplicant(
    turn,
    request,
    `“${brief(request.title)}” is still waiting, because ${nobodyInWords(turn, stage, people)}`,
  );
}

async function remindOfChanges(turn: PolicyTurn, request: Request): Promise<void> {
  if (workingDaysSince(turn, request.reminded ?? request.since) < raiseAfter) return;
  await change(turn, requestMatter, request, reminded);
  tellApplicant(
    turn,
    request,
    `“${brief(request.title)}” is still waiting for your changes: ${brief(request.reason ?? '', 300)}`,
  );
}

function sayWhereItWent(
  turn: PolicyTurn,
  request: Request,
  stage: Stage,
  { people, movedUp }: Signers,
): void {
  const { told } = request;
  if (told.length === 0) return tellApplicant(turn, request, capital(nobodyInWords(turn, stage, people)));
  if (movedUp)
    tellApplicant(
      turn,
      request,
      `Nobody else can decide as “${stage.title}”, so it has gone to ${orList(told.map(({ name }) => name))}.`,
    );
  const unheard = without(people, told);
  if (stage.needs === 'all' && unheard.length > 0)
    tellApplicant(
      turn,
      request,
      `${cannotBeReached(unheard)}, and everyone has to sign as “${stage.title}”. ${whatToAsk}`,
    );
}

const whatToAsk = 'Please ask whoever looks after Chalkline to add them.';

/** Why a stage has reached nobody, and what to do. */
function nobodyInWords(turn: PolicyTurn, stage: Stage, people: Someone[]): string {
  return people.length === 0
    ? `nobody at ${turn.school.name} is set up to decide as “${stage.title}”. Your request is kept. ${whatToAsk}`
    : `${cannotBeReached(people)}, nor anyone above them. Nobody has been asked to decide as “${stage.title}”. Your request is kept. ${whatToAsk}`;
}

function ids(people: Someone[]): string {
  return people.map(({ id }) => id).join(', ');
}
