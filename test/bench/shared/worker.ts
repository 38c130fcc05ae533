/** One of several processes on a database: plays turns at many schools for a while, and sends what they leave. */

import { deliveries } from '../../../src/core/delivery.ts';
import { openDatabaseStore } from '../../../src/store/database/database.ts';
import { aNote, anEntry, aPost, noon, notes } from '../../store/notes.ts';
import { dice } from '../../support/dice.ts';

export type Asked = { url: string; schools: number; seconds: number; atOnce: number; seed: number };
export type Done = { times: number[]; sent: number };

const { url, schools, seconds, atOnce, seed }: Asked = JSON.parse(process.argv[2] ?? '');
const chance = dice(seed);
const store = await openDatabaseStore({ url });
const times: number[] = [];
let sent = 0;
let number = 0;

process.once('message', async () => {
  const end = performance.now() + seconds * 1000;
  await Promise.all([...Array.from({ length: atOnce }, () => converse(end)), send(end)]);
  process.send?.({ times, sent } satisfies Done);
  await store.close();
  process.disconnect();
});
process.send?.('ready');

/** As a decision does: a record is read and changed, the trail goes on, and a card is to be sent. */
async function converse(end: number): Promise<void> {
  while (performance.now() < end) {
    const began = performance.now();
    const id = `${seed}-${number++}`;
    await store.turn(`school${chance.below(schools)}`, async (work) => {
      const before = await work.get(notes, 'counter');
      work.put(notes, aNote('counter', { count: (before?.count ?? 0) + 1 }));
      work.put(notes, aNote(id, { tags: ['bench'] }));
      work.put(deliveries, aPost(id, { channel: id }));
      work.audit(anEntry(id));
    });
    times.push(performance.now() - began);
  }
}

async function send(end: number): Promise<void> {
  while (performance.now() < end) {
    const claimed = await store.claim(() => noon, 100);
    await Promise.all(
      claimed.map((each) => store.settle(each, async (work) => work.remove(deliveries, each.delivery.id))),
    );
    sent += claimed.length;
    if (claimed.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
