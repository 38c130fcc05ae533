/** What time brings to the records of a matter: whatever is due happens, and what was kept long enough goes. */
import type { Collection } from '../record.ts';
import { daysSinceTidied, wasTidied } from '../tidy.ts';
import { addDays } from '../time.ts';
import type { Turn } from '../turn.ts';
import { change } from './change.ts';
import type { Matter, MatterRecord, Tick } from './table.ts';

export async function tick<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
): Promise<void> {
  for (const act of Object.values<Tick<R, T>>(matter.clock ?? {})) {
    for (const { id } of await turn.work.find(matter.records, act.among)) {
      // An earlier one may have changed it.
      const record = await turn.work.get(matter.records, id);
      if (record && (await act.due(turn, record))) await change(turn, matter, record, act);
    }
  }
  if (matter.kept !== 'always') await forgetOld(turn, matter, matter.kept.days);
}

async function forgetOld<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  days: number,
): Promise<void> {
  for (const { id } of await keptLongEnough(turn, matter, days)) {
    turn.work.remove(matter.records, id);
    turn.audit('deleted what had been kept long enough', id);
  }
}

/**
 * They are found by their day, so that the cost does not grow with what is kept. Only where the time for which they
 * are kept is new, all are looked at once.
 */
async function keptLongEnough<R extends MatterRecord>(
  turn: Turn,
  { name, records }: { name: string; records: Collection<R> },
  days: number,
): Promise<R[]> {
  const what = `${name} kept for ${days} days`;
  const isNew = !(await wasTidied(turn, what));
  const lastDays = await daysSinceTidied(turn, what);
  if (isNew) {
    const last = `ended:${addDays(turn.today, -days)}`;
    const hasRunOut = (key: string) => key.startsWith('ended:') && key <= last;
    return (await turn.work.find(records)).filter((record) => records.keys(record).some(hasRunOut));
  }
  const found: R[] = [];
  for (const day of lastDays) found.push(...(await turn.work.find(records, `ended:${addDays(day, -days)}`)));
  return found;
}
