/** application.json and permissions.json: what is asked before anybody signs, and who signs in which order. */
import { z } from 'zod';
import { field } from '../../core/field.ts';
import { anchor, sentence } from './basics.ts';

const stage = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  title: sentence,
  /** The applicant's own line manager, or anybody who holds a role. */
  by: z.enum(['manager', 'head', 'slt', 'governor', 'hs-governor']),
  /** One of them is enough, or every one must sign. */
  needs: z.enum(['any', 'all']),
  /** What the signature says. */
  signs: sentence,
});
const stages = z.array(stage).min(1);

/** application.json: what the school asks before there is an account in its name, and who signs, in which order. */
export const application = z.strictObject({
  /** Where this form comes from: said to the applicant, and honestly where the policy has none. */
  source: sentence,
  fromPolicy: z.boolean(),
  clauses: z.array(anchor),
  intro: sentence,
  fields: z.array(field).min(1),
  /** Which field says what the account is called, and which ones name the people who will run it. */
  nameField: sentence,
  platformField: sentence,
  /** The one whose line manager signs, where that need not be whoever applies. */
  authorField: sentence.optional(),
  /** What whoever decides should see where the answers are these: each field has one of its values. */
  remarks: z
    .array(
      z.strictObject({
        when: z.record(z.string(), z.array(sentence).min(1)),
        says: sentence,
        clause: anchor,
      }),
    )
    .default([]),
  peopleFields: z.array(sentence).min(1),
  /** Which answers the account takes over once it is approved, by field. */
  carries: z.strictObject({
    owners: sentence,
    moderators: sentence.optional(),
    open: sentence.optional(),
    goesLive: sentence.optional(),
    closes: sentence.optional(),
  }),
  stages,
  /** Where the approver is a setting of the school rather than a rule of the policy. */
  stagesNote: sentence.optional(),
  /** What the approvers must be satisfied of about everybody who will run the account. */
  runners: z.strictObject({
    words: sentence,
    clause: anchor.optional(),
    checkSigned: z.boolean(),
    checkTrained: z.boolean(),
    /** So many of them are enough; without it, everybody must be trained. */
    enoughTrained: z.int().min(1).optional(),
  }),
  /** What the administrator does once it is approved. */
  checklist: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z-]+$/), text: sentence, clause: anchor.optional() }))
    .min(1),
  /** Changes to a running account that need approval of their own, by kind. */
  changes: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      label: sentence,
      clause: anchor.optional(),
      /** What the account gains: the people in the field "people", openness, or a leave of its own. */
      does: z.enum(['add-owners', 'add-moderators', 'open', 'permit']),
      fields: z.array(field).min(1),
      /** Who signs it, where that is not who signs for a new account. */
      stages: stages.optional(),
    }),
  ),
});

/** permissions.json: what somebody needs leave for that changes no account. */
export const permissions = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z-]+$/),
    /** What is asked for, as it stands on the card. */
    label: sentence,
    /** Said before the questions: what the policy asks for. */
    intro: sentence,
    clause: anchor,
    /** The answers under which it is offered. */
    topics: z.array(z.string()),
    fields: z.array(field).min(1),
    stages,
  }),
);
