/** Somebody outside who wanted to be a friend of a school site: who looked at them first, and what came of it. */
import { z } from 'zod';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { deed, someone } from '../../core/someone.ts';

const friend = z.object({
  id: z.string(),
  account: z.string(),
  /** The account's name on the day. */
  title: z.string(),
  /** Their name there, or initials where it may be a child. */
  who: z.string(),
  checked: z.string(),
  from: someone,
  at: z.string(),
  letIn: z.boolean(),
  /** Let in first, and out again later. */
  out: deed.extend({ words: z.string() }).optional(),
  history,
});
export type Friend = z.infer<typeof friend>;

export const friends: Collection<Friend> = {
  kind: 'friend',
  schema: friend,
  keys: ({ account, letIn, out, at }) =>
    letIn && !out ? ['state:in', `in:${account}`] : ['state:out', `ended:${(out?.at ?? at).slice(0, 10)}`],
};
