/** The ask engine: reads a message, rules on it by a school's pack, and says what follows. */
import type { Engine } from './answer.ts';
import { type Knowledge, type Lists, loadKnowledge } from './load.ts';
import { sameFacts } from './pack/rulings.ts';
import type { Policy } from './pack.ts';
import type { OutsideReader } from './reading/belief.ts';
import { createBuiltInReader } from './reading/built-in.ts';
import { type Learned, recall, type Tell } from './reading/learned.ts';
import { ruleOn } from './rule.ts';
import { createUnderstanding } from './understand.ts';

/** Loads every pack and what was learned from the phrasings; throws one error that lists every fault of the data. */
export function loadEngine(dataDir: string, tell: Tell = () => {}, outside?: MakeOutside): Engine {
  const knowledge = loadKnowledge(dataDir);
  return engineOf(knowledge, recall(dataDir, knowledge, tell), outside);
}

type MakeOutside = (lists: Lists) => OutsideReader;

export function engineOf(
  { policies, topics, facts, lexicon }: Knowledge,
  learned: Learned,
  outside?: MakeOutside,
): Engine {
  const lists = { topics, facts, lexicon };
  const { hear, factsIn } = createBuiltInReader(lists, learned);
  const understand = createUnderstanding(lists);
  const titles = new Map(topics.map(({ id, title }) => [id, title]));

  const policy = (id: string): Policy => {
    const found = policies.get(id);
    if (found) return found;
    throw new UnknownPolicy(id, [...policies.keys()]);
  };

  return {
    policies: () => [...policies.keys()],
    policy,
    titleOf: (topic) => titles.get(topic),
    understand(policyId, text, earlier, isAnswer = false, read) {
      const school = policy(policyId);
      const heard = hear(text, earlier, isAnswer);
      return heard ? understand(school, heard, read) : { route: 'help', ruling: null };
    },
    factsIn,
    waysOfAsking: (topic, named) =>
      (learned.ways.get(topic) ?? []).filter((text) => sameFacts(factsIn(text), named)).slice(0, fewWays),
    ...(outside ? { outside: outside(lists) } : {}),
    rule: (policyId, ids, known) => ruleOn(policy(policyId), ids, known, facts),
  };
}

/** Enough to see what is meant. */
const fewWays = 3;

export class UnknownPolicy extends Error {
  override name = 'UnknownPolicy';
  constructor(id: string, known: string[]) {
    super(`There is no policy called "${id}". Known are: ${known.join(', ')}.`);
  }
}
