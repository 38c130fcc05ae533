/** What neither the policy nor the school asks for is not kept; what is abusive can be reported all the same. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { notice } from '../../core/card.ts';
import { reportButtons } from '../reports/kinds.ts';

export function sayItIsOff(turn: PolicyTurn): void {
  turn.whisper(
    notice('info', 'Your policy doesn’t ask for this, so I can’t keep it here. Please tell a leader.', {
      buttons: reportButtons(turn.policy, turn.school, ['abuse-on-page']),
    }),
  );
}
