/** The life of a request: sent, signed stage by stage, sent back for changes, handed over, rejected, approved or withdrawn. */

import { actor, reachable, toldApart } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief, orList } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import type { Answers } from '../../core/event.ts';
import { check, type Field } from '../../core/form.ts';
import type { Value } from '../../core/handler.ts';
import {
  currentStage,
  maySign,
  type Request,
  requests,
  type Settled,
  type Stage,
  signersOf,
} from './request.ts';
import { decisionCard, statusCard, statusInWords } from './request-cards.ts';
import { aboutApplicant, aboutStage, goOn, keepRequest, named, note, toApplicant } from './routing.ts';
import { whoIsMissingWhat } from './standing.ts';

export async function approve(turn: PolicyTurn, value: Value, settled: Settled<PolicyTurn>): Promise<void> {
  const found = await decidable(turn, value);
  if (!found) return;
  const missing = await whoIsMissingWhat(turn, found.one);
  if (missing.length > 0) return keepRequest(turn, found.one);
  await sign(turn, found.one, found.stage, undefined, settled);
}

const despiteField: Field = {
  name: 'why',
  kind: 'text',
  label: 'Why approve all the same?',
  ask: 'Something the policy asks for is not on record. Why do you approve all the same?',
  longest: 1000,
};

export async function openDespite(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (found)
    openReason(turn, 'accounts.despite', 'Approve all the same', found.one, despiteField, 'Approve', value);
}

export async function approveDespite(
  turn: PolicyTurn,
  answers: Answers,
  value: Value,
  settled: Settled<PolicyTurn>,
): Promise<void> {
  const found = await decidable(turn, value);
  const why = found && readReason(turn, despiteField, answers);
  if (found && why) await sign(turn, found.one, found.stage, why, settled);
}

async function sign(
  turn: PolicyTurn,
  one: Request,
  stage: Stage,
  despite: string | undefined,
  settled: Settled<PolicyTurn>,
): Promise<void> {
  const by = actor(turn);
  const signature = { stage: stage.id, by, at: turn.event.at, ...(despite ? { despite } : {}) };
  const signed = note(
    turn,
    { ...one, signatures: [...one.signatures, signature] },
    `Approved by ${by.name} as ${stage.title}${despite ? `, all the same: ${brief(despite)}` : ''}`,
  );
  turn.audit('approved a request', one.id, { stage: stage.id, ...(despite ? { despite } : {}) });
  await goOn(turn, signed, stage, settled);
}

const reasonField: Field = {
  name: 'reason',
  kind: 'text',
  label: 'Reason',
  ask: 'What is the reason?',
  help: 'The applicant reads this.',
  longest: 1000,
};

export async function openReject(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (found) openReason(turn, 'accounts.reject', 'Reject', found.one, reasonField, 'Reject', value);
}

export async function reject(
  turn: PolicyTurn,
  answers: Answers,
  value: Value,
  settled: Settled<PolicyTurn>,
): Promise<void> {
  const found = await decidable(turn, value);
  const reason = found && readReason(turn, reasonField, answers);
  if (!found || !reason) return;
  const by = actor(turn);
  const rejected = note(
    turn,
    { ...found.one, state: 'rejected', reason, ended: { by, at: turn.event.at } },
    `Rejected by ${by.name}: ${brief(reason)}`,
  );
  turn.audit('rejected a request', rejected.id, { stage: found.stage.id, reason });
  await keepRequest(turn, rejected);
  toApplicant(
    turn,
    rejected,
    `“${brief(rejected.title)}” was not approved. ${by.name} gives this reason: ${reason}`,
  );
  await settled(turn, rejected);
}

const changesField: Field = {
  name: 'changes',
  kind: 'text',
  label: 'What should be changed?',
  ask: 'What should be changed?',
  help: 'The applicant reads this, changes it and sends it again.',
  longest: 1000,
};

export async function openChanges(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (found) openReason(turn, 'accounts.changes', 'Ask for changes', found.one, changesField, 'Ask', value);
}

export async function askForChanges(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  const reason = found && readReason(turn, changesField, answers);
  if (!found || !reason) return;
  const { reminded: _, ...rest } = found.one;
  const back = note(
    turn,
    { ...rest, state: 'changes', reason, since: turn.today },
    `${turn.person.name} asked for changes: ${brief(reason)}`,
  );
  turn.audit('asked for changes to a request', back.id, { stage: found.stage.id, reason });
  await keepRequest(turn, back);
  turn.tell(
    { person: back.applicant.id },
    statusCard(turn, back, await whoIsMissingWhat(turn, back)),
    aboutApplicant(back),
  );
}

const wordField: Field = {
  name: 'word',
  kind: 'line',
  label: 'A word to them',
  ask: 'A word to them?',
  optional: true,
};

/** A leader who is away hands a stage to another who holds the same role. */
export async function openHand(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (!found) return;
  const others = othersFor(turn, found.one, found.stage);
  const [only] = others;
  if (!only)
    return turn.whisper(
      notice(
        'info',
        `Nobody else who can be written to here holds the role that decides as “${found.stage.title}”, so it stays with you.`,
      ),
    );
  const choices = others.map((person) => ({ value: person.id, label: toldApart(turn.school, person) }));
  const fields: Field[] =
    choices.length > 1
      ? [{ name: 'to', kind: 'choice', label: 'Hand to', ask: 'Who shall decide?', choices }, wordField]
      : [{ ...wordField, label: `Hand to ${only.name}: a word to them` }];
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

export async function hand(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (!found) return;
  const others = othersFor(turn, found.one, found.stage);
  const to = others.length === 1 ? others[0] : others.find((person) => person.id === answers.to);
  if (!to) return turn.refuse({ to: 'Please choose who shall decide.' });
  const word = check(wordField, answers.word, { today: turn.today, answers });
  if ('problem' in word) return turn.refuse({ word: word.problem });
  const given = {
    ...found.one,
    handedTo: { ...found.one.handedTo, [found.stage.id]: { id: to.id, name: to.name } },
  };
  const handed = note(
    turn,
    { ...given, told: named(reachable(turn, signersOf(turn.school, given, found.stage).people)) },
    `${turn.person.name} handed “${found.stage.title}” to ${to.name}${word.value ? `: ${brief(String(word.value), 150)}` : ''}`,
  );
  turn.audit('handed a request over', handed.id, { stage: found.stage.id, to: to.id });
  await keepRequest(turn, handed);
  turn.tell({ person: to.id }, await cardFor(turn, handed, found.stage), aboutStage(handed, found.stage));
}

/** Brings the card to somebody who was reminded of it. */
export async function showCase(turn: PolicyTurn, value: Value): Promise<void> {
  const found = await decidable(turn, value);
  if (found)
    turn.tell(
      { person: turn.person.id, platform: turn.event.place.platform },
      await cardFor(turn, found.one, found.stage),
      aboutStage(found.one, found.stage),
    );
}

async function cardFor(turn: PolicyTurn, one: Request, stage: Stage) {
  return decisionCard(turn, one, stage, await whoIsMissingWhat(turn, one));
}

function othersFor(turn: PolicyTurn, one: Request, stage: Stage) {
  const { people } = signersOf(turn.school, { ...one, handedTo: {} }, stage);
  return reachable(turn, people).filter((person) => person.id !== turn.person.id);
}

export async function withdraw(turn: PolicyTurn, value: Value, settled: Settled<PolicyTurn>): Promise<void> {
  const one = await turn.work.get(requests, value.id ?? '');
  if (!one) return turn.whisper(goneNotice());
  if (one.applicant.id !== turn.person.id)
    return turn.whisper(notice('info', `Only ${one.applicant.name} can withdraw this.`));
  if (one.state !== 'waiting' && one.state !== 'changes')
    return turn.whisper(notice('info', `${statusInWords(turn, one)} already, so nothing was changed.`));
  const by = actor(turn);
  const withdrawn = note(
    turn,
    { ...one, state: 'withdrawn', ended: { by, at: turn.event.at } },
    `Withdrawn by ${by.name}`,
  );
  turn.audit('withdrew a request', one.id);
  await keepRequest(turn, withdrawn);
  turn.say(notice('info', `“${brief(one.title)}” is withdrawn, and the leaders can see that.`));
  await settled(turn, withdrawn);
}

type Found = { one: Request; stage: Stage };

/** The request and its stage, if it is waiting just there and this person may sign; else a private word about why not. */
async function decidable(turn: PolicyTurn, value: Value): Promise<Found | undefined> {
  const one = await turn.work.get(requests, value.id ?? '');
  const stage = one && currentStage(one);
  if (!one) {
    turn.whisper(goneNotice());
  } else if (!stage || (value.stage && value.stage !== stage.id)) {
    turn.whisper(notice('info', `${alreadyDecided(turn, one, value.stage)} Nothing was changed.`));
  } else if (value.sent && value.sent !== String(one.sent)) {
    // Whoever decides must have seen what they decide on.
    turn.whisper(
      notice(
        'info',
        'It has been changed since you opened this, so nothing was decided. Please look at its newest card.',
      ),
    );
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
function alreadyDecided(turn: PolicyTurn, one: Request, stage: string | undefined): string {
  const signature = one.signatures.find((each) => each.stage === stage);
  if (one.state === 'waiting' && signature) return `${signature.by.name} has approved this stage already.`;
  if (one.state === 'changes') return 'It has gone back to the applicant for changes.';
  return `${statusInWords(turn, one)} already.`;
}

function openReason(
  turn: PolicyTurn,
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

function readReason(turn: PolicyTurn, field: Field, answers: Answers): string | undefined {
  const result = check(field, answers[field.name], { today: turn.today, answers });
  if ('problem' in result) turn.refuse({ [field.name]: result.problem });
  else return String(result.value);
  return undefined;
}

function goneNotice() {
  return notice('info', 'This request is no longer on record, so nothing was changed.');
}
