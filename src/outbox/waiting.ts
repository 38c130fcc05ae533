/** What waits to be sent and what could not be, over all schools: for whoever watches the machine. */
import { deliveries } from '../core/delivery.ts';
import { lostCards } from '../core/lost.ts';
import type { Gauges } from '../metrics.ts';
import type { Store } from '../store/store.ts';

export async function waitingIn(store: Store, now: (school: string) => string): Promise<Gauges> {
  const found: Gauges = { waiting: 0, oldest_waiting_seconds: 0, undelivered: 0 };
  for (const school of await store.schools()) {
    const at = Date.parse(now(school));
    await store.read(school, async (records) => {
      // Those that wait for somebody who is away wait as they should.
      const waiting = (await records.find(deliveries)).filter(({ heldFor }) => !heldFor);
      const seconds = waiting.map(({ made, due }) => (at - Date.parse(made ?? due)) / 1000);
      found.waiting += waiting.length;
      found.oldest_waiting_seconds = Math.round(Math.max(found.oldest_waiting_seconds, ...seconds));
      found.undelivered += (await records.find(lostCards, 'waiting')).length;
    });
  }
  return found;
}
