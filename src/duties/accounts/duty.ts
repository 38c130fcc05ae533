/** School accounts: what people may press and send, and who takes care of it. */
import type { Duty } from '../../core/duty.ts';
import type { Engine } from '../../policy/answer.ts';
import { apply, reviseRequest, show, status } from './applying.ts';
import {
  type Approved,
  approve,
  approveDespite,
  askForChanges,
  hand,
  openChanges,
  openDespite,
  openHand,
  openReject,
  reject,
  withdraw,
} from './deciding.ts';

export function accountsDuty(engine: Engine): Duty {
  const approved: Approved = async () => {};
  return {
    name: 'accounts',
    opens: { apply: (turn) => apply(turn, engine), status },
    pressed: {
      start: (turn) => apply(turn, engine),
      show,
      mine: status,
      revise: reviseRequest,
      withdraw,
      approve: (turn, value) => approve(turn, value, approved),
      despite: openDespite,
      reject: openReject,
      changes: openChanges,
      hand: openHand,
    },
    submitted: {
      despite: (turn, answers, value) => approveDespite(turn, answers, value, approved),
      reject,
      changes: askForChanges,
      hand,
    },
  };
}
