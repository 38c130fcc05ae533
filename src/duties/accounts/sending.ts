/** Makes a request of what somebody has filled in, under the policy of the day, and sends it on its way. */

import { actor, peopleIn } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Answers } from '../../core/event.ts';
import type { Someone } from '../../core/someone.ts';
import type { Request } from './request.ts';
import { statusCard } from './request-cards.ts';
import { aboutApplicant, send } from './routing.ts';
import { whoIsMissingWhat } from './standing.ts';

type Terms = Request['terms'];

export type Asked = Pick<Request, 'kind' | 'title' | 'fields' | 'answers'> &
  Pick<Terms, 'peopleFields' | 'carries' | 'nameField' | 'platformField'> & {
    account?: string;
    change?: Terms['change'];
  };

export async function sendNew(
  turn: PolicyTurn,
  asked: Asked,
  applicant: Someone = actor(turn),
): Promise<Request> {
  const one = freshRequest(turn, asked, applicant);
  turn.audit('sent a request', one.id, {
    kind: one.kind,
    title: one.title,
    ...(one.account ? { account: one.account } : {}),
  });
  await send(turn, one);
  return one;
}

function freshRequest(turn: PolicyTurn, asked: Asked, applicant: Someone): Request {
  const { kind, title, fields, answers, account, change, ...own } = asked;
  const { stages, stagesNote, runners, source, checklist } = turn.policy.application;
  return {
    id: turn.reference('A'),
    kind,
    ...(account ? { account } : {}),
    applicant,
    title,
    policy: { id: turn.policy.about.id, words: editionOf(turn.policy) },
    terms: {
      ...own,
      stages,
      runners,
      source,
      checklist,
      ...(stagesNote ? { stagesNote } : {}),
      ...(change ? { change } : {}),
    },
    fields,
    answers,
    people: peopleNamed(turn, own.peopleFields, answers),
    state: 'waiting',
    stage: stages[0]?.id ?? '',
    signatures: [],
    sent: 1,
    handedTo: {},
    raised: {},
    told: [],
    history: [{ at: turn.event.at, words: `Sent by ${applicant.name}` }],
    since: turn.today,
  };
}

export function peopleNamed(turn: PolicyTurn, fields: string[], answers: Answers): Someone[] {
  return fields.flatMap((name) => peopleIn(turn.school, answers[name]));
}

/** Tells the one who asked where it stands, on a card that follows the request from now on. */
export async function sayStatus(turn: PolicyTurn, one: Request): Promise<void> {
  turn.say(statusCard(turn, one, await whoIsMissingWhat(turn, one)), aboutApplicant(one));
}
