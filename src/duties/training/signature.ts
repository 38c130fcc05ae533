/** Somebody's signature under one edition of the policy: asked for, given, and kept as evidence. */
import { z } from 'zod';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { someone } from '../../core/someone.ts';

const signature = z.object({
  id: z.string(),
  person: someone,
  edition: z.string(),
  asked: z.object({ by: someone, on: z.string() }).optional(),
  /** How often they were reminded, and on which day last. */
  reminders: z.int(),
  reminded: z.string().optional(),
  /** The day on which the leaders heard that no reminder had helped. */
  raised: z.string().optional(),
  signed: z
    .object({
      /** The day of the signature, and the instant at which it came on record. */
      on: z.string(),
      at: z.string(),
      /** The person themselves, or whoever vouches for a signature on paper. */
      by: someone,
      statement: z.string().optional(),
      position: z.string().optional(),
    })
    .optional(),
  /** Since then it is only evidence: a newer one took its place, or the person is not on the school's list. */
  ended: z.string().optional(),
  history,
});
export type Signature = z.infer<typeof signature>;

export const signatures: Collection<Signature> = {
  kind: 'signature',
  schema: signature,
  keys: ({ person, signed, ended }) => [
    `person:${person.id}`,
    ...(ended ? [`ended:${ended}`] : ['state:current', signed ? 'state:signed' : 'state:open']),
  ],
};
