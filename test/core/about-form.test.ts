import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { drafts } from '../../src/core/draft.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, reads, startCore } from '../support/test-core.ts';

const bot = createBot(loadEngine('data'));

/** In the middle of reporting something, at the first question. */
async function reporting(kind = 'staff-abuse') {
  const core = startCore(bot, aSchool({ policy: 'kenn-kenton' }));
  const first = await core.raw('ada', {
    type: 'pressed',
    action: 'reports.start',
    value: { kind },
  });
  return { core, first: reads(first) };
}

const goesTo = /^It goes to .*, with your name\. Nobody it’s about can read it\./m;
const kept = 'Your answers are kept for 30 days.';

describe('a question about the form', () => {
  it.each([
    ['who will read this?', goesTo],
    ['Who sees it', goesTo],
    ['wait, who does this go to?', goesTo],
    ['will the head see this?', goesTo],
    ['will she know it was me?', goesTo],
    ['Is this confidential?', goesTo],
    ['is it anonymous', goesTo],
    ['what happens then?', goesTo],
    ['and then what?', goesTo],
    ['What happens when I send this?', goesTo],
    ['when will I hear back?', goesTo],
    ['who would that go to then?', goesTo],
    ['has it been sent?', /^Not yet\. Nothing goes anywhere until you press “.+”\.$/m],
    ['have you told the head already?', /^Not yet\./m],
    ['how long will this take?', /^\d questions are left, with this one\.$/m],
    ['how many more questions are there', /^\d questions are left/m],
    ['do I have to answer this?', /You can skip this one: write “skip”\./],
    ['is this optional?', /You can skip this one/],
    ['why do you need to know that?', /Whoever reads it needs this/],
    ['what do you mean?', /They can’t read your report/],
    ['what should I write here?', /They can’t read your report/],
    ['can I change it later?', /^Yes\. Write “change” whenever you like/m],
    ['can I finish this tomorrow?', new RegExp(kept)],
    ['will it be lost if I close this', new RegExp(kept)],
    ['can I cancel?', /^Yes\. Write “cancel” and nothing is sent\.$/m],
  ])('“%s” is answered, and is no answer to it', async (text, answer) => {
    const { core, first } = await reporting();
    const seen = reads(await core.say('ada', text));
    expect(seen).toMatch(answer);
    expect(seen.split('\n').at(-1)).toBe(first.split('\n').at(-1));
    expect((await core.work.find(drafts)).map(({ answers }) => answers)).toEqual([{}]);
  });

  it.each([
    'Who can see our page on Facebook and who answers the comments there',
    'I don’t understand why it was taken down',
    'What happened then was that she shared it',
  ])('“%s” is an answer like any other', async (text) => {
    const { core } = await reporting();
    await core.say('ada', 'Joy Bell');
    await core.say('ada', text);
    expect((await core.work.find(drafts)).map(({ answers }) => answers.what)).toEqual([text]);
  });

  it('is about the account where that is what is asked', async () => {
    const core = startCore(bot);
    await core.say('ada', 'I’d like to ask for a new school account');
    const seen = reads(await core.say('ada', 'who reads this?'));
    expect(seen).toMatch(/^It goes to .*They read it all and decide\./m);
  });
});

describe('a question that need not be answered', () => {
  it.each(['I don’t know', 'idk', 'not sure', 'no idea sorry', 'I don’t remember when', 'no'])(
    '“%s” leaves it open',
    async (text) => {
      const { core } = await reporting();
      for (const answer of [text, 'They wrote nasty things.', text, text, text])
        await core.say('ada', answer);
      expect(await core.work.find(drafts)).toMatchObject([
        { answers: { about: [], what: 'They wrote nasty things.', where: '', on: '', done: '' } },
      ]);
    },
  );

  it.each(['idk', 'Not sure.', 'nobody', 'no'])('“%s” is nobody’s name', async (text) => {
    const { core } = await reporting('colleague-abuse');
    expect(reads(await core.say('ada', text))).toContain('Please write a name');
    expect((await core.work.find(drafts)).map(({ answers }) => answers)).toEqual([{}]);
  });

  it.each(['who it is about', 'Who it’s about', "who it's about", 'who its about'])(
    '“change %s” finds it again',
    async (name) => {
      const { core } = await reporting();
      for (const answer of ['Joy Bell', 'They wrote nasty things.']) await core.say('ada', answer);
      await core.say('ada', `change ${name} to Kit Lin`);
      expect((await core.work.find(drafts)).map(({ answers }) => answers.about)).toEqual([['Kit Lin']]);
    },
  );
});
