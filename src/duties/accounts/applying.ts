/** Asking for a school account: the school's own form, prefilled where we know the answer, and where a request stands. */
import { begin, type Finish } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/form.ts';
import { personById, type School } from '../../core/school.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import type { Engine } from '../../policy/answer.ts';
import type { Policy } from '../../policy/pack.ts';
import { brief, button, notice } from '../words.ts';
import { aboutApplicant, send } from './deciding.ts';
import { type Request, requests } from './request.ts';
import { statusCard, statusInWords } from './request-cards.ts';
import { whoIsMissingWhat } from './standing.ts';

export async function apply(turn: Turn, engine: Engine): Promise<void> {
  const policy = engine.policy(turn.school.policy);
  const quiet = inPrivate(turn);
  if (quiet !== turn)
    turn.whisper(notice('info', 'I have written to you privately, so that we can go through it there.'));
  await begin(quiet, {
    form: 'accounts.apply',
    title: 'New school account',
    intro: `${policy.application.source} ${policy.application.intro}`,
    fields: withPeople(turn.school, policy.application.fields),
    answers: prefilled(turn, policy.application.fields),
    submit: 'Send it',
  });
}

/** The applicant and their manager are known; everything else is for them to say. */
function prefilled(turn: Turn, fields: Field[]): Answers {
  const manager = turn.person.manager && personById(turn.school, turn.person.manager)?.name;
  const known: Answers = { author: turn.person.name, ...(manager ? { manager } : {}) };
  return Object.fromEntries(
    Object.entries(known).filter(([name]) => fields.some((field) => field.name === name)),
  );
}

export function finishApplication(engine: Engine): Finish {
  return async (turn, answers, value) => {
    const revised = value.revises ? await turn.work.get(requests, value.revises) : undefined;
    const one = revised
      ? revise(turn, revised, answers)
      : fresh(turn, engine.policy(turn.school.policy), answers);
    if (revised && revised.state !== 'changes') {
      return turn.say(
        notice('info', `${statusInWords(turn, revised)} meanwhile, so your changes were not sent.`),
      );
    }
    turn.audit(revised ? 'sent a changed request' : 'sent a request', one.id);
    await send(turn, one);
    turn.say(
      statusCard(turn, { ...one, state: 'waiting' }, await whoIsMissingWhat(turn, one)),
      aboutApplicant(one),
    );
  };
}

function fresh(turn: Turn, policy: Policy, answers: Answers): Request {
  const { fields, stages, stagesNote, runners, peopleFields, nameField, platformField, source, checklist } =
    policy.application;
  return {
    id: turn.reference('A'),
    applicant: { id: turn.person.id, name: turn.person.name },
    title: `${brief(String(answers[nameField] ?? 'New account'))} on ${brief(String(answers[platformField] ?? 'a platform'), 40)}`,
    policy: { id: policy.about.id, words: `${policy.about.title}, ${policy.about.inForce.words}` },
    terms: {
      stages,
      runners,
      peopleFields,
      nameField,
      platformField,
      source,
      checklist,
      ...(stagesNote ? { stagesNote } : {}),
    },
    fields,
    answers,
    state: 'waiting',
    stage: stages[0]?.id ?? '',
    signatures: [],
    handedTo: {},
    history: [{ at: turn.event.at, words: `Sent by ${turn.person.name}` }],
    since: turn.today,
  };
}

function revise(turn: Turn, before: Request, answers: Answers): Request {
  const { reason: _, ...rest } = before;
  const history = [
    ...before.history,
    { at: turn.event.at, words: `Changed and sent again by ${turn.person.name}` },
  ];
  return { ...rest, before: before.answers, answers, history };
}

/** The applicant changes the answers of a request that came back, and sends it again. */
export async function reviseRequest(turn: Turn, value: Record<string, string>): Promise<void> {
  const one = await turn.work.get(requests, value.id ?? '');
  if (!one || one.applicant.id !== turn.person.id)
    return turn.whisper(notice('info', 'Only the applicant can change this.'));
  if (one.state !== 'changes')
    return turn.whisper(notice('info', `${statusInWords(turn, one)}, so there is nothing to change.`));
  await begin(inPrivate(turn), {
    form: 'accounts.apply',
    title: one.title,
    intro: `Please change: ${one.reason ?? ''}`,
    fields: withPeople(turn.school, one.fields),
    answers: one.answers,
    value: { revises: one.id },
    submit: 'Send it again',
  });
}

/** "Where does my application stand?" */
export async function status(turn: Turn): Promise<void> {
  const quiet = inPrivate(turn);
  const mine = await turn.work.find(requests, `applicant:${turn.person.id}`);
  const [latest] = mine.slice(-1);
  if (!latest) {
    return quiet.say(
      notice('info', 'You have not asked for an account yet.', [
        button('Ask for a new account', 'accounts.start'),
      ]),
    );
  }
  if (mine.length === 1)
    return quiet.say(statusCard(turn, latest, await whoIsMissingWhat(turn, latest)), aboutApplicant(latest));
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

export async function show(turn: Turn, value: Record<string, string>): Promise<void> {
  const one = await turn.work.get(requests, value.id ?? '');
  if (!one || one.applicant.id !== turn.person.id)
    return turn.whisper(notice('info', 'Only the applicant can see this here.'));
  inPrivate(turn).say(statusCard(turn, one, await whoIsMissingWhat(turn, one)), aboutApplicant(one));
}

/** Fields for people offer everybody on the school's list. */
function withPeople(school: School, fields: Field[]): Field[] {
  const choices = school.people.map(({ id, name }) => ({ value: id, label: name }));
  return fields.map((field) =>
    field.kind === 'people' && choices.length > 1 ? { ...field, choices } : field,
  );
}
