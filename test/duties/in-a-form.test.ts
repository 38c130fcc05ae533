import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { buttonsOf } from '../../src/core/card.ts';
import { drafts } from '../../src/core/draft.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { reads, startCore } from '../support/test-core.ts';

const bot = createBot(loadEngine('data'));

describe('in the middle of a form', () => {
  async function midway() {
    const core = startCore(bot);
    await core.say('ada', 'I’d like to ask for a new school account');
    return core;
  }

  it.each([
    'Change of plan: a boy in my class has just told me his dad hits him',
    'edit that, a pupil just told me she is being hurt at home',
  ])('a child comes first, however the words begin: “%s”', async (text) => {
    const core = await midway();
    expect(reads(await core.say('ada', text))).toContain('999');
    expect(JSON.stringify(await core.work.find(drafts))).not.toMatch(/hits|hurt/);
  });

  it.each(['yes', 'Ok thanks.', 'no', 'idk', 'send it'])(
    '“%s” to what was said beside it is no answer',
    async (text) => {
      const core = await midway();
      await core.say('ada', 'Who approves new accounts?');
      const seen = reads(await core.say('ada', text));
      expect(seen).toContain(`haven’t taken “${text}” as your answer`);
      expect((await core.work.find(drafts)).map(({ answers }) => answers)).toEqual([{}]);
    },
  );

  it('“me” is whoever writes', async () => {
    const core = await midway();
    for (const answer of ['Year 4', 'Instagram', 'To share', 'Families', 'Newsletter', 'me and Joy'])
      await core.say('ada', answer);
    expect((await core.work.find(drafts)).map(({ answers }) => answers.runners)).toEqual([['ada', 'joy']]);
  });

  it.each(['Ada + Joy', 'ada/joy', 'Ada and Mrs Bell'])('“%s” are two people', async (people) => {
    const core = await midway();
    for (const answer of ['Year 4', 'Instagram', 'To share', 'Families', 'Newsletter', people])
      await core.say('ada', answer);
    expect((await core.work.find(drafts)).map(({ answers }) => answers.runners)).toEqual([['ada', 'joy']]);
  });

  it.each(['nobody', 'No.', 'just us'])('“%s” leaves out people who need not be there', async (text) => {
    const core = await midway();
    for (const answer of ['Year 4', 'Instagram', 'To share', 'Families', 'Newsletter', 'Ada, Joy', text])
      await core.say('ada', answer);
    const [form] = await core.work.find(drafts);
    expect(form?.answers.helpers ?? []).toEqual([]);
    expect(form?.asking).not.toBe('helpers');
  });

  it('a question of one’s own is none of its answers, also without its mark', async () => {
    const core = await midway();
    const seen = reads(await core.say('ada', 'can i use my own phone for photos'));
    expect(seen).toContain('is waiting where you left it');
    expect((await core.work.find(drafts)).map(({ answers }) => answers)).toEqual([{}]);
  });

  it('an old question’s Skip skips nothing else', async () => {
    const core = await midway();
    for (const answer of ['Year 4', 'Instagram', 'To share', 'Families', 'Newsletter', 'Ada Osei, Joy Bell'])
      await core.say('ada', answer);
    const [helpers] = (await core.say('ada', 'change others who will help')).slice(-1);
    if (!helpers) throw new Error('Expected the question that can be skipped.');
    await core.say('ada', 'Kim Roe');
    expect(reads(await core.press('ada', helpers.card, 'Skip'))).toContain('already answered this');
    expect((await core.work.find(drafts)).map(({ answers }) => answers.helpers)).toEqual([['Kim Roe']]);
  });

  it('“change the aim” goes to that question', async () => {
    const core = await midway();
    for (const answer of ['Year 4', 'Instagram', 'To show what we do']) await core.say('ada', answer);
    expect(reads(await core.say('ada', 'change the aim'))).toContain('Your answer now: To show what we do');
  });

  it.each([
    ['what can you do?', 'Ask for a school account'],
    ['status', 'You’ve begun “New school account”, and not sent it yet'],
    ['accounts', 'Your school has no accounts on record yet'],
    ['home', 'Begun and not sent'],
    ['Joy Bell is leaving on 18 December', 'can tell me this. Nothing was changed.'],
    ['record training', 'Only the leaders and the administrator can record training'],
    ['A reporter from the Gazette just rang me', 'Say this'],
  ])('“%s” is no answer, and the form waits', async (text, expected) => {
    const core = await midway();
    const before = JSON.stringify((await core.work.find(drafts)).map(({ answers }) => answers));
    expect(reads(await core.say('ada', text))).toContain(expected);
    const [form] = await core.work.find(drafts);
    expect(JSON.stringify([form?.answers])).toBe(before);
  });

  it('what came in between is followed by the way back', async () => {
    const core = await midway();
    for (const text of ['accounts', 'what can you do?', 'status'])
      expect(reads(await core.say('ada', text))).toMatch(
        /“New school account” is waiting where you left it\.$/,
      );
  });

  it('a home page may be where it is to be shown', async () => {
    const core = await midway();
    for (const answer of ['Year 4', 'home page']) await core.say('ada', answer);
    expect((await core.work.find(drafts)).map(({ answers }) => answers.platform)).toEqual(['home page']);
  });

  it('an answer pressed twice is taken once, and another one still changes it', async () => {
    const core = await midway();
    for (const answer of ['Year 4', 'Instagram', 'To share', 'Families', 'Newsletter', 'Ada Osei, Joy Bell'])
      await core.say('ada', answer);
    const question = (await core.say('ada', 'skip')).at(-1);
    if (!question) throw new Error('Expected a question with answers to press.');
    const [first] = buttonsOf(question.card);
    if (!first) throw new Error('Expected a button.');
    expect(reads(await core.press('ada', question.card, first.label))).toContain('Please check it');
    const again = reads(await core.press('ada', question.card, first.label));
    expect(again).toContain('You’ve already answered this');
    expect(again).not.toContain('Please check it');
    const other = buttonsOf(question.card)[1]?.label ?? '';
    expect(reads(await core.press('ada', question.card, other))).toContain(other);
  });

  it('a change to what may not be there asks for it again', async () => {
    const core = await midway();
    await core.say('ada', 'Year 4');
    const seen = reads(await core.say('ada', 'change the platform to '.concat('x'.repeat(400))));
    expect(seen).toContain('Which platform');
  });

  it.each([
    'stop',
    'undo',
    'no, that’s wrong',
    'oops, not that',
    'sorry, I didn’t want that',
    'actually forget it',
    'actually, I’ve changed my mind',
    'changed my mind',
    'on second thoughts, no',
    'scrap that',
    'let’s not',
    'I don’t want to do this any more',
    'no wait, don’t send it',
  ])('“%s” ends what has just begun', async (words) => {
    const core = await midway();
    expect(reads(await core.say('ada', words))).toContain('is cancelled. Nothing was sent.');
  });

  it.each(['actually no', 'oh no', 'no wait', 'Hmm, actually no.', 'no, sorry', 'more', 'show more'])(
    '“%s” is hardly an answer, so it is asked about before it counts',
    async (words) => {
      const core = await midway();
      const asked = reads(await core.say('ada', words));
      expect(asked).toContain(`I haven’t taken “${words}” as your answer.`);
      expect(asked).toContain('write “cancel” to stop');
      expect((await core.work.find(drafts)).flatMap(({ answers }) => Object.values(answers))).toEqual([]);
      await core.say('ada', words);
      expect((await core.work.find(drafts)).flatMap(({ answers }) => Object.values(answers))).toEqual([
        words,
      ]);
    },
  );

  it('a question that nobody can answer here is not taken as an answer either', async () => {
    const core = await midway();
    const before = JSON.stringify((await core.work.find(drafts)).map(({ answers }) => answers));
    expect(reads(await core.say('ada', 'where can visitors park on Monday?'))).toContain(
      'is waiting where you left it',
    );
    expect(JSON.stringify((await core.work.find(drafts)).map(({ answers }) => answers))).toBe(before);
  });

  it('what was asked before the form has no say in it', async () => {
    const core = startCore(bot);
    const no = reads(await core.say('ada', 'Can I accept a friend request from a pupil?'));
    await core.say('ada', 'I’d like to ask for a new school account');
    expect(reads(await core.say('ada', 'where can visitors park on Monday?'))).not.toContain(
      no.split('\n')[1],
    );
  });

  it('words about journalists are an answer like any other', async () => {
    const core = await midway();
    await core.say('ada', 'To share our news with parents and local journalists');
    const [form] = await core.work.find(drafts);
    expect(JSON.stringify(form?.answers)).toContain('local journalists');
  });
});
