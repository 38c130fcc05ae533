/** What a school's policy pack holds, as the rest of the program uses it; the shape of each of its files is in `pack/`. */
import { z } from 'zod';
import type { WatchPart } from '../core/school.ts';
import { anchor, isoDate, sentence } from './pack/basics.ts';
import type { PostChecks } from './pack/checks.ts';
import type { personal, privacyList, review } from './pack/personal.ts';
import type { ReportKind } from './pack/reports.ts';
import type { application, permissions } from './pack/requests.ts';
import { escalations, type rulings } from './pack/rulings.ts';
import type { signing } from './pack/signing.ts';
import type { Watched } from './pack/watch.ts';

/** policy.json: what the document is and whom it names. */
export const about = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  school: sentence,
  /** What to call the document in a sentence: "the social media policy". */
  title: sentence,
  inForce: z.strictObject({ words: sentence, from: isoDate.nullable() }),
  /** `until` is the last day of the review period as the policy words it; null where no review is stated. */
  nextReview: z.strictObject({ words: sentence, until: isoDate.nullable() }),
  owner: sentence.nullable(),
  /** Who the policy says must be told of what, in its own titles. */
  contacts: z.array(
    z.strictObject({ for: sentence, title: sentence, role: z.enum(escalations), clause: anchor }),
  ),
  /** What a reader should know about the document itself: gaps, contradictions, settings that are ours. */
  notes: z.array(sentence),
});

/** clauses.json: every clause in our own words, in the document's order. */
export const clause = z.strictObject({
  anchor,
  /** The section it stands in, as a reader would find it: "6 Personal use" or "Personal use › Learners". */
  heading: sentence,
  parent: anchor.optional(),
  text: sentence,
});

/** press.json: what a member of staff reads before anything else when a journalist is on the line. */
export const press = z.strictObject({
  /** What the policy's own words cover, said honestly: all enquiries, only contact about posts, or nothing. */
  covers: sentence,
  clauses: z.array(anchor),
  /** A line one may say to the caller; never a comment on the matter. */
  holdingLine: sentence,
  say: z.array(sentence).min(1),
  dont: z.array(sentence).min(1),
  tell: z.strictObject({ role: z.enum(escalations), title: sentence, fromPolicy: z.boolean() }),
});

/** A whole pack, as the rest of the program uses it. */
export type Policy = {
  about: z.infer<typeof about>;
  /** By anchor, in the document's order. */
  clauses: Map<string, z.infer<typeof clause>>;
  rulings: z.infer<typeof rulings>;
  press: z.infer<typeof press>;
  application: z.infer<typeof application>;
  permissions: z.infer<typeof permissions>;
  /** Every kind there is; those without clauses the policy does not ask for. */
  reports: ReportKind[];
  personal: z.infer<typeof personal>;
  review: z.infer<typeof review>;
  /** The same for every school. */
  privacyLists: z.infer<typeof privacyList>[];
  checks: PostChecks;
  watch: Record<WatchPart, Watched>;

  signing: z.infer<typeof signing>;
};
