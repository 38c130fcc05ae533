/** What a school does about posts, and the buttons for it under an answer. */
import { type Button, button } from '../../core/card.ts';
import type { School } from '../../core/school.ts';
import type { Policy } from '../../policy/pack.ts';

/** The policy asks for it, or the school does. */
export function takesDown({ checks }: Policy, school: School): boolean {
  return checks.withdrawn.clauses !== undefined || school.checks.includes('withdrawn');
}

export function postButtons(policy: Policy, school: School, topics: string[]): Button[] {
  const { checks } = policy;
  const isOn = (those: string[]) => topics.some((topic) => those.includes(topic));
  return [
    ...(isOn(checks.topics) ? [button('Check a post', 'posts.start')] : []),
    ...(takesDown(policy, school) && isOn(checks.withdrawn.topics)
      ? [button('Take pictures down', 'withdrawn.start')]
      : []),
  ];
}
