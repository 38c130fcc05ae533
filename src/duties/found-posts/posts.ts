/** What others post about the school elsewhere: what was found, and what was done about it. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { isWatched } from '../../conversation/watch.ts';
import { button } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import { postMatter } from './matter.ts';
import { logPost, startPost } from './posting.ts';

const us = '(?:us|(?:the|our) school)';
const post = '(?:post|review|article)';
const begins =
  "(?:please )?(?:(?:i(?:'d like| want| need| would like) to|can i|could i|let me) )?(?:log|record|note|pass on) (?:an?|the|another)";

/** "Log a post about us", "I've seen a post about our school on Facebook". */
const ofPost = new RegExp(
  String.raw`^(?:${begins} (?:online )?|(?:there(?:'s| is)|i(?:'ve| have) (?:seen|found)) (?:an?|another) )${post} about ${us}(?: (?:on|in) [\w ]{2,30})?$`,
);

/** "Log a parent's post". */
const ofParentsPost = new RegExp(`^${begins} (?:parent|carer|mum|dad)'s post(?: about ${us})?$`);

export const foundPostsDuty: Duty<PolicyTurn> = {
  name: 'found',
  help: {
    part: 'do',
    title: 'Posts about the school',
    text: '“I’ve seen a post about our school on Facebook.” The leaders hear of it in private.',
    button: button('Log a post', 'found.start'),
    isOn: ({ policy, school }) => isWatched(policy, school, 'posts'),
  },
  opens: {
    'log-post': { said: ofPost, begins: 'found.log', run: startPost('posts') },
    'log-parents-post': { said: ofParentsPost, begins: 'found.log', run: startPost('parents') },
  },
  pressed: { start: startPost('posts'), parent: startPost('parents') },
  forms: { log: logPost },
  matters: [postMatter],
};
