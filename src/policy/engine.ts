/** The ask engine: from a message to where it belongs and what the school's policy says about it. */

import type { Alarm, Earlier, Engine, Escalation, Route, Ruling, Understood } from './answer.ts';
import { type Knowledge, loadKnowledge } from './load.ts';
import type { Facts, Policy } from './pack.ts';
import { createAlarmReader } from './reading/alarm.ts';
import { createFactReader } from './reading/facts.ts';
import { createReader, type Reading, wordsThatMatter } from './reading/features.ts';
import { type Learned, recall, type Tell } from './reading/learned.ts';
import { createRouteReader } from './reading/routes.ts';
import { createTopicReader } from './reading/topics.ts';
import { createWording } from './reading/wording.ts';
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
  const { topicsOf, followsOn } = createTopicReader(learned.topics, knowledge.lexicon, read);
  const routeOf = createRouteReader(learned.routes, knowledge.lexicon);
  const wording = createWording(knowledge.lexicon);
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

  const beforeThat = (earlier: Earlier | undefined, reading: Reading): { topics: string[]; facts: Facts } => {
    if (!earlier || !followsOn(reading)) return { topics: [], facts: {} };
    const earlierReading = read(earlier.question);
    const facts = { ...readFacts(earlierReading.words), ...earlier.facts };
    const topics =
      earlier.topics ?? (earlierReading.words.length > 0 ? topicsOf(earlierReading, []).topics : []);
    const isOnSchoolAccount = readFacts(reading.words).account === 'school' && facts.account !== 'school';
    return {
      topics: isOnSchoolAccount ? topics.map((topic) => siblings.get(topic) ?? topic) : topics,
      facts,
    };
  };

  /** A flow opens where the message is about what the flow is for, or where its words leave little doubt. */
  const routeFor = (reading: Reading, topic: string | undefined, sure: number): Route => {
    const { route, share } = routeOf(reading);
    const isFitting = topic === undefined || sure < sureOfTopic || topicOpens.get(topic) === route;
    return isFitting || share >= sureOfFlow ? route : 'ask';
  };

  /** Whatever else is spoken of: first the child. */
  const alarmFirst = (topics: string[]): string[] =>
    topics.some((topic) => alarmTopics.includes(topic))
      ? topics
      : [...alarmTopics.slice(0, 1), ...topics].slice(0, 2);

  return {
    policies: () => [...knowledge.policies.keys()],
    policy,
    titleOf: (topic) => titles.get(topic),
    understand(policyId, text, earlier, isAnswer = false): Understood {
      const school = policy(policyId);
      const reading = read(text);
      if (reading.words.length === 0) return { route: 'help', ruling: null };
      const { alarm, calm, ...heard } = hearAlarm(
        reading,
        isAnswer || (earlier !== undefined && followsOn(reading)),
      );
      if (
        !alarm &&
        reading.words.filter((word) => isKnown(word) || matter.has(word)).length <
          reading.words.length * fewestKnown
      ) {
        return { route: 'ask', ruling: notUnderstood() };
      }
      const before = beforeThat(earlier, reading);
      const facts = withNewFacts(before.facts, readFacts(reading.words));
      const { topics, share } = topicsOf(reading, before.topics);
      if (alarm) {
        const ruling = ruleOn(school, alarmFirst(topics), facts, knowledge.facts);
        return { route: 'incident', ruling: { ...ruling, escalate: toldOf[alarm] }, alarm };
      }
      const route = routeFor(reading, topics[0], share);
      if (unruled.has(route)) return { route, ruling: null, ...heard };
      if (route === 'smalltalk')
        return { route, ruling: notForThePolicy(topics.filter(isSmallTalk)), ...heard };
      const ruling = ruleOn(school, topics, facts, knowledge.facts, wording(reading, topics.length));
      return !calm && isForSafeguarding(route, ruling)
        ? { route: 'incident', ruling, alarm: 'child' }
        : { ...heard, route, ruling };
    },
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

/** How sure a topic must be to speak against a flow, and a flow to open all the same. */
const sureOfTopic = 0.5;
const sureOfFlow = 0.85;

/** What was done the first time no longer counts, nor, where somebody else is spoken of now, how old the first one was and whose child. */
function withNewFacts(before: Facts, now: Facts): Facts {
  const { what: _, ...stays } = before;
  const { kin: __, age: ___, ...rest } = stays;
  const isSomebodyElse = now.who !== undefined && before.who !== undefined && now.who !== before.who;
  return isSomebodyElse ? { ...rest, ...now } : { ...stays, ...now };
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
