/** How old the policy is, everybody is told once a day: under every answer nobody would read it any more. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Collection } from '../../core/record.ts';
import type { Turn } from '../../core/turn.ts';
import { ageOf } from '../../policy/present.ts';

const told = z.object({ id: z.string(), day: z.string() });

const ageTold: Collection<z.infer<typeof told>> = {
  kind: 'age-told',
  schema: told,
  keys: ({ day }) => [`day:${day}`],
};

/** Whether they have been told today; from now on they have. */
export async function wasToldAge({ work, person, policy, today }: PolicyTurn): Promise<boolean> {
  if (!ageOf(policy, today)) return false;
  const before = await work.get(ageTold, person.id);
  if (before?.day === today) return true;
  work.put(ageTold, { id: person.id, day: today });
  return false;
}

export async function forgetAgeTold({ work }: Turn, day: string): Promise<void> {
  for (const { id } of await work.find(ageTold, `day:${day}`)) work.remove(ageTold, id);
}
