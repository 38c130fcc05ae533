/** How a leaver's accounts look on their way: all of them with their progress, one of them, and what each person is asked. */
import { dated } from '../../conversation/words.ts';
import { type Button, type Card, type CaseCard, caseCard, notice, type Step } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { type Columns, whenAt } from '../../core/register.ts';
import type { Someone } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import { type Handover, handoversOf, isOpen, type Leaver, leavers } from './leaver.ts';

export async function leaverCard(turn: Turn, leaver: Leaver): Promise<CaseCard> {
  const handovers = await handoversOf(turn, leaver);
  const past = [leaver.history, ...handovers.map(({ history }) => history)].flat();
  return caseCard({
    title: `${leaver.person.name} leaves on ${shownDate(leaver.on)}`,
    status: leaverStatus(leaver, handovers),
    tone: leaver.state === 'open' ? 'warning' : 'good',
    // What was called off waits for nobody.
    steps: handovers.filter(({ step }) => step !== 'off').map(stepOf),
    history: past.toSorted((a, b) => a.at.localeCompare(b.at)).map((line) => dated(turn.school, line)),
  });
}

function stepOf(handover: Handover): Step {
  const state = handover.step === 'done' ? 'done' : 'now';
  return { label: handover.title, state, note: stepInWords(handover) };
}

function leaverStatus({ state }: Leaver, handovers: Handover[]): string {
  if (state === 'off') return 'Called off';
  if (handovers.length === 0) return 'Runs no school accounts';
  if (state === 'done') return 'All accounts are settled';
  const left = handovers.filter(isOpen);
  const count = left.length === 1 ? '1 account' : `${left.length} accounts`;
  const isPassedOn = left.every(({ way, step }) => way !== 'closure' && step !== 'access');
  if (!isPassedOn) return `${count} still to settle`;
  return `${count} ${left.length === 1 ? 'needs' : 'need'} a new owner`;
}

function stepInWords({ step, heir, remark, person, way }: Handover): string {
  const name = heir?.name ?? 'the new owner';
  switch (step) {
    case 'choose':
      return remark ?? 'Choose a new owner, or close it';
    case 'asked':
      return `${name} has been asked to take over`;
    case 'standing':
      return remark ?? `${name} has accepted`;
    case 'approval':
      return `${name} has accepted and is waiting for approval`;
    case 'closing':
      return 'It will be closed';
    case 'access':
      return `The administrator is removing ${person.name}’s access`;
    case 'done':
      return way === 'closure' ? 'Closed' : way === 'transfer' ? `${name} runs it now` : 'Access removed';
    case 'off':
      return 'Called off';
  }
}

/** One line of the list of leavers. */
export const leaverColumns: Columns<Leaver, Turn> = {
  Person: ({ person }) => person.name,
  'Last day': ({ on }) => shownDate(on),
  Status: ({ state }) => leaverStates[state],
  'Said by': ({ by }) => by.name,
  Said: ({ history: [first] }, turn) => whenAt(turn, first?.at),
};

const leaverStates = {
  open: 'Something is still to settle',
  done: 'All accounts are settled',
  off: 'Called off',
} as const;

/** One line of the list of accounts that change hands. */
export const handoverColumns: Columns<Handover, Turn> = {
  Account: ({ title }) => title,
  'Who leaves': ({ person }) => person.name,
  Status: stepInWords,
  'New owner': ({ heir }) => heir?.name,
  'Suggested by': ({ proposer }) => proposer?.name,
};

/** One account of a leaver, for those who see to it. `closing` is the button that plans its end instead. */
export async function handoverCard(turn: Turn, handover: Handover, closing: Button[]): Promise<CaseCard> {
  const { person, title, step } = handover;
  return caseCard({
    title,
    status: stepInWords(handover),
    tone: isOpen(handover) ? 'warning' : 'good',
    text: isOpen(handover)
      ? `${person.name} runs it and leaves on ${await dayOf(turn, handover)}.`
      : step === 'off'
        ? `${person.name} runs it and is staying.`
        : `${person.name} no longer runs it.`,
    buttons: step === 'choose' ? closing : [],
  });
}

/** For whoever is, or was, asked to take it over. */
export async function heirCard(turn: Turn, handover: Handover, { id }: Someone): Promise<Card> {
  const { person, title, step, heir, proposer } = handover;
  if (heir?.id !== id)
    return notice('info', `Thank you. You don’t need to do anything about ${title} any more.`);
  const isAsked = step === 'asked';
  return caseCard({
    title: isOpen(handover) ? `Will you take over ${title}?` : title,
    status: isAsked ? 'Waiting for you' : stepInWords(handover),
    tone: isAsked ? 'warning' : 'info',
    text: `${person.name} leaves on ${await dayOf(turn, handover)}. ${proposer?.name ?? 'A colleague'} suggests you as the new owner.`,
  });
}

export async function accessCard(turn: Turn, handover: Handover): Promise<CaseCard> {
  const { person, title, step, heir } = handover;
  const isWaiting = step === 'access';
  const needsAccess = heir ? ` ${heir.name} needs access now.` : '';
  return caseCard({
    title: `Change access to ${title}`,
    status: isWaiting ? 'Waiting for the administrator' : stepInWords(handover),
    tone: isWaiting ? 'warning' : 'good',
    text: isWaiting
      ? `Please remove ${person.name}’s access on the platform, and change the shared sign-in details. They leave on ${await dayOf(turn, handover)}.${needsAccess}`
      : undefined,
  });
}

async function dayOf(turn: Turn, { leaver }: Handover): Promise<string> {
  return shownDate((await turn.work.get(leavers, leaver))?.on ?? '');
}
