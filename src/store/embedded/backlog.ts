/**
 * Which waiting deliveries may be sent now. They are kept in order as they come and go, so that a wake need not look
 * through all of them, and no address hears an older word about a matter after a newer one.
 */
import { addressesOf } from '../../core/delivery.ts';
import type { Platform } from '../../core/event.ts';
import { attemptOf, bySending, queueOf, type Rank, rankOf, type Waiting } from '../queues.ts';
import { Heap } from './heap.ts';

/** All that has to be known of a delivery to send it in its turn. The delivery itself stays where it is kept. */
type Slip = Rank & {
  id: string;
  queue: string;
  attempt: string;
  platform: Platform;
  addresses: string[];
  /** When that was decided; not where it waits for somebody's day. */
  since: number | undefined;
};

/** One attempt that is still to be claimed. */
type Attempt = { slip: Slip; due: number };

/** What waits at one school. */
export class Backlog {
  /** By name, each in order of creation. Only the first of a queue may be sent; it holds up those behind it. */
  readonly #queues = new Map<string, Map<string, Slip>>();
  readonly #queueOf = new Map<string, string>();
  readonly #attempts = new Map<Platform, { urgent: Heap<Attempt>; other: Heap<Attempt> }>();
  /** The attempt that is to be claimed, and the one that was, by id. */
  readonly #open = new Map<string, string>();
  readonly #claimed = new Map<string, string>();
  /** Taken out of the way, until the present look is over. */
  readonly #heldUp: { heap: Heap<Attempt>; attempt: Attempt }[] = [];
  #latest: number | undefined;

  constructor(waiting: Waiting[]) {
    for (const each of waiting) this.put(each);
  }

  put(waiting: Waiting): void {
    const slip = slipOf(waiting);
    const { id, queue, attempt } = slip;
    if (this.#queueOf.get(id) !== queue) this.remove(id);
    // A card that changes while it is on its way is still on its way.
    if (this.#claimed.get(id) !== attempt) this.#claimed.delete(id);
    const all = this.#queues.get(queue) ?? new Map<string, Slip>();
    this.#queues.set(queue, all.set(id, slip));
    this.#queueOf.set(id, queue);
    this.#openFirst(queue);
  }

  remove(id: string): void {
    const queue = this.#queueOf.get(id);
    if (queue === undefined) return;
    const all = this.#queues.get(queue);
    all?.delete(id);
    if (all?.size === 0) this.#queues.delete(queue);
    for (const known of [this.#queueOf, this.#open, this.#claimed]) known.delete(id);
    this.#openFirst(queue);
  }

  /** The first that is due; none that goes to an address that is paused. */
  first(now: string, paused: ReadonlySet<string>): Attempt | undefined {
    this.#look(Date.parse(now));
    const firsts = [...this.#attempts].flatMap(([platform, { urgent, other }]) =>
      paused.has(platform) ? [] : [urgent, other].flatMap((heap) => this.#firstOf(heap, paused) ?? []),
    );
    return firsts.sort((one, other) => (isSentFirst(one, other) ? -1 : 1))[0];
  }

  /** What `first` has just given. */
  claim({ slip: { id, platform, urgent, attempt } }: Attempt): void {
    this.#attempts.get(platform)?.[urgent ? 'urgent' : 'other'].shift();
    this.#open.delete(id);
    this.#claimed.set(id, attempt);
  }

  /** Addresses may be paused no longer the next time. */
  endLook(): void {
    for (const { heap, attempt } of this.#heldUp.splice(0)) heap.push(attempt);
  }

  /** What was claimed and has not been tried. */
  release(id: string): void {
    const queue = this.#queueOf.get(id);
    if (queue === undefined || !this.#claimed.delete(id)) return;
    this.#openFirst(queue);
  }

  /** Stays in its place; what is in front of it and cannot be sent is taken out. */
  #firstOf(heap: Heap<Attempt>, paused: ReadonlySet<string>): Attempt | undefined {
    for (let attempt = heap.first(); attempt; attempt = heap.first()) {
      if (attempt.due > (this.#latest ?? 0)) return undefined;
      const slip = this.#stillOpen(attempt);
      const isHeldUp = slip?.addresses.some((address) => paused.has(address));
      if (slip && !isHeldUp) return attempt;
      heap.shift();
      if (isHeldUp) this.#heldUp.push({ heap, attempt });
    }
    return undefined;
  }

  /** As it is now; nothing where another attempt has taken its place. */
  #stillOpen({ slip: { id, attempt } }: Attempt): Slip | undefined {
    if (this.#open.get(id) !== attempt) return undefined;
    return this.#queues.get(this.#queueOf.get(id) ?? '')?.get(id);
  }

  #openFirst(queue: string, dueOf = ({ due }: Slip) => due): void {
    const [slip] = this.#queues.get(queue)?.values() ?? [];
    if (!slip || this.#claimed.has(slip.id)) return;
    const { id, attempt, platform, urgent } = slip;
    if (this.#open.get(id) === attempt) return;
    this.#open.set(id, attempt);
    const attempts = this.#attempts.get(platform) ?? {
      urgent: new Heap(isSentFirst),
      other: new Heap(isSentFirst),
    };
    this.#attempts.set(platform, attempts);
    attempts[urgent ? 'urgent' : 'other'].push({ slip, due: dueOf(slip) });
  }

  /** Where the clock was set back, what was put off until an instant yet to come need not wait for it. */
  #look(now: number): void {
    const isBack = this.#latest === undefined || now < this.#latest;
    this.#latest = now;
    if (!isBack) return;
    this.#attempts.clear();
    this.#open.clear();
    for (const queue of this.#queues.keys())
      this.#openFirst(queue, (slip) => (isOfLater(slip, now) ? now : slip.due));
  }
}

/** One that was put off goes by the instant that the clock allows. */
function isSentFirst({ slip: one, due }: Attempt, other: Attempt): boolean {
  return bySending({ ...one, due }, { ...other.slip, due: other.due }) < 0;
}

/** It was put here at an instant that, by the clock as it is now, has not come yet. */
function isOfLater({ since }: Slip, now: number): boolean {
  return since !== undefined && now < since;
}

function slipOf(waiting: Waiting): Slip {
  const { record } = waiting;
  const { id, platform, since, heldFor } = record;
  return {
    ...rankOf(waiting),
    id,
    queue: queueOf(record),
    attempt: attemptOf(record),
    platform,
    addresses: addressesOf(record),
    since: since === undefined || heldFor ? undefined : Date.parse(since),
  };
}

/** Of several schools, each with the instant that it is there: up to so many, the first to be sent first. */
export function claimFirst<Of extends { backlog: Backlog; now: string }>(
  all: Of[],
  limit: number,
  paused: ReadonlySet<string>,
): { of: Of; id: string }[] {
  const firsts = new Heap<{ of: Of; attempt: Attempt }>((one, other) =>
    isSentFirst(one.attempt, other.attempt),
  );
  const look = (of: Of) => {
    const attempt = of.backlog.first(of.now, paused);
    if (attempt) firsts.push({ of, attempt });
  };
  for (const of of all) look(of);
  const claimed: { of: Of; id: string }[] = [];
  for (let next = firsts.shift(); next && claimed.length < limit; next = firsts.shift()) {
    const { of, attempt } = next;
    of.backlog.claim(attempt);
    claimed.push({ of, id: attempt.slip.id });
    look(of);
  }
  for (const { backlog } of all) backlog.endLook();
  return claimed;
}
