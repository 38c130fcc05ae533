/** The button for a check under an answer. */
import { type Button, button } from '../../core/card.ts';
import type { Policy } from '../../policy/pack.ts';

export function postButtons({ checks }: Policy, topics: string[]): Button[] {
  return topics.some((topic) => checks.topics.includes(topic)) ? [button('Check a post', 'posts.start')] : [];
}
