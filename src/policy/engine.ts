/** The ask engine: from a message to where it belongs and what the school's policy says about it. */

import {
  type Alarm,
  type Earlier,
  type Engine,
  type Escalation,
  type Route,
  type Ruling,
  type Understood,
  whichTopic,
} from './answer.ts';
import { type Knowledge, loadKnowledge } from './load.ts';
import type { Act, Facts, Policy } from './pack.ts';
import { createActReader } from './reading/acts.ts';
import { createAlarmReader } from './reading/alarm.ts';
import { expressionFor } from './reading/expressions.ts';
import { createFactReader } from './reading/facts.ts';
import { createReader, type Reading as WordReading, wordsThatMatter } from './reading/features.ts';
import { type Learned, recall, type Tell } from './reading/learned.ts';
import type { Guess } from './reading/model.ts';
import { createRouteReader } from './reading/routes.ts';
import { createTopicReader } from './reading/topics.ts';
import { stem } from './reading/words.ts';
import { ruleOn, silence } from './rule.ts';

/** Loads every pack and what was learned from the topics; throws one error that lists every fault of the data. */
export function loadEngine(dataDir: string, tell: Tell = () => {}): Engine {
  const knowledge = loadKnowledge(dataDir);
  return createEngine(knowledge, recall(dataDir, knowledge, tell));
}

function createEngine(knowledge: Knowledge, learned: Learned): Engine {
  const isKnown = (word: string): boolean => {
    const name = `w:${stem(word)}`;
    return learned.topics.features.has(name) || learned.routes.features.has(name);
  };
  const read = createReader(knowledge.lexicon, isKnown);
  const matter = new Set(wordsThatMatter(knowledge.lexicon));
  const readFacts = createFactReader(knowledge.lexicon);
  const { topicsOf, besides, questionsIn, ...topicReader } = createTopicReader(
    learned.topics,
    knowledge.lexicon,
    read,
  );
  const actsIn = createActReader(learned.acts, learned.actors);
  const routeOf = createRouteReader(learned.routes, knowledge.lexicon);
  const siblings = new Map(knowledge.topics.map((topic) => [topic.id, topic.onSchoolAccount]));
  const titles = new Map(knowledge.topics.map((topic) => [topic.id, topic.title]));
  const topicOpens = new Map(knowledge.topics.map((topic) => [topic.id, topic.opens]));
  const isSmallTalk = (topic: string): boolean => topicOpens.get(topic) === 'smalltalk';
  const alarmTopics = knowledge.topics
    .filter((topic) => topic.alarm)
    .map((topic) => topic.id)
    .sort();
  const hearAlarm = createAlarmReader(learned.alarms, knowledge.lexicon);

  const policy = (id: string): Policy => {
    const found = knowledge.policies.get(id);
    if (found) return found;
    throw new UnknownPolicy(id, [...knowledge.policies.keys()]);
  };

  /** Few words stand for themselves, unless they name a fact: "a parent", "in lessons". */
  const followsOn = (reading: WordReading): boolean =>
    topicReader.followsOn(reading) ||
    (reading.words.length <= 4 && Object.keys(readFacts(reading.words)).some((fact) => fact !== 'device'));

  const beforeThat = (
    earlier: Earlier | undefined,
    reading: WordReading,
  ): { topics: string[]; facts: Facts } => {
    if (!earlier || !followsOn(reading)) return { topics: [], facts: {} };
    const earlierReading = read(earlier.question);
    const facts = { ...factsIn(earlierReading), ...earlier.facts };
    const topics =
      earlier.topics ??
      (earlierReading.words.length > 0
        ? topicsOf(earlierReading, [])
            .slice(0, 1)
            .map(({ label }) => label)
        : []);
    const isOnSchoolAccount = readFacts(reading.words).account === 'school' && facts.account !== 'school';
    return {
      topics: isOnSchoolAccount ? topics.map((topic) => siblings.get(topic) ?? topic) : topics,
      facts,
    };
  };

  /** What is surely known: the facts it names, what it wants and who did it. */
  const factsIn = (reading: WordReading): Facts => {
    const { act, actor } = actsIn(reading);
    return {
      ...readFacts(reading.words),
      ...(act.share >= sureOfAct ? { act: act.label } : {}),
      ...(actor.share >= sureOfActor ? { actor: actor.label } : {}),
    };
  };

  /** A flow opens where the message is about what the flow is for, or where its words leave little doubt. */
  const routeFor = (
    reading: WordReading,
    topic: string | undefined,
    sure: number,
  ): { route: Route; offer?: Route } => {
    const { route, wanted, possible } = routeOf(reading);
    const { act } = actsIn(reading);
    const isQuestion = questions.has(act.label) && act.share >= sureOfQuestion;
    const isFitting = topic === undefined || sure < sureOfTopic || topicOpens.get(topic) === route;
    if (!isQuestion && (wanted >= sureOfFlow || (isFitting && wanted >= likelyFlow))) return { route };
    return offered.has(route) && possible >= possibleFlow ? { route: 'ask', offer: route } : { route: 'ask' };
  };

  /** Whatever else is spoken of: first the child. */
  const alarmFirst = (topics: string[]): string[] =>
    topics.some((topic) => alarmTopics.includes(topic))
      ? topics
      : [...alarmTopics.slice(0, 1), ...topics].slice(0, 2);

  const bare = expressionFor(knowledge.lexicon.turns.bare, knowledge.lexicon.groups);
  /** "Can I post this?" names nothing. */
  const isBare = ({ words }: WordReading): boolean => words.join(' ').search(bare) >= 0;

  /** What would be said is as good as guessed, so the person picks what they meant. */
  const asPick = (guessed: Ruling, guesses: Guess<string>[]): Ruling => ({
    ...guessed,
    verdict: isFirm(guessed.verdict) ? 'conditional' : guessed.verdict,
    clarify: {
      fact: 'topic',
      question: whichTopic,
      choices: guesses.map(({ label }) => ({ value: label, label: titles.get(label) ?? label })),
    },
  });

  const isStrange = ({ words }: WordReading): boolean =>
    words.filter((word) => isKnown(word) || matter.has(word)).length < words.length * fewestKnown;

  return {
    policies: () => [...knowledge.policies.keys()],
    policy,
    titleOf: (topic) => titles.get(topic),
    understand(policyId, text, earlier, isAnswer = false): Understood {
      const school = policy(policyId);
      const words = read(text);
      if (words.words.length === 0) return { route: 'help', ruling: null };
      const { alarm, calm, ...heard } = hearAlarm(
        words,
        isAnswer || (earlier !== undefined && followsOn(words)),
      );
      if (!alarm && isStrange(words)) return { route: 'ask', ruling: notUnderstood() };
      const before = beforeThat(earlier, words);
      const facts = withNewFacts(before.facts, factsIn(words));
      const guesses = topicsOf(words, before.topics);
      const [best] = guesses;
      const topic = best?.label;
      const belief = best?.share ?? 0;
      const { act, actor } = actsIn(words);
      const reading = { act: act.label, actor: actor.label, topic: topic ?? null, belief };
      const second = topic && besides(words, topic);
      const topics = [topic, second].filter((id) => id !== undefined);
      if (alarm) {
        const ruling = ruleOn(school, alarmFirst(topics), facts, knowledge.facts);
        return { route: 'incident', ruling: { ...ruling, escalate: toldOf[alarm] }, alarm, reading };
      }
      const { route, ...flow } = routeFor(words, topic, belief);
      if (unruled.has(route)) return { route, ruling: null, ...heard, reading };
      if (route === 'smalltalk')
        return { route, ruling: notForThePolicy(topics.filter(isSmallTalk)), ...heard, reading };
      const parts = questionsIn(words).map((part) =>
        ruleOn(school, [part.topic.label], { ...facts, ...factsIn(part.reading) }, knowledge.facts),
      );
      const found = parts[0] ?? ruleOn(school, topics, facts, knowledge.facts);
      const others = guesses.slice(1, mostChoices).map(({ label }) => label);
      const isUnsure =
        parts.length === 0 &&
        (belief < sureEnough ||
          words.words.length === 1 ||
          (belief < sureOfSilence && found.verdict === 'not-covered') ||
          (isBare(words) && belief < sureOfTopic));
      const ruling = isUnsure && !found.clarify ? asPick(found, guesses.slice(0, mostChoices)) : found;
      const isDoubtful = belief < sureOfTopic && parts.length === 0 && !ruling.clarify;
      if (!calm && isForSafeguarding(route, ruling))
        return { route: 'incident', ruling, alarm: 'child', reading };
      return {
        ...heard,
        ...flow,
        route,
        ruling,
        reading,
        ...(parts.length > 1 ? { parts } : {}),
        ...(isDoubtful ? { doubts: others } : {}),
      };
    },
    factsIn: (text) => readFacts(read(text).words),
    rule: (policyId, topics, facts) => ruleOn(policy(policyId), topics, facts, knowledge.facts),
  };
}

export class UnknownPolicy extends Error {
  override name = 'UnknownPolicy';
  constructor(id: string, known: string[]) {
    super(`There is no policy called "${id}". Known are: ${known.join(', ')}.`);
  }
}

/** What the policy itself sends to the safeguarding lead now sounds the alarm as well. */
function isForSafeguarding(route: Route, { escalate, topics }: Ruling): boolean {
  return escalate === 'dsl' && (route === 'incident' || topics[0] === 'child-at-risk');
}

/** Whoever must hear of it first; where it is the head, it goes past the head. */
const toldOf = { child: 'dsl', adult: 'head', head: 'slt' } as const satisfies Record<Alarm, Escalation>;

/** Another language, or no language, has few of the words that staff use. */
const fewestKnown = 0.5;

/** Flows that need nothing from the policy to begin. */
const unruled: ReadonlySet<Route> = new Set(['status', 'cancel', 'help', 'training', 'accounts']);

/** How sure it must be what is asked for and who did it, before that decides anything. */
const sureOfAct = 0.6;
const sureOfActor = 0.6;
/** Below this, the person picks what they meant, out of so many. */
const sureEnough = 0.2;
const mostChoices = 3;
/** Only so sure is it said that the policy is silent. */
const sureOfSilence = 0.7;

/** How sure a topic must be to speak against a flow, and a flow to open all the same. */
const sureOfTopic = 0.5;
const sureOfFlow = 0.85;
const likelyFlow = 0.5;
/** Whoever surely asks these wants an answer first. */
const questions: ReadonlySet<Act> = new Set(['fact', 'must', 'leave']);
const sureOfQuestion = 0.7;
/** How sure a flow must be to be offered, and which are. */
const possibleFlow = 0.35;
const offered: ReadonlySet<Route> = new Set(['apply', 'journalist', 'incident', 'training', 'status']);

/** What was done the first time no longer counts, nor, where somebody else is spoken of now, how old the first one was and whose child. */
function withNewFacts(before: Facts, now: Facts): Facts {
  const { what: _, ...stays } = before;
  // A follow-up asks the same of something else.
  const act = before.act ?? now.act;
  const { kin: __, age: ___, ...rest } = stays;
  const isSomebodyElse = now.who !== undefined && before.who !== undefined && now.who !== before.who;
  return { ...(isSomebodyElse ? rest : stays), ...now, ...(act ? { act } : {}) };
}

function isFirm(verdict: Ruling['verdict']): boolean {
  return verdict === 'no' || verdict === 'yes' || verdict === 'not-covered';
}

function notForThePolicy(topics: string[]): Ruling {
  return {
    ...silence({}, topics),
    say: 'That is nothing the policy speaks of, but I am glad to help with anything on social media.',
    next: 'Ask me about a post, a picture, a friend request or an account – or ask a person.',
  };
}

function notUnderstood(): Ruling {
  return {
    ...silence({}, []),
    say: 'I only understand English, and I did not recognise enough of that to look it up.',
    next: 'Please ask again in English, in a sentence or two, or ask a person.',
  };
}
