/** Every duty under one roof: what is heard, pressed and sent, and who takes care of it. */
import type { Bot } from './core/decide.ts';
import { dialogDuty } from './core/dialog-duty.ts';
import { accountsDuty, accountsForms } from './duties/accounts/duty.ts';
import { askDuty } from './duties/ask/duty.ts';
import { hearing } from './duties/hear.ts';
import { greet, helpDuty } from './duties/help.ts';
import { finishLog, pressDuty } from './duties/press.ts';
import { safetyDuty } from './duties/safety.ts';
import { button, notice } from './duties/words.ts';
import type { Engine } from './policy/answer.ts';

export function createBot(engine: Engine): Bot {
  const duties = [
    dialogDuty({ ...accountsForms(engine), 'press.log': finishLog }),
    askDuty(engine),
    accountsDuty(engine),
    pressDuty(engine),
    safetyDuty(),
    helpDuty(),
  ];
  return {
    duties,
    hear: hearing(engine, duties),
    greet,
    shrug: (turn) =>
      turn.whisper(
        notice(
          'info',
          'I do not know this button any more, so nothing was changed. Please write to me instead.',
          [button('What can you do?', 'help.show')],
        ),
      ),
  };
}
