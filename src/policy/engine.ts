/** The ask engine: from a message to where it belongs and what the school's policy says about it. */
import type { Earlier, Engine, Route, Understood } from './answer.ts';
import { learn } from './classify.ts';
import { createFactReader } from './facts.ts';
import { createReader, textsOf } from './features.ts';
import { type Knowledge, loadKnowledge } from './load.ts';
import type { Policy } from './pack.ts';
import { createRouteReader } from './routes.ts';
import { ruleOn } from './rule.ts';

/** Loads every pack and learns the topics; throws one error that lists every fault of the data. */
export function loadEngine(dataDir: string): Engine {
  return createEngine(loadKnowledge(dataDir));
}

export function createEngine(known: Knowledge): Engine {
  const read = createReader(known.lexicon);
  const readFacts = createFactReader(known.lexicon);
  const topicOf = learn(
    known.topics.flatMap((one) =>
      textsOf(one).map((text) => ({ label: one.id, features: read(text).features })),
    ),
  );
  const routesOf = createRouteReader(known, read);
  const policy = (id: string): Policy => {
    const found = known.policies.get(id);
    if (found) return found;
    throw new UnknownPolicy(id, [...known.policies.keys()]);
  };
  return {
    policies: () => [...known.policies.keys()],
    policy,
    understand(policyId: string, text: string, earlier?: Earlier): Understood {
      const school = policy(policyId);
      const reading = read(text);
      const { words, features } = reading;
      const facts = { ...earlier?.facts, ...readFacts(words) };
      const route = routesOf(reading)[0]?.route ?? 'ask';
      if (unruled.has(route)) return { route, ruling: null };
      const topic = topicOf(features)[0]?.label;
      return { route, ruling: ruleOn(school, topic ? [topic] : [], facts, known.facts) };
    },
    rule: (policyId, topics, facts) => ruleOn(policy(policyId), topics, facts, known.facts),
  };
}

export class UnknownPolicy extends Error {
  override name = 'UnknownPolicy';
  constructor(id: string, known: string[]) {
    super(`There is no policy called "${id}". Known are: ${known.join(', ')}.`);
  }
}

/** Flows that need nothing from the policy to begin. */
const unruled: ReadonlySet<Route> = new Set(['status', 'cancel', 'help', 'training', 'accounts']);
