/** All that a store holds, as turns that another store can take; and whether both hold the same afterwards. */
import { isDeepStrictEqual } from 'node:util';
import { verifyTrail } from './audit.ts';
import type { Changes } from './kept.ts';
import type { ChainedEntry } from './store.ts';
import type { View } from './view.ts';

const atOnce = 500;

export async function* everythingIn(view: View): AsyncGenerator<Changes> {
  for (const school of view.schools) {
    const nothing = { school, put: [], remove: [], audit: [] };
    // Also where nothing is left of what a school had: it is one of those that there are.
    yield nothing;
    for (const kind of await view.kinds(school))
      for (const part of parts(await view.kept(school, kind)))
        yield { ...nothing, put: part.map((kept) => ({ kind, ...kept })) };
    for await (const part of partsOf(view.trail(school))) yield { ...nothing, audit: part };
  }
}

function* parts<T>(all: T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += atOnce) yield all.slice(at, at + atOnce);
}

async function* partsOf<T>(all: AsyncIterable<T>): AsyncGenerator<T[]> {
  let part: T[] = [];
  for await (const each of all) {
    part.push(each);
    if (part.length < atOnce) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

export type Count = { school: string; records: number; entries: number };

/** Compares record by record and entry by entry, and throws at the first that is not the same. */
export async function compare(source: View, target: View): Promise<Count[]> {
  expectSame('the schools', source.schools.toSorted(), target.schools.toSorted());
  const counts: Count[] = [];
  for (const school of source.schools) {
    const records = await compareRecords(source, target, school);
    const entries = await compareTrails(source, target, school);
    counts.push({ school, records, entries });
  }
  return counts;
}

async function compareRecords(source: View, target: View, school: string): Promise<number> {
  let count = 0;
  const kinds = new Set([...(await source.kinds(school)), ...(await target.kinds(school))]);
  for (const kind of kinds) {
    const [kept, copies] = [await source.kept(school, kind), await target.kept(school, kind)];
    expectSame(`how many of ${kind} there are at ${school}`, kept.length, copies.length);
    for (const [at, each] of kept.entries())
      expectSame(`the ${kind} “${each.record.id}” at ${school}`, each, copies[at]);
    count += kept.length;
  }
  return count;
}

async function compareTrails(source: View, target: View, school: string): Promise<number> {
  let count = 0;
  const copies = target.trail(school)[Symbol.asyncIterator]();
  async function* compared(): AsyncGenerator<ChainedEntry> {
    for await (const entry of source.trail(school)) {
      const { value } = await copies.next();
      expectSame(
        `entry ${entry.number} of the audit trail of ${school}`,
        JSON.stringify(entry),
        JSON.stringify(value),
      );
      count++;
      yield entry;
    }
  }
  expectSame(`the audit trail of ${school}`, await verifyTrail(compared()), undefined);
  expectSame(`the end of the audit trail of ${school}`, (await copies.next()).done, true);
  expectSame(
    `the end of the audit trail of ${school}`,
    await source.trailEnd(school),
    await target.trailEnd(school),
  );
  return count;
}

/** What was copied is not what was there. */
export class NotTheSameError extends Error {
  override name = 'NotTheSameError';
}

function expectSame(what: string, one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) throw new NotTheSameError(`The copy differs in ${what}.`);
}
