/** A request about a school account: what was asked, under which policy, and whose signatures it has and still needs. */

import { z } from 'zod';
import { answers } from '../../core/event.ts';
import { field } from '../../core/field.ts';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { asSomeone, type Someone, someone } from '../../core/someone.ts';
import { application } from '../../policy/pack/requests.ts';

/** What a request keeps of the policy it began under, so that a new policy does not move the posts. */
const terms = application
  .pick({
    stages: true,
    stagesNote: true,
    runners: true,
    nameField: true,
    platformField: true,
    carries: true,
    source: true,
    checklist: true,
    remarks: true,
    authorField: true,
  })
  .extend({
    /** None where nobody runs anything by it. */
    peopleFields: z.array(z.string()),
    change: application.shape.changes.element.pick({ id: true, label: true, does: true }).optional(),
    /** What leave is asked for, by its id in the pack. */
    permission: z.string().optional(),
  });

const request = z.object({
  id: z.string(),
  /** For a new account, for one that was there before Chalkline, for a change to one, or for leave to do something. */
  kind: z.enum(['new', 'existing', 'change', 'permission']),
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
  /** Who has the card of the present stage, once it has been given out. */
  told: z.array(someone),
  givenOut: z.literal(true).optional(),
  /** What was approved has been carried out. */
  carriedOut: z.literal(true).optional(),
  /** Why it was rejected, or what should be changed. */
  reason: z.string().optional(),
  /** Each reason that was given so far. Requests of earlier releases have the last one only. */
  reasons: z.array(z.object({ by: someone, at: z.string(), words: z.string() })).optional(),
  /** The answers that the changes are about, where that was said. */
  reopened: z.array(z.string()).optional(),
  /** Who asked for changes. Requests of earlier releases do not say. */
  reasonBy: someone.optional(),
  ended: z.object({ by: someone, at: z.string() }).optional(),
  history,
  /** The day since which it has waited, and the last one on which somebody was reminded. */
  since: z.string(),
  reminded: z.string().optional(),
});
export type Request = z.infer<typeof request>;
export type Stage = Request['terms']['stages'][number];

export const requests: Collection<Request> = {
  kind: 'request',
  schema: request,
  keys: ({ state, applicant }) => [`state:${state}`, `applicant:${applicant.id}`],
};

export function currentStage({ state, stage, terms }: Request): Stage | undefined {
  return state === 'waiting' ? terms.stages.find(({ id }) => id === stage) : undefined;
}

/** The stages to which it has come, the one where it is or ended among them. */
export function stagesSoFar({ stage, terms: { stages } }: Request): Stage[] {
  return stages.slice(0, stages.findIndex(({ id }) => id === stage) + 1);
}

/** How many roles further up the stage has gone. */
export function raisedBy({ raised }: Request, { id }: Stage): number {
  return raised[id] ?? 0;
}

/** Everybody who is to run the account, by the answers: those who gain by the request. */
export function runnersOf({ terms, answers }: Pick<Request, 'terms' | 'answers'>): string[] {
  const named = terms.peopleFields.flatMap((name) => answers[name] ?? []);
  return [...new Set(named)].filter((id) => id !== '');
}

export function named(people: Someone[]): Someone[] {
  return people.map(asSomeone);
}
