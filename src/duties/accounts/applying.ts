/** Asking for a school account: the school's own form, prefilled where we know the answer, and where a request stands. */

import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { button, notice } from '../../core/card.ts';
import { begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/form.ts';
import type { Value } from '../../core/handler.ts';
import { personById } from '../../core/school.ts';
import { inPrivate } from '../../core/turn.ts';
import { type Request, requests } from './request.ts';
import { statusInWords } from './request-cards.ts';
import { send } from './routing.ts';
import { peopleNamed, sayStatus, sendNew } from './sending.ts';

export async function apply(turn: PolicyTurn): Promise<void> {
  const { application } = turn.policy;
  await begin(inPrivateWithWord(turn), {
    ...applicationForm(turn),
    intro: `${application.source} ${application.intro}`,
    answers: await prefilled(turn, application.fields),
  });
}

function applicationForm(turn: PolicyTurn) {
  return {
    form: 'accounts.apply',
    title: 'New school account',
    fields: turn.policy.application.fields,
    submit: 'Send it',
  };
}

/** In a channel, says that it goes on in private. */
export function inPrivateWithWord(turn: PolicyTurn): PolicyTurn {
  if (turn.event.place.direct) return turn;
  turn.whisper(notice('info', 'I have written to you privately, so that we can go through it there.'));
  return inPrivate(turn);
}

/** The applicant and their manager are known; everything else is for them to say. */
async function prefilled(turn: PolicyTurn, fields: Field[]): Promise<Answers> {
  const before = (await turn.work.find(requests, `applicant:${turn.person.id}`)).at(-1)?.answers.department;
  const manager = turn.person.manager && personById(turn.school, turn.person.manager)?.name;
  const known: Answers = {
    author: turn.person.name,
    ...(manager ? { manager } : {}),
    ...(before ? { department: before } : {}),
  };
  return Object.fromEntries(
    Object.entries(known).filter(([name]) => fields.some((field) => field.name === name)),
  );
}

export async function finishApplication(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  if (value.revises) return finishRevision(turn, answers, value.revises);
  const given = await fitting(turn, applicationForm(turn), answers);
  if (!given) return;
  const { fields, peopleFields, carries, nameField, platformField } = turn.policy.application;
  const title = `${brief(String(given[nameField] ?? 'New account'))} on ${brief(String(given[platformField] ?? 'a platform'), 40)}`;
  await sayStatus(
    turn,
    await sendNew(turn, {
      kind: 'new',
      title,
      fields,
      answers: given,
      peopleFields,
      carries,
      nameField,
      platformField,
    }),
  );
}

async function finishRevision(turn: PolicyTurn, answers: Answers, id: string): Promise<void> {
  const before = await turn.work.get(requests, id);
  if (before?.state !== 'changes') {
    const state = before ? statusInWords(turn, before) : 'It is no longer on record';
    return turn.say(notice('info', `${state} meanwhile, so your changes were not sent.`));
  }
  const given = await fitting(turn, revisionForm(before), answers);
  if (!given) return;
  const { reason: _, ...rest } = before;
  const history = [
    ...before.history,
    { at: turn.event.at, words: `Changed and sent again by ${turn.person.name}` },
  ];
  const people = peopleNamed(turn, before.terms.peopleFields, given);
  const revised: Request = {
    ...rest,
    before: before.answers,
    answers: given,
    people,
    history,
    sent: before.sent + 1,
  };
  turn.audit('sent a changed request', revised.id);
  await send(turn, revised);
  await sayStatus(turn, (await turn.work.get(requests, id)) ?? revised);
}

function revisionForm(one: Request) {
  return {
    form: 'accounts.apply',
    title: one.title,
    fields: one.fields,
    submit: 'Send it again',
    value: { revises: one.id },
  };
}

/** The applicant changes the answers of a request that came back, and sends it again. */
export async function reviseRequest(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await turn.work.get(requests, value.id ?? '');
  if (!one || one.applicant.id !== turn.person.id)
    return turn.whisper(notice('info', 'Only the applicant can change this.'));
  if (one.state !== 'changes')
    return turn.whisper(notice('info', `${statusInWords(turn, one)}, so there is nothing to change.`));
  await begin(inPrivate(turn), {
    ...revisionForm(one),
    intro: `Please change: ${one.reason ?? ''}`,
    answers: one.answers,
  });
}

/** "Where does my application stand?" */
export async function status(turn: PolicyTurn): Promise<void> {
  const quiet = inPrivate(turn);
  const mine = await turn.work.find(requests, `applicant:${turn.person.id}`);
  const [latest] = mine.slice(-1);
  if (!latest) {
    return quiet.say(
      notice('info', 'You have not asked for an account yet.', {
        buttons: [button('Ask for a new account', 'accounts.start')],
      }),
    );
  }
  if (mine.length === 1) return sayStatus(quiet, latest);
  quiet.say({
    kind: 'list',
    title: 'What you have asked for',
    items: mine.toReversed().map((one) => ({
      title: one.title,
      text: statusInWords(turn, one),
      facts: [],
      buttons: [button('Show', 'accounts.show', { id: one.id })],
    })),
    empty: 'Nothing yet.',
    buttons: [],
  });
}

export async function show(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await turn.work.get(requests, value.id ?? '');
  if (!one || one.applicant.id !== turn.person.id)
    return turn.whisper(notice('info', 'Only the applicant can see this here.'));
  await sayStatus(inPrivate(turn), one);
}
