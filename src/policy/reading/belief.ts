/**
 * What a reader makes of a message: the seam between reading and ruling. A reader only picks from closed lists; the
 * verdict, the clause and the words come from the school's pack, so no reader can make a permission up.
 */
import { z } from 'zod';
import { actors, acts, conditionNames } from '../pack/rulings.ts';

const share = z.number().min(0).max(1);

export const belief = z.object({
  act: z.object({ label: z.enum(acts), share }),
  actor: z.object({ label: z.enum(actors), share }),
  /** Best first. */
  topics: z.array(z.object({ label: z.string(), share })).max(5),
  facts: z.partialRecord(z.enum(conditionNames), z.string()),
});
export type Belief = z.infer<typeof belief>;

/** Gives nothing where it cannot say, or not in time; then the built-in reading stands. */
export type OutsideReader = {
  /** Asked for every message, or only where the built-in reader is not sure. */
  when: 'unsure' | 'always';
  read(message: string): Promise<Belief | undefined>;
};
