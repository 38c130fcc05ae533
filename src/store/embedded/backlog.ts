/**
 * Which waiting deliveries may be sent now. They are kept in order as they come and go, so that a wake need not look
 * through all of them, and no address hears an older word about a matter after a newer one.
 */
import { addressesOf, type Delivery, isUrgent } from '../../core/delivery.ts';
import type { Platform } from '../../core/event.ts';
import { attemptOf, queueOf, type Waiting } from '../queues.ts';
import { Heap } from './heap.ts';

/** One attempt that is still to be claimed. */
type Attempt = Waiting & { name: string; due: number };

/** What waits at one school. */
export class Backlog {
  /** By name, each in order of creation. Only the first of a queue may be sent; it holds up those behind it. */
  readonly #queues = new Map<string, Map<string, Waiting>>();
  readonly #queueOf = new Map<string, string>();
  readonly #attempts = new Map<Platform, { urgent: Heap<Attempt>; other: Heap<Attempt> }>();
  /** The attempt that is to be claimed, and the one that was, by id. */
  readonly #open = new Map<string, string>();
  readonly #claimed = new Map<string, string>();
  #latest: number | undefined;

  constructor(waiting: Waiting[]) {
    for (const each of waiting) this.put(each);
  }

  put(waiting: Waiting): void {
    const { id } = waiting.record;
    const queue = queueOf(waiting.record);
    if (this.#queueOf.get(id) !== queue) this.remove(id);
    // A card that changes while it is on its way is still on its way.
    if (this.#claimed.get(id) !== attemptOf(waiting.record)) this.#claimed.delete(id);
    const all = this.#queues.get(queue) ?? new Map<string, Waiting>();
    this.#queues.set(queue, all.set(id, waiting));
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

  /** Up to so many that are due, the first to be sent first; none that goes to an address that is paused. */
  claim(now: string, limit: number, paused: ReadonlySet<string>): Waiting[] {
    this.#look(Date.parse(now));
    return [...this.#attempts].flatMap(([platform, { urgent, other }]) =>
      paused.has(platform) ? [] : [urgent, other].flatMap((heap) => this.#claimFrom(heap, limit, paused)),
    );
  }

  /** What was claimed and has not been tried. */
  release(id: string): void {
    const queue = this.#queueOf.get(id);
    if (queue === undefined || !this.#claimed.delete(id)) return;
    this.#openFirst(queue);
  }

  #claimFrom(attempts: Heap<Attempt>, limit: number, paused: ReadonlySet<string>): Waiting[] {
    const claimed: Waiting[] = [];
    const heldUp: Attempt[] = [];
    for (let next = attempts.first(); next && claimed.length < limit; next = attempts.first()) {
      if (next.due > (this.#latest ?? 0)) break;
      attempts.shift();
      const waiting = this.#stillOpen(next);
      if (!waiting) continue;
      if (addressesOf(waiting.record).some((address) => paused.has(address))) heldUp.push(next);
      else claimed.push(this.#claim(waiting, next.name));
    }
    for (const attempt of heldUp) attempts.push(attempt);
    return claimed;
  }

  #claim(waiting: Waiting, attempt: string): Waiting {
    this.#open.delete(waiting.record.id);
    this.#claimed.set(waiting.record.id, attempt);
    return waiting;
  }

  /** As it is now; nothing where another attempt has taken its place. */
  #stillOpen({ record: { id }, name }: Attempt): Waiting | undefined {
    if (this.#open.get(id) !== name) return undefined;
    return this.#queues.get(this.#queueOf.get(id) ?? '')?.get(id);
  }

  #openFirst(queue: string, dueOf = ({ due }: Delivery) => Date.parse(due)): void {
    const [first] = this.#queues.get(queue)?.values() ?? [];
    if (!first || this.#claimed.has(first.record.id)) return;
    const { record } = first;
    const name = attemptOf(record);
    if (this.#open.get(record.id) === name) return;
    this.#open.set(record.id, name);
    const attempts = this.#attempts.get(record.platform) ?? {
      urgent: new Heap(isDueFirst),
      other: new Heap(isDueFirst),
    };
    this.#attempts.set(record.platform, attempts);
    attempts[isUrgent(record) ? 'urgent' : 'other'].push({ ...first, name, due: dueOf(record) });
  }

  /** Where the clock was set back, what was put off until an instant yet to come need not wait for it. */
  #look(now: number): void {
    const isBack = this.#latest === undefined || now < this.#latest;
    this.#latest = now;
    if (!isBack) return;
    this.#attempts.clear();
    this.#open.clear();
    for (const queue of this.#queues.keys())
      this.#openFirst(queue, (record) => (isOfLater(record, now) ? now : Date.parse(record.due)));
  }
}

function isDueFirst(one: Attempt, other: Attempt): boolean {
  return one.due - other.due < 0 || (one.due === other.due && one.created < other.created);
}

/** It was put here at an instant that, by the clock as it is now, has not come yet. */
function isOfLater({ since, heldFor }: Delivery, now: number): boolean {
  return since !== undefined && !heldFor && now < Date.parse(since);
}
