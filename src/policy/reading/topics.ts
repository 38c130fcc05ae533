/** Tells what a message is about: one topic or two, its own or those of the message before. */

import type { Lexicon } from '../load.ts';
import { expressionFor } from './expressions.ts';
import type { Reader, Reading } from './features.ts';
import type { Example } from './learn.ts';
import { classifierFor, type Guess, type Model } from './model.ts';
import type { Phrasing } from './phrasings.ts';

export type TopicReader = {
  /** Best first; the second only where the message speaks of two things. `share` is how sure the first one is. */
  topicsOf(reading: Reading, before: string[]): { topics: string[]; share: number };
  followsOn(reading: Reading): boolean;
};

/**
 * How sure a guess must be to leave the topic before. A fragment hardly stands by itself; a whole sentence does,
 * even one that begins like a follow-up, so it is not held to what was asked an hour ago.
 */
function sureOfChange(reading: Reading): number {
  if (reading.words.length <= 4) return 0.8;
  return isFragment(reading) ? 0.6 : 0.3;
}

function isFragment({ words }: Reading): boolean {
  return words.length <= 6;
}

/** How sure a guess must be to take a part of the message for a topic of its own. */
const sureOfPart = 0.6;
const sureOfWhole = 0.5;
const shortestPart = 4;

export function createTopicReader(model: Model<string>, lexicon: Lexicon, read: Reader): TopicReader {
  const guess = classifierFor(model);
  const following = expressionFor(lexicon.turns['follows-on'], lexicon.groups);
  const followingWhenShort = expressionFor(lexicon.turns['follows-on-when-short'], lexicon.groups);

  const followsOn = (reading: Reading) => {
    const text = reading.words.join(' ');
    if (reading.words.length <= 4 || text.search(following) >= 0) return true;
    return isFragment(reading) && text.search(followingWhenShort) >= 0;
  };

  /** What parts of the message are surely about. */
  const topicsIn = (parts: string[]): string[] => [
    ...new Set(
      parts.flatMap((part) => {
        const { words, features } = read(part);
        const best = words.length >= shortestPart ? guess(features)[0] : undefined;
        return best && best.share >= sureOfPart ? [best.label] : [];
      }),
    ),
  ];

  /** What the whole is about comes first, unless that is in doubt and it asks several things, each clear by itself. */
  const severalIn = ({ parts, questions }: Reading, whole: Guess<string>): string[] => {
    const asked = questions.length > 1 && whole.share < sureOfWhole ? topicsIn(questions) : [];
    return [...new Set([...asked, whole.label, ...topicsIn(parts)])].slice(0, 2);
  };

  return {
    topicsOf(reading, before) {
      const best = guess(reading.features)[0];
      if (!best) return { topics: before, share: 0 };
      if (before.length > 0 && followsOn(reading) && best.share < sureOfChange(reading))
        return { topics: before, share: 1 };
      return { topics: severalIn(reading, best), share: best.share };
    },
    followsOn,
  };
}

export function topicExamples(phrasings: Phrasing[], read: Reader): Example<string>[] {
  return phrasings.flatMap(({ text, topic }) =>
    topic ? [{ label: topic, features: read(text).features }] : [],
  );
}
