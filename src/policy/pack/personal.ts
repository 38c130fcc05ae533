/** personal.json, review.json and privacy.json: somebody's own account, and the policy's own life. */
import { z } from 'zod';
import { anchor, sentence } from './basics.ts';

/** What holds for somebody's own account: each line rests on its clause, and what we suggest on none. */
const ownAccount = z.strictObject({
  /** The answer in a sentence, also where the policy is silent. */
  says: sentence,
  lines: z.array(z.strictObject({ text: sentence, clause: anchor })).min(1),
  ours: z.array(sentence),
});

/** personal.json: disclaimers, privacy settings, and what still applies to those who have left. */
export const personal = z.strictObject({
  /** No policy gives the wording, so it is ours; there is none where the school must not be named at all. */
  disclaimer: ownAccount.extend({ wording: sentence.optional() }),
  privacy: ownAccount,
  leaving: ownAccount,
});

/** review.json: where the policy gives its dates and its owner, and who it asks to sign, if it asks anybody. */
export const review = z.strictObject({
  clauses: z.array(anchor).min(1),
  signing: z.strictObject({ who: sentence, clauses: z.array(anchor).min(1) }).optional(),
});

/** data/privacy.json: what to look at in the settings of a platform. No policy says it, so it is ours. */
export const privacyList = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  title: sentence,
  checks: z.array(sentence).min(1),
});
