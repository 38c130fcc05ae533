/** Sends what turns have put into the outbox, tries again with patience, and remembers where each card went. */
import {
  copies,
  type Delivery,
  deliveries,
  reaches,
  reachOfConversation,
  reachOfPerson,
} from './core/delivery.ts';
import { DeliveryError, type Door } from './core/door.ts';
import type { MessageRef, Platform } from './core/event.ts';
import { given } from './core/given.ts';
import { reasonOf } from './core/reason.ts';
import type { Work } from './core/record.ts';
import { later } from './core/time.ts';
import type { Log } from './log.ts';
import type { Store } from './store/store.ts';

export type Parts = {
  store: Store;
  doors: Map<Platform, Door>;
  /** The instant it is at a school. */
  now: (school: string) => string;
  log: Log;
  counted: (what: 'sent' | 'retried' | 'failed') => void;
};

type Order<Type> = Extract<Delivery['order'], { type: Type }>;
type Claimed = { school: string; delivery: Delivery };

const atOnce = 50;
const mostQueues = 200;
const longestWait = 10 * 60 * 1000;
/** With those waits two days, longer than a platform is ever away. */
const mostTries = 300;

export type Outbox = {
  /** Something has been put into the outbox: look now. */
  wake(): void;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

export function startOutbox(parts: Parts, everyMs = 2000): Outbox {
  /** What is being sent, by address: each address in order, and none of them waits for another. */
  const queues = new Map<string, Promise<void>>();
  let closed = false;
  let again = false;
  let fetching: Promise<void> | undefined;

  const wake = () => {
    again = true;
    if (fetching || closed) return;
    fetching = fetchDue().finally(() => {
      fetching = undefined;
      if (again && queues.size < mostQueues) wake();
    });
  };

  const fetchDue = async () => {
    while (again && !closed && queues.size < mostQueues) {
      again = false;
      try {
        for (const claimed of await parts.store.claim(parts.now, atOnce)) queue(claimed);
      } catch (error) {
        parts.log('the outbox could not be read', { why: reasonOf(error) });
      }
    }
  };

  const queue = (claimed: Claimed) => {
    const target = targetOf(claimed);
    const sent = (queues.get(target) ?? Promise.resolve())
      .then(() => sendOne(parts, claimed))
      .catch((error: unknown) => parts.log('the outbox could not be written', { why: reasonOf(error) }))
      .finally(() => {
        if (queues.get(target) === sent) queues.delete(target);
        // What waited behind it may go now.
        wake();
      });
    queues.set(target, sent);
  };

  const timer = setInterval(wake, everyMs);
  timer.unref();
  wake();
  const idle = async () => {
    while (fetching || queues.size > 0) await Promise.all([fetching, ...queues.values()]);
  };
  return {
    wake,
    idle,
    close: async () => {
      closed = true;
      clearInterval(timer);
      await idle();
    },
  };
}

function targetOf({ school, delivery }: Claimed): string {
  const { order, platform } = delivery;
  switch (order.type) {
    case 'post':
    case 'whisper':
      return `${school} ${platform} ${order.place.conversation}`;
    case 'message':
      return `${school} ${platform} ${order.person}`;
    case 'update':
      return `${school} ${platform} ${order.message.conversation} ${order.message.id}`;
  }
}

async function sendOne(parts: Parts, { school, delivery }: Claimed): Promise<void> {
  const now = () => parts.now(school);
  try {
    const door = parts.doors.get(delivery.platform);
    if (!door) throw new DeliveryError(`${delivery.platform} is not open`, { retry: true });
    const message = await hand(parts.store, door, school, delivery);
    await parts.store.turn(school, (work) => settle(work, delivery, message, now()));
    parts.counted('sent');
  } catch (error) {
    await parts.store.turn(school, (work) => postpone({ ...parts, now }, work, delivery, error));
  }
}

/** The door is told the school as well: one that serves several at once has to know whose room or person this is. */
async function hand(
  store: Store,
  door: Door,
  school: string,
  { order, card }: Delivery,
): Promise<MessageRef | undefined> {
  switch (order.type) {
    case 'post': {
      const { platform, conversation, via } = order.place;
      const noted = via ?? (await reachOf(store, school, reachOfConversation(platform, conversation)));
      return door.post({ place: { ...order.place, via: { school, ...noted } } }, card, order.calls);
    }
    case 'message': {
      const noted = await reachOf(store, school, reachOfPerson(door.platform, order.person));
      return door.post({ person: { user: order.person, via: { school, ...noted } } }, card);
    }
    case 'update':
      await door.update(order.message, card);
      return undefined;
    case 'whisper':
      await door.whisper({ place: order.place, user: order.user }, card);
      return undefined;
  }
}

async function reachOf(
  store: Store,
  school: string,
  id: string,
): Promise<Record<string, string> | undefined> {
  return (await store.read(school, (records) => records.get(reaches, id)))?.via;
}

/** Notes where the card went. If it has changed while it was on its way, the change follows at once. */
async function settle(
  work: Work,
  sent: Delivery,
  message: MessageRef | undefined,
  now: string,
): Promise<void> {
  const { order } = sent;
  const about = 'about' in order ? order.about : undefined;
  if (message && about) work.put(copies, { id: sent.id, about, message, ...given({ reader: sent.reader }) });
  const present = await work.get(deliveries, sent.id);
  if (!present) return;
  const changed = JSON.stringify(present.card) !== JSON.stringify(sent.card);
  const target = message ?? (order.type === 'update' ? order.message : undefined);
  if (changed && target) {
    work.put(deliveries, {
      ...present,
      order: { type: 'update', message: target, ...(about ? { about } : {}) },
      tries: 0,
      due: now,
    });
  } else {
    work.remove(deliveries, sent.id);
  }
}

/** A message that cannot be changed any more need not be tried again whenever the matter moves on. */
async function forgetCopy(work: Work, { about, message }: Order<'update'>): Promise<void> {
  for (const copy of about ? await work.find(copies, `about:${about}`) : []) {
    const isIt = copy.message.id === message.id && copy.message.conversation === message.conversation;
    if (isIt) work.remove(copies, copy.id);
  }
}

/** What goes another way is the same but for the address. */
function sendInstead(work: Work, delivery: Delivery, due: string): void {
  const { id, order } = delivery;
  for (const [person, way] of otherWays(order))
    work.put(deliveries, { ...delivery, id: `${id}/${person}`, order: way, tries: 0, due });
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
async function tellLost(work: Work, { id, order, ifLost }: Delivery, due: string): Promise<void> {
  const goesElsewhere = otherWays(order).length > 0;
  if (!ifLost || goesElsewhere || order.type === 'update' || (await isElsewhere(work, order))) return;
  const { platform, person, card } = ifLost;
  work.put(deliveries, {
    id: `${id.split('/')[0]}/lost`,
    platform,
    order: { type: 'message', person },
    card,
    tries: 0,
    due,
  });
}

/** Another copy has arrived, or is still on its way. */
async function isElsewhere(work: Work, order: Delivery['order']): Promise<boolean> {
  const about = 'about' in order ? order.about : undefined;
  if (about === undefined) return false;
  const [arrived] = await work.find(copies, `about:${about}`);
  const [waiting] = await work.find(deliveries, `about:${about}`);
  return arrived !== undefined || waiting !== undefined;
}

/** Waits longer each time, with a little chance so that many do not come back at once; gives up only where waiting cannot help. */
async function postpone(
  parts: Pick<Parts, 'log' | 'counted'> & { now: () => string },
  work: Work,
  delivery: Delivery,
  error: unknown,
): Promise<void> {
  const present = await work.get(deliveries, delivery.id);
  if (!present) return;
  const tries = present.tries + 1;
  const hopeless = error instanceof DeliveryError && !error.retry;
  const why = reasonOf(error);
  if (hopeless || tries >= mostTries) {
    work.remove(deliveries, present.id);
    if (present.order.type === 'update') await forgetCopy(work, present.order);
    sendInstead(work, present, parts.now());
    await tellLost(work, present, parts.now());
    work.audit({
      at: parts.now(),
      by: 'chalkline',
      from: 'outbox',
      what: 'could not deliver a card',
      about: delivery.id,
      detail: { why },
    });
    parts.log('a card could not be delivered', { platform: delivery.platform, why, tries });
    parts.counted('failed');
    return;
  }
  const asked = error instanceof DeliveryError ? error.afterMs : undefined;
  const wait = asked ?? Math.min(longestWait, 1000 * 2 ** tries) * (0.75 + Math.random() / 2);
  work.put(deliveries, { ...present, tries, due: later(parts.now(), Math.round(wait)) });
  parts.log('a card will be tried again', { platform: delivery.platform, why, tries });
  parts.counted('retried');
}
