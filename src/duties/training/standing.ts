/** What is on record about somebody: the edition of the policy that they signed last, and their last training. */
import { z } from 'zod';
import { administrators } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Collection } from '../../core/record.ts';
import { isLeader } from '../../core/roles.ts';
import type { Person } from '../../core/school.ts';
import { isAmong } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';

const training = z.object({
  id: z.string(),
  /** The edition that was signed, so that a new one asks for a new signature. */
  signed: z.object({ policy: z.string(), at: z.string() }).optional(),
  trained: z.object({ at: z.string(), by: z.string(), provider: z.string().optional() }).optional(),
});
export type Training = z.infer<typeof training>;

/** By person. The kind keeps the name under which stores have it. */
export const trainings: Collection<Training> = { kind: 'standing', schema: training, keys: () => [] };

/** What a leader or the administrator may put on record about others. */
export function mayRecord(turn: Turn, person: Person): boolean {
  return isLeader(person) || isAmong(administrators(turn), person.id);
}

export type Checks = { checkSigned: boolean; checkTrained: boolean };

/** What somebody lacks of what the policy asks for, in words. `began` is an older edition that will do as well. */
export async function lacksOf(
  turn: PolicyTurn,
  id: string,
  checks: Checks,
  began?: string,
): Promise<string[]> {
  const training = await turn.work.get(trainings, id);
  return [
    ...(checks.checkSigned ? signatureLack(training, [editionOf(turn.policy), began]) : []),
    ...(checks.checkTrained ? trainingLack(training, turn) : []),
  ];
}

function signatureLack(training: Training | undefined, editions: (string | undefined)[]): string[] {
  if (!training?.signed) return ['a signed policy'];
  return editions.includes(training.signed.policy)
    ? []
    : ['a signature for the current edition of the policy'];
}

function trainingLack(training: Training | undefined, { school, today }: Turn): string[] {
  if (!training?.trained) return ['training'];
  const { trainingMonths } = school;
  return trainingMonths && training.trained.at < monthsBefore(today, trainingMonths)
    ? [`new training (your school sets it every ${trainingMonths} months)`]
    : [];
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - months);
  // The 31st of a shorter month is its last day.
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
}
