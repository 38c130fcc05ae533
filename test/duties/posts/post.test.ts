/** Where a policy wants a leader's eye the draft goes as a card: fine, change this, or no. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { registers } from '../../../src/cli/export/registers.ts';
import { open as openly } from '../../../src/cli/export/table.ts';
import { buttonsOf } from '../../../src/core/card.ts';
import { sentPosts } from '../../../src/duties/posts/post.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';
import { cardWith, day, everything, press, reviewed } from '../support/scenarios.ts';

const bot = createBot(loadEngine('data'));

function open(policy = 'old-park', change: Parameters<typeof aSchool>[0] = {}): TestCore {
  return startCore(bot, aSchool({ policy, ...change }));
}

async function checked(core: TestCore, who = 'ada', contained = 'none', where = 'School account, no pupils') {
  await core.say(who, 'check this post: Our harvest lunch is on Friday');
  await core.say(who, where);
  await core.say(who, contained);
  return core.say(who, 'send it');
}

async function sent(core: TestCore, who = 'ada'): Promise<Seen[]> {
  await checked(core, who);
  return core.say(who, 'send it');
}

function holdersOf(seen: Seen[], label: string): string[] {
  return seen
    .filter(({ card }) => buttonsOf(card).some((button) => button.label === label))
    .map(({ to }) => to);
}

const without = (id: string) => aSchool().people.filter((person) => person.id !== id);

describe('a post for a leader', () => {
  it('goes to the headteacher at Old Park, with its words and what was found, and to nobody else', async () => {
    const core = open();
    const result = await checked(core);
    expect(reads(result)).toContain('Next, Sam Hale has to see it');
    const given = await core.say('ada', 'send it');
    expect(holdersOf(given, 'Fine as it is')).toEqual(['sam']);
    expect(reads(given, 'sam')).toContain('“Our harvest lunch is on Friday”');
    expect(reads(given, 'sam')).toContain(
      'The headteacher has to approve what you post for the school. (A.3.4)',
    );
    expect(reads(given, 'ada')).toContain('Waiting for Sam Hale');
  });

  it('is only for what people may argue about at Kenn & Kenton', async () => {
    expect(holdersOf(await checked(open('kenn-kenton')), 'Send it to the senior leadership team')).toEqual(
      [],
    );
    const argued = await checked(open('kenn-kenton'), 'ada', 'Something people may argue about');
    expect(holdersOf(argued, 'Send it to the senior leadership team')).toEqual(['ada']);
  });

  it.each(['abbotswood', 'hermitage', 'westgate'])(
    'is not asked for at %s, unless the school does',
    async (policy) => {
      expect(reads(await checked(open(policy)))).not.toContain('has to see it');
      const asked = reads(await checked(open(policy, { checks: ['leader'] })));
      expect(asked).toContain('has to see it');
      expect(asked).toContain('Your school wants a senior leader to see it first. (our advice)');
    },
  );

  it('is not for one’s own account, nor for whoever decides themselves', async () => {
    expect(reads(await checked(open(), 'ada', 'none', 'My own account, no pupils'))).not.toContain(
      'has to see it',
    );
    expect(reads(await checked(open(), 'sam'))).not.toContain('has to see it');
  });

  it('is checked again as it is when it was changed before it went', async () => {
    const core = open();
    await checked(core);
    await core.say('ada', 'change the words to You idiots, come to lunch');
    expect(reads(await core.say('ada', 'send it'), 'sam')).toContain('Take out “idiots”');
  });

  it('goes to nobody when it was changed so that nobody has to see it', async () => {
    const core = open();
    await checked(core);
    await core.say('ada', 'change where it goes to my own account no pupils');
    expect(reads(await core.say('ada', 'send it'))).toContain('kept none of it');
    expect(await core.work.find(sentPosts)).toEqual([]);
  });

  it('is not kept when it is not sent on after all', async () => {
    const core = open();
    await checked(core);
    await core.say('ada', 'cancel');
    expect(await core.work.find(sentPosts)).toEqual([]);
  });

  it.each([
    ['Fine as it is', undefined, 'Sam Hale says your post is fine as it is', 'says it’s fine'],
    ['Change this', 'Friday 9 October', 'Sam Hale would like a change', 'Friday 9 October'],
    ['Don’t post it', 'It has moved', 'Sam Hale says not to post it', 'It has moved'],
  ])('is answered with “%s”, and whoever wrote it reads so', async (label, words, told, shown) => {
    const core = open();
    const pressed = await press(core, 'sam', await sent(core), label, 'sam');
    const answered = words ? await core.fill('sam', { words }) : pressed;
    expect(reads(answered, 'ada')).toContain(told);
    expect(reads(await press(core, 'ada', answered, 'Show your post', 'ada'))).toContain(shown);
  });

  it('is answered once, and whoever comes second reads by whom', async () => {
    const core = open('kenn-kenton');
    await checked(core, 'ada', 'Something people may argue about');
    const given = await core.say('ada', 'send it');
    await press(core, 'lin', given, 'Fine as it is', 'lin');
    expect(reads(await press(core, 'bea', given, 'Don’t post it', 'bea'))).toContain('Lin Park has answered');
    expect(core.form()).toBeUndefined();
  });

  it.each(['ada', 'lin', 'joy', 'tom'])(
    'cannot be answered by %s, who got hold of its button',
    async (who) => {
      const core = open();
      const card = cardWith(await sent(core), 'Fine as it is', 'sam');
      for (const label of ['Fine as it is', 'Change this', 'Don’t post it']) {
        expect(reads(await core.press(who, card, label))).toContain('Somebody else decides');
        expect(core.form()).toBeUndefined();
      }
    },
  );

  it('leaves its words and its answer out of every file', async () => {
    const core = open();
    await press(core, 'sam', await sent(core), 'Change this', 'sam');
    await core.fill('sam', { words: 'Say which Friday' });
    const register = registers.find(({ kind }) => kind === sentPosts.kind);
    const rows = openly(await core.work.find(sentPosts), register ?? {});
    expect(JSON.stringify(rows)).toContain('Ada Osei');
    expect(JSON.stringify(rows)).not.toMatch(/harvest|which Friday/);
  });

  it('is deleted with its words when it is taken back', async () => {
    const core = open();
    const given = await sent(core);
    expect(reads(await press(core, 'ada', given, 'Take it back', 'ada'))).toContain('Its words are deleted');
    expect(everything(core)).not.toContain('harvest');
    expect(reads(await press(core, 'sam', given, 'Fine as it is', 'sam'))).toContain('taken back');
  });

  it('is asked about once a working day, by day, until it is answered', async () => {
    const core = open();
    const given = await sent(core);
    expect(await core.pass(2 * 60 * 60 * 1000)).toEqual([]);
    const first = await core.pass(14 * 60 * 60 * 1000);
    expect(reads(first, 'sam')).toContain('Ada Osei is waiting for your word');
    expect(await core.pass(60_000)).toEqual([]);
    expect(reads(await core.pass(day), 'sam')).toContain('waiting for your word');
    await press(core, 'sam', given, 'Fine as it is', 'sam');
    expect(await core.pass(day)).toEqual([]);
  });

  it('is for whoever is head by then, and no longer for one who has left', async () => {
    const core = open();
    const given = await sent(core);
    core.school.people = [...without('sam'), { id: 'una', name: 'Una Fry', roles: ['head' as const] }];
    const reminded = await core.pass(day);
    expect(reads(reminded, 'una')).toContain('waiting for your word');
    expect(reads(await press(core, 'sam', given, 'Fine as it is', 'sam'))).toContain('not on their list');
    const shown = await press(core, 'una', reminded, 'Open it', 'una');
    expect(holdersOf(shown, 'Fine as it is')).toEqual(['una']);
  });

  it('goes up where nobody is head, and says so where nobody is left', async () => {
    const withChair = [...without('sam'), { id: 'una', name: 'Una Fry', roles: ['chair' as const] }];
    expect(holdersOf(await sent(open('old-park', { people: withChair })), 'Fine as it is')).toEqual(['una']);
    const alone = reads(await sent(open('old-park', { people: without('sam') })));
    expect(alone).toContain('nobody who decides on it can be reached');
  });

  it('is asked about at a school with no calendar and across a change of the clocks', async () => {
    const core = reviewed(startCore(bot, aSchool({ policy: 'old-park' }), '2028-03-24T10:00:00.000Z'));
    await sent(core);
    const seen: Seen[] = [];
    for (let hour = 0; hour < 3 * 24; hour++) seen.push(...(await core.pass(60 * 60 * 1000)));
    expect(seen.filter(({ to }) => to === 'sam')).toHaveLength(1);
  });
});
