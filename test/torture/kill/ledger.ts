/** What was promised, held against what the store and the platform have after each kill. */
import { buttonsOf } from '../../../src/core/card.ts';
import { type Delivery, deliveries } from '../../../src/core/delivery.ts';
import { type Request, requests } from '../../../src/duties/requests/request.ts';
import { verifyTrail } from '../../../src/store/audit.ts';
import type { ChainedEntry, Store } from '../../../src/store/store.ts';
import type { Applied } from './people.ts';
import type { Platform } from './platform.ts';
import { busySchool } from './school.ts';

const { id: school } = busySchool;
const decisions = ['approved a request', 'rejected a request'];

export class Ledger {
  readonly faults: string[] = [];
  requests = 0;
  /** Every card that was found waiting in the outbox after a kill. */
  readonly owed = new Set<string>();
  /** How each request was decided, from the first time that it was seen so. */
  readonly #decided = new Map<string, string>();

  async check(store: Store, applied: Applied[]): Promise<void> {
    const { kept, waiting } = await store.read(school, async (records) => ({
      kept: await records.find(requests),
      waiting: await records.find(deliveries),
    }));
    const trail = await trailOf(store);
    if (await verifyTrail(trail)) this.faults.push('the audit trail is not whole');
    this.requests = kept.length;
    this.#checkAcknowledged(kept, applied);
    this.#checkDecisions(kept, trail);
    for (const { id, order } of waiting) if (isSentAnew(order)) this.owed.add(id);
  }

  /** Once everything has been sent. */
  async checkEnd(store: Store, platform: Platform): Promise<void> {
    const waiting = await store.read(school, (records) => records.find(deliveries));
    if (waiting.length > 0) this.faults.push(`${waiting.length} cards are still waiting`);
    for (const { what, about } of await trailOf(store))
      if (what === 'could not deliver a card') this.faults.push(`${about} could not be delivered`);
    for (const id of this.owed) if (!platform.has(id)) this.faults.push(`${id} never arrived`);
    this.faults.push(...platform.twice);
    for (const { card } of platform.messages()) {
      const live = buttonsOf(card).find(({ action }) => action === 'request.reject');
      if (live && this.#decided.has(live.value.id ?? ''))
        this.faults.push(`${live.value.id} is decided, and a card still offers to reject it`);
    }
  }

  #checkAcknowledged(kept: Request[], applied: Applied[]): void {
    const byName = new Map<string, Request>();
    for (const request of kept) {
      const name = String(request.answers.name);
      if (byName.has(name)) this.faults.push(`${name} was sent twice`);
      byName.set(name, request);
    }
    for (const { name, isSent, isDecided } of applied) {
      const request = byName.get(name);
      if (isSent && !request) this.faults.push(`${name} was acknowledged and is not there`);
      if (isDecided && request?.state === 'waiting')
        this.faults.push(`a decision on ${name} was acknowledged and is not there`);
    }
  }

  #checkDecisions(kept: Request[], trail: ChainedEntry[]): void {
    const made = trail.filter(({ what }) => decisions.includes(what)).map(({ about }) => about);
    const counts = new Map<string, number>();
    for (const id of made) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (const { id, state } of kept) {
      const count = counts.get(id) ?? 0;
      if (count !== (state === 'waiting' ? 0 : 1))
        this.faults.push(`${id} is ${state} by ${count} decisions`);
      const before = this.#decided.get(id);
      if (before && before !== state) this.faults.push(`${id} was ${before}, and is ${state}`);
      if (state !== 'waiting') this.#decided.set(id, state);
    }
  }
}

function isSentAnew({ type }: Delivery['order']): boolean {
  return type === 'post' || type === 'message';
}

async function trailOf(store: Store): Promise<ChainedEntry[]> {
  const trail: ChainedEntry[] = [];
  for await (const entry of store.trail(school)) trail.push(entry);
  return trail;
}
