/** Who looks after the policy, and who else hears why it comes to them. */
import { describe, expect, it } from 'vitest';
import { keepers, whyThem } from '../../../src/duties/policy-review/keepers.ts';
import { type AtSchool, aTurn } from '../../support/a-turn.ts';
import { everybody } from '../support/cases.ts';

const owned = everybody.map((person) =>
  person.id === 'joy' ? { ...person, roles: ['owner' as const] } : person,
);
const keep = (at: AtSchool) => keepers(aTurn('ada', at).turn).map(({ id }) => id);

describe('the policy', () => {
  it('is its owner’s', () => {
    expect(keep({ people: owned })).toEqual(['joy']);
    expect(whyThem(aTurn('joy', { people: owned }).turn)).toBeUndefined();
  });

  it('falls to the next who can be written to', () => {
    const unreached = ['joy'];
    for (const next of [['sam'], ['lin', 'bea'], ['una'], ['tom'], []]) {
      expect(keep({ people: owned, unreached })).toEqual(next);
      unreached.push(...next);
    }
  });

  it('says why it comes to somebody else', () => {
    const why = (at: AtSchool) => whyThem(aTurn('sam', at).turn);
    expect(why({ people: owned, unreached: ['joy'] })).toBe(
      'I can’t reach Joy Bell here, so this comes to you.',
    );
    expect(why({ people: everybody })).toBe(
      'Nobody here is set as the policy’s owner, so this comes to you.',
    );
  });
});
