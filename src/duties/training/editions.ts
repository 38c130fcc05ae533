/** The clauses of each edition of the policy that was ever signed here, so that a new one can show what is different. */
import { z } from 'zod';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Collection } from '../../core/record.ts';

/** By its name in words. `noticed` says that the leaders have heard of it, where there was one before. */
const edition = z.object({
  id: z.string(),
  clauses: z.record(z.string(), z.string()),
  noticed: z.boolean(),
});
type Edition = z.infer<typeof edition>;

const editions: Collection<Edition> = { kind: 'policy-edition', schema: edition, keys: () => [] };

/** Keeps the clauses of the edition in force, once. */
export async function keepEdition(turn: PolicyTurn): Promise<void> {
  const inForce = editionInForce(turn);
  if (!(await turn.work.get(editions, inForce.id))) turn.work.put(editions, inForce);
}

/** True once for each edition that follows another one. */
export async function noticesNewEdition(turn: PolicyTurn): Promise<boolean> {
  const inForce = editionInForce(turn);
  const kept = await turn.work.get(editions, inForce.id);
  if (kept?.noticed) return false;
  turn.work.put(editions, { ...(kept ?? inForce), noticed: true });
  return (await turn.work.find(editions)).some(({ id }) => id !== inForce.id);
}

function editionInForce({ policy }: PolicyTurn): Edition {
  const clauses = [...policy.clauses.values()].map(({ anchor, text }) => [anchor, text]);
  return { id: editionOf(policy), clauses: Object.fromEntries(clauses), noticed: false };
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
