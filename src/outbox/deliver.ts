/** Sends what turns have put into the outbox, tries again with patience, and remembers where each card went. */
import { forEachSchool } from '../clock.ts';
import type { Card } from '../core/card.ts';
import {
  copies,
  type Delivery,
  deliveries,
  isUrgent,
  reaches,
  reachOfConversation,
  reachOfPerson,
} from '../core/delivery.ts';
import { DeliveryError, type Door } from '../core/door.ts';
import type { MessageRef, Platform } from '../core/event.ts';
import { given } from '../core/given.ts';
import { reasonOf } from '../core/reason.ts';
import type { Work } from '../core/record.ts';
import { later } from '../core/time.ts';
import { within } from '../doors/patience.ts';
import type { Log } from '../log.ts';
import type { Claimed, Store } from '../store/store.ts';
import { Pauses } from './pauses.ts';
import { giveUp, takeBackLost, tellLate } from './undelivered.ts';

export type Parts = {
  store: Store;
  doors: Map<Platform, Door>;
  /** The instant it is at a school. */
  now: (school: string) => string;
  /** A card as it leaves a school for a platform. */
  dress?: (card: Card, school: string, platform: Platform) => Card;
  log: Log;
  counted: (what: 'sent' | 'retried' | 'failed') => void;
};

type ForTelling = Pick<Parts, 'log' | 'counted'>;

const atOnce = 50;
/** Each platform has its own, so that one which is slow holds up no other, and leaves its door free for answers. */
const mostQueues = 50;
const minute = 60 * 1000;
/** Longer than a platform is ever away. */
const longestInAll = 2 * 24 * 60 * minute;
/** What is on its way when the program is stopped may arrive for so long. */
const longestClose = 3000;

export type Outbox = {
  /** Something has been put into the outbox: look now. */
  wake(): void;
  /** Tells whoever has waited too long for what was promised. */
  pass(): Promise<void>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  /** Sends nothing new. What is not sent is sent after the next start. */
  close(): Promise<void>;
};

export function startOutbox(parts: Parts, everyMs = 2000, closeMs = longestClose): Outbox {
  /** What is being sent, by platform and address: each address in order, and none of them waits for another. */
  const pools = new Map<Platform, Map<string, Promise<void>>>();
  const pauses = new Pauses(parts.now);
  let closed = false;
  let again = false;
  let fetching: Promise<void> | undefined;

  const wake = () => {
    again = true;
    if (fetching || closed) return;
    fetching = fetchDue().finally(() => {
      fetching = undefined;
      if (again) wake();
    });
  };

  const fetchDue = async () => {
    while (again && !closed) {
      again = false;
      try {
        const paused = new Set([...pauses.addresses(), ...[...pools.keys()].filter(isFull)]);
        for (const claimed of await parts.store.claim(parts.now, atOnce, paused)) queue(claimed);
      } catch (error) {
        parts.log('the outbox could not be read', { why: reasonOf(error) });
      }
    }
  };

  const isFull = (platform: Platform) =>
    (pools.get(platform)?.size ?? 0) >= (pauses.isAway(platform) ? 1 : mostQueues);

  const queue = (claimed: Claimed) => {
    const { platform } = claimed.delivery;
    if (isFull(platform)) return release(claimed);
    const queues = pools.get(platform) ?? new Map<string, Promise<void>>();
    pools.set(platform, queues);
    const target = targetOf(claimed);
    const sent = (queues.get(target) ?? Promise.resolve())
      .then(() => (closed || pauses.isPaused(claimed.delivery) ? release(claimed) : sendIfHeld(claimed)))
      .catch((error: unknown) => parts.log('the outbox could not be written', { why: reasonOf(error) }))
      .finally(() => {
        if (queues.get(target) === sent) queues.delete(target);
        // What waited behind it may go now.
        wake();
      });
    queues.set(target, sent);
  };

  /**
   * Looked at last of all: whoever was out of touch for too long may have lost it to another process, which sends it.
   * If not, it is nobody's until it is given back.
   */
  const sendIfHeld = async (claimed: Claimed) => {
    const { store } = parts;
    const via = await noted(store, claimed).catch((error: unknown) => {
      release(claimed);
      throw error;
    });
    if (store.holds(claimed)) await sendOne(parts, pauses, claimed, via);
    else release(claimed);
  };

  const release = (claimed: Claimed) => parts.store.release(claimed);

  const timer = setInterval(wake, everyMs);
  timer.unref();
  wake();
  const idle = async () => {
    const sending = () => [...pools.values()].flatMap((queues) => [...queues.values()]);
    while (fetching || sending().length > 0) await Promise.all([fetching, ...sending()]);
  };
  return {
    wake,
    pass: async () => {
      await forEachSchool(await parts.store.schools(), async (school) => {
        const now = parts.now(school);
        if (await parts.store.isFirst(school, 'late', now))
          await parts.store.turn(school, (work) => tellLate(work, now));
      });
    },
    idle,
    close: async () => {
      closed = true;
      clearInterval(timer);
      await within(closeMs, idle());
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

async function sendOne(parts: Parts, pauses: Pauses, claimed: Claimed, via: Via): Promise<void> {
  const { store } = parts;
  const { school, delivery } = claimed;
  const now = () => parts.now(school);
  const { platform } = delivery;
  const door = parts.doors.get(platform);
  let message: MessageRef | undefined;
  try {
    if (!door) throw new DeliveryError(`${platform} is not open`, { retry: true });
    message = await hand(parts, door, claimed, via);
  } catch (error) {
    if (door) pauses.failed(school, delivery, error);
    if (isTooSoon(error)) {
      tellRetry(parts, delivery, error);
      return store.release(claimed);
    }
    return store.settle(claimed, (work) => postpone({ ...parts, now }, work, delivery, error));
  }
  const wasAway = pauses.answered(platform);
  await store.settle(claimed, (work) => settle(work, claimed, message, now()));
  parts.counted('sent');
  if (wasAway) await hasten(parts, platform);
}

/** The place is paused, so that the card has nothing to wait for but its turn. */
function isTooSoon(error: unknown): boolean {
  return error instanceof DeliveryError && error.retry && error.afterMs !== undefined;
}

/** A platform is back: what it was too far away to take need not wait any longer. */
async function hasten({ store, now }: Parts, platform: Platform): Promise<void> {
  for (const school of await store.schools())
    await store.turn(school, async (work) => {
      const at = now(school);
      for (const waiting of await work.find(deliveries, 'state:waiting')) {
        const { since = at, due, tries } = waiting;
        const wasPutOff = tries > 0 && since <= at && at < due;
        if (waiting.platform === platform && wasPutOff)
          work.put(deliveries, { ...waiting, tries: 1, due: at, since: at });
      }
    });
}

/** What a door noted about the place or person when they last wrote. */
type Via = Record<string, string> | undefined;

async function noted(store: Store, { school, delivery: { platform, order } }: Claimed): Promise<Via> {
  const find = (id: string) => store.read(school, async (records) => (await records.get(reaches, id))?.via);
  switch (order.type) {
    case 'post':
      return order.place.via ?? find(reachOfConversation(order.place.platform, order.place.conversation));
    case 'message':
      return find(reachOfPerson(platform, order.person));
    case 'update':
    case 'whisper':
      return undefined;
  }
}

/** The door is told the school as well: one that serves several at once has to know whose room or person this is. */
async function hand(
  { dress }: Parts,
  door: Door,
  { school, delivery, mayBeThere }: Claimed,
  noted: Via,
): Promise<MessageRef | undefined> {
  const { id, order } = delivery;
  const card = dress ? dress(delivery.card, school, door.platform) : delivery.card;
  const via = { school, ...noted };
  switch (order.type) {
    case 'post':
      return door.post({ place: { ...order.place, via } }, card, order.calls, { id, mayBeThere });
    case 'message':
      return door.post({ person: { user: order.person, via } }, card, undefined, { id, mayBeThere });
    case 'update':
      await door.update(order.message, card);
      return undefined;
    case 'whisper':
      await door.whisper({ place: order.place, user: order.user }, card);
      return undefined;
  }
}

/** Notes where the card went. If it has changed while it was on its way, the change follows at once. */
async function settle(
  work: Work,
  { delivery: sent, mayBeThere }: Claimed,
  message: MessageRef | undefined,
  now: string,
): Promise<void> {
  const { order } = sent;
  takeBackLost(work, sent);
  const about = 'about' in order ? order.about : undefined;
  if (message && about) {
    const twice = mayBeThere ? ({ mayBeTwice: true } as const) : {};
    work.put(copies, { id: sent.id, about, message, ...given({ reader: sent.reader }), ...twice });
  }
  const present = await work.get(deliveries, sent.id);
  if (!present) return;
  const changed = present !== sent && JSON.stringify(present.card) !== JSON.stringify(sent.card);
  const target = message ?? (order.type === 'update' ? order.message : undefined);
  if (changed && target) {
    work.put(deliveries, {
      ...present,
      order: { type: 'update', message: target, ...(about ? { about } : {}) },
      tries: 0,
      due: now,
      since: now,
    });
  } else {
    work.remove(deliveries, sent.id);
  }
}

/** Waits longer each time, with a little chance so that many do not come back at once; gives up only where waiting cannot help. */
async function postpone(
  parts: ForTelling & { now: () => string },
  work: Work,
  delivery: Delivery,
  error: unknown,
): Promise<void> {
  const present = await work.get(deliveries, delivery.id);
  if (!present) return;
  const tries = present.tries + 1;
  const hopeless = error instanceof DeliveryError && !error.retry;
  const why = reasonOf(error);
  const longestWait = isUrgent(present) ? minute : 10 * minute;
  if (hopeless || tries >= longestInAll / longestWait) {
    await giveUp(work, present, why, parts.now());
    work.audit({
      at: parts.now(),
      by: 'chalkline',
      from: 'outbox',
      what: 'could not deliver a card',
      about: delivery.id,
      detail: { why },
    });
    parts.log('a card could not be delivered', {
      card: delivery.id,
      platform: delivery.platform,
      why,
      tries,
    });
    parts.counted('failed');
    return;
  }
  const wait = Math.min(longestWait, 1000 * 2 ** tries) * (0.75 + Math.random() / 2);
  const since = parts.now();
  work.put(deliveries, { ...present, tries, due: later(since, Math.round(wait)), since });
  tellRetry(parts, present, error);
}

function tellRetry({ log, counted }: ForTelling, { id, platform, tries }: Delivery, error: unknown): void {
  log('a card will be tried again', { card: id, platform, why: reasonOf(error), tries: tries + 1 });
  counted('retried');
}
