/** The chain of an audit trail: each hash covers the entry before it, so nothing can be changed or taken out unseen. */
import { createHash, createHmac } from 'node:crypto';
import type { AuditEntry } from '../core/record.ts';
import { UnreadableError } from './line.ts';
import type { ChainedEntry } from './store.ts';

/** Where a trail stands: the number and the hash of its latest entry, and the name of the key that it is under. */
export type Link = { number: number; hash: string; key?: string };

/** With a key only those who have it can make an entry, so whoever can write the files cannot write them anew. */
export type AuditKey = { secret: string; name: string };

/** The name says which key it was, and nothing about the key. */
export function auditKey(secret: string): AuditKey {
  const name = createHmac('sha256', secret).update('the name of this key').digest('hex').slice(0, 16);
  return { secret, name };
}

/** Entries of another kind in the middle of a trail would look like somebody else's. */
export function expectKey(place: string, school: string, trail: Link, key: AuditKey | undefined): void {
  if (!trail.key || trail.key === key?.name) return;
  throw new UnreadableError(
    place,
    `the audit trail of ${school} is under ${key ? 'another key' : 'a key'}`,
    'Set AUDIT_KEY to the key that it was begun with, and start again.',
  );
}

export const beginning: Link = { number: 0, hash: '0'.repeat(64) };

/** The one entry with which a trail may begin anew; it says so itself, so that no other can hide what was before. */
export const startedAfresh = 'started afresh';

export function chain(school: string, last: Link, entries: AuditEntry[], key?: AuditKey): ChainedEntry[] {
  let { number, hash: previous } = last;
  return entries.map((entry) => {
    number += 1;
    const linked = { ...told(entry), school, number, previous, ...(key ? { key: key.name } : {}) };
    const hash = hashOf(linked, key);
    const chained = { ...linked, hash };
    previous = hash;
    return chained;
  });
}

/** What stays on the trail can never be taken out, so it has what proves people's words and not the words. */
function told({
  detail,
  ...entry
}: AuditEntry): Omit<AuditEntry, 'detail'> & { detail?: Record<string, string> } {
  if (!detail) return entry;
  const facts = Object.entries(detail).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? fact : digestOf(entry.about, fact.words),
  ]);
  return { ...entry, detail: Object.fromEntries(facts) };
}

/** Whoever has the record can tell whether its words are still those. */
export function digestOf(record: string, words: string): string {
  return createHash('sha256').update(`${record} ${words}`).digest('hex').slice(0, 32);
}

export function isDigest(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** What is wrong with an entry, by its number. */
export type TrailFault = {
  number: number;
  what: 'is missing' | 'is out of place' | 'was altered' | 'is not under the key' | 'is under another key';
};

/** A number that somebody has made up may be as large as they like. */
const mostSkipped = 1000;

/**
 * Every entry that is missing, out of place, altered, or not under the key where it should be; undefined when the trail
 * is whole. Without the key the order of entries under it can be checked, and not what they say.
 */
export async function verifyTrail(
  entries: Iterable<ChainedEntry> | AsyncIterable<ChainedEntry>,
  key?: AuditKey,
): Promise<TrailFault[] | undefined> {
  const faults: TrailFault[] = [];
  const skipped = new Set<number>();
  let last: Link = beginning;
  for await (const entry of entries) {
    if (entry.number <= last.number) {
      skipped.delete(entry.number);
      faults.push({ number: entry.number, what: 'is out of place' });
      continue;
    }
    for (let number = last.number + 1; number < entry.number && skipped.size < mostSkipped; number++)
      skipped.add(number);
    const what = faultOf(entry, last, key);
    if (what) faults.push({ number: entry.number, what });
    last = entry;
  }
  if (key && last.number > 0 && !last.key) faults.push({ number: last.number, what: 'is not under the key' });
  for (const number of skipped) faults.push({ number, what: 'is missing' });
  return faults.length > 0 ? faults.sort((one, other) => one.number - other.number) : undefined;
}

function faultOf(entry: ChainedEntry, last: Link, key?: AuditKey): TrailFault['what'] | undefined {
  if (!entry.key && last.key) return 'is not under the key';
  if (entry.key && key && entry.key !== key.name) return 'is under another key';
  const isNext = entry.number === last.number + 1;
  if (isNext && entry.previous !== last.hash) return 'was altered';
  const canTell = key !== undefined || !entry.key;
  return canTell && entry.hash !== hashOf(entry, key) ? 'was altered' : undefined;
}

export function follows(last: Link, entry: ChainedEntry): boolean {
  return entry.number === last.number + 1 && entry.previous === last.hash;
}

function hashOf(entry: Omit<ChainedEntry, 'hash'>, key: AuditKey | undefined): string {
  const { previous, school, number, at, by, from, what, about, detail, key: name } = entry;
  const more = { ...(detail ? { detail } : {}), ...(name ? { key: name } : {}) };
  const told = canonical({ school, number, at, by, from, what, about, ...more });
  const hash = name && key ? createHmac('sha256', key.secret) : createHash('sha256');
  return hash.update(previous).update(told).digest('hex');
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
