/** What a wish for an account already says need not be asked again. */
import { expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { drafts } from '../../../src/core/draft.ts';
import { wishIn } from '../../../src/duties/requests/wish.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { reads, startCore } from '../../support/test-core.ts';

const bot = createBot(loadEngine('data'));

it.each([
  ['I’d like a Year 6 TikTok', { name: 'Year 6', platform: 'TikTok' }],
  [
    'We want a Facebook called Forest Friends for families',
    { name: 'Forest Friends', platform: 'Facebook', audience: 'Families' },
  ],
  ['the choir fancies a YouTube channel for parents', { platform: 'YouTube', audience: 'Parents' }],
  ['can we get a new school Facebook page', { platform: 'Facebook' }],
  ['an account on Instagram and Facebook please', {}],
  ['apply for an account', {}],
])('%s', (text, said) => expect(wishIn(text)).toEqual(said));

it('is filled in and shown, and only the rest is asked', async () => {
  const core = startCore(bot);
  const seen = reads(await core.say('ada', 'I’d like to set up a Year 6 TikTok'));
  expect(seen).toContain('I’ve filled in what you said. Name: Year 6. Platform: TikTok.');
  expect(seen).toContain('What is it for?');
});

it('said again in the middle of its form goes on with it, and is no answer', async () => {
  const core = startCore(bot);
  await core.say('ada', 'I’d like to set up a Year 6 TikTok');
  const again = reads(await core.say('ada', 'I want to set up a TikTok for Year 6'));
  expect(again).toContain('You’ve already started “New school account”');
  expect(again).toContain('What is it for?');
  const [draft] = await core.work.find(drafts);
  expect(draft?.answers).toEqual({ name: 'Year 6', platform: 'TikTok' });
});
