/** How old the policy is, everybody is told once a day: under every answer nobody would read it any more. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { ageNow } from '../../conversation/reviews.ts';
import type { Collection } from '../../core/record.ts';
import type { Turn } from '../../core/turn.ts';

const told = z.object({ id: z.string(), day: z.string() });

const ageTold: Collection<z.infer<typeof told>> = {
  kind: 'age-told',
  schema: told,
  keys: ({ day }) => [`day:${day}`],
};

/** What they have not been told today; from now on they have. */
export async function ageToTell(turn: PolicyTurn): Promise<string | undefined> {
  const { work, person, today } = turn;
  const age = await ageNow(turn);
  const before = age && (await work.get(ageTold, person.id));
  if (!age || (before && before.day === today)) return undefined;
  work.put(ageTold, { id: person.id, day: today });
  return age;
}

export async function forgetAgeTold({ work }: Turn, day: string): Promise<void> {
  for (const { id } of await work.find(ageTold, `day:${day}`)) work.remove(ageTold, id);
}
