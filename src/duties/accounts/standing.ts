/** What is on record about somebody who is to run an account: have they signed this policy, and been trained? */
import { z } from 'zod';
import { isListed, someoneCalled } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { shownDate } from '../../core/form.ts';
import type { Collection } from '../../core/record.ts';
import { leavingDay } from './leaver.ts';
import type { Request } from './request.ts';

const standing = z.object({
  id: z.string(),
  /** The edition that was signed, so that a new one asks for a new signature. */
  signed: z.object({ policy: z.string(), at: z.string() }).optional(),
  trained: z.object({ at: z.string(), by: z.string() }).optional(),
});
export type Standing = z.infer<typeof standing>;

export const standings: Collection<Standing> = { kind: 'standing', schema: standing, keys: () => [] };

/** Training is refreshed every year; a month is left for finding the day. */
const monthsTrained = 13;

export type Checks = { checkSigned: boolean; checkTrained: boolean };

/** What somebody lacks of what the policy asks for, in words. */
export async function lacksOf(
  turn: PolicyTurn,
  id: string,
  checks: Checks,
  began?: string,
): Promise<string[]> {
  const known = await turn.work.get(standings, id);
  return [
    ...(checks.checkSigned ? signatureLack(known, [editionOf(turn.policy), began]) : []),
    ...(checks.checkTrained ? trainingLack(known, turn.today) : []),
  ];
}

function signatureLack(known: Standing | undefined, editions: (string | undefined)[]): string[] {
  if (!known?.signed) return ['no signature on record'];
  return editions.includes(known.signed.policy) ? [] : ['a signature for another edition of the policy'];
}

function trainingLack(known: Standing | undefined, today: string): string[] {
  if (!known?.trained) return ['no training on record'];
  return known.trained.at < monthsBefore(today, monthsTrained)
    ? [`training that is more than ${monthsTrained} months old`]
    : [];
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

export type Missing = { name: string; lacks: string[] };

/** Everybody named to run the account for whom something that the policy asks for is not on record. */
export async function whoIsMissingWhat(turn: PolicyTurn, one: Request): Promise<Missing[]> {
  const missing: Missing[] = [];
  for (const { id, mustBeListed } of runnersOf(one)) {
    const isStranger = mustBeListed && !isListed(turn.school, id);
    const leaves = await leavingDay(turn, id);
    const lacks = [
      ...(isStranger ? ['no longer on the school’s list'] : []),
      ...(leaves ? [`leaves on ${shownDate(leaves)}`] : []),
      ...(await lacksOf(turn, id, one.terms.runners, one.policy.words)),
    ];
    if (lacks.length > 0) missing.push({ name: someoneCalled(turn.school, id, one.people).name, lacks });
  }
  return missing;
}

function runnersOf(one: Request): { id: string; mustBeListed: boolean }[] {
  const named = new Map<string, boolean>();
  for (const name of one.terms.peopleFields) {
    const mustBeListed = one.fields.some((field) => field.name === name && field.listed);
    for (const id of [one.answers[name] ?? []].flat())
      if (id !== '') named.set(id, mustBeListed || named.get(id) === true);
  }
  return [...named].map(([id, mustBeListed]) => ({ id, mustBeListed }));
}

export function missingInWords(missing: Missing[]): string {
  return missing.map((one) => `${one.name}: ${andList(one.lacks)}`).join('; ');
}
