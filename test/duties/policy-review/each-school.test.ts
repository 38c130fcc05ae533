/** What each school's policy says of its own review, and what its owner therefore hears. */
import { describe, expect, it } from 'vitest';
import { clauseName } from '../../../src/core/clause-name.ts';
import { aSchool, reads, startCore } from '../../support/test-core.ts';
import { bot, policies } from '../support/scenarios.ts';

const minute = 60 * 1000;

/** On 2 March 2027: which reminder comes first. */
const firstHeard: Record<string, string> = {
  abbotswood: 'The review of your policy was due in June 2022 (by 30 June 2022).',
  hermitage: '',
  'kenn-kenton': 'The review of your policy was due in spring 2023 (by 31 May 2023).',
  'old-park': 'The review of your policy is due in spring 2027 (by 31 May 2027). 90 days are left.',
  westgate: 'The review of your policy was due in July 2025 (by 31 July 2025).',
};

describe.each([...policies.keys()])('%s', (policy) => {
  const { about, clauses, review } = policies.get(policy) ?? raise();

  it('reminds its owner of the day that its policy names, once', async () => {
    const core = startCore(bot, aSchool({ policy }), '2027-03-02T09:00:00.000Z');
    await core.pass(0);
    const first = reads(await core.pass(minute), 'sam');
    if (firstHeard[policy] === '') expect(first).toBe('');
    else expect(first).toContain(firstHeard[policy]);
    expect(await core.pass(minute)).toEqual([]);
  });

  it('shows its leaders the clauses, its owner, and who its policy asks to sign', async () => {
    const card = reads(await startCore(bot, aSchool({ policy })).say('lin', 'show the policy review'));
    for (const anchor of [...review.clauses, ...(review.signing?.clauses ?? [])]) {
      const clause = clauses.get(anchor) ?? raise();
      expect(card).toContain(`${clauseName(clause)}: ${clause.text}`);
    }
    expect(card).toContain(`Its owner: ${about.owner ?? 'Your policy names nobody'}`);
    expect(card).toContain(review.signing?.who ?? 'Your policy doesn’t ask for a signature.');
    expect(card).toContain('Your policy doesn’t ask for that.');
  });
});

function raise(): never {
  throw new Error('Expected a policy and its clauses.');
}
