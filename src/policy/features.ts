/** What a message is compared by: its words, their stems, neighbours and meanings, and pieces of its letters. */
import type { Lexicon } from './load.ts';
import { plainWords, type Speak, stem } from './words.ts';

export type Reader = (text: string) => Reading;
export type Reading = { words: string[]; features: string[] };

/** A reader for the school's way of talking: knows text speak, and which words mean much the same. */
export function createReader(lexicon: Lexicon): Reader {
  const speak: Speak = new Map(Object.entries(lexicon.speak));
  const meanings = indexConcepts(lexicon.concepts, speak);
  return (text) => {
    const words = plainWords(text, speak);
    return { words, features: featuresOf(words, meanings) };
  };
}

type Meanings = { exact: Map<string, string[]>; starts: [string, string][]; phrases: [string[], string][] };

function indexConcepts(concepts: Lexicon['concepts'], speak: Speak): Meanings {
  const meanings: Meanings = { exact: new Map(), starts: [], phrases: [] };
  for (const [concept, entries] of Object.entries(concepts)) {
    for (const entry of entries) {
      const words = entry.includes('*') ? entry.split(' ') : plainWords(entry, speak);
      const [only] = words;
      if (words.length > 1) meanings.phrases.push([words, concept]);
      else if (only?.endsWith('*')) meanings.starts.push([only.slice(0, -1), concept]);
      else if (only) meanings.exact.set(only, [...(meanings.exact.get(only) ?? []), concept]);
    }
  }
  return meanings;
}

function featuresOf(words: string[], meanings: Meanings): string[] {
  const stems = words.map(stem);
  const features: string[] = [];
  stems.forEach((one, at) => {
    features.push(`w:${one}`);
    features.push(`b:${stems[at - 1] ?? '^'} ${one}`);
  });
  const concepts = conceptsOf(words, meanings);
  for (const one of concepts) features.push(`c:${one}`);
  for (const word of new Set(words)) {
    const padded = `_${word}_`;
    for (let at = 0; at + 4 <= padded.length; at++) features.push(`g:${padded.slice(at, at + 4)}`);
  }
  return [...new Set(features)];
}

function conceptsOf(words: string[], meanings: Meanings): Set<string> {
  const found = new Set<string>();
  words.forEach((word, at) => {
    for (const concept of meanings.exact.get(word) ?? []) found.add(concept);
    for (const [start, concept] of meanings.starts) if (word.startsWith(start)) found.add(concept);
    for (const [phrase, concept] of meanings.phrases) {
      if (phrase.every((part, offset) => fits(part, words[at + offset]))) found.add(concept);
    }
  });
  return found;
}

function fits(part: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : part === word;
}
