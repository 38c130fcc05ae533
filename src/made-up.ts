/** The clocks of made-up schools, which can be ahead of ours, and how such a school starts afresh. Both survive a restart. */
import { z } from 'zod';
import type { Collection } from './core/record.ts';
import type { School } from './core/school.ts';
import { later } from './core/time.ts';
import type { MadeUp } from './playground/playground.ts';
import type { Store } from './store/store.ts';

const clock = z.object({
  id: z.literal('clock'),
  /** By how many milliseconds. Never less than before: what has been written cannot lie in the future. */
  ahead: z.int().min(0),
  /** The instant at which the school started afresh; empty where it never has. */
  begun: z.string(),
});
type Clock = z.infer<typeof clock>;
const clocks: Collection<Clock> = { kind: 'playground-clock', schema: clock, keys: () => [] };

export type Parts = {
  store: Store;
  /** Our own clock. */
  now: () => string;
  pass: (school: School, at: string) => Promise<void>;
  /** Resolves when everything that is due has been sent. */
  settled: () => Promise<void>;
};

export type MadeUpSchools = MadeUp & {
  /** The instant it is at a school, made up or not. */
  now(school: string): string;
};

export async function openMadeUp(
  schools: School[],
  { store, now, pass, settled }: Parts,
): Promise<MadeUpSchools> {
  const shown = new Map<string, Clock>();
  for (const { id } of schools)
    shown.set(id, (await store.read(id, (records) => records.get(clocks, 'clock'))) ?? unmoved);
  const clockOf = (school: string) => shown.get(school) ?? unmoved;
  const nowAt = (school: string) => later(now(), clockOf(school).ahead);

  const set = async (school: string, clock: Clock) => {
    await store.turn(school, async (work) => work.put(clocks, clock));
    shown.set(school, clock);
  };

  return {
    now: nowAt,
    clockOf: (school) => ({ isMoved: clockOf(school).ahead > 0, begun: clockOf(school).begun }),
    async goTo(school, at) {
      const { ahead, ...clock } = clockOf(school.id);
      await set(school.id, { ...clock, ahead: Math.max(ahead, Date.parse(at) - Date.parse(now())) });
      await pass(school, nowAt(school.id));
      await settled();
    },
    settled,
    async forget({ id }, by) {
      const at = now();
      await store.forget(id, { at, by, from: 'playground' });
      await set(id, { ...unmoved, begun: at });
    },
  };
}

const unmoved: Clock = { id: 'clock', ahead: 0, begun: '' };
