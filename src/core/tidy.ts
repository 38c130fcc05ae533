/** What has been kept long enough is found by its day: each day once, also those on which nobody was running. */
import { z } from 'zod';
import type { Collection } from './record.ts';
import { addDays } from './time.ts';
import type { Turn } from './turn.ts';

const tidied = z.object({ id: z.string(), day: z.string() });
const tidyings: Collection<z.infer<typeof tidied>> = { kind: 'tidied', schema: tidied, keys: () => [] };

/** How far back to look where nothing has been tidied yet. */
const firstLook = 60;

export async function wasTidied(turn: Turn, what: string): Promise<boolean> {
  return (await turn.work.get(tidyings, what)) !== undefined;
}

/** The days since something was last tidied, today among them. In an ordinary minute that is two, whatever is kept. */
export async function daysSinceTidied(turn: Turn, what: string): Promise<string[]> {
  const last = (await turn.work.get(tidyings, what))?.day ?? addDays(turn.today, -firstLook);
  if (last !== turn.today) turn.work.put(tidyings, { id: what, day: turn.today });
  const days: string[] = [];
  // That day was not over yet; and what goes by the clock of Greenwich may lie a day behind the school's.
  for (let day = addDays(last, -1); day <= turn.today; day = addDays(day, 1)) days.push(day);
  return days;
}
