/** An approved account comes into being: as a task for the administrator, or at once where it was there before. */

import { peopleIn, tellAdministrators } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { type Account, keepAccount } from './account.ts';
import { aboutTask, taskCard } from './account-cards.ts';
import { fewestOwners } from './account-fields.ts';
import { announce } from './recording.ts';
import type { Request } from './request.ts';

export async function createAccount(turn: PolicyTurn, one: Request): Promise<void> {
  const kept = await keepAccount(
    turn,
    { ...asApproved(turn, one), state: 'creating', checklist: one.terms.checklist.map(point) },
    'approved an account',
    approvalWords(one),
  );
  tellAdministrators(turn, taskCard(turn, kept), aboutTask(kept));
}

/** It was there before Chalkline, so nothing has to be created. */
export async function enterAccount(turn: PolicyTurn, one: Request): Promise<void> {
  const { handle, address, credentials, review } = one.answers;
  const entered: Account = {
    ...asApproved(turn, one),
    state: 'active',
    ...(handle ? { handle: String(handle) } : {}),
    ...(address ? { address: String(address) } : {}),
    ...(credentials ? { credentials: String(credentials) } : {}),
    ...(review ? { review: String(review) } : {}),
  };
  announce(turn, await keepAccount(turn, entered, 'entered an existing account', approvalWords(one)));
}

function asApproved(turn: PolicyTurn, one: Request): Account {
  const { terms, answers, fields } = one;
  const { carries } = terms;
  const people = (name: string | undefined) => (name ? peopleIn(turn.school, answers[name], one.people) : []);
  const owners = people(carries.owners);
  const moderators = people(carries.moderators);
  const said = (name: string | undefined) => (name ? String(answers[name] ?? '') : '');
  const [open, goesLive, closes] = [said(carries.open), said(carries.goesLive), said(carries.closes)];
  return {
    id: turn.reference('S'),
    request: one.id,
    name: String(answers[terms.nameField] ?? one.title),
    platform: String(answers[terms.platformField] ?? ''),
    state: 'creating',
    askedBy: one.applicant,
    owners,
    moderators,
    approved: [...new Map([...owners, ...moderators].map((person) => [person.id, person])).values()],
    ...(open === 'open' || open === 'private' ? { open } : {}),
    ...(goesLive ? { goesLive } : {}),
    ...(closes ? { closes } : {}),
    leave: [],
    fewestOwners: fewestOwners(fields, carries.owners),
    checklist: [],
    ticked: [],
    version: 1,
    edits: [],
    history: [],
    since: turn.today,
    alarmed: {},
  };
}

function point({ id, text }: Request['terms']['checklist'][number]): Account['checklist'][number] {
  return { id, text };
}

function approvalWords(one: Request): string {
  return `Asked for by ${one.applicant.name}, approved by ${one.ended?.by.name ?? 'the school'} (${one.id})`;
}
