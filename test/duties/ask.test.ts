import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot.ts';
import type { Card } from '../../src/core/card.ts';
import { decide } from '../../src/core/decide.ts';
import { deliveries } from '../../src/core/delivery.ts';
import { textOf } from '../../src/core/text.ts';
import { namesSomebody } from '../../src/duties/names.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, type Desk, openDesk, reads, type Seen } from '../support/desk.ts';

const bot = createBot(loadEngine('data'));
const friend = 'can I accept this friend request?';

function only(seen: Seen[]): Card {
  const [first] = seen;
  if (!first || seen.length !== 1) throw new Error(`Expected one card, got:\n${reads(seen)}`);
  return first.card;
}

describe('a question', () => {
  it.each(['westgate', 'hermitage', 'abbotswood', 'old-park', 'kenn-kenton'])(
    'about a friend request is asked back at %s, then answered with its clause',
    async (policy) => {
      const desk = openDesk(bot, aSchool({ policy }));
      const question = only(await desk.say('ada', friend));
      expect(reads([{ to: '', card: question }])).toContain('A pupil here');
      const answer = only(await desk.press('ada', question, 'A pupil here'));
      expect(answer).toMatchObject({
        kind: 'answer',
        title: expect.stringMatching(/^(No|This has to be done|This is what has to be done)/),
      });
      expect(answer.kind === 'answer' && answer.clauses.length).toBeGreaterThan(0);
    },
  );

  it('takes the answer in words as well', async () => {
    const desk = openDesk(bot, aSchool({ policy: 'old-park' }));
    await desk.say('ada', friend);
    expect(only(await desk.say('ada', 'A pupil here'))).toMatchObject({
      kind: 'answer',
      title: expect.stringMatching(/^No/),
    });
  });

  it('shows that the policy is overdue', async () => {
    const desk = openDesk(bot);
    expect(reads(await desk.say('ada', 'Can I use the school logo on my own Facebook profile?'))).toContain(
      'due for review',
    );
  });

  it.each([
    { topics: 'friend-request', 'is:nonsense': 'x' },
    { topics: '__proto__ constructor', 'is:who': 'A name' },
    { topics: 'friend-request images account-approval press' },
    {},
  ])('behind a button that is not ours (%j) breaks nothing', async (value) => {
    const desk = openDesk(bot);
    for (const action of ['ask.fact', 'ask.clause', 'ask.helpful', 'ask.person'])
      await desk.raw('ada', { type: 'pressed', action, value: value as Record<string, string> });
    expect(JSON.stringify([...desk.work.kept.values()])).not.toMatch(/__proto__|A name|nonsense/);
  });

  it('without words gets a kind sentence', async () => {
    const desk = openDesk(bot);
    expect(reads(await desk.say('ada', '   '))).toContain('What would you like to know?');
    expect(reads(await desk.say('ada', '🙂'))).toContain('What would you like to know?');
    expect(reads(await desk.raw('ada', { type: 'said', text: '', attachments: 1 }))).toContain(
      'cannot open pictures',
    );
  });

  it('that names somebody in a channel is answered privately', async () => {
    const desk = openDesk(bot);
    const seen = await desk.say(
      'ada',
      'Can I be friends with Jayden from my class on Insta?',
      'channel:staffroom',
    );
    expect(reads(seen, 'ada')).not.toBe('');
    expect(reads(seen, 'channel:staffroom')).toContain('privately');
  });

  it('that names somebody travels with no button', async () => {
    const desk = openDesk(bot);
    const [answer] = await desk.say('ada', 'can I use chatgpt to write the school posts, asks Jayden?');
    expect(JSON.stringify(answer)).toContain('ask.person');
    expect(JSON.stringify(answer)).not.toContain('Jayden');
  });

  it.each([
    ['can I add Jayden on Insta', true],
    ['a boy called jayden added me', true],
    ['Jayden keeps messaging me', true],
    ['can i add oliver smith', true],
    ['Can I put World Book Day on Padlet?', false],
    ['Someone added me. What now?', false],
    ['Is it ok if Year 6 use Minecraft?', false],
    ['can I post on Facebook on Friday', false],
    ['May I use TikTok in Year 4?', false],
  ])('%s: names somebody is %s', (text, expected) => {
    expect(namesSomebody(text)).toBe(expected);
  });

  it('delivered twice is answered once', async () => {
    const desk = openDesk(bot);
    await desk.say('ada', friend);
    const before = desk.work.kept.size;
    const again = {
      id: 'e1',
      at: '2027-03-02T20:00:00.000Z',
      by: { platform: 'playground' as const, user: 'ada' },
      place: { platform: 'playground' as const, conversation: 'ada', direct: true },
      type: 'said' as const,
      text: friend,
    };
    const { decide } = await import('../../src/core/decide.ts');
    await decide(bot, { event: again, school: desk.school, platforms: ['playground'], work: desk.work });
    expect(desk.work.kept.size).toBe(before);
  });
});

describe('a child at risk', () => {
  it('is handed to a person before anything else, also in the middle of a form', async () => {
    const desk = openDesk(bot);
    await desk.say('ada', "I'd like to set up a Year 4 Instagram");
    const seen = await desk.say(
      'ada',
      'a girl in my class has just told me a man online keeps asking her for naked photos',
    );
    expect(reads(seen)).toMatch(/999[\s\S]*Bea Ode/);
    expect(reads(seen)).toContain('waits where you left it');
  });

  it('is heard in few words, too', async () => {
    expect(reads(await openDesk(bot).say('ada', 'I am worried about a child'))).toContain('999');
  });

  it('does not say that the safeguarding lead was asked where they cannot be reached', async () => {
    const desk = openDesk(bot);
    const event = {
      id: 'e1',
      at: '2027-03-02T20:00:00.000Z',
      by: { platform: 'slack' as const, user: 'U0ADA' },
      place: { platform: 'slack' as const, conversation: 'D0ADA', direct: true },
      type: 'pressed' as const,
      action: 'safety.call',
      value: { role: 'dsl' },
    };
    await decide(bot, { event, school: desk.school, platforms: ['slack'], work: desk.work });
    const told = (await desk.work.find(deliveries)).map((one) => textOf(one.card));
    expect(told).toEqual([expect.stringContaining('cannot reach the safeguarding lead')]);
  });

  it('does not leave anybody waiting for a call that does not come', async () => {
    const desk = openDesk(bot);
    const card = only(await desk.say('ada', 'I am worried about a child'));
    await desk.press('ada', card, 'Ask the safeguarding lead to ring me');
    expect(await desk.pass(19 * 60 * 1000)).toEqual([]);
    const late = await desk.pass(2 * 60 * 1000);
    expect(reads(late, 'ada')).toContain('Nobody has told me yet');
    const [forHead] = late.filter((one) => one.to === 'sam');
    if (!forHead) throw new Error('Expected a card for the head.');
    expect(await desk.pass(60 * 60 * 1000)).toEqual([]);
    expect(reads(await desk.press('joy', forHead.card, 'I have spoken to them'))).toContain(
      'nothing was changed',
    );
    await desk.press('sam', forHead.card, 'I have spoken to them');
    expect(reads(await desk.press('bea', forHead.card, 'I have spoken to them'))).toContain('Sam Hale');
  });

  it('does not chase a call that was made', async () => {
    const desk = openDesk(bot);
    const card = only(await desk.say('ada', 'I am worried about a child'));
    const [asked] = (await desk.press('ada', card, 'Ask the safeguarding lead to ring me')).filter(
      (one) => one.to === 'bea',
    );
    if (!asked) throw new Error('Expected a card for the safeguarding lead.');
    await desk.press('bea', asked.card, 'I have spoken to them');
    expect(await desk.pass(60 * 60 * 1000)).toEqual([]);
  });

  it('reaches the safeguarding lead without a word about what', async () => {
    const desk = openDesk(bot);
    const card = only(
      await desk.say(
        'ada',
        'a girl in my class has just told me a man online keeps asking her for naked photos',
      ),
    );
    const called = await desk.press('ada', card, 'Ask the safeguarding lead to ring me');
    expect(reads(called, 'bea')).toContain('Ada Osei asks you to ring them now');
    expect(JSON.stringify([...desk.work.kept.values()])).not.toContain('naked');
  });
});

describe('what was asked just before', () => {
  it.each([3, 40])('is forgotten, also where nobody was running for %d days', async (days) => {
    const desk = openDesk(bot);
    await desk.pass(0);
    await desk.say('ada', friend);
    const kept = () => [...desk.work.kept.keys()].filter((key) => key.startsWith('exchange')).length;
    expect(kept()).toBe(1);
    await desk.pass(days * 24 * 60 * 60 * 1000);
    expect(kept()).toBe(0);
  });
});

describe('a question for a person', () => {
  const silent = 'can I use chatgpt to write the school posts?';

  async function referred(desk: Desk) {
    const answer = only(await desk.say('ada', silent));
    await desk.press('ada', answer, 'Ask a person');
    const seen = await desk.fill('ada', { question: 'May we use chatbots for posts?' });
    const card = seen.find((one) => one.to === 'room:slt')?.card;
    if (!card) throw new Error(`Expected a card for the leaders, got:\n${reads(seen)}`);
    return card;
  }

  it('is answered, and kept as the school’s own ruling until it is withdrawn', async () => {
    const desk = openDesk(bot);
    expect(reads(await desk.say('joy', silent))).toContain('does not say');
    const card = await referred(desk);
    await desk.press('sam', card, 'Answer');
    const answered = await desk.fill('sam', {
      answer: 'Only for a first draft, read by two people.',
      keep: 'yes',
    });
    expect(reads(answered, 'ada')).toContain('Only for a first draft');
    const own = reads(await desk.say('joy', silent));
    expect(own).toContain('Your school has decided');
    expect(own).toContain('Decided by Sam Hale on 2 March 2027');
    const shown = only(await desk.say('sam', silent));
    await desk.press('sam', shown, 'Withdraw this ruling');
    expect(reads(await desk.say('joy', silent))).toContain('does not say');
  });

  it('settles nothing about anybody whom it did not speak of', async () => {
    const desk = openDesk(bot);
    await desk.press('sam', await referred(desk), 'Answer');
    await desk.fill('sam', { answer: 'Yes, of course.', keep: 'yes' });
    const same = reads(await desk.say('joy', silent));
    expect(same).toContain('The question was: “May we use chatbots for posts?”');
    expect(reads(await desk.say('joy', 'can I use chatgpt about a pupil?'))).toContain('does not say');
  });

  it('is about what it says in the end, whatever was asked before', async () => {
    const desk = openDesk(bot);
    await desk.press('ada', only(await desk.say('ada', silent)), 'Ask a person');
    const seen = await desk.fill('ada', { question: 'May I wear my own coat on duty?' });
    const card = seen.find((one) => one.to === 'room:slt')?.card;
    if (!card) throw new Error('Expected a card for the leaders.');
    await desk.press('sam', card, 'Answer');
    await desk.fill('sam', { answer: 'Yes, of course.', keep: 'yes' });
    expect(reads(await desk.say('joy', silent))).toContain('does not say');
  });

  it('is not answered by the leader who asked it', async () => {
    const desk = openDesk(bot);
    await desk.press('sam', only(await desk.say('sam', silent)), 'Ask a person');
    const seen = await desk.fill('sam', { question: 'May we use chatbots for posts?' });
    const card = seen.find((one) => one.to === 'room:slt')?.card;
    if (!card) throw new Error('Expected a card for the leaders.');
    expect(reads(await desk.press('sam', card, 'Answer'))).toContain('your own question');
    expect(desk.form()).toBeUndefined();
    expect(desk.work.trail.map((one) => one.what)).toContain(
      'was refused: nobody answers their own question',
    );
  });

  it('about a child at risk is not kept, and hands over to the safeguarding lead', async () => {
    const desk = openDesk(bot);
    await desk.press('ada', only(await desk.say('ada', silent)), 'Ask a person');
    const seen = await desk.fill('ada', {
      question: 'A boy in my class told me his dad hits him. What now?',
    });
    expect(reads(seen)).toContain('999');
    expect(reads(seen, 'room:slt')).toBe('');
    expect(JSON.stringify([...desk.work.kept.values()])).not.toContain('hits him');
  });

  it('is not answered by just anybody, nor twice', async () => {
    const desk = openDesk(bot);
    const card = await referred(desk);
    expect(reads(await desk.press('joy', card, 'Answer'))).toContain('answers this one');
    await desk.press('sam', card, 'Answer');
    await desk.fill('sam', { answer: 'No.', keep: 'no' });
    expect(reads(await desk.press('lin', card, 'Answer'))).toContain('Sam Hale has answered this already');
  });

  it('is counted for the policy’s owner, without names', async () => {
    const desk = openDesk(bot);
    const answer = only(await desk.say('ada', silent));
    await desk.press('ada', answer, 'Not helpful');
    const report = reads(await desk.say('sam', 'report'));
    expect(report).toContain('Not covered: 1.');
    expect(report).not.toContain('Ada');
    expect(reads(await desk.say('ada', 'report'))).toContain('for the school’s leaders');
  });
});
