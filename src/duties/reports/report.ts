/** Something that happened and has to be heard of: what was written, frozen as it was sent, and who has read it since. */
import { z } from 'zod';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { someone } from '../../core/someone.ts';

/** Roles that reports go to. */
const receivers = ['line-manager', 'dsl', 'slt', 'head', 'chair'] as const;
export type Receiver = (typeof receivers)[number];

const report = z.object({
  id: z.string(),
  /** One of the kinds in data/reports.json, and what it was called then. */
  kind: z.string(),
  title: z.string(),
  from: someone,
  at: z.string(),
  /** The adults here that it is about. None of them reads it or decides on it, whatever their role. */
  about: z.array(someone),
  what: z.string(),
  where: z.string(),
  /** The day on which it happened, where it was said. */
  on: z.string(),
  done: z.string(),
  /** What whoever reported it has added since. */
  added: z.array(z.object({ at: z.string(), words: z.string() })),
  /** Every role it has come to, the first one first. */
  to: z.array(z.enum(receivers)),
  readers: z.array(z.object({ by: someone, at: z.string() })),
  takenBy: someone.optional(),
  closed: z.object({ by: someone, at: z.string(), words: z.string() }).optional(),
  /** The report on the same thing with which it goes on. */
  joined: z.string().optional(),
  history,
  /** The day since which it has waited, and the last one on which somebody was reminded. */
  since: z.string(),
  reminded: z.string().optional(),
});
export type Report = z.infer<typeof report>;

export const reports: Collection<Report> = {
  kind: 'report',
  schema: report,
  keys: ({ closed, takenBy, from, kind }) => [
    closed ? 'state:closed' : takenBy ? 'state:taken' : 'state:open',
    `from:${from.id}`,
    ...(closed ? [`ended:${closed.at.slice(0, 10)}`] : [`open:${kind}`]),
  ],
};
