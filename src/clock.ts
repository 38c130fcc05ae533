/** Lets time pass for every school, once a minute: reminders, and what has been kept long enough. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import { reasonOf } from './core/reason.ts';
import type { Log } from './log.ts';

/** So that the waits for a database fall together, and most of its connections are left to whoever writes just now. */
const atOnce = 4;

/** Several at once, each as soon as one before it is done. */
export async function forEachSchool<T>(
  schools: Iterable<T>,
  pass: (school: T) => Promise<void>,
): Promise<void> {
  const left = [...schools].values();
  const passSome = async () => {
    for (const school of left) {
      await pass(school);
      // In a store that never has to be waited for, nobody else would be heard before the last school.
      await othersFirst();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, passSome));
}

export type Clock = { close(): Promise<void> };

export function startClock(pass: () => Promise<void>, log: Log, everyMs = 60_000): Clock {
  let running: Promise<void> | undefined;
  const tick = () => {
    // Where there is more to do than a minute allows, the next round makes up for those that were left out.
    running ??= pass()
      .catch((error: unknown) => log('a reminder round failed', { why: reasonOf(error) }))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(tick, everyMs);
  timer.unref();
  tick();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
