/** Whether a school has its policy signed, and by whom. */
import { type Button, button } from '../../core/card.ts';
import { isGovernorOnly } from '../../core/roles.ts';
import type { Listed, School } from '../../core/school.ts';
import type { Policy } from '../../policy/pack.ts';

type Known = { policy: Policy; school: School };

/** The policy asks for it, or the school does. */
export function isSigningOn({ policy, school }: Known): boolean {
  return policy.signing.clauses.length > 0 || school.signing;
}

/** Under an answer on signing, and wherever somebody lacks a signature: the way to it. */
export function signButtons(known: Known): Button[] {
  return isSigningOn(known) ? [button('Read and sign', 'training.start')] : [];
}

/** Everybody whose signature is wanted. Others may sign as well; nobody counts them. */
export function whoSigns({ policy, school }: Known): Listed[] {
  return school.people.filter((person) => policy.signing.asks === 'everybody' || !isGovernorOnly(person));
}
