/** Makes a request of what somebody has filled in, under the policy of the day, and sends it on its way. */
import { begin } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import { checkAll, type Field } from '../../core/form.ts';
import { offeringStaff } from '../../core/staff.ts';
import { notice } from '../words.ts';
import { type AccountsTurn, editionOf, type Value } from './accounts-turn.ts';
import { actor, peopleIn, type Someone } from './people.ts';
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
  turn: AccountsTurn,
  asked: Asked,
  applicant: Someone = actor(turn),
  nth = 0,
): Promise<Request> {
  const one = freshRequest(turn, asked, applicant, nth);
  turn.audit('sent a request', one.id, {
    kind: one.kind,
    title: one.title,
    ...(one.account ? { account: one.account } : {}),
  });
  await send(turn, one);
  return one;
}

function freshRequest(turn: AccountsTurn, asked: Asked, applicant: Someone, nth: number): Request {
  const { kind, title, fields, answers, account, change, ...own } = asked;
  const { stages, stagesNote, runners, source, checklist } = turn.policy.application;
  return {
    id: turn.reference('A', nth),
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

export function peopleNamed(turn: AccountsTurn, fields: string[], answers: Answers): Someone[] {
  return fields.flatMap((name) => peopleIn(turn.school, answers[name]));
}

/** Tells the one who asked where it stands, on a card that follows the request from now on. */
export async function sayStatus(turn: AccountsTurn, one: Request): Promise<void> {
  turn.say(statusCard(turn, one, await whoIsMissingWhat(turn, one)), aboutApplicant(one));
}

type Form = { form: string; title: string; fields: Field[]; submit: string; value?: Value };

/**
 * The answers, if they still fit the form. A policy, or the list of staff, may have changed while they were being
 * written; then what fits is kept and the rest is asked again.
 */
export async function fitting(
  turn: AccountsTurn,
  form: Form,
  answers: Answers,
): Promise<Answers | undefined> {
  const fields = offeringStaff(turn.school, form.fields);
  const checked = checkAll(fields, answers, turn.today);
  if (Object.keys(checked.problems).length === 0) return checked.answers;
  turn.say(
    notice(
      'warning',
      `Not quite yet: the questions, or the people here, have changed since you began. Your answers are kept; only this is open: ${Object.values(checked.problems).join(' ')}`,
    ),
  );
  await begin(turn, { ...form, answers: checked.answers });
  return undefined;
}
