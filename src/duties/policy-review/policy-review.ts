/** The policy's own life: when it is reviewed next, who is reminded, and what its review should look at. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { orList } from '../../conversation/words.ts';
import { button, notice } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import { show } from '../../core/matter/cards.ts';
import { inPrivate } from '../../core/turn.ts';
import { keepers, looksAfterPolicy } from './keepers.ts';
import { reviewMatter, watchedReview } from './matter.ts';

export const policyReviewDuty: Duty<PolicyTurn> = {
  name: 'review',
  help: {
    part: 'lead',
    title: 'The policy’s review',
    text: '“Show the policy review.” You see its date, and what staff asked that it leaves open.',
    button: button('Show it', 'review.open'),
    isOn: looksAfterPolicy,
  },
  opens: {
    'policy-review': {
      said: /^(?:please )?(?:show|open|record|log|note)(?: me)?(?: the| a| our)? (?:policy review|review of the policy)$|^(?:we|i)(?:'ve| have) reviewed the (?:social media )?policy$/,
      interrupts: true,
      run: open,
    },
  },
  pressed: { open },
  matters: [reviewMatter],
  timePassed: async (turn) => {
    await watchedReview(turn);
  },
};

async function open(turn: PolicyTurn): Promise<void> {
  if (looksAfterPolicy(turn)) return show(inPrivate(turn), reviewMatter, await watchedReview(turn), 'review');
  const who = orList(keepers(turn).map(({ name }) => name)) || 'the leaders';
  inPrivate(turn).say(
    notice('info', `The review is for ${who}. To read what the policy says, ask “When is it reviewed?”`),
  );
}
