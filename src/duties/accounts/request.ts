/** A request for a school account: what was asked, under which policy, and whose signatures it has and still needs. */
import { z } from 'zod';
import { field } from '../../core/form.ts';
import type { Collection } from '../../core/record.ts';
import { holders, type Listed, type Person, type Role, type School } from '../../core/school.ts';
import { application } from '../../policy/pack.ts';

const someone = z.object({ id: z.string(), name: z.string() });
const answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const request = z.object({
  id: z.string(),
  applicant: someone,
  title: z.string(),
  /** The policy it began under. Its form and stages are kept, so that a new policy does not move the posts. */
  policy: z.object({ id: z.string(), words: z.string() }),
  terms: application.pick({
    stages: true,
    stagesNote: true,
    runners: true,
    peopleFields: true,
    nameField: true,
    platformField: true,
    source: true,
    checklist: true,
  }),
  fields: z.array(field),
  answers,
  /** The answers before the last changes that were asked for. */
  before: answers.optional(),
  state: z.enum(['waiting', 'changes', 'approved', 'rejected', 'withdrawn']),
  /** The stage it is at. */
  stage: z.string(),
  signatures: z.array(
    z.object({ stage: z.string(), by: someone, at: z.string(), despite: z.string().optional() }),
  ),
  /** A stage that its holder has handed to somebody else who may sign it. */
  handedTo: z.record(z.string(), someone).default({}),
  /** Why it was rejected, or what should be changed. */
  reason: z.string().optional(),
  ended: z.object({ by: someone, at: z.string() }).optional(),
  history: z.array(z.object({ at: z.string(), words: z.string() })),
  /** The day since which the present stage has waited, and the last one on which somebody was reminded. */
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

export type Signers = { people: Person[]; role: Stage['by']; movedUp: boolean };

/** Who may sign this stage now. Never the applicant, whatever roles they hold. */
export function signersOf(school: School, one: Request, stage: Stage): Signers {
  const handed = one.handedTo[stage.id];
  const tried = new Set<Stage['by']>();
  for (let role: Stage['by'] | undefined = stage.by; role && !tried.has(role); role = nextUp[role]) {
    tried.add(role);
    const people = holdersOf(school, one.applicant.id, role).filter(
      (person) => person.id !== one.applicant.id,
    );
    const chosen = handed ? people.filter((person) => person.id === handed.id) : people;
    if (people.length > 0)
      return { people: chosen.length > 0 ? chosen : people, role, movedUp: role !== stage.by };
  }
  return { people: [], role: stage.by, movedUp: false };
}

export function maySign(school: School, one: Request, stage: Stage, person: Person): boolean {
  return signersOf(school, one, stage).people.some((signer) => signer.id === person.id);
}

/** A stage is complete with one signature, or with everybody's where the policy wants all. */
export function isSigned(school: School, one: Request, stage: Stage): boolean {
  const signed = new Set(
    one.signatures.filter((signature) => signature.stage === stage.id).map((signature) => signature.by.id),
  );
  if (stage.needs === 'any') return signed.size > 0;
  return signersOf(school, one, stage).people.every((person) => signed.has(person.id));
}

function holdersOf(school: School, applicant: string, role: Stage['by']): Person[] {
  if (role !== 'manager') return holders(school, role satisfies Role);
  const managerId = school.people.find((person) => person.id === applicant)?.manager;
  return school.people.filter((person) => person.id === managerId).map(asSigner);
}

function asSigner({ id, name, roles }: Listed): Person {
  return { id, name, roles };
}
