/** Tells what somebody wants with a message, and who does or did what it speaks of. */
import type { Act, Actor } from '../pack/rulings.ts';
import type { Reader, Said } from './features.ts';
import type { Example } from './learn.ts';
import { bestOf, classifierFor, type Guess, type Model } from './model.ts';
import type { Phrasing } from './phrasings.ts';

export type ActReader = (said: Said) => { act: Guess<Act>; actor: Guess<Actor> };

export function createActReader(acts: Model<Act>, actors: Model<Actor>): ActReader {
  const actsIn = classifierFor(acts);
  const actorsIn = classifierFor(actors);
  return (said) => {
    const features = putTogether(said);
    return {
      act: bestOf(actsIn, features) ?? { label: 'may', share: 0 },
      actor: bestOf(actorsIn, features) ?? { label: 'me', share: 0 },
    };
  };
}

export function actExamples(phrasings: Phrasing[], read: Reader): Example<Act>[] {
  return phrasings.flatMap(({ text, act }) =>
    act ? [{ label: act, features: putTogether(read(text)) }] : [],
  );
}

export function actorExamples(phrasings: Phrasing[], read: Reader): Example<Actor>[] {
  return phrasings.flatMap(({ text, actor }) =>
    actor ? [{ label: actor, features: putTogether(read(text)) }] : [],
  );
}

/** How it begins, how it ends and how its last question is put tell more of this than what it is about. */
function putTogether({ words, features, asks, parts, questions }: Said): string[] {
  const begins = words.slice(0, 4);
  const ends = words.slice(-3);
  const last = (questions.at(-1) ?? parts.at(-1) ?? '').toLowerCase().match(/[a-z]+/g) ?? [];
  return [
    ...features.filter((name) => 'wbc'.includes(name[0] ?? '')),
    ...begins.map((_, at) => `f:${begins.slice(0, at + 1).join(' ')}`),
    ...ends.map((_, at) => `l:${ends.slice(at).join(' ')}`),
    ...words.slice(2).map((word, at) => `t:${words[at]} ${words[at + 1]} ${word}`),
    ...last.slice(0, 4).map((_, at) => `q:${last.slice(0, at + 1).join(' ')}`),
    ...(asks ? ['a:?'] : []),
    ...(questions.length > 0 ? ['a:asked'] : []),
  ];
}
