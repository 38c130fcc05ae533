/** Where people and the bot meet on Slack: channels and their threads, private chats, and somebody's Home tab. */
import type { Place } from '../core/event.ts';

const home = 'home:';

export function placeOf(conversation: string, thread?: string): Place {
  return { platform: 'slack', conversation, direct: isDirect(conversation), ...(thread ? { thread } : {}) };
}

/** Where a message is answered: in its thread, which in a channel it may have to open. A private chat needs none. */
export function answerPlace(
  conversation: string,
  thread: string | null | undefined,
  message?: string | null,
): Place {
  if (thread) return placeOf(conversation, thread);
  if (isDirect(conversation) || !message) return placeOf(conversation);
  return { ...placeOf(conversation, message), unopened: true };
}

/** Somebody's Home tab: what is posted there is shown on it. */
export function homePlace(user: string): Place {
  return { platform: 'slack', conversation: `${home}${user}`, direct: true, home: true };
}

/** Somebody's private chat with the bot, wherever they are just now. */
export function privatePlace(user: string): Place {
  return { platform: 'slack', conversation: user, direct: true };
}

export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Whose Home tab it is, if it is one. */
export function homeOwner(conversation: string): string | undefined {
  return conversation.startsWith(home) ? conversation.slice(home.length) : undefined;
}

/** A private chat that is known by the person only. */
export function isPerson(conversation: string): boolean {
  return /^[UW]/.test(conversation);
}
