/** How an account looks: in the register, to those who may see all of it, and to the administrator as a task. */

import { administrators } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, dated } from '../../conversation/words.ts';
import { type Button, button, type CaseCard, type Fact, type Step } from '../../core/card.ts';
import { shownDate } from '../../core/form.ts';
import { type Account, titleOf } from './account.ts';

export const contentWords = {
  archived: 'archived by the school',
  deleted: 'deleted',
  readable: 'left readable, with nobody posting',
} as const;

export type View = 'staff' | 'keepers';

export function accountCard(turn: PolicyTurn, one: Account, view: View): CaseCard {
  return {
    kind: 'case',
    title: titleOf(one),
    status: stateInWords(one),
    tone: tones[one.state],
    facts: factsOf(one, view),
    steps: [],
    history: historyOf(turn, one),
    buttons: accountButtons(one, view),
  };
}

const tones = { creating: 'warning', active: 'good', closing: 'warning', closed: 'info' } as const;

export function stateInWords(one: Account): string {
  switch (one.state) {
    case 'creating':
      return 'Approved, and being created';
    case 'active':
      return one.closure ? `Active; closes on ${shownDate(one.closure.on)}` : 'Active';
    case 'closing':
      return 'Being closed';
    case 'closed':
      return 'Closed';
  }
}

function factsOf(one: Account, view: View): Fact[] {
  const people = (label: string, all: Account['owners']) =>
    all.length > 0 ? [{ label, value: andList(all.map((person) => person.name)) }] : [];
  const told = (label: string, value: string | undefined) => (value ? [{ label, value }] : []);
  const day = (label: string, value: string | undefined) => told(label, value && shownDate(value));
  return [
    ...told('Handle', one.handle),
    ...told('Address', one.address),
    ...people('Owners', one.owners),
    ...people('Moderators', one.moderators),
    ...told('Open or private', one.open && openWords[one.open]),
    ...day('Goes live', one.goesLive),
    ...day('Next look at it', one.review),
    ...day('Closes', one.closure ? undefined : one.closes),
    ...one.leave.map((each) => ({ label: each.label, value: each.words })),
    ...(one.closure
      ? [
          {
            label: one.state === 'closed' ? 'Closed' : 'Closes',
            value: `${shownDate(one.closure.on)}; what is on it is ${contentWords[one.closure.content]}. ${one.closure.why}`,
          },
        ]
      : []),
    ...(view === 'keepers'
      ? [{ label: 'Sign-in details are kept', value: one.credentials ?? 'not recorded yet' }]
      : []),
  ];
}

const openWords = { open: 'Open: anybody can see it', private: 'Private: we decide who comes in' } as const;

function historyOf(turn: PolicyTurn, one: Account): string[] {
  return one.history.map((event) => dated(turn.school, event));
}

/** Everybody gets the same buttons; who may do what is checked when they are pressed. */
function accountButtons(one: Account, view: View): Button[] {
  const value = { id: one.id };
  if (one.state !== 'active') return [];
  const change = button('Ask for a change', 'accounts.changing', value);
  if (view === 'staff') return [change];
  const keeping: Button = { ...button('Change the details', 'accounts.record', value), opensForm: true };
  const closing: Button[] = one.closure
    ? [keepOpenButton(value)]
    : [
        { ...button('Plan its closing', 'accounts.plan', value), opensForm: true },
        { ...button('Close it at once', 'accounts.close', value), style: 'danger', opensForm: true },
      ];
  return [change, keeping, ...closing];
}

function keepOpenButton(value: Record<string, string>): Button {
  return {
    ...button('Keep it after all', 'accounts.keep', value),
    confirm: {
      title: 'Keep this account?',
      text: 'Its planned closing is called off.',
      yes: 'Keep it',
      no: 'Leave it planned',
    },
  };
}

/** The administrator's task: to create the account and record it, or to close it and confirm. */
export function taskCard(turn: PolicyTurn, one: Account): CaseCard {
  const whole = accountCard(turn, one, 'keepers');
  if (one.state === 'creating') return { ...whole, ...creatingTask(turn, one) };
  if (one.state === 'closing') return { ...whole, ...closingTask(turn, one) };
  return { ...whole, buttons: [] };
}

function creatingTask(turn: PolicyTurn, one: Account): Partial<CaseCard> {
  const done = one.ticked.length;
  return {
    title: `Create ${titleOf(one)}`,
    status: `Waiting for ${whoKeeps(turn)}: ${done} of ${one.checklist.length} points done`,
    text: 'Please create it on the platform, go through these points, then record where it is. Never write a password here, only where it is kept.',
    steps: one.checklist.map(
      (point): Step => ({ label: point.text, state: one.ticked.includes(point.id) ? 'done' : 'now' }),
    ),
    buttons: [
      { ...button('Record it', 'accounts.record', { id: one.id }), style: 'primary', opensForm: true },
    ],
  };
}

function closingTask(turn: PolicyTurn, one: Account): Partial<CaseCard> {
  const content = one.closure ? contentWords[one.closure.content] : 'kept as agreed';
  return {
    title: `Close ${titleOf(one)}`,
    status: `Waiting for ${whoKeeps(turn)}`,
    text: `Please close it on the platform; what is on it is to be ${content}. Then confirm here.`,
    buttons: [
      {
        ...button('It is closed', 'accounts.closed', { id: one.id }),
        style: 'primary',
        confirm: {
          title: 'Is it closed?',
          text: 'Confirm once nobody can sign in and what was on it is as agreed.',
          yes: 'Yes, it is',
          no: 'Not yet',
        },
      },
    ],
  };
}

function whoKeeps(turn: PolicyTurn): string {
  const names = administrators(turn).map((person) => person.name);
  return names.length > 0 ? andList(names) : 'an administrator, and nobody is set up as one';
}

/** Brings every card about an account up to date, wherever it hangs. */
export function showAccount(turn: PolicyTurn, one: Account): void {
  turn.update(aboutView(one, 'staff'), accountCard(turn, one, 'staff'));
  turn.update(aboutView(one, 'keepers'), accountCard(turn, one, 'keepers'));
  turn.update(aboutTask(one), taskCard(turn, one));
}

export function aboutView(one: Account, view: View): string {
  return `account:${one.id}/${view}`;
}

export function aboutTask(one: Account): string {
  return `account:${one.id}/task`;
}
