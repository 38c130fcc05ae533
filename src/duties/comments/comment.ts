/** A comment, question or complaint that came through a school account, and how far its answer has come. */
import { z } from 'zod';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { deed, someone } from '../../core/someone.ts';

const commentKinds = ['comment', 'question', 'complaint'] as const;
type CommentKind = (typeof commentKinds)[number];

const comment = z.object({
  id: z.string(),
  kind: z.enum(commentKinds),
  /** The account in the register, where it is one of those; `where` is what it was called then. */
  account: z.string().optional(),
  where: z.string(),
  what: z.string(),
  /** The instant from which the time for an answer counts, and whether the hour was said or is our guess. */
  came: z.string(),
  guessed: z.literal(true).optional(),
  due: z.string(),
  /** Who put it down here, and when. */
  from: someone,
  at: z.string(),
  takenBy: someone.optional(),
  acknowledged: deed.optional(),
  ended: deed.extend({ how: z.enum(['answered', 'left']), words: z.string() }).optional(),
  history,
  reminded: z.string().optional(),
  /** The leaders know that the time is over. */
  raised: z.literal(true).optional(),
  /** The day on which we last asked for the answer itself. */
  chased: z.string().optional(),
});
export type Comment = z.infer<typeof comment>;

export const comments: Collection<Comment> = {
  kind: 'comment',
  schema: comment,
  keys: ({ ended, acknowledged }) =>
    ended
      ? ['state:ended', `ended:${ended.at.slice(0, 10)}`]
      : [acknowledged ? 'state:acknowledged' : 'state:open'],
};

export const kindWords: Record<CommentKind, string> = {
  comment: 'Comment',
  question: 'Question',
  complaint: 'Complaint',
};

export function kindOf(answer: unknown): CommentKind {
  return commentKinds.find((kind) => kind === answer) ?? 'comment';
}

/** The first word back to them counts, even if it only says that it has arrived. */
export function firstAnswer({ acknowledged, ended }: Comment): string | undefined {
  return acknowledged?.at ?? (ended?.how === 'answered' ? ended.at : undefined);
}
