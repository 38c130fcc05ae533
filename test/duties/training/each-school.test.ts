/** What each school's policy says about signatures and training, and that its clauses and questions lead to a signature. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reads } from '../../support/test-core.ts';
import { open, policies } from '../support/scenarios.ts';
import { signs } from './signs.ts';

describe.each([...policies])('%s', (id, policy) => {
  const { signing } = policy;

  it('is read clause by clause, asked about, and signed', async () => {
    const core = open({ policy: id, signing: true });
    const { done } = await signs(core, 'ada');
    expect(reads(done)).toContain('Signed in the chat');
    expect(reads(done)).toContain(signing.statement);
    for (const anchor of signing.clauses) expect(reads(done)).toContain(policy.clauses.get(anchor)?.text);
  });

  it('shows the clause behind each question where the answer is wrong', async () => {
    for (const { choices, right, clause } of signing.questions) {
      const core = open({ policy: id, signing: true });
      await core.say('ada', 'sign the policy');
      for (const _ of signing.reads) await core.say('ada', 'ok');
      for (const question of signing.questions) {
        const wrong = question.clause === clause ? choices[right % choices.length] : undefined;
        if (wrong) {
          expect(reads(await core.say('ada', wrong))).toContain(policy.clauses.get(clause)?.text);
          break;
        }
        await core.say('ada', question.choices[question.right - 1] ?? '');
      }
    }
  });

  it('fits on a button of every platform with each of its answers', () => {
    const labels = signing.questions.flatMap(({ choices }) => choices);
    expect(labels.filter((label) => label.length > 75)).toEqual([]);
  });

  it('asks for a signature only where one of its clauses does', async () => {
    const core = open({ policy: id });
    const seen = reads(await core.say('ada', 'sign the policy'));
    expect(seen.includes('Question 1 of')).toBe(signing.clauses.length > 0);
  });

  it('is said in the README as it is in the pack', () => {
    const { checkTrained } = policy.application.runners;
    const school = policy.about.school;
    const row = `| ${school} | ${signing.clauses.length > 0 ? askedOf[signing.asks] : 'no'} | ${checkTrained ? 'yes' : 'no'}`;
    expect(readFileSync('README.md', 'utf8')).toContain(row);
  });
});

const askedOf = { staff: 'yes, of staff', everybody: 'yes, governors and volunteers too' };
