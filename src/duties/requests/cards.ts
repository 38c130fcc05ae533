/** How a request looks to the people who decide on it and to the one who asked. */
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { capital, dated, orList } from '../../conversation/words.ts';
import { type CaseCard, caseCard, type Fact, type Step } from '../../core/card.ts';
import { clip } from '../../core/clip.ts';
import { shownDate } from '../../core/dates.ts';
import { asked, nothing, shownAnswer } from '../../core/form.ts';
import { given } from '../../core/given.ts';
import { type Columns, whenAt } from '../../core/register.ts';
import { staffChoices } from '../../core/staff.ts';
import { shownInstant } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import { signButtons } from '../training/asking.ts';
import { currentStage, type Request, type Stage, stagesSoFar } from './request.ts';
import { type Missing, missingInWords, whoIsMissingWhat } from './runners.ts';
import { signersOf, stillToSign } from './signers.ts';

/** The card of everybody who signs at one stage. */
export async function decisionCard(turn: PolicyTurn, request: Request, stage: Stage): Promise<CaseCard> {
  const card = await statusCard(turn, request);
  if (currentStage(request)?.id !== stage.id) return card;
  const missing = await whoIsMissingWhat(turn, request);
  const toSee = [
    ...remarksOn(request),
    ...signedBefore(turn, request, stage),
    ...(missing.length > 0 ? [`${missingInWords(missing)}.`] : []),
  ];
  return {
    ...card,
    ...given({ callout: toSee.length > 0 ? toSee.join('\n') : undefined }),
    details: [{ label: 'Approving means', value: signsIn(request, stage) }, ...(card.details ?? [])],
  };
}

/** Where the answers do not go together with the policy, nobody should have to find it. */
function remarksOn({ terms, answers }: Request): string[] {
  return terms.remarks
    .filter(({ when }) =>
      Object.entries(when).every(([field, values]) =>
        [answers[field] ?? []].flat().some((value) => values.includes(value)),
      ),
    )
    .map(({ says }) => says);
}

/** One person signs twice where they hold both roles and nobody else can; they should know it. */
function signedBefore({ school }: Turn, request: Request, stage: Stage): string[] {
  const [only, ...others] = stillToSign(school, request, stage);
  const before = request.signatures.find(({ by, stage: id }) => by.id === only?.id && id !== stage.id);
  if (!only || others.length > 0 || !before) return [];
  const title = request.terms.stages.find(({ id }) => id === before.stage)?.title ?? 'before';
  return [`${only.name} has signed this already (${title}). Please have somebody else look at it, too.`];
}

/** What somebody puts their name to, in the words of this kind of request. */
function signsIn({ kind, terms: { change } }: Request, { signs }: Stage): string {
  if (kind === 'change' && change) return `I agree to this change: ${change.label}.`;
  return kind === 'existing' ? 'The school may keep this account.' : signs;
}

/** The applicant's own view: where it stands, and what is wanted of them. */
export async function applicantCard(turn: PolicyTurn, request: Request): Promise<CaseCard> {
  const card = await statusCard(turn, request);
  const missing = await whoIsMissingWhat(turn, request);
  const signs = missing.some(({ id, signs: canSign }) => canSign && id === request.applicant.id);
  const buttons = signs && request.state === 'waiting' ? signButtons(turn) : [];
  const text = `You asked for ${kindWords[request.kind]}.`;
  if (request.state !== 'changes') return { ...card, text, buttons };
  const { callout: _, ...rest } = card;
  const status = `${request.reasonBy?.name ?? 'A leader'} asked for changes`;
  return { ...rest, text, status, quote: { title: 'What to change', text: request.reason ?? '' } };
}

async function statusCard(turn: PolicyTurn, request: Request): Promise<CaseCard> {
  const missing = await whoIsMissingWhat(turn, request);
  const { first, others } = answerFacts(turn, request);
  return caseCard({
    title: request.title,
    status: statusInWords(turn, request),
    tone: tones[request.state],
    text: `${request.applicant.name} asks for ${kindWords[request.kind]}.`,
    ...given({ callout: request.state === 'changes' ? `What to change: ${request.reason}` : undefined }),
    facts: [...reasonFact(request), ...first],
    details: [...others, ...checks(turn, request, missing)],
    steps: stepsOf(turn, request),
    history: request.history.map((past) => dated(turn.school, past)),
  });
}

const kindWords = {
  new: 'a new account',
  existing: 'this account to be put on record',
  change: 'a change to this account',
  permission: 'permission',
} as const;

/** One line of the log of requests. */
export const requestColumns: Columns<Request, Turn> = {
  Request: ({ title }) => title,
  'For what': ({ kind }) => capital(kindWords[kind]),
  'Asked by': ({ applicant }) => applicant.name,
  Sent: ({ history: [first] }, turn) => whenAt(turn, first?.at),
  Status: (request, turn) => statusInWords(turn, request),
  Signed: ({ signatures }, turn) =>
    signatures.map(({ by, at }) => `${by.name}, ${whenAt(turn, at)}`).join('; '),
  Reason: ({ reason, signatures }) => reason ?? signatures.find(({ despite }) => despite)?.despite,
};

function reasonFact({ state, reason }: Request): Fact[] {
  return state === 'rejected' && reason ? [{ label: 'Reason', value: reason }] : [];
}

const tones = {
  waiting: 'warning',
  changes: 'warning',
  approved: 'good',
  rejected: 'urgent',
  withdrawn: 'info',
} as const;

export function statusInWords(turn: Turn, request: Request): string {
  const { state, ended, applicant } = request;
  const when = ended ? ` on ${shownInstant(ended.at, turn.school.timezone)}` : '';
  switch (state) {
    case 'waiting': {
      const stage = currentStage(request);
      return stage ? `Waiting for ${waitingFor(turn, request, stage)}` : 'Waiting';
    }
    case 'changes':
      return `Waiting for ${applicant.name} to make changes`;
    case 'approved':
      return `Approved by ${ended?.by.name ?? 'the school'}${when}`;
    case 'rejected':
      return `Rejected by ${ended?.by.name ?? 'the school'}${when}`;
    case 'withdrawn':
      return `Withdrawn by ${applicant.name}${when}`;
  }
}

/** The stage and the people who may sign it, in words. */
export function waitingFor(turn: Turn, request: Request, stage: Stage): string {
  const { people, movedUp } = signersOf(turn.school, request, stage);
  if (people.length === 0)
    return `someone who can decide (nobody at ${turn.school.name} is set up for “${stage.title}”)`;
  const names = orList(people.map(({ name }) => name));
  return `the ${inSentence(stage.title)} (${names}${movedUp ? ', as the next one up' : ''})`;
}

/** "senior leadership team", but "Head of School": a title with another word after it keeps its capital. */
function inSentence(title: string): string {
  return /[A-Z]/.test(title.slice(1)) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

/** What, who and why come first; the rest only some look up. */
function answerFacts(turn: Turn, request: Request): { first: Fact[]; others: Fact[] } {
  const { fields, answers, before, people, terms } = request;
  const choices = [
    ...staffChoices(turn.school),
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const shown = (name: string, from: Request['answers']) => {
    const field = fields.find((candidate) => candidate.name === name);
    if (!field) return '';
    return shownAnswer(field.kind === 'people' ? { ...field, choices } : field, from[name]);
  };
  const openFields = asked(fields, answers).filter((field) => !('guarded' in field && field.guarded));
  const inTitle = [terms.nameField, terms.platformField];
  const facts = openFields.map((field) => {
    const { name, label } = field;
    const now = shown(name, answers);
    const then = before ? shown(name, before) : now;
    const isNew = then !== now;
    const isFirst = isNew || field.lead || (!inTitle.includes(name) && fields.every(({ lead }) => !lead));
    const fact = isNew
      ? { label: `${label} (changed)`, value: `${now} (before: ${then})` }
      : { label, value: now };
    return { isFirst, fact };
  });
  // What was left out, and is not new, tells nobody anything.
  const told = facts.filter(({ fact }) => fact.value !== nothing);
  const those = (first: boolean) =>
    told.filter(({ isFirst }) => Boolean(isFirst) === first).map(({ fact }) => fact);
  const tooLong = those(true).filter(({ value }) => value.length > longestAtOnce);
  return {
    first: those(true).map(({ label, value }) => ({ label, value: clip(value, longestAtOnce) })),
    others: [...tooLong.map(({ label, value }) => ({ label: `${label}, in full`, value })), ...those(false)],
  };
}

/** More than this would push the buttons off the screen. */
const longestAtOnce = 400;

function checks(turn: PolicyTurn, { terms, policy }: Request, missing: Missing[]): Fact[] {
  const { runners, stagesNote } = terms;
  const isChecked = missing.length > 0 || runners.checkSigned || runners.checkTrained;
  const hasChanged = turn.policy.about.id !== policy.id || editionOf(turn.policy) !== policy.words;
  const changed = `It has changed since (now: ${editionOf(turn.policy)}). This request finishes under the old one.`;
  const remarks = [...(stagesNote ? [stagesNote] : []), ...(hasChanged ? [changed] : [])];
  const record =
    missing.length > 0
      ? `${missingInWords(missing)}. ${runners.words}`
      : 'Everything your policy asks for is on record.';
  return [
    ...(isChecked ? [{ label: 'Training and signatures', value: record }] : []),
    { label: 'Policy', value: [capital(policy.words), ...remarks].join('. ') },
  ];
}

/** From the day it was sent, the stages in their order. What comes after a refusal never comes, so it is not shown. */
function stepsOf(turn: Turn, request: Request): Step[] {
  const { stages } = request.terms;
  const at = stages.findIndex(({ id }) => id === request.stage);
  const isStopped = request.state === 'rejected' || request.state === 'withdrawn';
  const shown = isStopped ? stagesSoFar(request) : stages;
  const steps = shown.map((stage, index): Step => {
    const isDone = index < at || request.state === 'approved';
    const state = isDone ? 'done' : index > at ? 'later' : isStopped ? 'stopped' : 'now';
    const notes = [
      ...signaturesOf(turn, request, stage),
      ...(index === at ? atThisStage(turn, request) : []),
    ];
    return { label: stage.title, state, ...given({ note: notes.join('; ') || undefined }) };
  });
  return [...sentStep(turn, request), ...steps];
}

function sentStep({ school }: Turn, { applicant, history: [first] }: Request): Step[] {
  const note = first && `${applicant.name}, ${shownInstant(first.at, school.timezone)}`;
  return note ? [{ label: 'Sent', state: 'done', note }] : [];
}

function signaturesOf({ school }: Turn, { signatures }: Request, stage: Stage): string[] {
  const signed = signatures.filter((signature) => signature.stage === stage.id);
  return signed.map(({ by, at }) => `${by.name}, ${shownInstant(at, school.timezone)}`);
}

/** Who has it, or had it last, and since when. */
function atThisStage(turn: Turn, request: Request): string[] {
  const { state, since, reasonBy } = request;
  switch (state) {
    case 'waiting': {
      const stage = currentStage(request);
      const waiting = stage ? stillToSign(turn.school, request, stage) : [];
      return waiting.length > 0
        ? [`${orList(waiting.map(({ name }) => name))}, since ${shownDate(since)}`]
        : [];
    }
    case 'changes':
      return [`${reasonBy?.name ?? 'A leader'} asked for changes, ${shownDate(since)}`];
    case 'rejected':
    case 'withdrawn':
      return [statusInWords(turn, request)];
    case 'approved':
      return [];
  }
}
