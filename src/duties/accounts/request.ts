/** A request about a school account: what was asked, under which policy, and whose signatures it has and still needs. */
import { z } from 'zod';
import { field } from '../../core/form.ts';
import type { Collection } from '../../core/record.ts';
import { holders, type Listed, type Person, type Role, type School } from '../../core/school.ts';
import { isAmong, type Someone, someone } from '../../core/someone.ts';
import { application } from '../../policy/pack.ts';

export const answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** What a request keeps of the policy it began under, so that a new policy does not move the posts. */
const terms = application
  .pick({
    stages: true,
    stagesNote: true,
    runners: true,
    nameField: true,
    platformField: true,
    peopleFields: true,
    carries: true,
    source: true,
    checklist: true,
  })
  .extend({
    change: application.shape.changes.element.pick({ id: true, label: true, does: true }).optional(),
  });

const request = z.object({
  id: z.string(),
  /** For a new account, for one that was there before Chalkline, or for a change to one. */
  kind: z.enum(['new', 'existing', 'change']),
  /** The account that a change is for. */
  account: z.string().optional(),
  applicant: someone,
  title: z.string(),
  policy: z.object({ id: z.string(), words: z.string() }),
  terms,
  fields: z.array(field),
  answers,
  /** Everybody it names, as they were known when it was sent. */
  people: z.array(someone),
  /** The answers before the last changes that were asked for. */
  before: answers.optional(),
  /** How often it has been sent: a decision counts only for what whoever decides has seen. */
  sent: z.int().default(1),
  state: z.enum(['waiting', 'changes', 'approved', 'rejected', 'withdrawn']),
  /** The stage it is at. */
  stage: z.string(),
  signatures: z.array(
    z.object({ stage: z.string(), by: someone, at: z.string(), despite: z.string().optional() }),
  ),
  /** A stage that its holder has handed to somebody else who may sign it. */
  handedTo: z.record(z.string(), someone),
  /** How many roles further up each stage has been taken because nobody had decided. */
  raised: z.record(z.string(), z.int()),
  /** Who has the card of the present stage. */
  told: z.array(someone),
  /** Why it was rejected, or what should be changed. */
  reason: z.string().optional(),
  ended: z.object({ by: someone, at: z.string() }).optional(),
  history: z.array(z.object({ at: z.string(), words: z.string() })),
  /** The day since which it has waited, and the last one on which somebody was reminded. */
  since: z.string(),
  reminded: z.string().optional(),
});
export type Request = z.infer<typeof request>;
export type Stage = Request['terms']['stages'][number];

export const requests: Collection<Request> = {
  kind: 'request',
  schema: request,
  keys: (one) => [`state:${one.state}`, `applicant:${one.applicant.id}`],
};

/** What follows once a request has been approved, rejected or withdrawn. */
export type Settled<T> = (turn: T, one: Request) => Promise<void>;

export function currentStage(one: Request): Stage | undefined {
  return one.state === 'waiting' ? one.terms.stages.find((stage) => stage.id === one.stage) : undefined;
}

export function stageAfter(one: Request): Stage | undefined {
  const at = one.terms.stages.findIndex((stage) => stage.id === one.stage);
  return one.terms.stages[at + 1];
}

/** Where the one who should sign is the applicant, or nobody holds the role, the next role up does. */
const nextUp: Partial<Record<Stage['by'], Stage['by']>> = {
  manager: 'head',
  governor: 'head',
  head: 'slt',
  slt: 'governor',
};

export type Signers = {
  /** Everybody who may sign now. */
  people: Person[];
  role: Stage['by'];
  movedUp: boolean;
  /** Those of them who may because nobody below had decided. */
  above: { role: Stage['by']; people: Person[] }[];
};

/** Who may sign this stage now. Never the applicant, whatever roles they hold. */
export function signersOf(school: School, one: Request, stage: Stage): Signers {
  const [base, ...higher] = levelsFrom(school, one, stage.by);
  if (!base) return { people: [], role: stage.by, movedUp: false, above: [] };
  const above = higher.slice(0, one.raised[stage.id] ?? 0);
  const may = unique([...base.people, ...above.flatMap((level) => level.people)]);
  const handed = may.filter((person) => person.id === one.handedTo[stage.id]?.id);
  const people = handed.length > 0 ? unique([...handed, ...above.flatMap((level) => level.people)]) : may;
  return { people, role: base.role, movedUp: base.role !== stage.by, above };
}

/** The role and those above it, each with the people who may sign; roles that are nobody's are left out. */
function levelsFrom(school: School, one: Request, first: Stage['by']) {
  const levels: { role: Stage['by']; people: Person[] }[] = [];
  const tried = new Set<Stage['by']>();
  for (let role: Stage['by'] | undefined = first; role && !tried.has(role); role = nextUp[role]) {
    tried.add(role);
    const people = holdersOf(school, one.applicant.id, role).filter(
      (person) => person.id !== one.applicant.id,
    );
    if (people.length > 0) levels.push({ role, people });
  }
  return levels;
}

export function maySign(school: School, one: Request, stage: Stage, person: Person): boolean {
  return isAmong(signersOf(school, one, stage).people, person.id);
}

/** A stage is complete with one signature, or with everybody's where the policy wants all; one from above will do. */
export function isSigned(school: School, one: Request, stage: Stage): boolean {
  const signed = one.signatures
    .filter((signature) => signature.stage === stage.id)
    .map((signature) => signature.by);
  if (signed.length === 0) return false;
  if (stage.needs === 'any') return true;
  const { people, above } = signersOf(school, one, stage);
  const fromAbove = above.flatMap((level) => level.people);
  const below = people.filter((person) => !isAmong(fromAbove, person.id));
  return (
    below.every((person) => isAmong(signed, person.id)) || signed.some(({ id }) => isAmong(fromAbove, id))
  );
}

function unique<T extends Someone>(people: T[]): T[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

function holdersOf(school: School, applicant: string, role: Stage['by']): Person[] {
  if (role !== 'manager') return holders(school, role satisfies Role);
  const managerId = school.people.find((person) => person.id === applicant)?.manager;
  return school.people.filter((person) => person.id === managerId).map(asSigner);
}

function asSigner({ id, name, roles }: Listed): Person {
  return { id, name, roles };
}
