/** The row of duties, and the bot that answers people with them. */

import { type PolicyTurn, withPolicy } from '../conversation/policy-turn.ts';
import { type Bot, handlersIn } from '../core/bot.ts';
import { button, notice } from '../core/card.ts';
import { dialogDuty } from '../core/dialog-duty.ts';
import type { Duty } from '../core/duty.ts';
import { ask } from '../duties/ask/duty.ts';
import { awayDuty } from '../duties/away/away.ts';
import { commentsDuty } from '../duties/comments/comments.ts';
import { foundPostsDuty } from '../duties/found-posts/posts.ts';
import { friendsDuty } from '../duties/friends/friends.ts';
import { leaving } from '../duties/leaving/leaving.ts';
import { personalDuty } from '../duties/personal/personal.ts';
import { policyReviewDuty } from '../duties/policy-review/policy-review.ts';
import { postsDuty } from '../duties/posts/checking.ts';
import { withdrawnDuty } from '../duties/posts/withdrawn.ts';
import { press } from '../duties/press/press.ts';
import { register } from '../duties/register/register.ts';
import { reportsDuty } from '../duties/reports/reporting.ts';
import { requestsDuty } from '../duties/requests/requests.ts';
import { rotaDuty } from '../duties/rota/watching.ts';
import { heedForm, safeguarding } from '../duties/safeguarding.ts';
import { meetNobody, staffDuty } from '../duties/staff/newcomers.ts';
import { trainingDuty } from '../duties/training/training.ts';
import type { Engine } from '../policy/answer.ts';
import { greet, helpWith } from './help.ts';
import { holdingOf } from './holding.ts';
import { homeOf } from './home.ts';
import { saidTo } from './said.ts';
import { undeliveredOf } from './undelivered.ts';

/** In the order in which the help speaks of them. */
export const duties: Duty<PolicyTurn>[] = [
  ask,
  postsDuty,
  withdrawnDuty,
  requestsDuty,
  register,
  leaving,
  awayDuty,
  trainingDuty,
  press,
  commentsDuty,
  rotaDuty,
  friendsDuty,
  foundPostsDuty,
  reportsDuty,
  personalDuty,
  policyReviewDuty,
  staffDuty,
  undeliveredOf(() => duties),
  safeguarding,
];

export function createBot(engine: Engine, of: Duty<PolicyTurn>[] = duties): Bot<PolicyTurn> {
  const dialogs: Duty<PolicyTurn> = dialogDuty(() => handlers.forms, heedForm);
  const home = homeOf(() => all);
  const holding = holdingOf(() => all);
  const all: Duty<PolicyTurn>[] = [dialogs, ...of, home, holding, helpWith([...of, home, holding])];
  const handlers = handlersIn(all);
  return {
    ...handlers,
    duties: all,
    enter: withPolicy(engine),
    said: saidTo(all),
    nobody: meetNobody,
    greet: (turn) => greet(turn, all),
    unknown: (turn) =>
      turn.whisper(
        notice('info', 'This button no longer works, so nothing was changed. Please write to me instead.', {
          buttons: [button('What can you do?', 'help.show')],
        }),
      ),
  };
}
