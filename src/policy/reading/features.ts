/** What a message is compared by: its words, their stems, neighbours and meanings, and pieces of its letters. */

import type { Lexicon } from '../load.ts';
import { expressionFor } from './expressions.ts';
import { createMend } from './spelling.ts';
import { plainWords, type Speak, stem } from './words.ts';

export type Reader = (text: string) => Said;
export type Said = {
  words: string[];
  features: string[];
  /** It ends as a question. */
  asks: boolean;
  /** Its sentences and halves, where it has several. */
  parts: string[];
  /** Those of them that are questions of their own. */
  questions: string[];
};

/** A reader for the school's way of talking: knows text speak, slips of the finger, pressure, and which words mean much the same. */
export function createReader(lexicon: Lexicon, isKnown?: (word: string) => boolean): Reader {
  const speak: Speak = new Map(Object.entries(lexicon.speak));
  const meanings = indexConcepts(lexicon.concepts, speak);
  const pressure = expressionFor(lexicon.turns.pressure, lexicon.groups);
  const mend = isKnown
    ? createMend(wordsThatMatter(lexicon).filter(isKnown), isKnown)
    : (word: string) => word;
  return (text) => {
    const words = withoutPressure(plainWords(text, speak).map(mend), pressure);
    const parts = partsOf(text);
    return {
      words,
      features: featuresOf(words, meanings),
      asks: /\?\W*$/.test(text.slice(-longestEnding)),
      parts,
      questions: parts.filter((part) => asking.test(part)),
    };
  };
}

/** So much may follow the last question mark: a smile, a bracket, a few dots. */
const longestEnding = 40;

/** The whole words that meanings, facts and flows are told by. */
export function wordsThatMatter({ concepts, groups, signs }: Lexicon): string[] {
  return [concepts, groups, signs]
    .flatMap((part) => Object.values(part).flat())
    .flatMap((entry) => entry.match(/[a-z]+/g) ?? []);
}

/** "The head says it is fine, so just say yes" tells nothing about what is asked. */
function withoutPressure(words: string[], pressure: RegExp): string[] {
  const remaining = words
    .join(' ')
    .replace(pressure, ' ')
    .split(' ')
    .filter((word) => word !== '');
  return remaining.length > 1 ? remaining : words;
}

/** How a part of a message begins that is a question of its own. */
const asking =
  /^\W*(?:(?:and|but|or|so|also|then) )*(?:can|could|may|must|should|shall|will|would|might|do|does|did|is|are|am|was|have|has|need|what|whats|who|whos|whose|whom|which|when|where|how|hows|why|any|ok|okay|alright|allowed|shud|shd|cud|cld|wot)\b/i;

function partsOf(text: string): string[] {
  const parts = text
    .slice(0, longestSplit)
    .split(/[.?!;\n]+|,? (?:and|plus|also|but) |, /i)
    .filter((part) => part.trim() !== '');
  return parts.length > 1 ? parts.slice(0, mostParts) : [];
}

/** Whoever writes more is pasting something; its parts are not asked about one by one. */
const longestSplit = 600;
const mostParts = 8;

/** Concepts by the first stem of their words, or its first letters; a word that ends in `*` stands for all that begin so. */
type Meanings = { byFirst: Map<string, Entry[]>; byLetters: Map<string, Entry[]> };
type Entry = { stems: string[]; concept: string };

function indexConcepts(concepts: Lexicon['concepts'], speak: Speak): Meanings {
  const meanings: Meanings = { byFirst: new Map(), byLetters: new Map() };
  for (const [concept, entries] of Object.entries(concepts)) {
    for (const entry of entries) {
      const stems = entry
        .split(' ')
        .flatMap((word) => (word.endsWith('*') ? [word] : plainWords(word, speak).map(stem)));
      const [first] = stems;
      if (first === undefined) continue;
      const [index, key] = first.endsWith('*')
        ? [meanings.byLetters, lettersOf(first)]
        : [meanings.byFirst, first];
      index.set(key, [...(index.get(key) ?? []), { stems, concept }]);
    }
  }
  return meanings;
}

function featuresOf(words: string[], meanings: Meanings): string[] {
  const stems = words.map(stem);
  const features = new Set<string>();
  stems.forEach((word, at) => {
    features.add(`w:${word}`);
    features.add(`b:${stems[at - 1] ?? '^'} ${word}`);
  });
  const concepts = conceptsOf(words, stems, meanings);
  for (const concept of concepts) features.add(`c:${concept}`);
  for (const word of words) {
    const padded = `_${word}_`;
    for (let at = 0; at + 4 <= padded.length; at++) features.add(`g:${padded.slice(at, at + 4)}`);
  }
  return [...features];
}

function conceptsOf(words: string[], stems: string[], meanings: Meanings): Set<string> {
  const concepts = new Set<string>();
  stems.forEach((first, at) => {
    const near = [
      ...(meanings.byFirst.get(first) ?? []),
      ...(meanings.byLetters.get(lettersOf(words[at] ?? '')) ?? []),
    ];
    for (const entry of near) {
      if (entry.stems.every((part, offset) => fits(part, words[at + offset], stems[at + offset])))
        concepts.add(entry.concept);
    }
  });
  return concepts;
}

function lettersOf(word: string): string {
  return word.slice(0, 2);
}

function fits(part: string, word: string | undefined, stemmed: string | undefined): boolean {
  return part.endsWith('*') ? word?.startsWith(part.slice(0, -1)) === true : part === stemmed;
}
