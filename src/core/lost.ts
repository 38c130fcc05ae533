/** Cards that could not be delivered: kept for a while, so that somebody sees to what was in the way and sends them again. */
import { z } from 'zod';
import { card, type Delivery, place } from './delivery.ts';
import type { Platform } from './event.ts';
import { given } from './given.ts';
import { history } from './matter/table.ts';
import { reader } from './reader.ts';
import type { Collection, Work } from './record.ts';
import { deed } from './someone.ts';

const lostCard = z.object({
  id: z.string(),
  platform: z.string(),
  /** Whom it was for: a person, a room, or whoever reads at that place. */
  reader,
  place: place.exactOptional(),
  about: z.string().exactOptional(),
  /** Its words are kept only for as long as it may be sent again. */
  card: card.exactOptional(),
  why: z.string(),
  /** Since when it should have been there. */
  since: z.string(),
  /** When it was given up. */
  at: z.string(),
  /** It went another way, so that nobody waits for it. */
  elsewhere: z.literal(true).exactOptional(),
  /** New until whoever looks after such things has been told. */
  state: z.enum(['new', 'open', 'again', 'dropped']),
  decided: deed.exactOptional(),
  history,
});
export type LostCard = z.infer<typeof lostCard>;

export const lostCards: Collection<LostCard> = {
  kind: 'undelivered',
  schema: lostCard,
  keys: ({ state, at }) => [
    `state:${state}`,
    ...(state === 'new' || state === 'open' ? ['waiting'] : []),
    `ended:${at.slice(0, 10)}`,
  ],
};

/** Where a whole platform is lost for days, the latest are enough to see that. */
const mostKept = 100;

/** What only one moment was for is not worth sending later: a note beside a press, a change to a message that is gone. */
export async function keepLost(
  work: Work,
  { id, platform, order, card, made, reader = {} }: Delivery,
  { why, at, elsewhere }: { why: string; at: string; elsewhere: boolean },
): Promise<void> {
  const isWorth = (order.type === 'post' || order.type === 'message') && !isOwn(order.about);
  if (!isWorth) return;
  const all = await work.find(lostCards);
  for (const { id } of all.slice(0, Math.max(0, all.length + 1 - mostKept))) work.remove(lostCards, id);
  work.put(lostCards, {
    id,
    platform,
    reader,
    ...given({ about: order.about, place: order.type === 'post' ? order.place : undefined }),
    card,
    why,
    since: made ?? at,
    at,
    ...(elsewhere ? { elsewhere } : {}),
    state: 'new',
    history: [],
  });
}

/** That a card about a lost card was lost would be told for ever. */
function isOwn(about: string | undefined): boolean {
  return about?.startsWith(`${lostCards.kind}:`) ?? false;
}

/** The same for all that are lost in one place. */
export function addressOf({ platform, reader, place }: LostCard): string {
  return [platform, reader.person ?? reader.room ?? place?.conversation].join(' ');
}

/** What people call it. */
export function shownPlatform(platform: Platform): string {
  return platform === 'teams' ? 'Teams' : platform === 'slack' ? 'Slack' : 'this platform';
}
