/** Who may sign a stage, and when it has the signatures that it needs. Nobody signs for what they ask for or gain by. */
import { rolesUpFrom } from '../../core/roles.ts';
import { holders, type Listed, type Person, type Role, type School } from '../../core/school.ts';
import { isAmong, unique, without } from '../../core/someone.ts';
import { type Request, raisedBy, runnersOf, type Stage } from './request.ts';

type By = Stage['by'];

/** Where nobody else holds the role that should sign, the next role up does. */
const nextUp: Partial<Record<By, By>> = {
  manager: 'head',
  'hs-governor': 'governor',
  governor: 'head',
  head: 'slt',
  slt: 'governor',
};

type Level = { role: By; people: Person[] };

export type Signers = {
  /** Everybody who may sign now. */
  people: Person[];
  role: By;
  movedUp: boolean;
  /** Those of them who may because nobody below had decided. */
  above: Level[];
};

export function signersOf(school: School, request: Request, stage: Stage): Signers {
  const [base, ...higher] = levelsFrom(school, request, stage.by);
  if (!base) return { people: [], role: stage.by, movedUp: false, above: [] };
  const above = higher.slice(0, raisedBy(request, stage));
  const fromAbove = above.flatMap((level) => level.people);
  const may = unique([...base.people, ...fromAbove]);
  const handed = may.filter(({ id }) => id === request.handedTo[stage.id]?.id);
  const people = handed.length > 0 ? unique([...handed, ...fromAbove]) : may;
  return { people, role: base.role, movedUp: base.role !== stage.by, above };
}

/** The role and those above it, each with the people who may sign; roles that are nobody's are left out. */
function levelsFrom(school: School, request: Request, first: By): Level[] {
  return rolesUpFrom(first, nextUp)
    .map((role) => ({
      role,
      people: holdersOf(school, request, role).filter(({ id }) => !isConcerned(request, id)),
    }))
    .filter(({ people }) => people.length > 0);
}

/** Whoever applies, writes it or is to run the account never signs for it at any stage. */
export function isConcerned(request: Request, id: string): boolean {
  return request.applicant.id === id || runnersOf(request).includes(id) || authorsOf(request).includes(id);
}

/** Who writes it, where the form asks for that; their line manager signs. */
function authorsOf({ terms, answers }: Request): string[] {
  return [answers[terms.authorField ?? ''] ?? []].flat();
}

function holdersOf(school: School, request: Request, role: By): Person[] {
  if (role !== 'manager') return holders(school, role satisfies Role);
  const [author = request.applicant.id] = authorsOf(request);
  const managerId = school.people.find(({ id }) => id === author)?.manager;
  return school.people.filter(({ id }) => id === managerId).map(asSigner);
}

function asSigner({ id, name, roles }: Listed): Person {
  return { id, name, roles };
}

export function maySign(school: School, request: Request, stage: Stage, person: Person): boolean {
  return isAmong(signersOf(school, request, stage).people, person.id);
}

/** Those whose signature the stage still waits for; who has signed has nothing more to press. */
export function stillToSign(school: School, request: Request, stage: Stage): Person[] {
  return without(signersOf(school, request, stage).people, signedAt(request, stage));
}

function signedAt({ signatures }: Request, { id }: Stage): Request['applicant'][] {
  return signatures.filter(({ stage }) => stage === id).map(({ by }) => by);
}

/** A stage that somebody has signed is complete with that, or with everybody where the policy wants all; one from above will do. */
function isComplete(school: School, request: Request, stage: Stage): boolean {
  if (stage.needs === 'any') return true;
  const signed = signedAt(request, stage);
  const { people, above } = signersOf(school, request, stage);
  const fromAbove = above.flatMap((level) => level.people);
  return (
    without(people, fromAbove).every(({ id }) => isAmong(signed, id)) ||
    signed.some(({ id }) => isAmong(fromAbove, id))
  );
}

/** The request as far as its signatures carry it: at the next stage, or approved. */
export function carriedOn(
  school: School,
  request: Request,
  stage: Stage,
  { at, today }: { at: string; today: string },
): Request {
  const by = signedAt(request, stage).at(-1);
  if (!by || !isComplete(school, request, stage)) return request;
  const { stages } = request.terms;
  const nextStage = stages[stages.findIndex(({ id }) => id === stage.id) + 1];
  if (nextStage) return atStage(request, nextStage, today);
  return { ...request, state: 'approved', ended: { by, at } };
}

export function atStage(request: Request, { id }: Stage, today: string): Request {
  const { reminded: _r, givenOut: _g, ...rest } = request;
  return { ...rest, state: 'waiting', stage: id, since: today, told: [] };
}
