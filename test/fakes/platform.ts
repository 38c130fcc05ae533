/** A platform in memory behind a door: it keeps what it is sent, can be away or hang, and takes only so much at a time. */
import type { Card } from '../../src/core/card.ts';
import { DeliveryError, type Door } from '../../src/core/door.ts';
import type { MessageRef, Platform } from '../../src/core/event.ts';

type Message = { conversation: string; card: Card };

export function openPlatform(platform: Platform) {
  const messages = new Map<string, Message>();
  /** Whom it has turned away, and how. */
  const refusals: string[] = [];
  const whenTaken: (() => void)[] = [];
  const failing = new Set<string>();
  let weather: () => 'fine' | 'error' | 'lost' | number = () => 'fine';
  let mood: 'there' | 'away' | 'hanging' = 'there';
  let tooMuch: (conversation: string) => number | undefined = () => undefined;

  async function take(conversation: string, card: Card, id = `m${messages.size + 1}`): Promise<MessageRef> {
    if (mood === 'hanging') await new Promise(() => {});
    if (mood === 'away' || failing.has(conversation)) throw refusal(conversation, 'away', {});
    const now = weather();
    if (now === 'error') throw refusal(conversation, 'error', {});
    const afterMs = typeof now === 'number' ? now : tooMuch(conversation);
    if (afterMs !== undefined) throw refusal(conversation, 'too much', { afterMs });
    messages.set(id, { conversation, card });
    for (const tell of whenTaken.splice(0)) tell();
    if (now === 'lost') throw refusal(conversation, 'lost', {});
    return { platform, conversation, id };
  }

  function refusal(conversation: string, why: string, more: { afterMs?: number }): DeliveryError {
    refusals.push(`${conversation}: ${why}`);
    return new DeliveryError(why, { retry: true, ...more });
  }

  const door: Door = {
    platform,
    post: (to, card) => take('place' in to ? to.place.conversation : to.person.user, card),
    update: async ({ conversation, id }, card) => void (await take(conversation, card, id)),
    whisper: async ({ place, user }, card) => void (await take(`${place.conversation}, for ${user}`, card)),
    fault: async () => undefined,
    close: async () => {},
  };

  return {
    door,
    refusals,
    is: (now: typeof mood) => {
      mood = now;
    },
    /** What becomes of each call: an error, an answer that is lost, or so long to wait. */
    weathers: (next: typeof weather) => {
      weather = next;
    },
    /** It takes nothing for that place. */
    fails: (conversation: string) => failing.add(conversation),
    /** It asks to wait for so long, where that is more than nothing. */
    limit: (by: typeof tooMuch) => {
      tooMuch = by;
    },
    /** Resolves when it has taken the next one. */
    taken: () => new Promise<void>((resolve) => whenTaken.push(resolve)),
    read: () =>
      [...messages.values()].map(
        ({ conversation, card }) => `${conversation}: ${'text' in card ? card.text : ''}`,
      ),
  };
}
