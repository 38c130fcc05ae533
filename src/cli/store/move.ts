/** Takes everything from one store to another that is empty, compares the two, and lets nobody write to the first any more. */
import { type Count, compare, everythingIn } from '../../store/copy.ts';
import { fillFolder, holdsStore } from '../../store/embedded/fill.ts';
import { takeLock } from '../../store/embedded/lock.ts';
import { expectNotCutShort, expectNotMoved, markAs, takeOffMark } from '../../store/embedded/mark.ts';
import { isDatabase, storeName, viewStore } from '../../store/open.ts';
import { CommandError } from '../command.ts';
import { withView } from '../store-view.ts';

export async function moveStore(from: string, to: string, at: string): Promise<Count[]> {
  await expectEmpty(to);
  return isDatabase(from) ? moveFromDatabase(from, to) : moveFromFolder(from, to, at);
}

/** With its lock in hand nobody else can begin to write there. */
async function moveFromFolder(dir: string, to: string, at: string): Promise<Count[]> {
  const counts = await withView(dir, async () => {
    const lock = await takeLock(dir, () => {});
    try {
      expectNotMoved(dir);
      expectNotCutShort(dir);
      const counts = await copy(dir, to);
      await markAs(dir, { at, to: storeName(to) });
      return counts;
    } finally {
      await lock.release();
    }
  });
  return counts;
}

/** Marked before, as nothing else keeps a process from starting meanwhile; should it fail, it is as it was before. */
async function moveFromDatabase(url: string, to: string): Promise<Count[]> {
  const database = await import('../../store/database/mark.ts');
  return withView(url, async () => {
    expectUnused(url, await database.markMoved(url, storeName(to)));
    try {
      return await copy(url, to);
    } catch (error) {
      await database.takeOffMark(url);
      throw error;
    }
  });
}

/** While its processes go on: a copy of one moment. */
export async function copyDatabase(url: string, dir: string): Promise<void> {
  await withView(url, (source) => fillFolder(dir, everythingIn(source)));
}

/** Leaves where it comes from as it is. */
export async function copyToEmpty(from: string, to: string): Promise<Count[]> {
  await expectEmpty(to);
  return copy(from, to);
}

async function copy(from: string, to: string): Promise<Count[]> {
  return withView(from, async (source) => {
    if (isDatabase(to)) {
      const { fillDatabase } = await import('../../store/database/fill.ts');
      expectUnused(to, await fillDatabase(to, everythingIn(source)));
    } else {
      await fillFolder(to, everythingIn(source));
    }
    return withView(to, (target) => compare(source, target));
  });
}

function expectUnused(url: string, alive: number): void {
  if (alive > 0)
    throw new CommandError(
      `Nothing has been changed: ${alive === 1 ? 'one process is' : `${alive} processes are`} using ${storeName(url)}. ` +
        'Stop Chalkline first. One that was killed counts for half a minute more.',
    );
}

async function expectEmpty(to: string): Promise<void> {
  const holds = isDatabase(to) ? await hasSchools(to) : await holdsStore(to);
  if (holds)
    throw new CommandError(
      `There are records in ${storeName(to)} already, so nothing was changed. Name an empty database, or a folder that is not there yet.`,
    );
}

async function hasSchools(url: string): Promise<boolean> {
  const view = await viewStore(url);
  await view?.close();
  return (view?.schools ?? []).length > 0;
}

/** Lets a store be written to again whose records have moved. Tells whether they had. */
export async function reopenStore(at: string): Promise<boolean> {
  if (!isDatabase(at)) {
    expectNotCutShort(at);
    return takeOffMark(at);
  }
  const database = await import('../../store/database/mark.ts');
  return database.takeOffMark(at);
}

export function countInWords({ school, records, entries }: Count): string {
  const number = (count: number, one: string, many: string) =>
    count === 1 ? `1 ${one}` : `${count.toLocaleString('en-GB')} ${many}`;
  return `${school}: ${number(records, 'record', 'records')} and ${number(entries, 'entry', 'entries')} of the audit trail, compared one by one.`;
}
