/** The life of a request: sent, signed stage by stage, sent back for changes, handed over, rejected, approved or withdrawn. */
import type { Answers } from '../../core/event.ts';
import { check, type Field } from '../../core/form.ts';
import type { Turn } from '../../core/turn.ts';
import { brief, button, notice, orList } from '../words.ts';
import {
  currentStage,
  isSigned,
  maySign,
  type Request,
  requests,
  type Stage,
  signersOf,
  stageAfter,
} from './request.ts';
import { decisionCard, statusCard, statusInWords } from './request-cards.ts';
import { whoIsMissingWhat } from './standing.ts';

type Value = Record<string, string>;

/** What happens once the last stage is signed. */
export type Approved = (turn: Turn, one: Request) => Promise<void>;

/** A new or changed request goes to its first stage. */
export async function send(turn: Turn, one: Request): Promise<void> {
  const first = one.terms.stages[0];
  if (!first) throw new Error(`Expected a request with stages, got none in ${one.id}.`);
  await moveTo(turn, { ...one, state: 'waiting', stage: first.id, signatures: [] }, first);
}

async function moveTo(turn: Turn, one: Request, stage: Stage): Promise<void> {
  const moved: Request = { ...one, stage: stage.id, since: turn.today };
  const { people, role, movedUp } = signersOf(turn.school, moved, stage);
  await show(turn, moved);
  const card = decisionCard(turn, moved, stage, await whoIsMissingWhat(turn, moved));
  if (role === 'slt' && people.length > 0) turn.tell({ room: 'slt' }, card, aboutStage(moved, stage));
  else for (const person of people) turn.tell({ person: person.id }, card, aboutStage(moved, stage));
  if (people.length === 0) {
    toApplicant(
      turn,
      moved,
      `Nobody at ${turn.school.name} is set up to decide as “${stage.title}”. It is kept; please ask whoever looks after Chalkline to add them.`,
    );
  } else if (movedUp) {
    toApplicant(
      turn,
      moved,
      `Nobody else can decide as “${stage.title}”, so it has gone to ${orList(people.map((person) => person.name))}.`,
    );
  }
}

export async function approve(turn: Turn, value: Value, approved: Approved): Promise<void> {
  const found = await decidable(turn, value);
  if (!found) return;
  const missing = await whoIsMissingWhat(turn, found.one);
  if (missing.length > 0) return show(turn, found.one);
  await sign(turn, found.one, found.stage, undefined, approved);
}

const despiteField: Field = {
  name: 'why',
  kind: 'text',
  label: 'Why approve all the same?',
  ask: 'Something the policy asks for is not on record. Why do you approve all the same?',
  longest: 1000,
};

export async function openDespite(turn: Turn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (found)
    openReason(turn, 'accounts.despite', 'Approve all the same', found.one, despiteField, 'Approve', value);
}

export async function approveDespite(
  turn: Turn,
  answers: Answers,
  value: Value,
  approved: Approved,
): Promise<void> {
  const found = await decidable(turn, value);
  const why = found && readReason(turn, despiteField, answers);
  if (found && why) await sign(turn, found.one, found.stage, why, approved);
}

async function sign(
  turn: Turn,
  one: Request,
  stage: Stage,
  despite: string | undefined,
  approved: Approved,
): Promise<void> {
  const by = { id: turn.person.id, name: turn.person.name };
  const signature = { stage: stage.id, by, at: turn.event.at, ...(despite ? { despite } : {}) };
  const signed = note(
    turn,
    { ...one, signatures: [...one.signatures, signature] },
    `Approved by ${by.name} as ${stage.title}${despite ? `, all the same: ${brief(despite)}` : ''}`,
  );
  turn.audit('approved a request', one.id, { stage: stage.id, ...(despite ? { despite } : {}) });
  if (!isSigned(turn.school, signed, stage)) return show(turn, signed);
  const next = stageAfter(signed);
  if (next) return moveTo(turn, signed, next);
  const done: Request = { ...signed, state: 'approved', ended: { by, at: turn.event.at } };
  await show(turn, done);
  toApplicant(turn, done, `Good news: “${brief(done.title)}” is approved by ${by.name}.`);
  await approved(turn, done);
}

const reasonField: Field = {
  name: 'reason',
  kind: 'text',
  label: 'Reason',
  ask: 'What is the reason?',
  help: 'The applicant reads this.',
  longest: 1000,
};

export async function openReject(turn: Turn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (found) openReason(turn, 'accounts.reject', 'Reject', found.one, reasonField, 'Reject', value);
}

export async function reject(turn: Turn, answers: Answers, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  const reason = found && readReason(turn, reasonField, answers);
  if (!found || !reason) return;
  const by = { id: turn.person.id, name: turn.person.name };
  const rejected = note(
    turn,
    { ...found.one, state: 'rejected', reason, ended: { by, at: turn.event.at } },
    `Rejected by ${by.name}: ${brief(reason)}`,
  );
  turn.audit('rejected a request', rejected.id, { stage: found.stage.id, reason });
  await show(turn, rejected);
  toApplicant(
    turn,
    rejected,
    `“${brief(rejected.title)}” was not approved. ${by.name} gives this reason: ${reason}`,
  );
}

const changesField: Field = {
  name: 'changes',
  kind: 'text',
  label: 'What should be changed?',
  ask: 'What should be changed?',
  help: 'The applicant reads this, changes it and sends it again.',
  longest: 1000,
};

export async function openChanges(turn: Turn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (found) openReason(turn, 'accounts.changes', 'Ask for changes', found.one, changesField, 'Ask', value);
}

export async function askForChanges(turn: Turn, answers: Answers, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  const reason = found && readReason(turn, changesField, answers);
  if (!found || !reason) return;
  const back = note(
    turn,
    { ...found.one, state: 'changes', reason },
    `${turn.person.name} asked for changes: ${brief(reason)}`,
  );
  turn.audit('asked for changes to a request', back.id, { stage: found.stage.id, reason });
  await show(turn, back);
  turn.tell(
    applicantAddress(back),
    statusCard(turn, back, await whoIsMissingWhat(turn, back)),
    aboutApplicant(back),
  );
}

/** A leader who is away hands a stage to another who holds the same role. */
export async function openHand(turn: Turn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (!found) return;
  const others = othersFor(turn, found.one, found.stage);
  const [only] = others;
  if (!only)
    return turn.whisper(
      notice(
        'info',
        `Nobody else holds the role that decides as “${found.stage.title}”, so it stays with you.`,
      ),
    );
  const choices = others.map((person) => ({ value: person.id, label: person.name }));
  const fields: Field[] =
    choices.length > 1
      ? [{ name: 'to', kind: 'choice', label: 'Hand to', ask: 'Who shall decide?', choices }]
      : [
          {
            name: 'sure',
            kind: 'line',
            label: `Hand to ${only.name}: a word to them`,
            ask: 'A word to them?',
            optional: true,
          },
        ];
  turn.openForm({
    kind: 'form',
    form: 'accounts.hand',
    title: 'Hand to somebody else',
    intro: brief(found.one.title),
    fields,
    answers: {},
    problems: {},
    submit: 'Hand over',
    value: { id: found.one.id, stage: found.stage.id },
  });
}

export async function hand(turn: Turn, answers: Answers, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (!found) return;
  const others = othersFor(turn, found.one, found.stage);
  const to = others.length === 1 ? others[0] : others.find((person) => person.id === answers.to);
  if (!to) return turn.refuse({ to: 'Please choose who shall decide.' });
  const handed = note(
    turn,
    { ...found.one, handedTo: { ...found.one.handedTo, [found.stage.id]: { id: to.id, name: to.name } } },
    `${turn.person.name} handed “${found.stage.title}” to ${to.name}`,
  );
  turn.audit('handed a request over', handed.id, { stage: found.stage.id, to: to.id });
  await show(turn, handed);
  turn.tell(
    { person: to.id },
    decisionCard(turn, handed, found.stage, await whoIsMissingWhat(turn, handed)),
    aboutStage(handed, found.stage),
  );
}

function othersFor(turn: Turn, one: Request, stage: Stage) {
  const { handedTo: _, ...rest } = one;
  return signersOf(turn.school, { ...rest, handedTo: {} }, stage).people.filter(
    (person) => person.id !== turn.person.id,
  );
}

export async function withdraw(turn: Turn, value: Value): Promise<void> {
  const one = await turn.work.get(requests, value.id ?? '');
  if (!one) return turn.whisper(goneNotice());
  if (one.applicant.id !== turn.person.id)
    return turn.whisper(notice('info', `Only ${one.applicant.name} can withdraw this.`));
  if (one.state !== 'waiting' && one.state !== 'changes')
    return turn.whisper(notice('info', `${statusInWords(turn, one)} already, so nothing was changed.`));
  const by = { id: turn.person.id, name: turn.person.name };
  const withdrawn = note(
    turn,
    { ...one, state: 'withdrawn', ended: { by, at: turn.event.at } },
    `Withdrawn by ${by.name}`,
  );
  turn.audit('withdrew a request', one.id);
  await show(turn, withdrawn);
  turn.say(notice('info', `“${brief(one.title)}” is withdrawn, and the leaders can see that.`));
}

/** Keeps the request and brings every card about it up to date, wherever it hangs. */
async function show(turn: Turn, one: Request): Promise<void> {
  turn.work.put(requests, one);
  const missing = await whoIsMissingWhat(turn, one);
  for (const stage of one.terms.stages)
    turn.update(aboutStage(one, stage), decisionCard(turn, one, stage, missing));
  turn.update(aboutApplicant(one), statusCard(turn, one, missing));
}

type Found = { one: Request; stage: Stage };

/** The request and its stage, if it is waiting just there and this person may sign; else a private word about why not. */
async function decidable(turn: Turn, value: Value): Promise<Found | undefined> {
  const one = await turn.work.get(requests, value.id ?? '');
  const stage = one && currentStage(one);
  if (!one) {
    turn.whisper(goneNotice());
  } else if (!stage || (value.stage && value.stage !== stage.id)) {
    turn.whisper(notice('info', `${alreadyDecided(turn, one, value.stage)} Nothing was changed.`));
  } else if (one.applicant.id === turn.person.id) {
    turn.audit('was refused: nobody decides on their own request', one.id);
    turn.whisper(
      notice('info', 'This is your own request, so somebody else has to decide. It is with them.'),
    );
  } else if (!maySign(turn.school, one, stage, turn.person)) {
    turn.audit('was refused: may not decide at this stage', one.id, { stage: stage.id });
    const names = orList(signersOf(turn.school, one, stage).people.map((person) => person.name));
    turn.whisper(
      notice('info', `This one is for ${names || 'somebody else'} to decide, so nothing was changed.`),
    );
  } else if (
    one.signatures.some((signature) => signature.stage === stage.id && signature.by.id === turn.person.id)
  ) {
    turn.whisper(notice('info', 'You have signed this already; it waits for the others.'));
  } else {
    return { one, stage };
  }
  return undefined;
}

/** Who was first, when two decide at the same moment. */
function alreadyDecided(turn: Turn, one: Request, stage: string | undefined): string {
  const signature = one.signatures.find((each) => each.stage === stage);
  if (one.state === 'waiting' && signature) return `${signature.by.name} has approved this stage already.`;
  if (one.state === 'changes') return 'It has gone back to the applicant for changes.';
  return `${statusInWords(turn, one)} already.`;
}

function openReason(
  turn: Turn,
  form: string,
  title: string,
  one: Request,
  field: Field,
  submit: string,
  value: Value,
): void {
  turn.openForm({
    kind: 'form',
    form,
    title,
    intro: brief(one.title),
    fields: [field],
    answers: {},
    problems: {},
    submit,
    value,
  });
}

function readReason(turn: Turn, field: Field, answers: Answers): string | undefined {
  const result = check(field, answers[field.name], { today: turn.today, answers });
  if ('problem' in result) turn.refuse({ [field.name]: result.problem });
  else return String(result.value);
  return undefined;
}

function note(turn: Turn, one: Request, words: string): Request {
  return { ...one, history: [...one.history, { at: turn.event.at, words }] };
}

function toApplicant(turn: Turn, one: Request, text: string): void {
  const tone = one.state === 'approved' ? 'good' : 'info';
  turn.tell(
    applicantAddress(one),
    notice(tone, text, [button('Show where it stands', 'accounts.show', { id: one.id })]),
  );
}

function applicantAddress(one: Request) {
  return { person: one.applicant.id };
}

function aboutStage(one: Request, stage: Stage): string {
  return `request:${one.id}/${stage.id}`;
}

export function aboutApplicant(one: Request): string {
  return `request:${one.id}/applicant`;
}

function goneNotice() {
  return notice('info', 'This request is no longer on record, so nothing was changed.');
}
