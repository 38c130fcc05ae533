/** What the policy asks for of everybody who is to run an account, and is not on record. */
import { leavingDayOf } from '../../conversation/leaving-days.ts';
import { isListed, someoneCalled } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { shownDate } from '../../core/dates.ts';
import { isSigningOn } from '../training/asking.ts';
import { lacksOf } from '../training/standing.ts';
import { type Request, runnersOf } from './request.ts';

/** `records` says that something can be put on record for them, `signs` that they can sign the policy here. */
export type Missing = { id: string; name: string; lacks: string[]; records: boolean; signs: boolean };

export async function whoIsMissingWhat(turn: PolicyTurn, request: Request): Promise<Missing[]> {
  const missing: Missing[] = [];
  for (const id of runnersOf(request)) {
    const leaves = await leavingDayOf(turn, id);
    const needs = await lacksOf(turn, id, request.terms.runners, request.policy.words);
    const lacks = [
      ...(mustBeListed(request, id) && !isListed(turn.school, id)
        ? ['is no longer on the school’s list']
        : []),
      ...(leaves ? [`leaves on ${shownDate(leaves)}`] : []),
      ...(needs.length > 0 ? [`needs ${andList(needs)}`] : []),
    ];
    const { name } = someoneCalled(turn.school, id, request.people);
    const signs = isSigningOn(turn) && (await lacksSignature(turn, id, request));
    if (lacks.length > 0) missing.push({ id, name, lacks, records: needs.length > 0, signs });
  }
  return missing;
}

async function lacksSignature(turn: PolicyTurn, id: string, { terms, policy }: Request): Promise<boolean> {
  const checks = { ...terms.runners, checkTrained: false };
  return (await lacksOf(turn, id, checks, policy.words)).length > 0;
}

function mustBeListed({ fields, answers, terms }: Request, id: string): boolean {
  return fields.some(
    (field) =>
      terms.peopleFields.includes(field.name) &&
      field.kind === 'people' &&
      field.listed &&
      [answers[field.name] ?? []].flat().includes(id),
  );
}

export function missingInWords(missing: Missing[]): string {
  return missing.map(({ name, lacks }) => `${name} ${andList(lacks)}`).join('; ');
}
