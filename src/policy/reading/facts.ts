/** Reads from a message who it is about, which account, when and where: only what the words really say. */

import type { Lexicon } from '../load.ts';
import { type Facts, factNames } from '../pack/rulings.ts';
import { expressionFor } from './expressions.ts';

export type FactReader = (words: string[]) => Facts;

type Sign = { value: string; words: RegExp };
type Match = { value: string; from: number; to: number };

/** For each fact the lexicon gives groups of signs: an earlier group outweighs a later one, and within a group the first mention counts. */
export function createFactReader(lexicon: Lexicon): FactReader {
  const tables = factNames.map((fact) => ({
    fact,
    groups: lexicon.facts[fact].map((group) => signsOf(group, lexicon.groups)),
  }));
  return (words) => {
    const text = words.join(' ');
    const entries = tables.map(({ fact, groups }) => [fact, valueIn(text, groups)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  };
}

function signsOf(group: Record<string, string[]>, groups: Lexicon['groups']): Sign[] {
  return Object.entries(group).map(([value, patterns]) => ({
    value,
    words: expressionFor(patterns, groups),
  }));
}

function valueIn(text: string, groups: Sign[][]): string | undefined {
  const matches = groups.map((signs) => signs.flatMap((sign) => matchesOf(text, sign)));
  const all = matches.flat();
  for (const group of matches) {
    const counting = group.filter((match) => !isPartOfAnother(match, all) && !isDenied(text, match));
    const [first] = counting.sort((match, other) => match.from - other.from);
    if (first) return first.value;
  }
  return undefined;
}

function matchesOf(text: string, { value, words }: Sign): Match[] {
  const matches: Match[] = [];
  words.lastIndex = 0;
  for (let found = words.exec(text); found; found = words.exec(text)) {
    matches.push({ value, from: found.index, to: words.lastIndex });
    if (found[0] === '') words.lastIndex += 1;
  }
  return matches;
}

/** "Former pupil" is not a pupil: what stands inside a longer sign of something else does not count. */
function isPartOfAnother(match: Match, matches: Match[]): boolean {
  return matches.some(
    (other) =>
      other.value !== match.value &&
      other.from <= match.from &&
      other.to >= match.to &&
      other.to - other.from > match.to - match.from,
  );
}

function isDenied(text: string, match: Match): boolean {
  return /(?:^| )(?:not|no|no longer|never|without|instead of|rather than|leav\S+ (?:off|out)|drop\S*)(?: a| an| my| the| on| in| at| from| our| his| her| their)?(?: own)? $/.test(
    text.slice(0, match.from),
  );
}
