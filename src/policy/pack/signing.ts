/** signing.json: what somebody reads and is asked before they sign the policy. */
import { z } from 'zod';
import { anchor, sentence } from './basics.ts';

export const signing = z.strictObject({
  /** By which it asks for a signature. Without one it asks for none, and signing is off unless the school turns it on. */
  clauses: z.array(anchor),
  /** Whom it asks: its staff, or governors as well. */
  asks: z.enum(['staff', 'everybody']),
  /** It wants to know what the person does here. */
  position: z.literal(true).optional(),
  /** What matters most from day to day, in our choice. */
  reads: z.array(z.strictObject({ title: sentence, clause: anchor })).min(1),
  /** Easy for whoever has read it; `right` is the place of the answer, and the clause is where it comes from. */
  questions: z
    .array(
      z.strictObject({
        label: sentence,
        ask: sentence,
        choices: z.array(sentence).length(3),
        right: z.int().min(1).max(3),
        clause: anchor,
      }),
    )
    .length(3),
  /** What the signature says, and whose words these are. */
  statement: sentence,
  note: sentence,
});
