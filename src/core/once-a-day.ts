/** What changes with the days only is looked at once on each of them, by whichever minute comes first. */
import { z } from 'zod';
import type { Collection } from './record.ts';
import type { Turn } from './turn.ts';

/** The last day on which something was looked at. The kind is named after the first that was. */
const round = z.object({ id: z.string(), day: z.string() });
const rounds: Collection<z.infer<typeof round>> = { kind: 'alarm-round', schema: round, keys: () => [] };

export async function isFirstToday({ work, today }: Turn, what: string): Promise<boolean> {
  if ((await work.get(rounds, what))?.day === today) return false;
  work.put(rounds, { id: what, day: today });
  return true;
}
