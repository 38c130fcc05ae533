/**
 * Hears whether a child may be at risk, or an adult may be harming one: a reader of its own, before all others.
 * It was taught with people who hesitate, hint, gossip and joke, and rather hears too much than too little.
 */
import type { Alarm } from '../answer.ts';
import type { Knowledge, Lexicon } from '../load.ts';
import { expressionFor } from './expressions.ts';
import type { Reader, Said } from './features.ts';
import type { Example } from './learn.ts';
import { bestIn, classifierFor, type Model } from './model.ts';
import { type Phrasing, spreadOver } from './phrasings.ts';

export type AlarmLabel = Alarm | 'none';

/** Told, put as a question for a rule, or given as what may be the answer to what was asked just before. */
export type Manner = 'said' | 'asked' | 'answered';

/**
 * What was heard: so clearly that it comes before everything else, or only so that a line points to the safeguarding
 * lead. A calm message has nothing of the kind in it, whatever its topic.
 */
export type AlarmReader = (said: Said, manner: Manner) => { alarm?: Alarm; pointer?: true; calm: boolean };

/**
 * From which belief on the alarm sounds, and from which a line points the way: found on writers who were held out. The
 * fewer words there are, the more they have to say: a long story hides what it tells. The answer to what was asked
 * before says least of all.
 */
const thresholds: Threshold[] = [
  { words: 4, sounds: 0.85, points: 0.6 },
  { words: 6, sounds: 0.6, points: 0.25 },
  { words: 15, sounds: 0.55, points: 0.12 },
  { words: Number.POSITIVE_INFINITY, sounds: 0.22, points: 0.025 },
];
/** Whoever asks for a rule seldom tells of a child in it. */
const forAQuestion: Threshold[] = [
  { words: 4, sounds: 0.85, points: 0.6 },
  { words: 6, sounds: 0.7, points: 0.25 },
  { words: 15, sounds: 0.7, points: 0.17 },
  { words: Number.POSITIVE_INFINITY, sounds: 0.35, points: 0.04 },
];
const forAnAnswer: Threshold[] = [
  { words: 6, sounds: 0.98, points: 0.98 },
  { words: 12, sounds: 0.85, points: 0.5 },
  { words: Number.POSITIVE_INFINITY, sounds: 0.45, points: 0.2 },
];
type Threshold = { words: number; sounds: number; points: number };
const never: Threshold = { words: 0, sounds: 1, points: 1 };
const plainly = { said: 0.15, asked: 0.15, answered: 0.5 };
const calmBelow = 0.02;

const byManner = { said: thresholds, asked: forAQuestion, answered: forAnAnswer };

function thresholdFor({ words }: Said, manner: Manner): Threshold {
  const all = byManner[manner];
  return all.find((threshold) => words.length <= threshold.words) ?? never;
}

export function createAlarmReader(model: Model<AlarmLabel>, lexicon: Lexicon): AlarmReader {
  const { labels, sharesOf } = classifierFor(model);
  const words = expressionFor(lexicon.turns.alarm, lexicon.groups);
  return (said, manner) => {
    const isKnown = said.features.filter((name) => isWord(name) && model.features.has(name)).length >= 2;
    const guesses = isKnown
      ? bestIn(labels, sharesOf(said.features), labels.length)
      : [{ label: 'none' as const, share: 1 }];
    const belief = 1 - (guesses.find(({ label }) => label === 'none')?.share ?? 0);
    const likeliest = guesses.map(({ label }) => label).find((label) => label !== 'none') ?? 'child';
    const { sounds, points } = thresholdFor(said, manner);
    const calm = belief < calmBelow;
    if (belief >= sounds) return { alarm: likeliest, calm };
    // Plain words for it sound the alarm sooner.
    if (belief >= plainly[manner] && said.words.join(' ').search(words) >= 0) return { alarm: 'child', calm };
    return belief >= points ? { pointer: true, calm } : { calm };
  };
}

function isWord(feature: string): boolean {
  return feature.startsWith('w:');
}

/** What it is learned from: its own phrasings, and ordinary questions and wishes, in which nothing is to be heard. */
export function alarmExamples(
  phrasings: Phrasing[],
  { topics }: Knowledge,
  read: Reader,
): Example<AlarmLabel>[] {
  const serious = new Set(topics.filter(({ opens }) => opens === 'incident').map(({ id }) => id));
  const told = phrasings.flatMap(({ text, alarm }) => (alarm ? [{ label: alarm, text }] : []));
  const ordinary = phrasings.filter(
    ({ alarm, topic, opens, actor = 'me' }) =>
      !alarm && opens !== 'incident' && (opens || (actor === 'me' && !serious.has(topic ?? ''))),
  );
  const none = spreadOver(ordinary, mostOrdinary).map(({ text }) => ({ label: 'none' as const, text }));
  return [...told, ...none].map(({ label, text }) => ({ label, features: read(text).features }));
}

/** So many ordinary messages are known that a part of them will do. */
const mostOrdinary = 16000;
