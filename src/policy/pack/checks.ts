/** checks.json: what is looked at before a post goes out, and once consent is withdrawn. */
import { z } from 'zod';
import { anchor, sentence } from './basics.ts';
import { recipient } from './reports.ts';

/** Where a post will stand, and whether pupils can be seen in its picture. */
export const wheres = ['school-pupils', 'school', 'own-pupils', 'own'] as const;
export type Where = (typeof wheres)[number];

/** What can be seen in the words of a post by themselves. */
const sights = ['name', 'full-name', 'contact', 'insult', 'link'] as const;
export type Sight = (typeof sights)[number];

/** What is said of a post that has to be put right, or looked at by a person. */
const remark = {
  /** The posts that it is about; without it, all of them. */
  where: z.array(z.enum(wheres)).min(1).optional(),
  /** {found} stands for what was seen. */
  say: sentence,
  /** What whoever posts it ticks where they have done it already. */
  tick: sentence.optional(),
  /** Where something else is looked for than at other schools. */
  sees: z.enum(sights).optional(),
  /** Only a person can tell. */
  decide: z.literal(true).optional(),
};
const clausesOf = { clauses: z.array(anchor).min(1) };

/** data/checks.json: what is looked at before a post goes out, whichever school it is. */
export const postChecks = z.strictObject({
  /** The answers under which a check is offered. */
  topics: z.array(z.string()),
  /** Words and turns of phrase that hurt. */
  insults: z.array(sentence),
  points: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      /** Seen in the words, promised by whoever posts it, said to be in it, or always to be thought of. */
      by: z.enum(['seen', 'promised', 'contained', 'always']),
      /** The only posts that it can be about. */
      where: z.array(z.enum(wheres)).min(1).optional(),
      sees: z.enum(sights).optional(),
      tick: sentence.optional(),
      /** What to call it where a policy says nothing of it. */
      called: sentence.optional(),
      /** What is said where it is as it should be. */
      fine: sentence.optional(),
      /** Our advice where the policy says nothing. */
      own: z.strictObject(remark).optional(),
    }),
  ),
  /** Where a school asks for these and its policy does not. */
  leader: z.strictObject({ own: z.strictObject({ to: recipient, say: sentence }) }),
  withdrawn: z.strictObject({ topics: z.array(z.string()), own: z.strictObject({ say: sentence }) }),
});

/** checks.json: what the policy says of posts, by point. The first remark that is about the post counts. */
export const checks = z.strictObject({
  points: z.record(z.string(), z.array(z.strictObject({ ...remark, ...clausesOf })).min(1)),
  /** Who has to see what is posted for the school first: all of it, or only where one point is in it. */
  leader: z
    .strictObject({ to: recipient, only: z.string().optional(), say: sentence, ...clausesOf })
    .optional(),
  /** What the policy says that a picture without consent has to go by. */
  withdrawn: z.strictObject({ say: sentence, ...clausesOf }).optional(),
});

/** What is said of one point, by the policy with its clauses or by us without. */
export type Remark = z.infer<z.ZodObject<typeof remark>> & { clauses?: string[] };
/** One point as one school has it. */
export type Point = Omit<z.infer<typeof postChecks>['points'][number], 'own'> & { remarks: Remark[] };
/** What a school looks at before a post goes out; what has no clauses its policy does not ask for. */
export type PostChecks = {
  topics: string[];
  insults: string[];
  points: Point[];
  leader: { to: z.infer<typeof recipient>; only?: string | undefined; say: string; clauses?: string[] };
  withdrawn: { topics: string[]; say: string; clauses?: string[] };
};
