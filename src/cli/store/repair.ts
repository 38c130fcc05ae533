/** Repairs a store that nobody else is using, and puts down in each school's audit trail that it was done. */
import type { AuditKey } from '../../store/audit.ts';
import { openEmbeddedStore } from '../../store/embedded/embedded.ts';
import { takeLock } from '../../store/embedded/lock.ts';
import { carryOut, planRepair, type Repair } from '../../store/embedded/repair.ts';

/** What was done, and the folder with all that was there before; undefined where there was nothing to do. */
export async function repairStore(
  dir: string,
  at: string,
  key?: AuditKey,
): Promise<{ repair: Repair; before: string } | undefined> {
  const lock = await takeLock(dir, () => {});
  try {
    const repair = await planRepair(dir);
    if (!repair) return undefined;
    const before = await carryOut(dir, repair, `before-repair-${at.replaceAll(':', '-')}`);
    await lock.release();
    await tellTrails(dir, repair, at, key);
    return { repair, before };
  } finally {
    await lock.release();
  }
}

async function tellTrails(dir: string, { leftOut }: Repair, at: string, key?: AuditKey): Promise<void> {
  const store = await openEmbeddedStore({ dir, key });
  try {
    for (const school of await store.schools()) {
      const turns = leftOut.filter(({ turn }) => !turn || turn.school === school).length;
      const detail = { 'left out': String(turns) };
      await store.turn(school, async (work) =>
        work.audit({
          at,
          by: 'owner',
          from: 'the command line',
          what: 'repaired the store',
          about: school,
          detail,
        }),
      );
    }
  } finally {
    await store.close();
  }
}
