/** Takes a record further: what the table says of a change happens in one place, so nothing of it can be forgotten. */
import type { Loose } from '../given.ts';
import type { Detail } from '../record.ts';
import { asSomeone } from '../someone.ts';
import type { Turn } from '../turn.ts';
import { refresh, retire } from './cards.ts';
import { isHeld } from './hold.ts';
import type { Change, Matter, MatterRecord, Moment } from './table.ts';

/** Puts a new one on record. */
export function raise<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  how: { audit: string; detail?: Detail; history?: string },
): R {
  const raised = withHistory(record, turn.event.at, how.history);
  keep(turn, matter, undefined, raised, how.audit, how.detail);
  return raised;
}

/** Takes a record further, and brings everything that hangs on it along. Gives it back as it is then. */
export async function change<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  how: Change<R, T>,
  filled: Loose<Pick<Moment, 'answers' | 'value'>> = {},
): Promise<R> {
  const moment = momentOf(turn, filled);
  const changed = how.does(record, moment);
  if (changed === record) return record;
  const audit = typeof how.audit === 'function' ? how.audit(changed ?? record) : how.audit;
  if (!changed) {
    if (await isHeld(turn, matter, record.id)) return record;
    turn.work.remove(matter.records, record.id);
    if (audit) {
      turn.audit(audit, record.id, how.detail?.(record, moment));
      retire(turn, matter, record);
    }
    await how.tells?.(turn, record, moment, record);
    return record;
  }
  const after = withHistory(changed, moment.at, how.history?.(changed, moment));
  if (!audit) turn.work.put(matter.records, after);
  else {
    keep(turn, matter, record, after, audit, how.detail?.(after, moment));
    await refresh(turn, matter, after, record);
  }
  await how.tells?.(turn, after, moment, record);
  await how.after?.(turn, after, moment);
  return (await turn.work.get(matter.records, record.id)) ?? after;
}

function keep<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  before: R | undefined,
  after: R,
  audit: string,
  detail: Detail | undefined,
): void {
  turn.work.put(matter.records, after);
  const facts = { ...newFacts(matter, before, after), ...detail };
  turn.audit(audit, after.id, Object.keys(facts).length > 0 ? facts : undefined);
  turn.changed(matter.records.kind, after.id);
}

function newFacts<R extends MatterRecord, T extends Turn, A extends string>(
  { facts }: Matter<R, T, A>,
  before: R | undefined,
  after: R,
): Record<string, string> {
  if (!facts) return {};
  const oldFacts = before ? facts(before) : {};
  const changed = Object.entries(facts(after)).filter(
    ([fact, value]) => fact === 'state' || value !== (oldFacts[fact] ?? ''),
  );
  return Object.fromEntries(changed);
}

function withHistory<R extends MatterRecord>(record: R, at: string, words: string | undefined): R {
  return words === undefined ? record : { ...record, history: [...record.history, { at, words }] };
}

export function momentOf(
  turn: Turn,
  { answers = {}, value = {} }: Loose<Pick<Moment, 'answers' | 'value'>>,
): Moment {
  const { event, today, school, person } = turn;
  return { by: asSomeone(person), at: event.at, today, school, answers, value };
}
