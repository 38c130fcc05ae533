/** How a leaver's accounts look on their way: all of them with their progress, one of them, and what each person is asked. */

import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { dated } from '../../conversation/words.ts';
import { type Button, button, type CaseCard, type NoticeCard, type Step } from '../../core/card.ts';
import { shownDate } from '../../core/form.ts';
import type { Handover, Leaver } from './leaver.ts';

export function leaverCard(turn: PolicyTurn, one: Leaver): CaseCard {
  const done = one.handovers.filter((each) => each.step === 'done').length;
  return {
    kind: 'case',
    title: `${one.person.name} leaves on ${shownDate(one.on)}`,
    status: leaverStatus(one, done),
    tone: one.state === 'open' ? 'warning' : 'good',
    facts: [],
    steps: one.handovers.map(
      (each): Step => ({
        label: each.title,
        state: each.step === 'done' ? 'done' : one.state === 'off' ? 'stopped' : 'now',
        note: stepInWords(one, each),
      }),
    ),
    history: one.history.map((event) => dated(turn.school, event)),
    buttons: one.state === 'open' ? [callOffButton(one)] : [],
  };
}

function leaverStatus(one: Leaver, done: number): string {
  if (one.state === 'off') return 'Called off';
  if (one.handovers.length === 0) return 'Runs no account of the school';
  return one.state === 'done'
    ? 'Every account is settled'
    : `${done} of ${one.handovers.length} accounts settled`;
}

function callOffButton(one: Leaver): Button {
  return {
    ...button('They are staying', 'accounts.stays', { id: one.id }),
    confirm: {
      title: 'Call this off?',
      text: 'What has been settled stays; nothing more will be asked.',
      yes: 'Call it off',
      no: 'Go on',
    },
  };
}

function stepInWords(one: Leaver, each: Handover): string {
  const heir = each.heir?.name ?? 'the new owner';
  switch (each.step) {
    case 'choose':
      return each.remark ?? 'A new owner or a closing is to be chosen';
    case 'asked':
      return `${heir} has been asked to take over`;
    case 'standing':
      return each.remark ?? `${heir} has accepted`;
    case 'approval':
      return `${heir} has accepted and waits for approval`;
    case 'closing':
      return 'It is going to be closed';
    case 'access':
      return `The administrator takes ${one.person.name} off it`;
    case 'done':
      return each.way === 'closure'
        ? 'Closed'
        : each.way === 'transfer'
          ? `${heir} runs it now`
          : 'Access removed';
  }
}

/** One account of a leaver, for those who see to it. */
export function handoverCard(one: Leaver, each: Handover, others: number): CaseCard {
  return {
    kind: 'case',
    title: each.title,
    status: stepInWords(one, each),
    tone: each.step === 'done' ? 'good' : 'warning',
    text: `${one.person.name} runs it and leaves on ${shownDate(one.on)}.`,
    facts: [],
    steps: [],
    history: [],
    buttons: one.state === 'open' ? handoverButtons(one, each, others) : [],
  };
}

/** Two others are enough to go on without a successor. */
const enoughOthers = 2;

export function isWellRunWithout(others: number): boolean {
  return others >= enoughOthers;
}

function handoverButtons(one: Leaver, each: Handover, others: number): Button[] {
  const value = { id: one.id, account: each.account };
  const propose: Button = {
    ...button(
      each.step === 'choose' ? 'Propose a new owner' : 'Propose somebody else',
      'accounts.propose',
      value,
    ),
    opensForm: true,
  };
  if (each.step === 'asked' || each.step === 'standing') return [propose];
  if (each.step !== 'choose') return [];
  return [
    { ...propose, style: 'primary' },
    { ...button('Plan its closing', 'accounts.plan', { id: each.account }), opensForm: true },
    ...(isWellRunWithout(others) ? [button('Enough others run it', 'accounts.remove', value)] : []),
  ];
}

export function heirCard(one: Leaver, each: Handover): CaseCard {
  const isAsked = one.state === 'open' && each.step === 'asked';
  const value = { id: one.id, account: each.account };
  return {
    kind: 'case',
    title: `Will you take over ${each.title}?`,
    status: isAsked ? 'Waiting for you' : stepInWords(one, each),
    tone: isAsked ? 'warning' : 'info',
    text: `${one.person.name} leaves on ${shownDate(one.on)}, and ${each.proposer?.name ?? 'a colleague'} proposes you as the new owner.`,
    facts: [],
    steps: [],
    history: [],
    buttons: isAsked
      ? [
          { ...button('Yes, I will', 'accounts.accept', value), style: 'primary' },
          button('No, sorry', 'accounts.decline', value),
        ]
      : [],
  };
}

export function accessCard(one: Leaver, each: Handover): CaseCard {
  const isOpen = one.state === 'open' && each.step === 'access';
  return {
    kind: 'case',
    title: `Change the access to ${each.title}`,
    status: isOpen ? 'Waiting for the administrator' : stepInWords(one, each),
    tone: isOpen ? 'warning' : 'good',
    text: `${one.person.name} leaves on ${shownDate(one.on)}. Please take away their access on the platform and change the shared sign-in details${each.heir ? `; ${each.heir.name} needs access now` : ''}.`,
    facts: [],
    steps: [],
    history: [],
    buttons: isOpen
      ? [
          {
            ...button('Access was changed', 'accounts.access', { id: one.id, account: each.account }),
            style: 'primary',
            confirm: {
              title: 'Was access changed?',
              text: `Confirm once ${one.person.name} can no longer sign in.`,
              yes: 'Yes, it was',
              no: 'Not yet',
            },
          },
        ]
      : [],
  };
}

export function waitingCard(one: Leaver, open: number): NoticeCard {
  return {
    kind: 'notice',
    tone: 'warning',
    text: `${one.person.name} leaves on ${shownDate(one.on)}: ${open} of their accounts ${open === 1 ? 'waits' : 'wait'} for you.`,
    facts: [],
    buttons: [button('Show', 'accounts.leaver', { id: one.id })],
  };
}

export function aboutLeaver(one: Leaver): string {
  return `leaver:${one.id}`;
}

export function aboutHandover(one: Leaver, each: Handover): string {
  return `leaver:${one.id}/${each.account}`;
}

export function aboutHeir(one: Leaver, each: Handover): string {
  return `leaver:${one.id}/${each.account}/${each.heir?.id ?? ''}`;
}

export function aboutAccess(one: Leaver, each: Handover): string {
  return `leaver:${one.id}/${each.account}/access`;
}
