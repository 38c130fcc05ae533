/** What a school does about posts, and the buttons for it under an answer. */
import { type Button, button } from '../../core/card.ts';
import type { School } from '../../core/school.ts';
import type { Policy } from '../../policy/pack.ts';

/** The policy asks for it, or the school does. */
export function takesDown({ checks }: Policy, school: School): boolean {
  return checks.withdrawn.clauses !== undefined || school.checks.includes('withdrawn');
}

export function postButtons(policy: Policy, school: School, topics: string[]): Button[] {
  const isAboutConsent = isAmong(topics, policy.checks.withdrawn.topics);
  return [
    ...checkButtons(policy, topics),
    ...(isAboutConsent && takesDown(policy, school) ? [button('Take pictures down', 'withdrawn.start')] : []),
  ];
}

export function checkButtons({ checks }: Policy, topics: string[]): Button[] {
  return isAmong(topics, checks.topics) ? [button('Check a post', 'posts.start')] : [];
}

function isAmong(topics: string[], those: string[]): boolean {
  return topics.some((topic) => those.includes(topic));
}
