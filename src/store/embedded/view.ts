/** A look at the embedded store from outside, without the lock and without changing anything, even while a bot is writing. */
import { existsSync } from 'node:fs';
import { beginning } from '../audit.ts';
import { byCreation } from '../kept.ts';
import { migrations } from '../migrations.ts';
import type { ChainedEntry } from '../store.ts';
import type { Memory } from './memory.ts';
import { closeAll, type OpenFile, openStoreFiles } from './open-files.ts';
import { type Recovered, readBack } from './recovery.ts';
import { entriesOf, trailIn } from './trail.ts';

type Item = { id: string };

export type View = {
  /** Every school there is anything about. */
  schools: string[];
  /** The kinds of records that a school has. */
  kinds(school: string): string[];
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
  const files = openStoreFiles(dir);
  if (files.length === 0) return undefined;
  try {
    return viewOf(files, await readBack(dir, files, migrations));
  } catch (error) {
    closeAll(files);
    throw error;
  }
}

function viewOf(files: OpenFile[], recovered: Recovered): View {
  const { memory } = recovered;
  const trail = trailIn(files, recovered);
  return {
    schools: [...memory.keys()],
    kinds: (school) => [...(memory.get(school)?.tables.keys() ?? [])],
    records: (school, kind) => recordsIn(memory, school, kind),
    trail: (school) => entriesOf(school, trail),
    trailEnd: (school) => (memory.get(school)?.trail ?? beginning).hash,
    close: () => closeAll(files),
  };
}

function recordsIn(memory: Memory, school: string, kind: string): Item[] {
  const kept = memory.get(school)?.tables.get(kind)?.all() ?? [];
  return kept.toSorted(byCreation).map(({ record }) => record);
}
