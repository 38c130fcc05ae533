/** No request expires in silence: people are reminded on working days, and in the end it goes to the next role up. */
import { cannotBeReached, reachable } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { notice } from '../../core/card.ts';
import { type Change, change, showButton } from '../../core/matter.ts';
import { without } from '../../core/someone.ts';
import { requestMatter, tellApplicant } from './matter.ts';
import { currentStage, named, type Request, raisedBy, requests, type Stage } from './request.ts';
import { signersOf } from './signers.ts';
import { giveTo, nobodyInWords, noteTold, regather, takeUp } from './stages.ts';

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
  const here = reachable(turn, people);
  const added = without(named(here), request.told);
  if (gone.length > 0) return regather(turn, request, stage, { gone, added });
  if (added.length > 0)
    return giveTo(turn, await noteTold(turn, request, named(here)), stage, undefined, added);
  if (people.length > 0 && here.length === 0 && (await takeUp(turn, request, stage, cannotBeReached(people))))
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
    `“${brief(request.title)}” still waits, because ${nobodyInWords(turn, stage, people)}`,
  );
}

async function remindOfChanges(turn: PolicyTurn, request: Request): Promise<void> {
  if (workingDaysSince(turn, request.reminded ?? request.since) < raiseAfter) return;
  await change(turn, requestMatter, request, reminded);
  tellApplicant(
    turn,
    request,
    `“${brief(request.title)}” still waits for the changes that were asked for: ${brief(request.reason ?? '', 300)}`,
  );
}
