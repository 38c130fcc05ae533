/** Somebody leaves: by which day, and how far each of their accounts has come on its way to somebody else or to its end. */

import { z } from 'zod';
import { managerOf } from '../../conversation/people.ts';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { someone } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';

const leaver = z.object({
  id: z.string(),
  person: someone,
  /** Their last day. */
  on: z.string(),
  by: someone,
  state: z.enum(['open', 'done', 'off']),
  history,
  since: z.string(),
  reminded: z.string().optional(),
  /** When the leaders last heard that the day has passed with something still open. */
  warned: z.string().optional(),
});
export type Leaver = z.infer<typeof leaver>;

export const leavers: Collection<Leaver> = {
  kind: 'leaver',
  schema: leaver,
  keys: ({ state, person }) => [`state:${state}`, `person:${person.id}`],
};

/** One account of a leaver. */
const handover = z.object({
  id: z.string(),
  leaver: z.string(),
  person: someone,
  account: z.string(),
  title: z.string(),
  /** To a new owner, to its end, or simply off the list because enough others run it. */
  way: z.enum(['transfer', 'closure', 'removal']).optional(),
  step: z.enum(['choose', 'asked', 'standing', 'approval', 'closing', 'access', 'done', 'off']),
  heir: someone.optional(),
  proposer: someone.optional(),
  /** The request that asks for the new owner's approval. */
  request: z.string().optional(),
  /** Why it is back where it was: the new owner declined, or was not approved. */
  remark: z.string().optional(),
  history,
});
export type Handover = z.infer<typeof handover>;

export const handovers: Collection<Handover> = {
  kind: 'handover',
  schema: handover,
  keys: (handover) => [
    `leaver:${handover.leaver}`,
    `step:${handover.step}`,
    ...(isOpen(handover) ? [`account:${handover.account}`] : []),
    ...(handover.step === 'approval' ? [`request:${handover.request}`] : []),
  ],
};

export function isOpen({ step }: Handover): boolean {
  return step !== 'done' && step !== 'off';
}

export function handoversOf(turn: Turn, { id }: Leaver): Promise<Handover[]> {
  return turn.work.find(handovers, `leaver:${id}`);
}

/** Their accounts, as far as they are not settled. */
export async function openHandoversOf(turn: Turn, leaver: Leaver): Promise<Handover[]> {
  return (await handoversOf(turn, leaver)).filter(isOpen);
}

/** Whoever said it, the leaver and their manager have the cards of the accounts. */
export function seeingTo(turn: Turn, { by, person }: Leaver): string[] {
  const manager = managerOf(turn.school, person.id);
  return [...new Set([by.id, person.id, ...(manager ? [manager] : [])])];
}
