/** The last day of everybody who is known to leave, for whoever asks somebody to take something on. */
import { z } from 'zod';
import type { Collection } from '../core/record.ts';
import type { Turn } from '../core/turn.ts';

/** By person. `settled` says that nothing waits for them any more, so the day counts only until it has passed. */
const leavingDay = z.object({ id: z.string(), on: z.string(), settled: z.boolean() });

const leavingDays: Collection<z.infer<typeof leavingDay>> = {
  kind: 'leaving-day',
  schema: leavingDay,
  keys: () => [],
};

export async function leavingDayOf(turn: Turn, person: string): Promise<string | undefined> {
  const leavingDay = await turn.work.get(leavingDays, person);
  return leavingDay && (!leavingDay.settled || leavingDay.on >= turn.today) ? leavingDay.on : undefined;
}

export function noteLeavingDay(turn: Turn, person: string, on: string, settled: boolean): void {
  turn.work.put(leavingDays, { id: person, on, settled });
}

export function forgetLeavingDay(turn: Turn, person: string): void {
  turn.work.remove(leavingDays, person);
}
