/** The school's eye on its accounts: which parts of it the policy asks for, and which the school has turned on itself. */
import { type Button, button } from '../core/card.ts';
import type { School, WatchPart } from '../core/school.ts';
import type { Watched } from '../policy/pack/watch.ts';
import type { Policy } from '../policy/pack.ts';
import { askedBySchoolOnly, guidanceParts } from './guidance.ts';

export function isWatched({ watch }: Policy, school: School, part: WatchPart): boolean {
  return watch[part].clauses !== undefined || school.watch.includes(part);
}

/** What whoever looks after it reads first; `known` says what the policy leaves open. */
export function watchGuidance(policy: Policy, watched: Watched, known: string) {
  const { do: todo, dont, clauses = [] } = watched;
  const source = clauses.length > 0 ? `Your policy asks for this. ${known}` : `${askedBySchoolOnly} ${known}`;
  return guidanceParts(policy, { do: todo, dont, clauses, source });
}

const offers = [
  { part: 'parents', topics: ['parent-posts'], offer: button('Log a parent’s post', 'found.parent') },
  { part: 'friends', topics: ['account-vetting'], offer: button('Check a friend', 'friends.start') },
  { part: 'posts', topics: ['negative-comments'], offer: button('Log the post', 'found.start') },
  {
    part: 'comments',
    topics: ['official-reply', 'response-time'],
    offer: button('Log a comment', 'comments.start'),
  },
] as const;

/** Under an answer: the way to put down what it is about. */
export function watchButtons(policy: Policy, school: School, topics: string[]): Button[] {
  const found = offers.find((each) => each.topics.some((topic) => topics.includes(topic)));
  return found && isWatched(policy, school, found.part) ? [found.offer] : [];
}
