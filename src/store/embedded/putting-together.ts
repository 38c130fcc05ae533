/** Which snapshots go into the next one, and what it has to say of those that it lies on. */
import type { Taken } from './memory.ts';
import type { TableName } from './row.ts';
import type { Snapshot } from './snapshot.ts';

/** One goes in where it is no larger than this many times what goes in anyway. */
const timesTheRest = 2;

/** Those that go into the next one, as they are not much larger than what else does, and those that it will lie on. */
export function sortedOut(all: readonly Snapshot[], size: number): { below: Snapshot[]; merged: Snapshot[] } {
  let at = all.length;
  for (let sum = size; at > 0; at--) {
    const next = all[at - 1]?.file.size ?? 0;
    if (next > timesTheRest * sum) break;
    sum += next;
  }
  return { below: all.slice(0, at), merged: all.slice(at) };
}

/** What those below hold of a table that was forgotten stays forgotten. */
export function forgottenIn(below: Snapshot[], merged: Snapshot[], taken: Taken): TableName[] {
  const forgotten = new Set([...merged.flatMap(({ header }) => header.forgotten), ...taken.forgotten]);
  return [...forgotten].filter((table) => below.some(({ tables }) => tables.includes(table)));
}
