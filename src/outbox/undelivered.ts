/** What becomes of a card that cannot be delivered: it goes another way, or whoever was promised that it would arrive is told. */
import { copies, type Delivery, deliveries } from '../core/delivery.ts';
import { given } from '../core/given.ts';
import { keepLost } from '../core/lost.ts';
import type { Work } from '../core/record.ts';
import { later } from '../core/time.ts';

type Update = Extract<Delivery['order'], { type: 'update' }>;

/** Whoever was promised something can still see to it themselves after so long. */
const longestPromiseMs = 10 * 60 * 1000;

/** Gives it up, with all that has to be done instead. */
export async function giveUp(work: Work, delivery: Delivery, why: string, now: string): Promise<void> {
  work.remove(deliveries, delivery.id);
  const elsewhere = otherWays(delivery.order).length > 0;
  await keepLost(work, delivery, { why, at: now, elsewhere });
  if (delivery.order.type === 'update') await forgetCopy(work, delivery.order);
  sendInstead(work, delivery, now);
  await tellLost(work, delivery, now);
}

/** A message that cannot be changed any more need not be tried again whenever the matter moves on. */
async function forgetCopy(work: Work, { about, message }: Update): Promise<void> {
  for (const copy of about ? await work.find(copies, `about:${about}`) : []) {
    const isIt = copy.message.id === message.id && copy.message.conversation === message.conversation;
    if (isIt) work.remove(copies, copy.id);
  }
}

/** What goes another way is the same but for the address. */
function sendInstead(work: Work, delivery: Delivery, now: string): void {
  const { id, order } = delivery;
  for (const [person, way] of otherWays(order))
    work.put(deliveries, { ...delivery, id: `${id}/${person}`, order: way, tries: 0, due: now, since: now });
}

/**
 * So that no decision hangs in the air: a room that cannot be written to is replaced by its people, one by one, and
 * whoever cannot be written to is shown it in the room, if only while they read there.
 */
function otherWays(order: Delivery['order']): [person: string, way: Delivery['order']][] {
  switch (order.type) {
    case 'post':
      return (order.instead ?? []).map((person) => [
        person,
        { type: 'message', person, ...given({ about: order.about }) },
      ]);
    case 'message':
      return order.room ? [[order.person, { type: 'whisper', place: order.room, user: order.person }]] : [];
    case 'update':
    case 'whisper':
      return [];
  }
}

/** Whoever was promised that it would arrive is told that it did not, once for all that were promised together. */
async function tellLost(work: Work, delivery: Delivery, now: string): Promise<void> {
  const goesElsewhere = otherWays(delivery.order).length > 0;
  if (goesElsewhere || (await hasArrived(work, delivery)) || (await isOnItsWay(work, delivery))) return;
  putLost(work, delivery, now);
}

/** What was promised and has waited too long may still arrive; whoever relies on it hears of it all the same, once. */
export async function tellLate(work: Work, now: string): Promise<void> {
  for (const delivery of await work.find(deliveries, 'promised')) {
    const { ifLost } = delivery;
    if (!ifLost?.at || now < later(ifLost.at, longestPromiseMs)) continue;
    if (!(await hasArrived(work, delivery))) putLost(work, delivery, now);
    const { at: _, ...told } = ifLost;
    work.put(deliveries, { ...delivery, ifLost: told });
  }
}

/** It has arrived after all, so that nobody need hear that it has not. */
export function takeBackLost(work: Work, delivery: Delivery): void {
  if (delivery.ifLost) work.remove(deliveries, lostOf(delivery));
}

function putLost(work: Work, delivery: Delivery, now: string): void {
  if (!delivery.ifLost || delivery.order.type === 'update') return;
  const { platform, person, card } = delivery.ifLost;
  const order = { type: 'message', person } as const;
  work.put(deliveries, { id: lostOf(delivery), platform, order, card, tries: 0, due: now, since: now });
}

function lostOf({ id }: Delivery): string {
  return `${id.split('/')[0]}/lost`;
}

async function hasArrived(work: Work, { order }: Delivery): Promise<boolean> {
  const about = 'about' in order ? order.about : undefined;
  return about !== undefined && (await work.find(copies, `about:${about}`)).length > 0;
}

async function isOnItsWay(work: Work, { order }: Delivery): Promise<boolean> {
  const about = 'about' in order ? order.about : undefined;
  return about !== undefined && (await work.find(deliveries, `about:${about}`)).length > 0;
}
