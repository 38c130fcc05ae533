/** What the first words about a call already say need not be asked again. */
import { expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { callIn } from '../../../src/duties/press/said.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { reads, startCore } from '../../support/test-core.ts';

it.each([
  ['The Chronicle rang about the boiler', { outlet: 'Chronicle', subject: 'the boiler' }],
  [
    'Dee Marsh from the Argus called about the lollipop crossing, wants an answer by 3pm',
    { caller: 'Dee Marsh', outlet: 'Argus', subject: 'the lollipop crossing', deadline: '3pm' },
  ],
  ['I’ve been phoned by the Daily Mail', { outlet: 'Daily Mail' }],
  ['BBC are in our messages', { outlet: 'BBC' }],
  ['A reporter just rang', {}],
  ['journalist on the phone about it', {}],
])('%s', (text, said) => expect(callIn(text)).toEqual(said));

it('is filled in and shown, and only the rest is asked', async () => {
  const core = startCore(createBot(loadEngine('data')));
  const seen = reads(await core.say('ada', 'The Chronicle just rang about the boiler'));
  expect(seen).toContain('I’ve filled in what you said. Paper or station: Chronicle. About: the boiler.');
  expect(seen).toContain('What’s the journalist’s name?');
  await core.say('ada', 'Dee Marsh');
  await core.say('ada', '01392 000000');
  expect(reads(await core.say('ada', 'skip'))).toContain('Please check it');
});
