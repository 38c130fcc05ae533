/** A look at the embedded store without its lock: at its files as they were in one moment. */

import { existsSync } from 'node:fs';
import { beginning } from '../audit.ts';
import { migrations } from '../migrations.ts';
import type { View } from '../view.ts';
import type { OpenFile } from './files.ts';
import { closeAll, openStoreFiles } from './open-files.ts';
import { type Recovered, readBack } from './recovery.ts';
import { entriesOf, trailIn } from './trail.ts';

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
  const kept = async (school: string, kind: string) =>
    memory.schools.get(school)?.tables.get(kind)?.all() ?? [];
  return {
    schools: [...memory.schools.keys()],
    kinds: async (school) => [...(memory.schools.get(school)?.tables.keys() ?? [])],
    records: async (school, kind) => (await kept(school, kind)).map(({ record }) => record),
    kept,
    trail: (school) => entriesOf(school, trail),
    trailEnd: async (school) => (memory.schools.get(school)?.trail ?? beginning).hash,
    close: async () => closeAll(files),
  };
}
