/** The packs without the understanding of questions, for stories in which people press buttons and write commands. */
import type { Engine } from '../../src/policy/answer.ts';
import { loadKnowledge } from '../../src/policy/load.ts';

export const policies = loadKnowledge('data').policies;

export function packsOnly(): Engine {
  return {
    policies: () => [...policies.keys()],
    policy: (id) => {
      const found = policies.get(id);
      if (!found) throw new Error(`Expected a pack called ${id}, got none.`);
      return found;
    },
    titleOf: () => undefined,
    understand: () => ({ route: 'smalltalk', ruling: null }),
    factsIn: () => ({}),
    waysOfAsking: () => [],
    rule: () => {
      throw new Error('Expected no question about the policy.');
    },
  };
}
