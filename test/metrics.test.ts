/** What whoever watches the machine is told at /metrics about what waits to be sent. */
import { expect, it } from 'vitest';
import { deliveries } from '../src/core/delivery.ts';
import { keepLost } from '../src/core/lost.ts';
import { startMetrics } from '../src/metrics.ts';
import { waitingIn } from '../src/outbox/waiting.ts';
import { openEmbeddedStore } from '../src/store/embedded/embedded.ts';
import { aPost, noon } from './store/notes.ts';
import { aFolder } from './support/folder.ts';

it('how many cards wait, how long the oldest has, and how many could not be delivered', async () => {
  const store = await openEmbeddedStore({ dir: aFolder() });
  await store.turn('ash', async (work) => {
    work.put(deliveries, aPost('d1', { made: '2027-03-02T11:00:00.000Z', due: noon }));
    work.put(deliveries, aPost('d2', { made: '2027-03-02T11:30:00.000Z' }));
    work.put(deliveries, aPost('d3', { made: '2027-03-01T11:30:00.000Z', heldFor: 'ada' }));
    await keepLost(work, aPost('d4'), { why: 'archived', at: noon, elsewhere: false });
  });
  const text = startMetrics().text(await waitingIn(store, () => noon));
  await store.close();
  expect(text).toMatch(/^chalkline_waiting 2$/m);
  expect(text).toMatch(/^chalkline_oldest_waiting_seconds 3600$/m);
  expect(text).toMatch(/^chalkline_undelivered 1$/m);
});
