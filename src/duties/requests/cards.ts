/** How a request looks to the people who decide on it and to the one who asked. */
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { capital, dated, orList } from '../../conversation/words.ts';
import { type CaseCard, caseCard, type Fact, type Step } from '../../core/card.ts';
import { asked, nothing, shownAnswer } from '../../core/form.ts';
import { given } from '../../core/given.ts';
import { staffChoices } from '../../core/staff.ts';
import { shownInstant } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import { currentStage, type Request, type Stage, stagesSoFar } from './request.ts';
import { type Missing, missingInWords, whoIsMissingWhat } from './runners.ts';
import { signersOf } from './signers.ts';

/** The card of everybody who signs at one stage. */
export async function decisionCard(turn: PolicyTurn, request: Request, stage: Stage): Promise<CaseCard> {
  const isWaitedFor = currentStage(request)?.id === stage.id;
  const signing = isWaitedFor ? ` Signing means: “${stage.signs}”` : '';
  return { ...(await statusCard(turn, request)), text: `Asked for by ${request.applicant.name}.${signing}` };
}

/** The applicant's own view: where it stands. */
export async function statusCard(turn: PolicyTurn, request: Request): Promise<CaseCard> {
  const missing = await whoIsMissingWhat(turn, request);
  return caseCard({
    title: request.title,
    status: statusInWords(turn, request),
    tone: tones[request.state],
    text: `Asked for by ${request.applicant.name}.`,
    facts: [...answerFacts(turn, request), ...checks(turn, request, missing)],
    steps: stepsOf(turn, request),
    history: request.history.map((past) => dated(turn.school, past)),
  });
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
      return `${applicant.name} has been asked for changes`;
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
    return `somebody who may decide (nobody at ${turn.school.name} is set up for “${stage.title}”)`;
  const names = orList(people.map(({ name }) => name));
  return `the ${inSentence(stage.title)} (${names}${movedUp ? ', as the next one up' : ''})`;
}

/** "senior leadership team", but "Head of School": a title with another word after it keeps its capital. */
function inSentence(title: string): string {
  return /[A-Z]/.test(title.slice(1)) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function answerFacts(turn: Turn, { fields, answers, before, people }: Request): Fact[] {
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
  const facts = openFields.map(({ name, label }) => {
    const now = shown(name, answers);
    const then = before ? shown(name, before) : now;
    return then === now
      ? { label, value: now }
      : { label: `${label} (changed)`, value: `${now} (before: ${then})` };
  });
  // What was left out, and is not new, tells nobody anything.
  return facts.filter(({ value }) => value !== nothing);
}

function checks(turn: PolicyTurn, { terms, policy, reason, state }: Request, missing: Missing[]): Fact[] {
  const { runners, stagesNote } = terms;
  const isChecked = missing.length > 0 || runners.checkSigned || runners.checkTrained;
  const hasChanged = turn.policy.about.id !== policy.id || editionOf(turn.policy) !== policy.words;
  const changed = `It has changed since (now: ${editionOf(turn.policy)}); this finishes under the one it began with.`;
  const remarks = [...(stagesNote ? [stagesNote] : []), ...(hasChanged ? [changed] : [])];
  const record =
    missing.length > 0
      ? `${missingInWords(missing)}. ${runners.words}`
      : 'Everything the policy asks for is on record.';
  return [
    ...(isChecked ? [{ label: 'Training and signatures', value: record }] : []),
    ...(reason ? [{ label: state === 'changes' ? 'Please change' : 'Reason', value: reason }] : []),
    { label: 'Policy', value: [capital(policy.words), ...remarks].join('. ') },
  ];
}

/** The stages in their order. What comes after a refusal never comes, so it is not shown. */
function stepsOf(turn: Turn, request: Request): Step[] {
  const { stages } = request.terms;
  const at = stages.findIndex(({ id }) => id === request.stage);
  const isStopped = request.state === 'rejected' || request.state === 'withdrawn';
  const shown = isStopped ? stagesSoFar(request) : stages;
  return shown.map((stage, index) => {
    const isDone = index < at || request.state === 'approved';
    const state = isDone ? 'done' : index > at ? 'later' : isStopped ? 'stopped' : 'now';
    return { label: stage.title, state, ...given({ note: signaturesOf(turn, request, stage) }) };
  });
}

function signaturesOf({ school }: Turn, { signatures }: Request, stage: Stage): string | undefined {
  const signed = signatures.filter((signature) => signature.stage === stage.id);
  return (
    signed.map(({ by, at }) => `${by.name}, ${shownInstant(at, school.timezone)}`).join('; ') || undefined
  );
}
