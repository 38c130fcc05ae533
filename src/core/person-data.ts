/** What is kept about one person: whether they stand in a record, and the same record without them. */
import type { Someone } from './someone.ts';

/** By the school's own id, by what platforms call them, and by name. */
export type Whose = { ids: string[]; names: string[] };

export function mentions(value: unknown, whose: Whose): boolean {
  return JSON.stringify(value) !== JSON.stringify(withoutPerson(value, whose, nobody));
}

const nobody = { id: '?', name: '?' };

/** Another name and id stand wherever theirs did. A word that is only spelt like an id is left alone. */
export function withoutPerson<T>(value: T, whose: Whose, as: Someone): T {
  const names = whose.names.map(asPattern);
  const inText = (text: string) => names.reduce((said, name) => said.replace(name, as.name), text);
  const inId = (text: string) => text.replace(/[^:/]+/g, (part) => (whose.ids.includes(part) ? as.id : part));
  const inString = (text: string) => inText(/\s/.test(text) ? text : inId(text));
  const put = (part: unknown): unknown => {
    if (typeof part === 'string') return inString(part);
    if (Array.isArray(part)) return part.map(put);
    if (typeof part !== 'object' || part === null) return part;
    // A key may be of two words, such as "standing ada".
    return Object.fromEntries(
      Object.entries(part).map(([key, each]) => [key.split(' ').map(inId).join(' '), put(each)]),
    );
  };
  return put(value) as T;
}

/** Whole, however it is written, and never as a part of a longer one. */
function asPattern(name: string): RegExp {
  const words = name
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu');
}
