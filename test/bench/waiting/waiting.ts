/** What waits, on both stores: the outbox with many cards in it, and the clock with many matters open. */
import { openStore } from '../../../src/store/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { sql } from '../../support/database.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { type StoreName, stores } from '../../torture/stores.ts';
import { measureClock } from './clock.ts';
import type { Sizes } from './measured.ts';
import { measureOutbox } from './outbox.ts';

type Row = { store: StoreName; schools: number; waiting: number } & Awaited<
  ReturnType<typeof measureOutbox>
> &
  Awaited<ReturnType<typeof measureClock>>;
export type WaitingFigures = Row[];

/** Only the embedded store where there is no PostgreSQL. */
export async function measureWaiting({ isShort }: { isShort: boolean }): Promise<WaitingFigures> {
  const rows: Row[] = [];
  const names: StoreName[] = hasPostgres() ? ['embedded', 'database'] : ['embedded'];
  for (const store of names)
    for (const schools of isShort ? [1, 10] : [1, 1000])
      for (const waiting of isShort ? [1000] : [1000, 10_000, 100_000]) {
        const outbox = await on(store, { waiting, schools, rounds: isShort ? 2 : 20 }, measureOutbox);
        const clock = await measureClockAt(store, { waiting, schools, rounds: isShort ? 2 : 3 });
        rows.push({ store, schools, waiting, ...outbox, ...clock });
      }
  return rows;
}

export function measureClockAt(store: StoreName, sizes: Omit<Sizes, 'fresh'>) {
  return on(store, sizes, measureClock);
}

async function on<T>(
  name: StoreName,
  sizes: Omit<Sizes, 'fresh'>,
  measure: (store: Store, sizes: Sizes) => Promise<T>,
): Promise<T> {
  const { make, drop } = stores[name];
  const at = await make();
  const store = await openStore(at);
  const fresh = async () => (name === 'database' ? sql(at, 'analyze') : []);
  try {
    return await measure(store, { ...sizes, fresh });
  } finally {
    await store.close();
    await drop(at);
  }
}

export function waitingLines(figures: WaitingFigures): string[] {
  return [
    'What waits: one claim of 50 cards, noting that they were sent, a minute of the clock, one with 1,000 reminders',
    '  store     schools  waiting      claim     settle  cards/s     minute       held        due   due held',
    ...figures.map(({ store, schools, waiting, sent, ...times }) => {
      const { claim, settle, clockMinute, held, dueMinute, dueHeld } = times;
      const shown = [clockMinute, held, dueMinute, dueHeld].map(inTime);
      return [
        `  ${store.padEnd(8)}`,
        String(schools).padStart(9),
        String(waiting).padStart(9),
        ...[claim, settle].map(inTime),
        sent.toFixed(0).padStart(9),
        ...shown,
      ].join('');
    }),
  ];
}

function inTime(ms: number): string {
  return `${ms.toFixed(ms < 100 ? 1 : 0)} ms`.padStart(11);
}
