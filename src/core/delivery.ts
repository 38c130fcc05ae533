/** The outbox and the memory of sent cards, as records like any other. */
import { z } from 'zod';
import type { Card } from './card.ts';
import type { Platform } from './event.ts';
import { reader } from './reader.ts';
import type { Collection } from './record.ts';

const platform = z.string().min(1);
const via = z.record(z.string(), z.string());
export const place = z.object({
  platform,
  conversation: z.string(),
  thread: z.string().exactOptional(),
  unopened: z.literal(true).exactOptional(),
  direct: z.boolean(),
  home: z.literal(true).exactOptional(),
  via: via.exactOptional(),
});
const message = z.object({
  platform,
  conversation: z.string(),
  id: z.string(),
  via: via.exactOptional(),
});
// Cards are made and checked by our own code; the store keeps them as they are.
export const card = z.custom<Card>((value) => typeof value === 'object' && value !== null && 'kind' in value);

/** One thing to be sent to one address. It is removed once it has been sent or given up. */
const delivery = z.object({
  id: z.string(),
  platform,
  order: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('post'),
      place,
      about: z.string().exactOptional(),
      /** Who is written to, one by one, where the place cannot be. */
      instead: z.array(z.string()).exactOptional(),
      /** Who is called by the platform's own mention. */
      calls: z.array(z.object({ user: z.string(), name: z.string() })).exactOptional(),
    }),
    z.object({
      type: z.literal('message'),
      person: z.string(),
      about: z.string().exactOptional(),
      /** Where they alone are shown it, should their own chat be out of reach. */
      room: place.exactOptional(),
    }),
    z.object({ type: z.literal('update'), message, about: z.string().exactOptional() }),
    z.object({ type: z.literal('whisper'), place, user: z.string() }),
  ]),
  card,
  reader: reader.exactOptional(),
  /** Who is told, and what, should it never arrive, or not in time. Since when they rely on it, until they are told. */
  ifLost: z.object({ platform, person: z.string(), card, at: z.string().exactOptional() }).exactOptional(),
  /** Who is away, where it waits for them. */
  heldFor: z.string().exactOptional(),
  tries: z.int().default(0),
  /** When it was first to be sent. */
  made: z.string().exactOptional(),
  /** Not to be tried before this instant. */
  due: z.string(),
  /** When that was decided. */
  since: z.string().exactOptional(),
});
export type Delivery = z.infer<typeof delivery>;

export const deliveries: Collection<Delivery> = {
  kind: 'delivery',
  schema: delivery,
  keys: (waiting) => [
    'state:waiting',
    ...aboutKey(waiting),
    ...(waiting.ifLost?.at ? ['promised'] : []),
    ...(waiting.heldFor ? [`held:${waiting.heldFor}`] : []),
  ],
};

/** Somebody was promised that it arrives. */
export function isUrgent({ ifLost }: Delivery): boolean {
  return ifLost !== undefined;
}

/** Where it goes, from the whole platform to the one place, in the words by which sending there can be held. */
export function addressesOf({ platform, order }: Delivery): [Platform, string, string] {
  const [method, target] = wayOf(order);
  return [platform, `${platform} ${method}`, `${platform} ${method} ${target}`];
}

/** A new message counts the same for a platform, whether a place or a person is named. */
function wayOf(order: Delivery['order']): [method: string, target: string] {
  switch (order.type) {
    case 'post':
      return ['post', order.place.conversation];
    case 'message':
      return ['post', order.person];
    case 'update':
      return ['update', order.message.conversation];
    case 'whisper':
      return ['whisper', order.place.conversation];
  }
}

/** Where one copy of a card went. */
const copy = z.object({
  id: z.string(),
  about: z.string(),
  message,
  reader: reader.exactOptional(),
  /** An answer was lost on the way, so that the same card may stand there once more. */
  mayBeTwice: z.literal(true).exactOptional(),
});
export type Copy = z.infer<typeof copy>;

export const copies: Collection<Copy> = {
  kind: 'copy',
  schema: copy,
  keys: (sent) => [`about:${sent.about}`, `message:${keyOf(sent.message)}`],
};

export function keyOf({ platform, conversation, id }: z.infer<typeof message>): string {
  return `${platform} ${conversation} ${id}`;
}

/** What a door noted about a person or conversation when they last wrote, so that it can write to them first. */
const reach = z.object({ id: z.string(), via });
export const reaches: Collection<z.infer<typeof reach>> = { kind: 'reach', schema: reach, keys: () => [] };

export function reachOfPerson(platform: Platform, user: string): string {
  return `${platform}:person:${user}`;
}

export function reachOfConversation(platform: Platform, conversation: string): string {
  return `${platform}:conversation:${conversation}`;
}

function aboutKey({ order }: Delivery): string[] {
  const about = 'about' in order ? order.about : undefined;
  return about ? [`about:${about}`] : [];
}
