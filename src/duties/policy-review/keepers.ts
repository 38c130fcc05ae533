/** Who looks after the policy at the school: its owner, else the next role up that can be written to. */
import { cannotBeReached, reachable } from '../../conversation/people.ts';
import { isLeader } from '../../core/roles.ts';
import { holders, type Person, type Role } from '../../core/school.ts';
import { isAmong } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';

const chain: Role[] = ['owner', 'head', 'slt', 'chair', 'administrator'];

/** Nobody, where none of them can be written to. */
export function keepers(turn: Turn): Person[] {
  const held = chain.map((role) => reachable(turn, holders(turn.school, role)));
  return held.find((people) => people.length > 0) ?? [];
}

export function looksAfterPolicy(turn: Turn): boolean {
  const { person } = turn;
  return isLeader(person) || person.roles.includes('owner') || isAmong(keepers(turn), person.id);
}

/** Why it comes to somebody who is not its owner. */
export function whyThem(turn: Turn): string | undefined {
  const owners = holders(turn.school, 'owner');
  if (reachable(turn, owners).length > 0) return undefined;
  return owners.length > 0
    ? `${cannotBeReached(owners)}, so this comes to you.`
    : 'Nobody here is set as the policy’s owner, so this comes to you.';
}
