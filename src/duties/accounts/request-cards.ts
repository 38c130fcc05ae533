/** How a request looks to the people who decide on it and to the one who asked. */

import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { capital, dated, orList } from '../../conversation/words.ts';
import { type Button, button, type CaseCard, type Fact, type Step } from '../../core/card.ts';
import { asked, nothing, shownAnswer } from '../../core/form.ts';
import { staffChoices } from '../../core/staff.ts';
import { shownInstant } from '../../core/time.ts';
import { currentStage, type Request, type Stage, signersOf } from './request.ts';
import { type Missing, missingInWords } from './standing.ts';

/** The card of everybody who signs at one stage. Only the stage that is waited for has buttons. */
export function decisionCard(turn: PolicyTurn, one: Request, stage: Stage, missing: Missing[]): CaseCard {
  const waiting = currentStage(one)?.id === stage.id;
  return {
    ...storyCard(turn, one, missing),
    ...(waiting ? { text: `Asked for by ${one.applicant.name}. Signing means: “${stage.signs}”` } : {}),
    buttons: waiting ? decisionButtons(one, stage, missing) : [],
  };
}

/** The applicant's own view: where it stands, and what they can do. */
export function statusCard(turn: PolicyTurn, one: Request, missing: Missing[]): CaseCard {
  return { ...storyCard(turn, one, missing), buttons: applicantButtons(one) };
}

function storyCard(turn: PolicyTurn, one: Request, missing: Missing[]): CaseCard {
  return {
    kind: 'case',
    title: one.title,
    status: statusInWords(turn, one),
    tone: tones[one.state],
    text: `Asked for by ${one.applicant.name}.`,
    facts: [...answerFacts(turn, one), ...checks(turn, one, missing)],
    steps: one.terms.stages.map((stage) => step(turn, one, stage)),
    history: one.history.map((event) => dated(turn.school, event)),
    buttons: [],
  };
}

const tones = {
  waiting: 'warning',
  changes: 'warning',
  approved: 'good',
  rejected: 'urgent',
  withdrawn: 'info',
} as const;

export function statusInWords(turn: PolicyTurn, one: Request): string {
  const when = one.ended ? ` on ${shownInstant(one.ended.at, turn.school.timezone)}` : '';
  switch (one.state) {
    case 'waiting': {
      const stage = currentStage(one);
      return stage ? `Waiting for ${waitingFor(turn, one, stage)}` : 'Waiting';
    }
    case 'changes':
      return `${one.applicant.name} has been asked for changes`;
    case 'approved':
      return `Approved by ${one.ended?.by.name ?? 'the school'}${when}`;
    case 'rejected':
      return `Rejected by ${one.ended?.by.name ?? 'the school'}${when}`;
    case 'withdrawn':
      return `Withdrawn by ${one.applicant.name}${when}`;
  }
}

/** The stage and the people who may sign it, in words. */
export function waitingFor(turn: PolicyTurn, one: Request, stage: Stage): string {
  const { people, movedUp } = signersOf(turn.school, one, stage);
  if (people.length === 0)
    return `somebody who may decide (nobody at ${turn.school.name} is set up for “${stage.title}”)`;
  const names = orList(people.map((person) => person.name));
  return `the ${inSentence(stage.title)} (${names}${movedUp ? ', as the next one up' : ''})`;
}

/** "senior leadership team", but "Head of School": a title with another word after it keeps its capital. */
function inSentence(title: string): string {
  return /[A-Z]/.test(title.slice(1)) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function answerFacts(turn: PolicyTurn, one: Request): Fact[] {
  const people = [
    ...staffChoices(turn.school),
    ...one.people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const shown = (name: string, from: Request['answers']) => {
    const field = one.fields.find((candidate) => candidate.name === name);
    if (!field) return '';
    return shownAnswer(field.kind === 'people' ? { ...field, choices: people } : field, from[name]);
  };
  const open = asked(one.fields, one.answers).filter((field) => !field.guarded);
  const facts = open.map(({ name, label }) => {
    const now = shown(name, one.answers);
    const before = one.before ? shown(name, one.before) : now;
    return before === now
      ? { label, value: now }
      : { label: `${label} (changed)`, value: `${now} (before: ${before})` };
  });
  // What was left out, and is not new, tells nobody anything.
  return facts.filter((fact) => fact.value !== nothing);
}

function checks(turn: PolicyTurn, one: Request, missing: Missing[]): Fact[] {
  const { runners, stagesNote } = one.terms;
  const wanted = missing.length > 0 || runners.checkSigned || runners.checkTrained;
  const hasChanged = turn.policy.about.id !== one.policy.id || editionOf(turn.policy) !== one.policy.words;
  const changed = `It has changed since (now: ${editionOf(turn.policy)}); this finishes under the one it began with.`;
  const remarks = [...(stagesNote ? [stagesNote] : []), ...(hasChanged ? [changed] : [])];
  const record =
    missing.length > 0
      ? `${missingInWords(missing)}. ${runners.words}`
      : 'Everything the policy asks for is on record.';
  return [
    ...(wanted ? [{ label: 'Training and signatures', value: record }] : []),
    ...(one.reason
      ? [{ label: one.state === 'changes' ? 'Please change' : 'Reason', value: one.reason }]
      : []),
    {
      label: 'Policy',
      value: [capital(one.policy.words), ...remarks].join('. '),
    },
  ];
}

function step(turn: PolicyTurn, one: Request, stage: Stage): Step {
  const signed = one.signatures.filter((signature) => signature.stage === stage.id);
  const note = signed
    .map((signature) => `${signature.by.name}, ${shownInstant(signature.at, turn.school.timezone)}`)
    .join('; ');
  const at = one.terms.stages.findIndex((each) => each.id === one.stage);
  const own = one.terms.stages.indexOf(stage);
  const stopped = one.state === 'rejected' || one.state === 'withdrawn';
  const state =
    own < at || one.state === 'approved' ? 'done' : own > at ? 'later' : stopped ? 'stopped' : 'now';
  return { label: stage.title, state, ...(note ? { note } : {}) };
}

function decisionButtons(one: Request, stage: Stage, missing: Missing[]): Button[] {
  const value = { id: one.id, stage: stage.id, sent: String(one.sent) };
  const approve =
    missing.length > 0
      ? { ...button('Approve all the same', 'accounts.despite', value), opensForm: true as const }
      : { ...button('Approve', 'accounts.approve', value), style: 'primary' as const };
  return [
    approve,
    { ...button('Ask for changes', 'accounts.changes', value), opensForm: true },
    { ...button('Reject', 'accounts.reject', value), style: 'danger', opensForm: true },
    { ...button('Hand to somebody else', 'accounts.hand', value), opensForm: true },
  ];
}

function applicantButtons(one: Request): Button[] {
  const value = { id: one.id };
  const withdraw: Button = {
    ...button('Withdraw', 'accounts.withdraw', value),
    confirm: {
      title: 'Withdraw this?',
      text: 'The leaders will be told that you no longer ask for it.',
      yes: 'Withdraw it',
      no: 'Keep it',
    },
  };
  if (one.state === 'changes')
    return [{ ...button('Make the changes', 'accounts.revise', value), style: 'primary' }, withdraw];
  return one.state === 'waiting' ? [withdraw] : [];
}
