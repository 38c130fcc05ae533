/** The chain of an audit trail: each hash covers the entry before it, so nothing can be changed or taken out unseen. */
import { createHash } from 'node:crypto';
import type { AuditEntry } from '../core/record.ts';
import type { ChainedEntry } from './store.ts';

/** Where a trail stands: the number and the hash of its latest entry. */
export type Link = { number: number; hash: string };

export const beginning: Link = { number: 0, hash: '0'.repeat(64) };

/** The one entry with which a trail may begin anew; it says so itself, so that no other can hide what was before. */
export const startedAfresh = 'started afresh';

export function chain(school: string, last: Link, entries: AuditEntry[]): ChainedEntry[] {
  let { number, hash: previous } = last;
  return entries.map((entry) => {
    number += 1;
    const hash = hashOf({ ...entry, school, number, previous });
    const chained = { ...entry, school, number, previous, hash };
    previous = hash;
    return chained;
  });
}

/** What is wrong with an entry, by its number. */
export type TrailFault = { number: number; what: 'is missing' | 'is out of place' | 'was altered' };

/** A number that somebody has made up may be as large as they like. */
const mostSkipped = 1000;

/** Every entry that is missing, out of place or altered; undefined when the trail is whole. */
export async function verifyTrail(
  entries: Iterable<ChainedEntry> | AsyncIterable<ChainedEntry>,
): Promise<TrailFault[] | undefined> {
  const faults: TrailFault[] = [];
  const skipped = new Set<number>();
  let last = beginning;
  for await (const entry of entries) {
    if (entry.number <= last.number) {
      skipped.delete(entry.number);
      faults.push({ number: entry.number, what: 'is out of place' });
      continue;
    }
    for (let number = last.number + 1; number < entry.number && skipped.size < mostSkipped; number++)
      skipped.add(number);
    const isNext = entry.number === last.number + 1;
    if ((isNext && entry.previous !== last.hash) || entry.hash !== hashOf(entry))
      faults.push({ number: entry.number, what: 'was altered' });
    last = entry;
  }
  for (const number of skipped) faults.push({ number, what: 'is missing' });
  return faults.length > 0 ? faults.sort((one, other) => one.number - other.number) : undefined;
}

export function follows(last: Link, entry: ChainedEntry): boolean {
  return entry.number === last.number + 1 && entry.previous === last.hash;
}

function hashOf(entry: Omit<ChainedEntry, 'hash'>): string {
  const { previous, school, number, at, by, from, what, about, detail } = entry;
  const told = canonical({ school, number, at, by, from, what, about, ...(detail ? { detail } : {}) });
  return createHash('sha256').update(previous).update(told).digest('hex');
}

/** One text for one value, whatever order its properties came in. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .sort(([name], [other]) => (name < other ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`);
  return `{${parts.join(',')}}`;
}
