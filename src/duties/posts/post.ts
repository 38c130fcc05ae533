/** A post that a leader has to see before it goes out: its words as they were checked, and what the leader says. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import type { Person } from '../../core/school.ts';
import { someone } from '../../core/someone.ts';
import { wheres } from '../../policy/pack/checks.ts';
import { firstReceiver, receiving } from '../reports/receiving.ts';

const line = z.object({ words: z.string(), clauses: z.array(z.string()) });

const post = z.object({
  id: z.string(),
  from: someone,
  text: z.string(),
  where: z.enum(wheres),
  /** What they ticked, as it was called. */
  ticked: z.array(z.string()),
  /** What was still to be put right when it was sent, and what only a person can tell. */
  fix: z.array(line),
  decide: z.array(line),
  /** Whose word is wanted, as the policy has it. */
  to: z.enum(['dsl', 'slt', 'head', 'line-manager']),
  at: z.string(),
  answer: z
    .object({ is: z.enum(['fine', 'change', 'no']), by: someone, at: z.string(), words: z.string() })
    .optional(),
  history,
  /** The day since which it has waited, and the last one on which somebody was reminded. */
  since: z.string(),
  reminded: z.string().optional(),
});
export type SentPost = z.infer<typeof post>;

export const sentPosts: Collection<SentPost> = {
  kind: 'post',
  schema: post,
  keys: ({ answer, from }) => [
    `from:${from.id}`,
    ...(answer ? ['state:answered', `ended:${answer.at.slice(0, 10)}`] : ['state:open']),
  ],
};

/** Who may answer it today, without whoever wrote it. Where nobody holds the role, or can be reached, the next role up. */
export function leadersFor(turn: PolicyTurn, { from, to }: Pick<SentPost, 'from' | 'to'>): Person[] {
  const concerned = { from, about: [] };
  const role = firstReceiver(turn, concerned, to);
  return role ? receiving(turn.school, concerned, role) : [];
}
