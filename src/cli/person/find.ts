/** Everything that is kept about one person, by kind: what a school hands over to somebody who asks for it. */
import { mentions, type Whose } from '../../core/person-data.ts';
import type { AuditEntry } from '../../core/record.ts';
import type { View } from '../../store/view.ts';

export type Found = { records: Record<string, { id: string }[]>; trail: AuditEntry[] };

export async function findPerson(view: View, school: string, whose: Whose): Promise<Found> {
  const records: Found['records'] = {};
  for (const kind of (await view.kinds(school)).toSorted()) {
    const found = (await view.records(school, kind)).filter((record) => mentions(record, whose));
    if (found.length > 0) records[kind] = found;
  }
  const trail: AuditEntry[] = [];
  for await (const entry of view.trail(school)) if (mentions(entry, whose)) trail.push(entry);
  return { records, trail };
}

/** Whom somebody means by an id or a name, also somebody who is on no list any more: records keep both side by side. */
export async function whoseIs(view: View, school: string, said: string, handles: string[]): Promise<Whose> {
  const known = new Map<string, Set<string>>();
  for (const kind of await view.kinds(school))
    for (const record of await view.records(school, kind)) collect(record, known);
  const wanted = said.trim().toLowerCase();
  const isMeant = ([id, names]: [string, Set<string>]) =>
    id.toLowerCase() === wanted || [...names].some((name) => name.toLowerCase() === wanted);
  const meant = [...known].filter(isMeant);
  return {
    ids: [...new Set([...meant.map(([id]) => id), ...handles])],
    names: [...new Set(meant.flatMap(([, names]) => [...names]))],
  };
}

function collect(value: unknown, known: Map<string, Set<string>>): void {
  if (typeof value !== 'object' || value === null) return;
  const who = someoneIn(value);
  if (who) known.set(who.id, (known.get(who.id) ?? new Set<string>()).add(who.name));
  for (const part of Object.values(value)) collect(part, known);
}

/** Nothing else has an id and a name and no more; who is in a group has what the platform calls them in its place. */
function someoneIn(value: object): { id: string; name: string } | undefined {
  const { id, user, name } = value as Record<string, unknown>;
  const called = id ?? user;
  const isOne = typeof called === 'string' && typeof name === 'string' && Object.keys(value).length === 2;
  return isOne ? { id: called, name } : undefined;
}
