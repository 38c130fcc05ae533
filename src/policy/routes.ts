/** Tells which flow a message opens, if any: from its turns of phrase and from examples. */
import type { Route } from './answer.ts';
import { learn } from './classify.ts';
import { expressionFor } from './expressions.ts';
import { type Reader, type Reading, textsOf } from './features.ts';
import type { Knowledge } from './load.ts';

export type RouteGuess = { route: Route; share: number };
export type RouteReader = (reading: Reading) => RouteGuess[];

export function createRouteReader({ routes, topics, lexicon }: Knowledge, read: Reader): RouteReader {
  const signs = Object.entries(lexicon.signs).map(([name, patterns]) => ({
    name,
    words: expressionFor(patterns, lexicon.groups),
  }));
  const featuresOf = ({ words, features, asks }: Reading): string[] => {
    const text = words.join(' ');
    const shown = signs.filter((one) => text.search(one.words) >= 0).map((one) => one.name);
    if (asks) shown.push('question-mark');
    if (words.length < 4) shown.push('short');
    return [
      ...features.filter((one) => 'wbc'.includes(one[0] ?? '')),
      ...shown.map((one) => `s:${one}`),
      ...shown.flatMap((one, at) => shown.slice(at + 1).map((other) => `t:${one} ${other}`)),
    ];
  };
  const told = routes.flatMap((one) => textsOf(one).map((text) => ({ label: one.id, text })));
  const asked = topics
    .filter((one) => one.opens === undefined)
    .flatMap(textsOf)
    .filter((_, at) => at % everyNth === 0)
    .map((text) => ({ label: 'ask' as const, text }));
  const guess = learn(
    [...told, ...asked].map(({ label, text }) => ({ label, features: featuresOf(read(text)) })),
  );
  return (reading) => guess(featuresOf(reading)).map(({ label, share }) => ({ route: label, share }));
}

/** So many more questions are known than flows that a part of them will do. */
const everyNth = 16;
