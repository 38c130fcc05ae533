/** School accounts from the first wish to the last day: what people may write, press and send, and what time brings. */
import type { Finish } from '../../core/dialog-duty.ts';
import type { Duty } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import type { Turn } from '../../core/turn.ts';
import type { Engine } from '../../policy/answer.ts';
import { type AccountsTurn, type Value, withPolicy } from './accounts-turn.ts';
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
import { settle } from './settled.ts';

type Opens = (turn: AccountsTurn, text: string) => Promise<void>;
type Presses = (turn: AccountsTurn, value: Value) => Promise<void>;
type Submits = (turn: AccountsTurn, answers: Answers, value: Value) => Promise<void>;

const opens: Record<string, Opens> = {
  apply,
  status,
  accounts: showRegister,
  waiting: showAwaiting,
  existing: beginExisting,
  standing: beginNoting,
  leaving: hearLeaving,
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

async function timePassed(turn: AccountsTurn): Promise<void> {
  await remindAboutRequests(turn, settle);
  await closePlanned(turn);
  await advanceHandovers(turn);
  await remindAboutTasks(turn);
  await remindAboutLeavers(turn);
  await raiseAlarms(turn);
}

export function accountsDuty(engine: Engine): Duty {
  return {
    name: 'accounts',
    opens: each(opens, (open) => (turn: Turn, text: string) => open(withPolicy(turn, engine), text)),
    pressed: each(pressed, (press) => (turn: Turn, value: Value) => press(withPolicy(turn, engine), value)),
    submitted: each(
      submitted,
      (submit) => (turn: Turn, answers: Answers, value: Value) =>
        submit(withPolicy(turn, engine), answers, value),
    ),
    timePassed: (turn) => timePassed(withPolicy(turn, engine)),
  };
}

/** The forms that are filled in as a conversation, by name, with what sending them does. */
export function accountsForms(engine: Engine): Record<string, Finish> {
  const finishes = each(
    finished,
    (finish) => (turn: Turn, answers: Answers, value: Value) =>
      finish(withPolicy(turn, engine), answers, value),
  );
  return Object.fromEntries(Object.entries(finishes).map(([name, finish]) => [`accounts.${name}`, finish]));
}

function each<From, To>(of: Record<string, From>, make: (one: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(of).map(([name, one]) => [name, make(one)]));
}
