/** Lets time pass for every school, once a minute: reminders, and what has been kept long enough. */
import { reasonOf } from './core/reason.ts';
import type { Log } from './log.ts';

export type Clock = { close(): Promise<void> };

export function startClock(pass: () => Promise<void>, log: Log, everyMs = 60_000): Clock {
  let running: Promise<void> = Promise.resolve();
  const tick = () => {
    running = running
      .then(pass)
      .catch((error: unknown) => log('a reminder round failed', { why: reasonOf(error) }));
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
