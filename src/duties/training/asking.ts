/** Whether a school has its policy signed, and by whom. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Listed } from '../../core/school.ts';

/** The policy asks for it, or the school does. */
export function isSigningOn({ policy, school }: PolicyTurn): boolean {
  return policy.signing.clauses.length > 0 || school.signing;
}

/** Everybody whose signature is wanted. Others may sign as well; nobody counts them. */
export function whoSigns({ policy, school }: PolicyTurn): Listed[] {
  return school.people.filter((person) => policy.signing.asks === 'everybody' || !isGovernorOnly(person));
}

function isGovernorOnly({ roles }: Listed): boolean {
  return roles.length > 0 && roles.every((role) => role === 'governor' || role === 'chair');
}
