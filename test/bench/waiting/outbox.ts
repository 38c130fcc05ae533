/** What the outbox costs while much waits in it: most of it not yet due, or behind one another in queues. */
import { type Delivery, deliveries } from '../../../src/core/delivery.ts';
import type { Claimed, Store } from '../../../src/store/store.ts';
import { aPost, noon } from '../../store/notes.ts';
import { middleOf, type Sizes, spread, timeOf } from './measured.ts';

/** As many as the outbox of a process takes at once. */
const limit = 50;
const behindOneAnother = 20;
const evening = '2027-03-02T18:00:00.000Z';

/** Milliseconds for one claim, and for noting what became of all it took; and the cards a second that this allows. */
export async function measureOutbox(store: Store, { waiting, schools, rounds, fresh }: Sizes) {
  await spread(store, schools, cardsThatWait(waiting, schools), deliveries);
  await fresh();
  const [claims, settles]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    let claimed: Claimed[] = [];
    claims.push(
      await timeOf(async () => {
        claimed = await store.claim(() => noon, limit);
      }),
    );
    const settled = claimed.map((each) => () => store.settle(each, (work) => remove(work, each)));
    settles.push(await timeOf(() => Promise.all(settled.map((settle) => settle()))));
    await putBack(store, claimed, round);
  }
  const [claim, settle] = [middleOf(claims), middleOf(settles)];
  return { claim, settle, sent: (limit * 1000) / (claim + settle) };
}

/** One in ten may be sent now; half are not yet due, and the rest is due but stands behind one that is not. */
function cardsThatWait(waiting: number, schools: number): Delivery[] {
  const queues = new Set<string>();
  return Array.from({ length: waiting }, (_, at) => {
    const place = Math.floor(at / schools);
    const turn = (at + place) % 10;
    if (turn === 0) return aPost(`c${at}`, { channel: `C${at}` });
    if (turn <= 5) return aPost(`c${at}`, { channel: `C${at}`, due: evening });
    const about = `M-${at % schools}-${turn}-${Math.floor(place / (10 * behindOneAnother))}`;
    const isFirst = !queues.has(about);
    queues.add(about);
    return aPost(`c${at}`, { about, channel: about, ...(isFirst ? { due: evening } : {}) });
  });
}

async function remove(work: Parameters<Parameters<Store['settle']>[1]>[0], { delivery }: Claimed) {
  work.remove(deliveries, delivery.id);
}

/** So that as much waits as before. */
async function putBack(store: Store, claimed: Claimed[], round: number): Promise<void> {
  for (const [at, { school }] of claimed.entries()) {
    const id = `r${round}-${at}`;
    await store.turn(school, async (work) => work.put(deliveries, aPost(id, { channel: id })));
  }
}
