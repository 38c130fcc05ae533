/** What of a matter somebody finds on their home: each open one that waits for an act of theirs, or that is theirs to follow. */
import { item } from '../card.ts';
import type { HomeLine } from '../duty.ts';
import { toneMarks } from '../text.ts';
import type { Turn } from '../turn.ts';
import { reasonAgainst, showButton } from './cards.ts';
import type { Matter, MatterRecord } from './table.ts';

export async function linesOf<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
): Promise<HomeLine[]> {
  const { home } = matter;
  if (!home) return [];
  const lines: HomeLine[] = [];
  for (const key of home.among) {
    for (const record of await turn.work.find(matter.records, key)) {
      const view = await matter.sees(turn, record);
      if (view === undefined) continue;
      const waits = await waitsFor(turn, matter, record, view, home.waits);
      const line = home.line(turn, record, waits);
      if (!line) continue;
      const buttons = [showButton(matter, record, waits ? 'Open it' : 'Show')];
      const title = home.urgent ? `${toneMarks.urgent} ${line.title}` : line.title;
      lines.push({
        part: waits ? 'waits' : (line.part ?? 'mine'),
        item: item(title, line.text, { buttons }),
        urgent: home.urgent ?? false,
      });
    }
  }
  return lines;
}

/** Is one of these acts theirs, on the card that they see, and can it be done now? */
async function waitsFor<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  viewName: string,
  acts: A[],
): Promise<boolean> {
  const view = matter.views(record).find(({ name }) => name === viewName);
  for (const name of acts.filter((act) => view?.acts.includes(act))) {
    const refusal = await (matter.acts[name].by ?? matter.by)(turn, record, { id: record.id });
    if (!refusal && !(await reasonAgainst(turn, matter, record, name))) return true;
  }
  return false;
}
