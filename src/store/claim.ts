/** Which waiting deliveries may be sent now, so that no address hears an older word about a matter after a newer one. */
import type { Delivery } from '../core/delivery.ts';

/** A delivery with its place in the school's order of creation. */
type Waiting = { created: number; record: Delivery };

/** Takes a school's waiting deliveries, oldest first. One that still waits, sent or not, holds up those behind it. */
export function claimable<W extends Waiting>(
  waiting: W[],
  now: string,
  isClaimed: (delivery: W) => boolean,
): W[] {
  const held = new Set<string>();
  return waiting.filter((delivery) => {
    const queue = queueOf(delivery.record);
    if (queue !== undefined && held.has(queue)) return false;
    if (queue !== undefined) held.add(queue);
    return Date.parse(delivery.record.due) <= Date.parse(now) && !isClaimed(delivery);
  });
}

export function byDueThenCreation(delivery: Waiting, other: Waiting): number {
  return Date.parse(delivery.record.due) - Date.parse(other.record.due) || delivery.created - other.created;
}

/** Tells one attempt from the next. A card that changes while it is on its way is still on its way. */
export function attemptOf({ order, tries, due }: Delivery): string {
  return `${order.type} ${tries} ${due}`;
}

function queueOf({ platform, order }: Delivery): string | undefined {
  switch (order.type) {
    case 'post':
      return order.about && queueName(platform, order.about, order.place.conversation, order.place.thread);
    case 'message':
      return order.about && queueName(platform, order.about, order.person);
    case 'update':
      // Whatever it is about, a message must end up showing the card that was made last.
      return queueName(platform, order.message.conversation, order.message.id);
    case 'whisper':
      return undefined;
  }
}

function queueName(...parts: (string | undefined)[]): string {
  return JSON.stringify(parts);
}
