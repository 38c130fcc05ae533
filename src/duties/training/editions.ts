/** The clauses of each edition of the policy that was ever signed here, so that a new one can show what is different. */
import { z } from 'zod';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Collection } from '../../core/record.ts';

/** By its name in words. */
const edition = z.object({ id: z.string(), clauses: z.record(z.string(), z.string()) });

const editions: Collection<z.infer<typeof edition>> = {
  kind: 'policy-edition',
  schema: edition,
  keys: () => [],
};

/** Keeps the edition in force; true where it has followed another one. */
export async function keepEdition(turn: PolicyTurn): Promise<boolean> {
  const id = editionOf(turn.policy);
  if (await turn.work.get(editions, id)) return false;
  const isFirst = (await turn.work.find(editions)).length === 0;
  const clauses = [...turn.policy.clauses.values()].map(({ anchor, text }) => [anchor, text]);
  turn.work.put(editions, { id, clauses: Object.fromEntries(clauses) });
  return !isFirst;
}

export type Changes = { anchors: string[]; gone: number };

/** What is new or put otherwise than in an older edition; nothing where that one was not kept. */
export async function changesSince(turn: PolicyTurn, older: string): Promise<Changes | undefined> {
  const before = await turn.work.get(editions, older);
  if (!before) return undefined;
  const { clauses } = turn.policy;
  return {
    anchors: [...clauses.values()]
      .filter(({ anchor, text }) => before.clauses[anchor] !== text)
      .map(({ anchor }) => anchor),
    gone: Object.keys(before.clauses).filter((anchor) => !clauses.has(anchor)).length,
  };
}
