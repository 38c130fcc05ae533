/** Which of the deliveries that wait go first, and which have to wait for one another. */
import { type Delivery, isUrgent } from '../core/delivery.ts';

/** A delivery with its place in the school's order of creation. */
export type Waiting = { created: number; record: Delivery };

/** All that decides which goes first. */
export type Rank = { urgent: boolean; due: number; created: number };

export function rankOf({ created, record }: Waiting): Rank {
  return { urgent: isUrgent(record), due: Date.parse(record.due), created };
}

/** Urgent ones first, then the longest due, then the oldest. */
export function bySending(one: Rank, other: Rank): number {
  return Number(other.urgent) - Number(one.urgent) || one.due - other.due || one.created - other.created;
}

/** One that changes its name while it is on its way may be taken again; any other change is only to its card. */
export function attemptOf({ order, tries, due }: Delivery): string {
  return `${order.type} ${tries} ${due}`;
}

/** No address hears an older word about a matter after a newer one, so what has the same name goes one by one. */
export function queueOf({ id, platform, order }: Delivery): string {
  switch (order.type) {
    case 'post':
      return order.about
        ? queueName(platform, order.about, order.place.conversation, order.place.thread)
        : queueName(id);
    case 'message':
      return order.about ? queueName(platform, order.about, order.person) : queueName(id);
    case 'update':
      // Whatever it is about, a message must end up showing the card that was made last.
      return queueName(platform, order.message.conversation, order.message.id);
    case 'whisper':
      return queueName(id);
  }
}

function queueName(...parts: (string | undefined)[]): string {
  return JSON.stringify(parts);
}
