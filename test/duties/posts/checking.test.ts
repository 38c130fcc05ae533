/** A post is held against the school's policy before it goes out, and nothing of it is kept. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { buttonsOf } from '../../../src/core/card.ts';
import { drafts } from '../../../src/core/draft.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';
import { everything, press } from '../support/scenarios.ts';

const bot = createBot(loadEngine('data'));

function open(policy = 'abbotswood', change: Parameters<typeof aSchool>[0] = {}): TestCore {
  return startCore(bot, aSchool({ policy, ...change }));
}

/** What comes of a post whose questions are answered in chat. */
async function checked(core: TestCore, answers: string[]): Promise<Seen[]> {
  await core.say('ada', 'check a post');
  for (const answer of answers) await core.say('ada', answer);
  return core.say('ada', 'send it');
}

function labels(seen: Seen[]): string[] {
  return seen.flatMap(({ card }) => buttonsOf(card).map(({ label }) => label));
}

const pictured = 'School account, pupils in the picture';
const official = 'School account, no pupils';
const private_ = 'My own account, pupils in the picture';

describe('a check', () => {
  it.each(['check a post', 'Can you check this post?', 'before I post', 'Please check my draft post for me'])(
    'is begun with “%s”',
    async (wish) => {
      expect(reads(await open().say('ada', wish))).toContain('What will the post say?');
    },
  );

  it('takes the words along that came with the wish', async () => {
    const seen = reads(await open().say('ada', 'check this post: Well done, Year 4!'));
    expect(seen).toContain('Where will it go');
  });

  it('begins anew with other words, though the last one was not finished', async () => {
    const core = open('hermitage');
    await core.say('ada', 'check this post: Well done, Year 4!');
    core.later(1000);
    await core.say('ada', 'check this post: Come to the fair');
    await core.say('ada', official);
    expect(reads(await core.say('ada', 'none'))).toContain('The words: Come to the fair');
  });

  it('takes words that ask or tell of the press as the post they are', async () => {
    const core = open();
    await core.say('ada', 'check a post');
    for (const words of ['Who can help at our fair? Can I bring my dog?']) {
      expect(reads(await core.say('ada', words))).toContain('Question 2');
      await core.say('ada', 'back');
    }
    expect(reads(await core.say('ada', 'A reporter from the Gazette has rung us about our win!'))).toContain(
      'Question 2',
    );
  });

  it('says what to put right with its clause, what only a person can tell, and what is fine', async () => {
    const seen = await checked(open(), ['Well done Jamie! See bbc.co.uk', pictured, 'skip', 'none']);
    expect(reads(seen)).toContain('2 things to put right first');
    expect(reads(seen)).toMatch(
      /Put right first\n• Get written consent[^\n]*\n• If “Jamie” is a child in the picture[^\n]*point 1\)\nFor a person to decide\n• Open the link first/,
    );
    expect(reads(seen)).toMatch(/Nothing to put right here\n• I saw no phone number/);
  });

  it('never says that it may be posted', async () => {
    const seen = reads(await checked(open('westgate'), ['Well done, everybody!', official, 'none']));
    expect(seen).toContain('I found nothing to put right');
    expect(seen).toContain('Not looked at: the picture itself');
    expect(seen).not.toMatch(/you (?:may|can) post|fine to post/i);
  });

  it('names what the policy is silent on, and marks our advice', async () => {
    const seen = reads(
      await checked(open('westgate'), ['Well done Jamie Smith!', pictured, '1, 2, 3, 4', 'none']),
    );
    expect(seen).toContain('Your policy doesn’t mention: whose camera took it, names of children');
    expect(seen).toContain('leave the surname out. (our advice)');
  });

  it('keeps neither a word of the post nor who asked, only how many there were', async () => {
    const core = open();
    await checked(core, ['Our secret garden', official, 'none']);
    await checked(core, ['Ring 07700 900123', official, 'none']);
    expect(everything(core)).not.toContain('secret garden');
    expect(await core.work.find(drafts)).toEqual([]);
    expect(core.work.trail).toEqual([]);
    expect(core.work.kept.get('post-check-count 2027-03')?.record).toEqual({
      id: '2027-03',
      looked: 2,
      toPutRight: 1,
    });
  });

  it('of nothing at all says that there is nothing to look at, and is not counted', async () => {
    const core = open();
    expect(reads(await checked(core, ['skip', official, 'none']))).toContain(
      'There’s nothing to look at yet',
    );
    expect(core.work.kept.has('post-check-count 2027-03')).toBe(false);
  });

  it('refuses a megabyte kindly, and goes on', async () => {
    const core = open();
    await core.say('ada', 'check a post');
    expect(reads(await core.say('ada', 'word '.repeat(200_000)))).toContain('Please keep it to 2500');
    expect(reads(await core.say('ada', 'Well done!'))).toContain('Question 2');
  });

  it('in which a child may not be safe goes to the safeguarding lead, also filled in at once', async () => {
    const core = open();
    await press(core, 'ada', await core.say('ada', 'check a post'), 'Fill in everything at once');
    const words = 'a boy in my class told me his dad hits him every night';
    expect(reads(await core.fill('ada', { text: words, where: 'school', contained: [] }))).toContain('999');
    expect(everything(core)).not.toContain('hits him');
  });

  it('can be pressed twice, and happens once', async () => {
    const core = open();
    await core.say('ada', 'check a post');
    for (const answer of ['Well done', official]) await core.say('ada', answer);
    const summary = await core.say('ada', 'none');
    await press(core, 'ada', summary, 'Check it');
    expect(reads(await press(core, 'ada', summary, 'Check it'))).toContain('already been sent');
    expect(core.work.kept.get('post-check-count 2027-03')?.record).toMatchObject({ looked: 1 });
  });

  it('says where pictures of pupils do not belong at all', async () => {
    expect(reads(await checked(open('old-park'), ['Our trip', private_, 'none']))).toContain(
      'Your own pages must never show pupils or their families. (6.9)',
    );
    expect(reads(await checked(open('abbotswood'), ['Our trip', private_, 'none']))).toMatch(
      /Keep pictures of pupils on school accounts. \(our advice\)/,
    );
  });
});

describe('beside an answer', () => {
  it.each(['can I post this photo of my class on the school page?', 'do I need consent for a photo?'])(
    '“%s” is answered by the policy, with the check one press away',
    async (question) => {
      const core = open('kenn-kenton');
      const seen = await core.say('ada', question);
      expect(seen.at(-1)?.card.kind).toBe('answer');
      expect(labels(seen)).toContain('Check a post');
      expect(reads(await press(core, 'ada', seen, 'Check a post'))).toContain('What will the post say?');
    },
  );

  it('“can I post this?”, which is asked back, has the check beside it as well', async () => {
    const seen = await open().say('ada', 'can I post this?');
    expect(seen.at(-1)?.card.kind).toBe('question');
    expect(labels(seen)).toContain('Check a post');
  });

  it('there is no check where no post is meant', async () => {
    expect(labels(await open().say('ada', 'Can a pupil be my friend on Facebook?'))).not.toContain(
      'Check a post',
    );
  });
});
