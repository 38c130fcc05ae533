/** What staff read of the policy's age, and leaders of its gaps. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { buttonsOf } from '../../../src/core/card.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';

const engine = loadEngine('data');
const bot = createBot(engine);

function labels(seen: Seen[]): string[] {
  return seen.flatMap(({ card }) => buttonsOf(card).map(({ label }) => label));
}

async function record(core: TestCore, next: string): Promise<void> {
  const [shown] = await core.say('sam', 'show the policy review');
  if (!shown) throw new Error('Expected a card.');
  await core.press('sam', shown.card, 'Record a review');
  await core.fill('sam', { on: '1 March 2027', next, changed: '', again: 'no' });
}

describe.each(['policy review', 'When is the policy reviewed?'])('“%s”', (question) => {
  it('is answered by the policy, and leads those who look after it on', async () => {
    const core = startCore(bot);
    const forStaff = await core.say('ada', question);
    expect(reads(forStaff)).toContain('The next review was due in spring 2023');
    expect(labels(forStaff)).not.toContain('Show the review');
    expect(labels(await core.say('lin', question))).toContain('Show the review');
  });

  it('also tells what the school has on record, marked as its own', async () => {
    const core = startCore(bot);
    await record(core, '1 March 2028');
    expect(reads(await core.say('ada', question))).toContain(
      'Your school reviewed it on 1 March 2027. Next review: by 1 March 2028. That’s the school’s own record, and isn’t in the policy.',
    );
  });
});

describe('under an answer', () => {
  it('the policy is no longer called overdue once the school has recorded a review', async () => {
    const core = startCore(bot);
    await record(core, '1 March 2028');
    expect(reads(await core.say('ada', 'Can I swear on TikTok?'))).not.toContain('The review');
  });

  it('it is, by the school’s own date, when that has passed', async () => {
    const core = startCore(bot);
    await record(core, '1 April 2027');
    core.later(60 * 24 * 60 * 60 * 1000);
    expect(reads(await core.say('ada', 'Can I swear on TikTok?'))).toContain(
      'Your school’s review of it was due by 1 April 2027.',
    );
  });
});

it('the leaders’ card counts what staff asked that the policy does not answer', async () => {
  const core = startCore(bot, aSchool({ policy: 'westgate' }));
  await core.say('ada', 'How should I set my privacy settings?');
  expect(reads(await core.say('lin', 'show the policy review'))).toContain(
    'Asked, but not covered\n• Privacy settings (1)',
  );
});

it('the README says when each policy is due for review, and which asks for a signature', () => {
  const packs = engine
    .policies()
    .toSorted()
    .map((id) => engine.policy(id));
  const due = packs.map(({ about: { nextReview } }) => (nextReview.until ? nextReview.words : '–'));
  const signing = packs.map(({ review }) => (review.signing ? 'yes' : '–'));
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain(`| The review is due in | ${due.join(' | ')} |`);
  expect(readme).toContain(`| Asks staff to sign it | ${signing.join(' | ')} |`);
});
