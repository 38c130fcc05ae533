/** School accounts from the first wish to the last day: what people may write, press and send, and what time brings. */

import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, notice } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import type { Value } from '../../core/handler.ts';
import { raiseAlarms } from './alarms.ts';
import { apply, finishApplication, reviseRequest, show, status } from './applying.ts';
import { showAwaiting } from './awaiting.ts';
import { askWhichChange, beginChange, finishChange } from './changes.ts';
import { remindAboutTasks, showTask } from './chores.ts';
import { closeAtOnce, closePlanned, confirmClosed, keepOpen, openClose, openPlan, plan } from './closing.ts';
import {
  approve,
  approveDespite,
  askForChanges,
  hand,
  openChanges,
  openDespite,
  openHand,
  openReject,
  reject,
  showCase,
  withdraw,
} from './deciding.ts';
import { beginExisting, finishExisting } from './existing.ts';
import {
  accept,
  advanceHandovers,
  confirmAccess,
  decline,
  openProposal,
  propose,
  removeOnly,
} from './handover.ts';
import { callOff, chooseLeaver, hearLeaving, remindAboutLeavers, showLeaverAgain } from './leaving.ts';
import { beginNoting, finishNoting } from './noting.ts';
import { openRecord, record } from './recording.ts';
import { showMore, showOne, showRegister } from './register.ts';
import { remindAboutRequests } from './reminders.ts';
import { openingIn } from './said.ts';
import { settle } from './settled.ts';

type Presses = (turn: PolicyTurn, value: Value) => Promise<void>;
type Submits = (turn: PolicyTurn, answers: Answers, value: Value) => Promise<void>;

const opens: Duty<PolicyTurn>['opens'] = {
  training: {
    run: async (turn) =>
      turn.say(
        notice(
          'info',
          'I cannot run the training or take your signature yet. Please ask the senior leadership team for both.',
        ),
      ),
  },
  apply: { run: apply },
  status: { said: /^(?:status|my requests|show my requests)$/, interrupts: true, run: status },
  waiting: {
    said: /^what(?:'s| is| do i have)? (?:.* )?(?:waiting for me|to decide|to approve|to sign)$/,
    interrupts: true,
    run: showAwaiting,
  },
  existing: { said: (text, today) => openingIn(text, today) === 'existing', run: beginExisting },
  standing: { said: (text, today) => openingIn(text, today) === 'standing', run: beginNoting },
  leaving: { said: (text, today) => openingIn(text, today) === 'leaving', run: hearLeaving },
  accounts: { said: (text, today) => openingIn(text, today) === 'accounts', run: showRegister },
};

const pressed: Record<string, Presses> = {
  // Asking and deciding.
  start: apply,
  show,
  mine: status,
  revise: reviseRequest,
  withdraw: (turn, value) => withdraw(turn, value, settle),
  case: showCase,
  approve: (turn, value) => approve(turn, value, settle),
  despite: openDespite,
  reject: openReject,
  changes: openChanges,
  hand: openHand,
  // Keeping.
  record: openRecord,
  task: showTask,
  register: (turn) => showRegister(turn, ''),
  more: showMore,
  account: showOne,
  existing: beginExisting,
  changing: askWhichChange,
  change: beginChange,
  standing: (turn) => beginNoting(turn, ''),
  // Closing and handing over.
  plan: openPlan,
  close: openClose,
  keep: thenAdvance(keepOpen),
  closed: thenAdvance(confirmClosed),
  leaves: chooseLeaver,
  leaver: showLeaverAgain,
  stays: callOff,
  propose: openProposal,
  accept,
  decline,
  remove: removeOnly,
  access: confirmAccess,
};

const submitted: Record<string, Submits> = {
  despite: (turn, answers, value) => approveDespite(turn, answers, value, settle),
  reject: (turn, answers, value) => reject(turn, answers, value, settle),
  changes: askForChanges,
  hand,
  record,
  plan: async (turn, answers, value) => {
    await plan(turn, answers, value);
    await advanceHandovers(turn);
  },
  close: async (turn, answers, value) => {
    await closeAtOnce(turn, answers, value);
    await advanceHandovers(turn);
  },
  propose,
};

/** A leaver's accounts go on as soon as something has happened to them. */
function thenAdvance(press: Presses): Presses {
  return async (turn, value) => {
    await press(turn, value);
    await advanceHandovers(turn);
  };
}

const finished: Record<string, Submits> = {
  apply: finishApplication,
  existing: finishExisting,
  change: finishChange,
  standing: finishNoting,
};

async function timePassed(turn: PolicyTurn): Promise<void> {
  await remindAboutRequests(turn, settle);
  await closePlanned(turn);
  await advanceHandovers(turn);
  await remindAboutTasks(turn);
  await remindAboutLeavers(turn);
  await raiseAlarms(turn);
}

export const accounts: Duty<PolicyTurn> = {
  name: 'accounts',
  help: {
    title: 'School accounts',
    text: '“I’d like to set up a Year 4 Instagram” starts an application. “accounts” lists them all. “Jo Smith is leaving on 18 December” finds a new owner for what Jo runs.',
    button: button('Show the register', 'accounts.register'),
  },
  opens,
  pressed,
  submitted,
  forms: finished,
  timePassed,
  registers: [
    { name: 'requests', kind: 'request', notInCsv: ['terms', 'fields', 'before'] },
    { name: 'accounts', kind: 'account' },
    { name: 'leavers', kind: 'leaver' },
    { name: 'standings', kind: 'standing' },
  ],
};
