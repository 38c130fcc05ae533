/** What a person would call a clause: "6.2 (Personal use)", "Appendix 1, Personal use, Pupils, point 4". */
import type { Cited } from './card.ts';

/** The clauses that an answer rests on first, in one line. */
export function clauseNames(clauses: Cited[]): string {
  const more = clauses.length - mostNamed;
  const names = clauses.slice(0, mostNamed).map(clauseName).join(' · ');
  return more > 0 ? `${names} · and ${more} more` : names;
}

const mostNamed = 2;

/** Numbered as the document itself numbers it: "6.2.1", "A.3.4", "B.3", "E". */
const number = String.raw`(?:[A-Z]|(?:[A-Z]\.)?\d+(?:\.\d+)*[a-z]?)`;
const numbered = new RegExp(`^${number}$`);
const numberBefore = new RegExp(`^${number} `);

export function clauseName({ anchor, heading }: Pick<Cited, 'anchor' | 'heading'>): string {
  const [first = '', ...rest] = anchor.split('/');
  const last = rest.at(-1) ?? '';
  const point = /^\d+$/.test(last) ? `, point ${last}` : '';
  const places = heading.split(' › ').map((place) => place.replace(numberBefore, ''));
  if (!numbered.test(first)) return `${places.join(', ')}${point}`;
  const title = places.at(-1);
  return `${first}${point}${title ? ` (${title})` : ''}`;
}

/** "6.15 (Personal use)" is "6.15" where it stands in brackets itself. */
export function withoutTitle(name: string): string {
  return name.replace(/ \([^()]*\)$/, '');
}
