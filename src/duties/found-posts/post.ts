/** A post about the school that somebody found elsewhere, and what the school has done about it. */
import { z } from 'zod';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { deed, someone } from '../../core/someone.ts';

/** Something that was done, with how it went where that was said. */
const step = deed.extend({ words: z.string() });

const post = z.object({
  id: z.string(),
  /** Whose post it is, as far as whoever found it knows. */
  who: z.enum(['parent', 'other', 'unknown']),
  where: z.string(),
  what: z.string(),
  /** Who found it, and when that was put down. */
  from: someone,
  at: z.string(),
  takenBy: someone.optional(),
  /** A parent is asked to take it down and invited to talk, and pointed to the complaints procedure if need be. */
  asked: step.optional(),
  invited: step.optional(),
  pointed: step.optional(),
  /** Whatever else was done, also before it was put down. */
  done: z.array(step),
  ended: step.optional(),
  history,
  /** The day since which it waits, and the last one on which we asked about it. */
  since: z.string(),
  reminded: z.string().optional(),
});
export type Post = z.infer<typeof post>;

export const posts: Collection<Post> = {
  kind: 'found-post',
  schema: post,
  keys: ({ ended, takenBy }) =>
    ended
      ? ['state:ended', `ended:${ended.at.slice(0, 10)}`]
      : ['state:unfinished', takenBy ? 'state:taken' : 'state:open'],
};
