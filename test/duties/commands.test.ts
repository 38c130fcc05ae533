import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { commandIn } from '../../src/bot/said.ts';
import { buttonsOf } from '../../src/core/card.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, reads, startCore } from '../support/test-core.ts';

const bot = createBot(loadEngine('data'));

describe('a plain command', () => {
  it.each([
    ['help', 'help'],
    ['Help!', 'help'],
    ['What can you do?', 'help'],
    ['What else can you do?', 'more-help'],
    ['thanks', 'thanks'],
    ['Thank you so much.', 'thanks'],
    ['status', 'status'],
    ['What is waiting for me?', 'home'],
    ['what do I have to decide', 'home'],
    ['I’d like to ask a person', 'person'],
    ['can I talk to someone', 'person'],
    ['report', 'report'],
    ['Sign the policy', 'sign'],
    ['I’d like to read and sign the social media policy', 'sign'],
    ['Have I signed?', 'have-i-signed'],
    ['when did I sign it', 'have-i-signed'],
    ['Who has signed?', 'who-has-signed'],
    ['who still hasn’t signed the policy', 'who-has-signed'],
    ['has everybody signed yet', 'who-has-signed'],
    ['how many have signed', 'who-has-signed'],
    ['ask everyone to sign the policy', 'who-has-signed'],
    ['Training', 'training'],
    ['my signature', 'training'],
    ['Who signs the policy?', undefined],
    ['Do I have to sign the policy?', undefined],
    ['Has the parent signed the photo form?', undefined],
    ['Who can help me with a nasty comment?', undefined],
    ['what is the status of a pupil page', undefined],
    ['can I ask a pupil to take it down', undefined],
    ['thanks but can I add a parent?', undefined],
    ['Are school accounts allowed to be private?', undefined],
    ['What happens to old accounts?', undefined],
    ['accounts on Instagram are they allowed?', undefined],
    ['Can I record training videos?', undefined],
    ['Do I have to record a signature from parents before posting?', undefined],
  ])('%s opens %s', (text, expected) => {
    expect(commandIn(bot.duties, text, '2027-03-02')).toBe(expected);
  });

  it('for help is answered with what there is', async () => {
    expect(reads(await startCore(bot).say('ada', 'help'))).toContain('Just write in your own words');
  });

  it('for help names few things at first, and everything else a press away', async () => {
    const core = startCore(bot);
    const [first] = await core.say('ada', 'help');
    if (!first) throw new Error('Expected the help.');
    expect(reads([first])).toMatch(/\nAsk\n[\s\S]*\nGet something done\n[\s\S]*Worried about a child/);
    expect(buttonsOf(first.card).length).toBeLessThanOrEqual(7);
    const others = reads(await core.press('ada', first.card, 'What else can you do?'));
    const titles = bot.duties
      .flatMap(({ help }) => help ?? [])
      .flatMap((line) => (line.isOn ? [] : line.title));
    for (const title of titles) expect(`${reads([first])}\n${others}`).toContain(`• ${title}`);
  });

  it('for help shows what leaders look at to leaders alone', async () => {
    const core = startCore(bot);
    expect(reads(await core.say('sam', 'help'))).toMatch(
      /For leaders\n• What staff ask[\s\S]*• Who has signed/,
    );
    expect(reads(await core.say('sam', 'what else?'))).toContain('The policy’s review');
    expect(reads(await core.say('ada', 'help'))).not.toContain('For leaders');
    expect(reads(await core.say('ada', 'what else?'))).not.toContain('For leaders');
  });

  it('to sign stands under an answer on signing, where somebody asks for a signature', async () => {
    for (const [policy, isThere] of [
      ['hermitage', true],
      ['westgate', false],
    ] as const) {
      const [seen] = await startCore(bot, aSchool({ policy })).say('ada', 'Do I have to sign the policy?');
      const labels = seen ? buttonsOf(seen.card).map(({ label }) => label) : [];
      expect(labels.includes('Read and sign')).toBe(isThere);
    }
  });

  it('of thanks is answered kindly', async () => {
    expect(reads(await startCore(bot).say('ada', 'thank you'))).toContain('welcome');
  });

  it('to cancel, where nothing is open, is answered with what may be meant', async () => {
    const core = startCore(bot);
    const [seen] = await core.say('ada', 'cancel');
    if (!seen) throw new Error('Expected an answer.');
    expect(reads([seen])).toContain('There’s nothing to cancel');
    expect(reads(await core.press('ada', seen.card, 'Show my requests'))).not.toBe('');
  });

  it('for a person gives the button that asks one', async () => {
    const core = startCore(bot);
    const [seen] = await core.say('ada', 'I want to speak to a person');
    if (!seen) throw new Error('Expected an answer.');
    await core.press('ada', seen.card, 'Ask a person');
    expect(core.form()?.title).toBe('Ask a person');
  });

  it('breaks into a form, which waits', async () => {
    const core = startCore(bot);
    await core.say('ada', "I'd like to ask for a new school account");
    expect(reads(await core.say('ada', 'help'))).toContain('Just write in your own words');
    expect(reads(await core.say('ada', 'Year 4 Explorers'))).toContain('Which platform');
  });

  it('shows leaders what waits for them, and nobody else’s', async () => {
    const core = startCore(bot);
    expect(reads(await core.say('sam', 'what is waiting for me?'))).toContain('Nothing is waiting');
    await core.say('ada', "I'd like to ask for a new school account");
    for (const answer of [
      'Year 4',
      'Instagram',
      'Learning',
      'Families',
      'Newsletter',
      'Ada Osei, Joy Bell',
      'skip',
    ])
      await core.say('ada', answer);
    const [summary] = await core.say('ada', 'private');
    if (!summary) throw new Error('Expected a summary.');
    await core.press('ada', summary.card, 'Send it');
    const [list] = await core.say('sam', 'what is waiting for me?');
    if (!list) throw new Error('Expected a list.');
    expect(reads([list])).toContain('Year 4 on Instagram');
    expect(reads(await core.press('sam', list.card, 'Open it'))).toContain('Ada Osei asks for');
    expect(reads(await core.say('joy', 'what is waiting for me?'))).toContain('Nothing is waiting');
  });
});
