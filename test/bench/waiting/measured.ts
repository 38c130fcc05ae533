/** What the benches of what waits have in common. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Collection } from '../../../src/core/record.ts';
import type { Store } from '../../../src/store/store.ts';

export type Sizes = {
  /** Cards, or open matters, in all. */
  waiting: number;
  schools: number;
  rounds: number;
  /** Lets a database look at what has come, as it does by itself within a minute. */
  fresh: () => Promise<unknown>;
};

export function schoolAt(at: number): string {
  return `school${at}`;
}

const atOnce = 1000;

/** Puts one after the other at each school in turn. */
export async function spread<T extends { id: string }>(
  store: Store,
  schools: number,
  records: T[],
  of: Collection<T>,
): Promise<void> {
  for (let school = 0; school < schools; school++) {
    const mine = records.filter((_, at) => at % schools === school);
    for (let from = 0; from < mine.length; from += atOnce)
      await store.turn(schoolAt(school), async (work) => {
        for (const record of mine.slice(from, from + atOnce)) work.put(of, record);
      });
  }
}

/** In milliseconds. */
export async function timeOf(step: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await step();
  return performance.now() - began;
}

export function middleOf(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor((times.length - 1) / 2)] ?? 0;
}

/** How many milliseconds the event loop was held at most. */
export async function heldBy(step: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // What comes before its first look is not counted.
  await wait(5);
  await step();
  await wait(5);
  delay.disable();
  return delay.max / 1e6;
}
