/** What others write on the school's accounts, and an answer to it in time. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { isWatched } from '../../conversation/watch.ts';
import { button } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import { logComment, startComment } from './commenting.ts';
import { commentMatter } from './matter.ts';
import { ofComment } from './said.ts';

export const commentsDuty: Duty<PolicyTurn> = {
  name: 'comments',
  help: {
    part: 'do',
    title: 'Comments on our accounts',
    text: '“A parent complained on our page.” Those who run the account hear of it, and by when to answer.',
    button: button('Log a comment', 'comments.start'),
    isOn: ({ policy, school }) => isWatched(policy, school, 'comments'),
  },
  opens: {
    'log-comment': { said: ofComment, begins: 'comments.log', run: startComment },
  },
  pressed: { start: startComment },
  forms: { log: logComment },
  matters: [commentMatter],
};
