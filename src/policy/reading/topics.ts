/** Tells what a message is about: its own topic, or that of the message before. */
import type { Lists } from '../load.ts';
import { expressionFor } from './expressions.ts';
import type { Reader, Said } from './features.ts';
import type { Example } from './learn.ts';
import { bestIn, classifierFor, type Guess, type Model } from './model.ts';
import type { Phrasing } from './phrasings.ts';

export type TopicReader = {
  /** Best first. Where the message goes on with the topics before, these alone. */
  topicsOf(said: Said, before: string[]): Guess<string>[];
  /** The questions in it that are each clear by themselves, where it asks several different ones. */
  questionsIn(said: Said): { said: Said; topic: Guess<string> }[];
  followsOn(said: Said): boolean;
};

/**
 * How sure a guess must be to leave the topic before. A fragment hardly stands by itself; a whole sentence does,
 * even one that begins like a follow-up, so it is not held to what was asked an hour ago.
 */
function sureOfChange(said: Said, isTurned: boolean): number {
  if (!isTurned) return 0.4;
  if (said.words.length <= 4 || goesOn.test(said.words.join(' '))) return 0.9;
  return isFragment(said) ? 0.9 : 0.3;
}

/** Of the same question, another case. */
const goesOn = /^(?:and |but |so |ok |okay )*(?:what|how) (?:about|if)\b/;

function isFragment({ words }: Said): boolean {
  return words.length <= 6;
}

/** How sure a guess must be to take a part of the message for a question of its own. */
const sureOfPart = 0.6;
const shortestPart = 4;
/** Guesses that are worth looking at. */
const mostGuesses = 5;

export function createTopicReader(
  model: Model<string>,
  { lexicon, topics }: Lists,
  read: Reader,
): TopicReader {
  const guess = guesserFor(model, new Map(topics.map(({ id, common }) => [id, common])));
  const following = expressionFor(lexicon.turns['follows-on'], lexicon.groups);
  const followingWhenShort = expressionFor(lexicon.turns['follows-on-when-short'], lexicon.groups);

  const followsOn = (said: Said) => {
    const text = said.words.join(' ');
    if (text.search(following) >= 0) return true;
    return isFragment(said) && text.search(followingWhenShort) >= 0;
  };

  const clearIn = (parts: string[]) =>
    parts.flatMap((text) => {
      const said = read(text);
      const topic = said.words.length >= shortestPart ? guess(said.features, 1)[0] : undefined;
      return topic && topic.share >= sureOfPart ? [{ said, topic }] : [];
    });

  return {
    topicsOf(said, before) {
      const guesses = guess(said.features, mostGuesses);
      const sure = guesses[0]?.share ?? 0;
      if (before.length > 0 && sure < sureOfChange(said, followsOn(said)))
        return before.map((label) => ({ label, share: 1 }));
      return guesses;
    },
    questionsIn({ questions }) {
      const clear = clearIn(questions);
      const different = clear.filter(
        ({ topic }, at) => clear.findIndex((other) => other.topic.label === topic.label) === at,
      );
      return different.length > 1 ? different : [];
    },
    followsOn,
  };
}

export function topicExamples(phrasings: Phrasing[], read: Reader): Example<string>[] {
  return phrasings.flatMap(({ text, topic }) =>
    topic ? [{ label: topic, features: read(text).features }] : [],
  );
}

/** The likeliest topics, best first. What is asked often is rather meant than what is hardly ever asked. */
function guesserFor(model: Model<string>, common: Map<string, number>) {
  const { labels, sharesOf } = classifierFor(model);
  const commonness = Float64Array.from(labels, (label) => common.get(label) ?? 1);
  return (features: string[], most: number): Guess<string>[] => {
    const shares = sharesOf(features);
    let total = 0;
    for (let label = 0; label < shares.length; label++) {
      (shares[label] as number) *= commonness[label] as number;
      total += shares[label] as number;
    }
    return bestIn(labels, shares, most).map(({ label, share }) => ({ label, share: share / (total || 1) }));
  };
}
