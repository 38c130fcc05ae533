/** Closing an account: planned for a day, or at once by a leader; the administrator confirms, and the record stays. */
import { brief } from '../../conversation/words.ts';
import { shownDate } from '../../core/dates.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import type { Asked, Moment } from '../../core/matter/table.ts';
import type { Turn } from '../../core/turn.ts';
import { type Account, titleOf } from './account.ts';
import type { contentWords } from './cards.ts';
import { tooEarly } from './recording.ts';

const onField: Field = {
  name: 'on',
  kind: 'date',
  label: 'Closes on',
  ask: 'When will it close?',
  notBefore: 'today',
};
const contentField: Field = {
  name: 'content',
  kind: 'choice',
  label: 'Its content',
  ask: 'What happens to its content?',
  choices: [
    { value: 'archived', label: 'The school archives it' },
    { value: 'deleted', label: 'It is deleted' },
    { value: 'readable', label: 'It stays readable, and nobody posts' },
  ],
};
const whyField: Field = {
  name: 'why',
  kind: 'text',
  label: 'Why',
  ask: 'Why is it closing?',
  longest: 1000,
};

export function planForm(turn: Turn, account: Account): Asked {
  const { closes } = account;
  return {
    ...closeForm(account),
    fields: [onField, contentField, whyField],
    answers: closes && closes >= turn.today ? { on: closes } : {},
  };
}

export function closeForm(account: Account): Asked {
  return {
    title: 'Close an account',
    intro: titleOf(account),
    fields: [contentField, whyField],
    submit: 'Save',
  };
}

export async function checkPlan(_turn: Turn, { goesLive }: Account, answers: Answers) {
  const isTooEarly = goesLive !== undefined && answers.on !== undefined && answers.on <= goesLive;
  return { answers, problems: isTooEarly ? { on: tooEarly(goesLive) } : {} };
}

export function withClosure(account: Account, { answers, by, today }: Moment): Account {
  const content = answers.content as keyof typeof contentWords;
  return { ...account, closure: { on: String(answers.on ?? today), content, why: String(answers.why), by } };
}

export function beingClosed(account: Account, today: string): Account {
  const { reminded: _, ...rest } = account;
  return { ...rest, state: 'closing', since: today };
}

export function whyInWords({ closure }: Account): string {
  return closure?.why ?? '';
}

export function planWords({ closure }: Account, { by }: Moment): string {
  return `Closing planned for ${shownDate(closure?.on ?? '')} by ${by.name}: ${brief(closure?.why ?? '')}`;
}

/** Why its closing can be neither planned nor begun: it has begun already. */
export function closingAlready({ state }: Account): string | undefined {
  if (state === 'closing' || state === 'closed')
    return `It’s already ${state === 'closed' ? 'closed' : 'being closed'}.`;
  return undefined;
}
