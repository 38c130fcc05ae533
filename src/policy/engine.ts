/** The ask engine: reads a message, rules on it by a school's pack, and says what follows. */
import type { Engine } from './answer.ts';
import { type Lists, loadKnowledge } from './load.ts';
import { type Policy, sameFacts } from './pack.ts';
import type { OutsideReader } from './reading/belief.ts';
import { createBuiltInReader } from './reading/built-in.ts';
import { recall, type Tell } from './reading/learned.ts';
import { ruleOn } from './rule.ts';
import { createUnderstanding } from './understand.ts';

/** Loads every pack and what was learned from the phrasings; throws one error that lists every fault of the data. */
export function loadEngine(
  dataDir: string,
  tell: Tell = () => {},
  outside?: (lists: Lists) => OutsideReader,
): Engine {
  const { phrasings, ...knowledge } = loadKnowledge(dataDir);
  const learned = recall(dataDir, { ...knowledge, phrasings }, tell);
  const { hear, factsIn } = createBuiltInReader(knowledge, learned);
  const understand = createUnderstanding(knowledge);
  const titles = new Map(knowledge.topics.map(({ id, title }) => [id, title]));

  const policy = (id: string): Policy => {
    const found = knowledge.policies.get(id);
    if (found) return found;
    throw new UnknownPolicy(id, [...knowledge.policies.keys()]);
  };

  return {
    policies: () => [...knowledge.policies.keys()],
    policy,
    titleOf: (topic) => titles.get(topic),
    understand(policyId, text, earlier, isAnswer = false, read) {
      const school = policy(policyId);
      const heard = hear(text, earlier, isAnswer);
      return heard ? understand(school, heard, read) : { route: 'help', ruling: null };
    },
    factsIn,
    waysOfAsking: (topic, facts) =>
      (learned.ways.get(topic) ?? []).filter((text) => sameFacts(factsIn(text), facts)).slice(0, fewWays),
    ...(outside ? { outside: outside(knowledge) } : {}),
    rule: (policyId, topics, facts) => ruleOn(policy(policyId), topics, facts, knowledge.facts),
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
