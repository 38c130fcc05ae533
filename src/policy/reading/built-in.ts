/** The reader that is always there: on this machine, the same every time, in milliseconds. */

import { given } from '../../core/given.ts';
import type { Alarm, Earlier } from '../answer.ts';
import type { Lists } from '../load.ts';
import { type Act, type Aim, aims, type Facts } from '../pack/rulings.ts';
import { type ActReader, createActReader } from './acts.ts';
import { createAlarmReader, type Manner } from './alarm.ts';
import type { Belief } from './belief.ts';
import { expressionFor } from './expressions.ts';
import { createFactReader } from './facts.ts';
import { createReader, type Said, wordsThatMatter } from './features.ts';
import type { Learned } from './learned.ts';
import { createRouteReader, type Flow } from './routes.ts';
import { createTopicReader } from './topics.ts';
import { stem } from './words.ts';

/** All that is heard in a message. */
export type Heard = {
  /** How many words it has. */
  length: number;
  /** Too few of its words are known: another language, or none. */
  strange: boolean;
  alarm?: Alarm;
  pointer?: true;
  /** Nothing in it is about anybody's safety, whatever its topic. */
  calm: boolean;
  /** "Can I post this?" names nothing. */
  bare: boolean;
  flow: Flow;
  belief: Belief;
  /** Where it asks several questions, each clear by itself: what each is read as. */
  questions: Belief[];
};

/** What is read of a message once, and looked at several times. */
type Noted = { said: Said; acts: ReturnType<ActReader>; named: Facts };

export type BuiltInReader = {
  /** `isAnswer` where a question of a form has just been put to them. Nothing where there are no words. */
  hear(text: string, earlier: Earlier | undefined, isAnswer: boolean): Heard | undefined;
  factsIn(text: string): Facts;
};

export function createBuiltInReader(knowledge: Lists, learned: Learned): BuiltInReader {
  const { topics, lexicon } = knowledge;
  const isKnown = (word: string): boolean => {
    const name = `w:${stem(word)}`;
    return learned.topics.features.has(name) || learned.routes.features.has(name);
  };
  const read = createReader(lexicon, isKnown);
  const matter = new Set(wordsThatMatter(lexicon));
  const readFacts = createFactReader(lexicon);
  const readAlarm = createAlarmReader(learned.alarms, lexicon);
  const readFlow = createRouteReader(learned.routes, lexicon);
  const readActs = createActReader(learned.acts, learned.actors);
  const { topicsOf, questionsIn, ...topicReader } = createTopicReader(learned.topics, knowledge, read);
  const onSchoolAccount = new Map(topics.map((topic) => [topic.id, topic.onSchoolAccount]));
  const bare = expressionFor(lexicon.turns.bare, lexicon.groups);
  const aimed = aims.map((aim) => [aim, expressionFor(lexicon.turns[aim], lexicon.groups)] as const);

  /** Only in a question whether one may, must or may not, or a tale that ends in one. */
  const aimIn = ({ words, asks }: Said, act: Act): Aim | undefined =>
    asksLeave.has(act) || (asks && act === 'report')
      ? aimed.find(([, said]) => words.join(' ').search(said) >= 0)?.[0]
      : undefined;

  const isStrange = ({ words }: Said): boolean =>
    words.filter((word) => isKnown(word) || matter.has(word)).length < words.length * fewestKnown;

  /** A wish often stands somewhere in a story, so where the whole opens nothing, one of its parts may still do. */
  const flowIn = (said: Said): Flow => {
    const whole = readFlow(said);
    if (whole.route !== 'ask' || said.words.length < longStory) return whole;
    const parts = said.parts.map((part) => readFlow(read(part))).filter(({ route }) => route !== 'ask');
    const [best] = parts.sort((one, other) => other.wanted - one.wanted);
    return best && best.wanted >= sureOfPart ? { ...best, wanted: 0, possible: best.wanted } : whole;
  };

  const note = (said: Said): Noted => ({ said, acts: readActs(said), named: readFacts(said.words) });

  /** Few words stand for themselves, unless they name a fact: "a parent", "in lessons". */
  const followsOn = ({ said, acts, named }: Noted): boolean =>
    topicReader.followsOn(said) ||
    (said.words.length <= fewWords &&
      acts.act.label !== 'request' &&
      Object.keys(named).some((fact) => fact !== 'device'));

  /** The facts that it names, and what it wants and whose deed it is, where that is sure. */
  const factsIn = ({ said, acts: { act, actor }, named }: Noted): Facts => {
    return {
      ...named,
      ...(act.share >= sureOfAct ? { act: act.label } : {}),
      ...(actor.share >= sureOfActor ? { actor: actor.label } : {}),
      ...given({ aim: aimIn(said, act.label) }),
    };
  };

  /** What was asked before, where this goes on with it. */
  const beforeThat = (earlier: Earlier, { named }: Noted): { topics: string[]; facts: Facts } => {
    const words = read(earlier.question);
    const facts = { ...factsIn(note(words)), ...earlier.facts };
    const [best] = words.words.length > 0 ? topicsOf(words, []) : [];
    const asked = earlier.topics ?? (best ? [best.label] : []);
    const turnsToSchool = named.account === 'school' && facts.account !== 'school';
    return {
      topics: turnsToSchool ? asked.map((topic) => onSchoolAccount.get(topic) ?? topic) : asked,
      facts,
    };
  };

  return {
    hear(text, earlier, isAnswer) {
      const said = read(text);
      if (said.words.length === 0) return undefined;
      const noted = note(said);
      const goesOn = earlier !== undefined && followsOn(noted);
      const before = goesOn ? beforeThat(earlier, noted) : { topics: [], facts: {} };
      const belief: Belief = {
        ...noted.acts,
        topics: topicsOf(said, before.topics),
        facts: withNewFacts(before.facts, factsIn(noted)),
      };
      return {
        ...readAlarm(said, isAnswer || goesOn ? 'answered' : mannerOf(belief)),
        length: said.words.length,
        strange: isStrange(said),
        bare: said.words.join(' ').search(bare) >= 0,
        flow: flowIn(said),
        belief,
        questions: questionsIn(said).map(({ topic, ...part }) => {
          const asked = note(part.said);
          return {
            ...asked.acts,
            topics: [topic],
            facts: { ...aboutWhom(belief.facts), ...factsIn(asked) },
          };
        }),
      };
    },
    factsIn: (text) => readFacts(read(text).words),
  };
}

/** Where it is clear that a rule is asked for. */
function mannerOf({ act }: Pick<Belief, 'act'>): Manner {
  return asksForRule.has(act.label) && act.share >= sureOfAct ? 'asked' : 'said';
}

/** Another language, or no language, has few of the words that staff use. */
const fewestKnown = 0.5;
const fewWords = 4;
const longStory = 8;
/** How sure a part of a story must be to count for the whole. */
const sureOfPart = 0.6;
const asksLeave: ReadonlySet<Act> = new Set(['may', 'leave', 'must']);
const asksForRule: ReadonlySet<Act> = new Set([...asksLeave, 'fact']);

/** How sure it must be what is asked for and who did it, before that decides anything. */
const sureOfAct = 0.6;
const sureOfActor = 0.6;

/** Whoever was named once is meant in the next question, too; which account or when is said anew. */
function aboutWhom({ who, kin, age }: Facts): Facts {
  return given({ who, kin, age });
}

/** What was done the first time no longer counts, nor, where somebody else is spoken of now, how old the first one was and whose child. */
function withNewFacts(before: Facts, now: Facts): Facts {
  const { what: _, ...stays } = before;
  // A follow-up asks the same of something else.
  const act = before.act ?? now.act;
  const { kin: __, age: ___, ...rest } = stays;
  const isSomebodyElse = now.who !== undefined && before.who !== undefined && now.who !== before.who;
  return { ...(isSomebodyElse ? rest : stays), ...now, ...(act ? { act } : {}) };
}
