/** Takes records kept by an earlier release to the schema of this one, step by step. */
import type { SchoolMemory } from './memory.ts';

type Item = { id: string };

/**
 * One step: by kind, what each record becomes in the next schema. That may be several records, or none; kinds that are
 * not named stay as they are. Audit entries are never changed.
 */
export type Migration = Map<string, (record: Item) => { kind: string; record: Item }[]>;

/** Takes all records of these schools through these steps. */
export function migrate(schools: Iterable<SchoolMemory>, steps: Migration[]): void {
  const all = [...schools];
  for (const step of steps) for (const school of all) take(school, step);
}

function take(school: SchoolMemory, step: Migration): void {
  // All of it is made before anything is put, so that no record goes through the same step twice.
  const moves = [...step].flatMap(([kind, become]) =>
    school
      .tableOf(kind)
      .all()
      .map((kept) => ({ kind, kept, after: becoming(kind, kept.record, become) })),
  );
  for (const { kind, kept, after } of moves) {
    const stays = (item: { kind: string; record: Item }) =>
      item.kind === kind && item.record.id === kept.record.id;
    if (!after.some(stays)) school.tableOf(kind).remove(kept.record.id);
    for (const item of after)
      school.put(item.kind, { ...kept, version: stays(item) ? kept.version : 1, record: item.record });
  }
}

function becoming(kind: string, record: Item, become: (record: Item) => { kind: string; record: Item }[]) {
  try {
    return become(record);
  } catch (cause) {
    throw new Error(
      `The ${kind} "${record.id}" is not as an earlier release would have kept it, so this one cannot take it over. ` +
        'Nothing has been changed. Start the release that you had before, and ask for help.',
      { cause },
    );
  }
}
