/** Who leads, who is of the governing body alone, and which role comes after which. */
import { expect, it } from 'vitest';
import { isGovernorOnly, isLeader, rolesUpFrom } from '../../src/core/roles.ts';
import { type Role, roles } from '../../src/core/school.ts';

const those = (is: (person: { roles: Role[] }) => boolean) =>
  roles.filter((role) => is({ roles: ['staff', role] }));

it('the head and senior leaders lead, and nobody else does', () => {
  expect(those(isLeader)).toEqual(['head', 'slt']);
});

it('whoever governs and does nothing else at the school is of the governing body alone', () => {
  expect(those(isGovernorOnly)).toEqual(['governor', 'hs-governor', 'chair']);
  expect(isGovernorOnly({ roles: ['staff', 'governor', 'chair'] })).toBe(true);
  expect(isGovernorOnly({ roles: ['staff', 'governor', 'owner'] })).toBe(false);
  expect(isGovernorOnly({ roles: ['staff'] })).toBe(false);
});

it('each role is asked once on the way up, also where the way leads in a circle', () => {
  expect(rolesUpFrom('manager', { manager: 'head', head: 'chair' })).toEqual(['manager', 'head', 'chair']);
  expect(rolesUpFrom('head', { head: 'slt', slt: 'head' })).toEqual(['head', 'slt']);
});
