/** A form that somebody has begun, kept until it is sent, cancelled or forgotten. */

import { z } from 'zod';
import { answers } from './event.ts';
import { field } from './field.ts';
import type { Collection } from './record.ts';
import { offeringStaff, withoutStaff } from './staff.ts';
import type { Turn } from './turn.ts';

/** It keeps its own fields, so a policy that changes meanwhile changes nothing here; only the people are the school's of the day. */
const draft = z.object({
  id: z.string(),
  person: z.string(),
  form: z.string(),
  title: z.string(),
  intro: z.string().optional(),
  /** Who reads it and what happens then; earlier releases did not say. */
  next: z.string().optional(),
  submit: z.string(),
  /** What is said once it has gone, where that is not that it was sent. */
  done: z.string().optional(),
  fields: z.array(field),
  answers,
  /** The question that has been put; none while the summary is shown. */
  asking: z.string().optional(),
  /** Words that were not taken for an answer; said once more they are. */
  refused: z.string().optional(),
  state: z.enum(['open', 'cancelled']),
  value: z.record(z.string(), z.string()),
  /** The day and the instant it was last touched. */
  day: z.string(),
  touched: z.string(),
});
export type Draft = z.infer<typeof draft>;

export const drafts: Collection<Draft> = {
  kind: 'draft',
  schema: draft,
  keys: (draft) => [`person:${draft.person}`, `day:${draft.day}`],
};

export const daysKept = 30;

/** The question in hand takes any words at all. */
export function takesAnyWords({ asking, fields }: Draft): boolean {
  const kind = fields.find(({ name }) => name === asking)?.kind;
  return kind === 'text' || kind === 'line';
}

/** The question in hand takes words that are meant for others. */
export function takesQuoted({ asking, fields }: Draft): boolean {
  const field = fields.find(({ name }) => name === asking);
  return field !== undefined && 'quoted' in field && field.quoted === true;
}

/** What this person has begun and not sent, the latest first. */
export async function openDrafts(turn: Turn): Promise<Draft[]> {
  const mine = await turn.work.find(drafts, `person:${turn.person.id}`);
  return mine
    .filter((draft) => draft.state === 'open')
    .sort((a, b) => b.touched.localeCompare(a.touched))
    .map((draft) => asItIsNow(turn, draft));
}

export async function draftCalled(turn: Turn, id: string): Promise<Draft | undefined> {
  const draft = await turn.work.get(drafts, id);
  return draft && asItIsNow(turn, draft);
}

/** Questions about people offer whoever is on the school's list today. */
function asItIsNow(turn: Turn, draft: Draft): Draft {
  return { ...draft, fields: offeringStaff(turn.school, draft.fields) };
}

export function keep(turn: Turn, draft: Draft): void {
  const fields = withoutStaff(draft.fields);
  turn.work.put(drafts, { ...draft, fields, day: turn.today, touched: turn.event.at });
}
