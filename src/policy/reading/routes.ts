/** Tells which flow a message opens, if any: from its turns of phrase and from examples. */
import { type Route, routes } from '../answer.ts';
import type { Knowledge, Lexicon } from '../load.ts';
import { expressionFor } from './expressions.ts';
import type { Reader, Said } from './features.ts';
import type { Example } from './learn.ts';
import { classifierFor, type Model } from './model.ts';
import { type Phrasing, spreadOver } from './phrasings.ts';

/** A flow, or one that may be meant and is better offered than opened. */
export type FlowLabel = Route | `${Route}?`;

/** The likeliest flow: how sure it is that it is wanted, and how sure that it at least may be. */
export type Flow = { route: Route; wanted: number; possible: number };
export type RouteReader = (said: Said) => Flow;

export function createRouteReader(model: Model<FlowLabel>, lexicon: Lexicon): RouteReader {
  const featuresOf = createSignReader(lexicon);
  const { labels, sharesOf } = classifierFor(model);
  const numbers = routes.map((route) => ({
    route,
    wanted: labels.indexOf(route),
    offered: labels.indexOf(`${route}?`),
  }));
  return (said) => {
    const shares = sharesOf(featuresOf(said));
    const flows = numbers.map(({ route, wanted, offered }) => ({
      route,
      wanted: shares[wanted] ?? 0,
      possible: (shares[wanted] ?? 0) + (shares[offered] ?? 0),
    }));
    return flows.reduce((best, flow) => (flow.possible > best.possible ? flow : best));
  };
}

/** What routes are learned from: what opens each flow, and questions that open none. */
export function routeExamples(
  phrasings: Phrasing[],
  { topics, lexicon }: Knowledge,
  read: Reader,
): Example<FlowLabel>[] {
  const featuresOf = createSignReader(lexicon);
  const opening = new Set(topics.filter(({ opens }) => opens !== undefined).map(({ id }) => id));
  const told = phrasings.flatMap(({ text, opens, offers }): { label: FlowLabel; text: string }[] =>
    opens ? [{ label: opens, text }] : offers ? [{ label: `${offers}?`, text }] : [],
  );
  const asked = phrasings.filter(({ topic }) => topic && !opening.has(topic));
  const some = spreadOver(asked, mostAsked).map(({ text }) => ({ label: 'ask' as const, text }));
  return [...told, ...some].map(({ label, text }) => ({ label, features: featuresOf(read(text)) }));
}

/** So many more questions are known than flows that a part of them will do. */
const mostAsked = 3000;

function createSignReader(lexicon: Lexicon): (said: Said) => string[] {
  const signs = Object.entries(lexicon.signs).map(([name, patterns]) => ({
    name,
    words: expressionFor(patterns, lexicon.groups),
  }));
  return ({ words, features, asks }) => {
    const text = words.join(' ');
    const shown = signs.filter((sign) => text.search(sign.words) >= 0).map((sign) => sign.name);
    if (asks) shown.push('question-mark');
    if (words.length < 4) shown.push('short');
    return [
      ...features.filter((feature) => 'wbc'.includes(feature[0] ?? '')),
      ...shown.map((sign) => `s:${sign}`),
      ...shown.flatMap((sign, index) => shown.slice(index + 1).map((other) => `t:${sign} ${other}`)),
    ];
  };
}
