/** A bot that knows no policy and only these duties, to see what the core itself does. */
import { type Bot, handlersIn } from '../../src/core/bot.ts';
import { notice } from '../../src/core/card.ts';
import { dialogDuty } from '../../src/core/dialog-duty.ts';
import type { Duty } from '../../src/core/duty.ts';
import type { Turn } from '../../src/core/turn.ts';

/** `said` is what it does with everything that anybody says. */
export function bareBot(
  duties: Duty[],
  said: (turn: Turn, text: string) => unknown = (turn, text) => turn.say(notice('info', `Heard ${text}`)),
): Bot {
  const all: Duty[] = [dialogDuty(() => handlers.forms), ...duties];
  const handlers = handlersIn(all);
  return {
    ...handlers,
    duties: all,
    enter: (turn) => turn,
    said: async (turn, text) => void (await said(turn, text)),
    greet: async (turn) => turn.say(notice('info', 'Hello')),
    nobody: async () => {},
    unknown: (turn) => turn.whisper(notice('info', 'I do not know this button any more.')),
  };
}
