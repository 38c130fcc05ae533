/** Somebody leaves: what they run, and how far each account has come on its way to somebody else or to its end. */
import { z } from 'zod';
import { isAdministrator, isLeader } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Collection } from '../../core/record.ts';
import { someone } from '../../core/someone.ts';

const handover = z.object({
  account: z.string(),
  title: z.string(),
  /** To a new owner, to its end, or simply off the list because enough others run it. */
  way: z.enum(['transfer', 'closure', 'removal']).optional(),
  step: z.enum(['choose', 'asked', 'standing', 'approval', 'closing', 'access', 'done']),
  heir: someone.optional(),
  proposer: someone.optional(),
  /** The request that asks for the new owner's approval. */
  request: z.string().optional(),
  /** Why it is back where it was: the new owner declined, or was not approved. */
  remark: z.string().optional(),
});
export type Handover = z.infer<typeof handover>;

const leaver = z.object({
  id: z.string(),
  person: someone,
  /** Their last day. */
  on: z.string(),
  by: someone,
  state: z.enum(['open', 'done', 'off']),
  handovers: z.array(handover),
  history: z.array(z.object({ at: z.string(), words: z.string() })),
  since: z.string(),
  reminded: z.string().optional(),
  /** When the leaders last heard that the day has passed with something still open. */
  warned: z.string().optional(),
});
export type Leaver = z.infer<typeof leaver>;

export const leavers: Collection<Leaver> = {
  kind: 'leaver',
  schema: leaver,
  keys: (one) => [`state:${one.state}`, `person:${one.person.id}`],
};

export async function openLeaver(turn: PolicyTurn, person: string): Promise<Leaver | undefined> {
  const all = await turn.work.find(leavers, `person:${person}`);
  return all.find((one) => one.state === 'open');
}

/** The last day of somebody who is known to leave, whether or not their accounts are settled already. */
export async function leavingDay(turn: PolicyTurn, person: string): Promise<string | undefined> {
  const all = await turn.work.find(leavers, `person:${person}`);
  return all.find((one) => one.state === 'open' || (one.state === 'done' && one.on >= turn.today))?.on;
}

/** The one who leaves, their manager, the leaders and the administrator see to it. */
export function mayHandOver(turn: PolicyTurn, leaverId: string): boolean {
  const manager = turn.school.people.find((person) => person.id === leaverId)?.manager;
  const me = turn.person.id;
  return me === leaverId || me === manager || isLeader(turn.person) || isAdministrator(turn);
}

export function noteOnLeaver(turn: PolicyTurn, one: Leaver, words: string): Leaver {
  return { ...one, history: [...one.history, { at: turn.event.at, words }] };
}

export function withHandover(one: Leaver, changed: Handover): Leaver {
  return {
    ...one,
    handovers: one.handovers.map((each) => (each.account === changed.account ? changed : each)),
  };
}
