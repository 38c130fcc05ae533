/** rulings.json: what a policy says on each topic, as tables of rules. */
import { z } from 'zod';
import { anchor, sentence } from './basics.ts';

export const verdicts = ['no', 'yes', 'conditional', 'must', 'info', 'not-covered'] as const;
export const escalations = ['dsl', 'slt', 'head', 'line-manager', 'police', 'platform', 'human'] as const;
/** What somebody wants with a message. */
export const acts = ['may', 'leave', 'must', 'do', 'fact', 'report', 'request', 'smalltalk'] as const;
export type Act = (typeof acts)[number];
/** Who does or did what a message speaks of. */
export const actors = [
  'me',
  'colleague',
  'leader',
  'pupil',
  'parent',
  'outsider',
  'school',
  'contractor',
] as const;
export type Actor = (typeof actors)[number];

/** What may be asked for where it decides and is not said. */
export const factNames = ['who', 'kin', 'age', 'account', 'when', 'device', 'asker', 'what'] as const;
/** What a rule may hang on. */
export const conditionNames = [...factNames, 'act', 'actor', 'aim'] as const;
/** What somebody proposes to do about it, whether or not they ask if they may: to decline it, or to put it right or in other hands. */
export const aims = ['decline', 'put-right'] as const;
export type Aim = (typeof aims)[number];

const facts = z.partialRecord(z.enum(conditionNames), z.string());
export type Facts = z.infer<typeof facts>;

/** The same of whom and what: not how it is put, nor whose deed it is. */
export function sameFacts(first: Facts, second: Facts): boolean {
  return factNames.every((name) => first[name] === second[name]);
}

/** One line of a decision table. The first rule whose `when` fits the known facts decides. */
const rule = z.strictObject({
  /** Every fact named here must be known and be one of the values. No `when`: fits always. */
  when: z.partialRecord(z.enum(conditionNames), z.union([z.string(), z.array(z.string()).min(1)])).optional(),
  verdict: z.enum(verdicts),
  /** Best first. Empty only for `not-covered`. */
  clauses: z.array(anchor),
  /** The answer in one or two plain sentences, after the verdict's own word. */
  say: sentence,
  /** What to do next, where the policy or plain sense says so. */
  do: sentence.optional(),
  escalate: z.enum(escalations).optional(),
  /** The fact to ask for before this best-so-far verdict stands, and the values offered as buttons. */
  ask: z
    .strictObject({
      fact: z.enum(factNames),
      choices: z.array(z.string()).min(2),
      question: sentence.optional(),
    })
    .optional(),
  /** True where two of the clauses disagree. */
  conflict: z.boolean().optional(),
  /** Clauses worth reading as background that settle nothing: for `not-covered`. */
  context: z.array(anchor).optional(),
});
export type Rule = z.infer<typeof rule>;

/** rulings.json: topic id → decision table. A topic that is absent is one the policy is silent on. */
export const rulings = z.record(z.string(), z.array(rule).min(1));

/**
 * The table in rulings.json for what somebody else did, whatever it was: what whoever saw it does, and whom they tell.
 * It stands behind the topic's own rules for that.
 */
export const somebodyElse = 'somebody-else';
