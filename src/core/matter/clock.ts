/** What time brings to the records of a matter: whatever is due happens, and what was kept long enough goes. */
import { copies } from '../delivery.ts';
import { isFirstToday } from '../once-a-day.ts';
import type { Collection } from '../record.ts';
import type { School } from '../school.ts';
import { daysSinceTidied, wasTidied } from '../tidy.ts';
import { addDays } from '../time.ts';
import type { Turn } from '../turn.ts';
import { aboutOf } from './cards.ts';
import { change } from './change.ts';
import { isHeld } from './hold.ts';
import type { Matter, MatterRecord, Tick } from './table.ts';

export async function tick<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
): Promise<void> {
  for (const [name, act] of Object.entries<Tick<R, T>>(matter.clock ?? {})) {
    if (act.daily && !(act.daily(turn) && (await isFirstToday(turn, `${matter.name} ${name}`)))) continue;
    for (const { id } of await turn.work.find(matter.records, act.among)) {
      // An earlier one may have changed it.
      const record = await turn.work.get(matter.records, id);
      if (record && (await act.due(turn, record))) await change(turn, matter, record, act);
    }
  }
  const days = daysKept(turn.school, matter);
  if (days !== 'always') await forgetOld(turn, matter, days);
}

/** As the school has set it, else as it comes. What has no end of its own is kept for ever. */
export function daysKept<R extends MatterRecord, T extends Turn, A extends string>(
  school: Pick<School, 'keep'>,
  { name, kept }: Pick<Matter<R, T, A>, 'name' | 'kept'>,
): number | 'always' {
  return kept.days === 'always' ? 'always' : (school.keep[name] ?? kept.days);
}

/** What a hold has kept beyond its time goes at once when it is lifted. True where it has gone. */
export async function forgetWhereDue<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
): Promise<boolean> {
  const days = daysKept(turn.school, matter);
  const isDue = days !== 'always' && hasRunOut(turn, matter.records, record, days);
  if (isDue) await forget(turn, matter, record);
  return isDue;
}

/** With it goes where its cards are: nothing is to change on them any more. */
async function forget<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
): Promise<void> {
  const { work } = turn;
  work.remove(matter.records, record.id);
  for (const { name } of matter.views(record))
    for (const { id } of await work.find(copies, `about:${aboutOf(matter, record, name)}`))
      work.remove(copies, id);
  turn.audit('deleted what had been kept long enough', record.id);
}

async function forgetOld<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  days: number,
): Promise<void> {
  for (const record of await keptLongEnough(turn, matter, days)) {
    if (await isHeld(turn, matter, record.id)) continue;
    await forget(turn, matter, record);
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
    return (await turn.work.find(records)).filter((record) => hasRunOut(turn, records, record, days));
  }
  const found: R[] = [];
  for (const day of lastDays) found.push(...(await turn.work.find(records, `ended:${addDays(day, -days)}`)));
  return found;
}

/** Is the time over for which it is kept? */
function hasRunOut<R extends MatterRecord>(
  { today }: Turn,
  records: Collection<R>,
  record: R,
  days: number,
): boolean {
  const last = `ended:${addDays(today, -days)}`;
  return records.keys(record).some((key) => key.startsWith('ended:') && key <= last);
}
