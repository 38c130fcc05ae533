/** What is on record about somebody who is to run an account: have they signed this policy, and been trained? */
import { z } from 'zod';
import type { Collection } from '../../core/record.ts';
import type { Turn } from '../../core/turn.ts';
import { andList } from '../words.ts';
import type { Request } from './request.ts';

const standing = z.object({
  id: z.string(),
  /** The policy's date in words, so that a new edition asks for a new signature. */
  signed: z.object({ policy: z.string(), at: z.string() }).optional(),
  trained: z.object({ at: z.string(), by: z.string() }).optional(),
});

export const standings: Collection<z.infer<typeof standing>> = {
  kind: 'standing',
  schema: standing,
  keys: () => [],
};

export type Missing = { name: string; lacks: string[] };

/** Everybody named to run the account for whom something that the policy asks for is not on record. */
export async function whoIsMissingWhat(turn: Turn, one: Request): Promise<Missing[]> {
  const { runners } = one.terms;
  const missing: Missing[] = [];
  for (const id of runnersOf(one)) {
    const known = await turn.work.get(standings, id);
    const lacks = [
      ...(runners.checkSigned && known?.signed?.policy !== one.policy.words ? ['signature'] : []),
      ...(runners.checkTrained && !known?.trained ? ['training'] : []),
    ];
    if (lacks.length > 0) missing.push({ name: nameOf(turn, id), lacks });
  }
  return missing;
}

export function runnersOf(one: Request): string[] {
  return [
    ...new Set(one.terms.peopleFields.flatMap((name) => one.answers[name] ?? []).filter((id) => id !== '')),
  ];
}

/** People are kept by id where the school lists them, else by the name that was given. */
export function nameOf(turn: Turn, id: string): string {
  return turn.school.people.find((person) => person.id === id)?.name ?? id;
}

export function missingInWords(missing: Missing[]): string {
  return missing.map((one) => `${one.name}: no ${andList(one.lacks)} on record`).join('; ');
}
