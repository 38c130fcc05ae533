/** What the policy asks for of everybody who is to run an account, and is not on record. */
import { leavingDayOf } from '../../conversation/leaving-days.ts';
import { isListed, someoneCalled } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { shownDate } from '../../core/dates.ts';
import { isSigningOn } from '../training/asking.ts';
import { type Checks, lacksOf } from '../training/standing.ts';
import { type Request, runnersOf } from './request.ts';

/** `records` says that something can be put on record for them, `signs` that they can sign the policy here. */
export type Missing = { id: string; name: string; lacks: Lack[]; records: boolean; signs: boolean };

/** As it is said of one person, and of several. */
type Lack = { one: string; all: string };

export async function whoIsMissingWhat(turn: PolicyTurn, request: Request): Promise<Missing[]> {
  const missing: Missing[] = [];
  const checks = await checksOn(turn, request);
  for (const id of runnersOf(request)) {
    const leaves = await leavingDayOf(turn, id);
    const needs = await lacksOf(turn, id, checks, request.policy.words);
    const lacks = [
      ...(mustBeListed(request, id) && !isListed(turn.school, id)
        ? [{ one: 'is no longer on the school’s list', all: 'are no longer on the school’s list' }]
        : []),
      ...(leaves ? [{ one: `leaves on ${shownDate(leaves)}`, all: `leave on ${shownDate(leaves)}` }] : []),
      ...(needs.length > 0 ? [{ one: `needs ${andList(needs)}`, all: `need ${andList(needs)}` }] : []),
    ];
    const { name } = someoneCalled(turn.school, id, request.people);
    const signs = isSigningOn(turn) && (await lacksSignature(turn, id, request));
    if (lacks.length > 0) missing.push({ id, name, lacks, records: needs.length > 0, signs });
  }
  return missing;
}

/** Where a policy wants enough of them trained, nobody else has to be once they are. */
async function checksOn(turn: PolicyTurn, request: Request): Promise<Checks> {
  const { checkSigned, checkTrained, enoughTrained } = request.terms.runners;
  if (!checkTrained || enoughTrained === undefined) return { checkSigned, checkTrained };
  let trained = 0;
  for (const id of runnersOf(request))
    if ((await lacksOf(turn, id, { checkSigned: false, checkTrained })).length === 0) trained++;
  return { checkSigned, checkTrained: trained < enoughTrained };
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

/** Those who lack the same are named together. */
export function missingInWords(missing: Missing[]): string {
  const alike = new Map<string, Missing[]>();
  for (const person of missing) {
    const lacked = person.lacks.map(({ one }) => one).join();
    alike.set(lacked, [...(alike.get(lacked) ?? []), person]);
  }
  return [...alike.values()].map(lackingInWords).join('; ');
}

function lackingInWords(people: Missing[]): string {
  const lacks = people[0]?.lacks.map(({ one, all }) => (people.length > 1 ? all : one)) ?? [];
  return `${andList(people.map(({ name }) => name))} ${andList(lacks)}`;
}
