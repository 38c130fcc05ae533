/** Who leads a school, and what each role is called: somebody who holds it, and all who do, as a sentence speaks of them. */
import type { Role } from './school.ts';

export function isLeader({ roles }: { roles: Role[] }): boolean {
  return roles.includes('slt') || roles.includes('head');
}

/** Somebody from the governing body, and nothing else at the school. */
export function isGovernorOnly({ roles }: { roles: Role[] }): boolean {
  const own = roles.filter((role) => role !== 'staff');
  return own.length > 0 && own.every((role) => governors.includes(role));
}

const governors: Role[] = ['governor', 'hs-governor', 'chair'];

/** A role and those above it, each once: where one is nobody's, the next one up is asked. */
export function rolesUpFrom<R extends string>(first: R, nextUp: Partial<Record<R, R | undefined>>): R[] {
  const chain: R[] = [];
  for (let role: R | undefined = first; role && !chain.includes(role); role = nextUp[role]) chain.push(role);
  return chain;
}

export const roleWords: Record<Role, { holder: string; all: string }> = {
  staff: { holder: 'staff', all: 'a member of staff' },
  head: { holder: 'headteacher', all: 'the headteacher' },
  slt: { holder: 'senior leader', all: 'the senior leadership team' },
  dsl: { holder: 'safeguarding lead', all: 'the safeguarding lead' },
  governor: { holder: 'governor', all: 'a governor' },
  'hs-governor': { holder: 'health and safety governor', all: 'the health and safety governor' },
  chair: { holder: 'chair of governors', all: 'the chair of governors' },
  administrator: { holder: 'administrator', all: 'the account administrator' },
  owner: { holder: 'owner of the settings', all: 'the owner of these settings' },
};
