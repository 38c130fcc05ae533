/** A look at the embedded store from outside, without the lock and without changing anything, even while a bot is writing. */
import { existsSync } from 'node:fs';
import { beginning } from './audit.ts';
import type { Memory } from './memory.ts';
import { migrations } from './migrations.ts';
import { type Folder, type Recovered, readBack } from './recovery.ts';
import { untilSteady } from './steady.ts';
import type { ChainedEntry } from './store.ts';
import { closeTrail, entriesOf, openTrail } from './trail.ts';

type Item = { id: string };

export type View = {
  /** Every school there is anything about. */
  schools: string[];
  /** Every record of a kind, oldest first, as it is kept. */
  records(school: string, kind: string): Item[];
  trail(school: string): AsyncIterable<ChainedEntry>;
  /** The hash with which the trail should end, as the newest records know it. */
  trailEnd(school: string): string;
  close(): void;
};

/** Undefined where there is no store. */
export async function viewEmbeddedStore(dir: string): Promise<View | undefined> {
  if (!existsSync(dir)) return undefined;
  return untilSteady(dir, async (folder) =>
    isEmpty(folder) ? undefined : viewOf(dir, await readBack(dir, folder, migrations)),
  );
}

function viewOf(dir: string, recovered: Recovered): View {
  const files = openTrail(dir, recovered);
  const { memory } = recovered;
  return {
    schools: [...memory.keys()],
    records: (school, kind) => recordsIn(memory, school, kind),
    trail: (school) => entriesOf(school, files),
    trailEnd: (school) => (memory.get(school)?.trail ?? beginning).hash,
    close: () => closeTrail(files),
  };
}

function recordsIn(memory: Memory, school: string, kind: string): Item[] {
  const kept = memory.get(school)?.shelves.get(kind)?.all() ?? [];
  return kept.toSorted((one, other) => one.created - other.created).map((one) => one.record);
}

function isEmpty({ journals, snapshots, auditSize }: Folder): boolean {
  return journals.length + snapshots.length + auditSize === 0;
}
