/** Tells what a message is about: one topic or two, its own or those of the message before. */
import { expressionFor } from './expressions.ts';
import type { Reader, Reading } from './features.ts';
import type { Lexicon } from './load.ts';
import { classifierFor, type Model } from './model.ts';

export type TopicReader = {
  /** Best first; the second only where the message speaks of two things. `share` is how sure the first one is. */
  topicsOf(reading: Reading, before: string[]): { topics: string[]; share: number };
  followsOn(reading: Reading): boolean;
};

/** How sure a guess must be: to leave the topic before, to take a part of the message for a topic of its own. */
const sureOfChange = 0.8;
const sureOfPart = 0.6;
const shortestPart = 4;

export function createTopicReader(model: Model<string>, lexicon: Lexicon, read: Reader): TopicReader {
  const guess = classifierFor(model);
  const following = expressionFor(lexicon.turns['follows-on'], lexicon.groups);

  const followsOn = ({ words }: Reading) => words.length <= 4 || words.join(' ').search(following) >= 0;

  /** Topics that parts of the message are surely about, beside the one that the whole is about. */
  const othersIn = (reading: Reading, whole: string): string[] =>
    reading.parts.flatMap((part) => {
      const { words, features } = read(part);
      const best = words.length >= shortestPart ? guess(features)[0] : undefined;
      return best && best.share >= sureOfPart && best.label !== whole ? [best.label] : [];
    });

  return {
    topicsOf(reading, before) {
      const best = guess(reading.features)[0];
      if (!best) return { topics: before, share: 0 };
      if (before.length > 0 && followsOn(reading) && best.share < sureOfChange)
        return { topics: before, share: 1 };
      return { topics: [best.label, ...othersIn(reading, best.label)].slice(0, 2), share: best.share };
    },
    followsOn,
  };
}
