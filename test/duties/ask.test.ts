import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { buttonsOf, type Card } from '../../src/core/card.ts';
import { decide } from '../../src/core/decide.ts';
import { deliveries } from '../../src/core/delivery.ts';
import { namesSomebody } from '../../src/core/names.ts';
import { textOf } from '../../src/core/text.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore } from '../support/test-core.ts';

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
      const core = startCore(bot, aSchool({ policy }));
      const question = only(await core.say('ada', friend));
      expect(reads([{ to: '', card: question }])).toContain('A pupil here');
      const answer = only(await core.press('ada', question, 'A pupil here'));
      expect(answer).toMatchObject({
        kind: 'answer',
        title: expect.stringMatching(/^(No|This has to be done|This is what has to be done)/),
      });
      expect(answer.kind === 'answer' && answer.clauses.length).toBeGreaterThan(0);
    },
  );

  it('takes the answer in words as well', async () => {
    const core = startCore(bot, aSchool({ policy: 'old-park' }));
    await core.say('ada', friend);
    expect(only(await core.say('ada', 'A pupil here'))).toMatchObject({
      kind: 'answer',
      title: expect.stringMatching(/^No/),
    });
  });

  it('names whoever is to be told, the line manager too', async () => {
    const seen = await startCore(bot).say('ada', 'My nephew is a pupil here and has added me, what do I do?');
    expect(reads(seen)).toContain('Who to tell: Lin Park (your line manager)');
  });

  it('shows that the policy is overdue', async () => {
    const core = startCore(bot);
    expect(reads(await core.say('ada', 'Can I use the school logo on my own Facebook profile?'))).toContain(
      'The review of your policy was due',
    );
  });

  it.each([
    { topics: 'friend-request', 'is:nonsense': 'x' },
    { topics: '__proto__ constructor', 'is:who': 'A name' },
    { topics: 'friend-request images account-approval press' },
    {},
  ])('behind a button that is not ours (%j) breaks nothing', async (value) => {
    const core = startCore(bot);
    for (const action of ['ask.fact', 'ask.clause', 'ask.helpful', 'ask.person'])
      await core.raw('ada', { type: 'pressed', action, value: value as Record<string, string> });
    expect(JSON.stringify([...core.work.kept.values()])).not.toMatch(/__proto__|A name|nonsense/);
  });

  it('without words gets a kind sentence', async () => {
    const core = startCore(bot);
    expect(reads(await core.say('ada', '   '))).toContain('What would you like to know?');
    for (const picture of ['🙂', ':tada:', ':+1: :tada:'])
      expect(reads(await core.say('ada', picture))).toContain('What would you like to know?');
    expect(reads(await core.raw('ada', { type: 'said', text: '', attachments: 1 }))).toContain(
      'can’t open pictures',
    );
  });

  it('in another language is not warned about the age of the policy', async () => {
    const seen = reads(await startCore(bot).say('ada', 'هل يمكنني قبول طلب صداقة من طالب؟'));
    expect(seen).toContain('I only understand English');
    expect(seen).not.toContain('The review of your policy was due');
  });

  it('that names somebody in a channel is answered privately', async () => {
    const core = startCore(bot);
    const seen = await core.say(
      'ada',
      'Can I be friends with Jayden from my class on Insta?',
      'channel:staffroom',
    );
    expect(reads(seen, 'ada')).not.toBe('');
    expect(reads(seen, 'channel:staffroom')).toContain('privately');
  });

  it('that names somebody travels with no button', async () => {
    const core = startCore(bot);
    const [answer] = await core.say('ada', 'can I use chatgpt to write the school posts, asks Jayden?');
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
    const core = startCore(bot);
    await core.say('ada', friend);
    const before = core.work.kept.size;
    const again = {
      id: 'e1',
      at: '2027-03-02T20:00:00.000Z',
      by: { platform: 'playground' as const, user: 'ada' },
      place: { platform: 'playground' as const, conversation: 'ada', direct: true },
      type: 'said' as const,
      text: friend,
    };
    const { decide } = await import('../../src/core/decide.ts');
    await decide(bot, { event: again, school: core.school, platforms: ['playground'], work: core.work });
    expect(core.work.kept.size).toBe(before);
  });
});

/** Its policy names no day for the next review, so nobody is reminded of it. */
const withoutReview = aSchool({ policy: 'hermitage' });

describe('a child at risk', () => {
  it('is handed to a person before anything else, also in the middle of a form', async () => {
    const core = startCore(bot);
    await core.say('ada', "I'd like to ask for a new school account");
    const seen = await core.say(
      'ada',
      'a girl in my class has just told me a man online keeps asking her for naked photos',
    );
    expect(reads(seen)).toMatch(/999[\s\S]*Bea Ode/);
    expect(reads(seen)).toContain('is waiting where you left it');
  });

  it('is heard in few words, too', async () => {
    expect(reads(await startCore(bot).say('ada', 'I am worried about a child'))).toContain('999');
  });

  it('does not say that the safeguarding lead was asked where they cannot be reached', async () => {
    const core = startCore(bot, aSchool({ unlisted: 'staff' }));
    const event = {
      id: 'e1',
      at: '2027-03-02T20:00:00.000Z',
      by: { platform: 'slack' as const, user: 'U0ADA' },
      place: { platform: 'slack' as const, conversation: 'D0ADA', direct: true },
      type: 'pressed' as const,
      action: 'safety.call',
      value: { role: 'dsl' },
    };
    await decide(bot, { event, school: core.school, platforms: ['slack'], work: core.work });
    const told = (await core.work.find(deliveries)).map(({ card }) => textOf(card));
    expect(told).toEqual([expect.stringContaining('cannot reach the safeguarding lead')]);
  });

  it('does not leave anybody waiting for a call that does not come', async () => {
    const core = startCore(bot, withoutReview);
    const card = only(await core.say('ada', 'I am worried about a child'));
    await core.press('ada', card, 'Ask the safeguarding lead to ring me');
    expect(await core.pass(19 * 60 * 1000)).toEqual([]);
    const late = await core.pass(2 * 60 * 1000);
    expect(reads(late, 'ada')).toContain('Nobody has told me yet');
    const [forHead] = late.filter(({ to }) => to === 'sam');
    if (!forHead) throw new Error('Expected a card for the head.');
    expect(await core.pass(60 * 60 * 1000)).toEqual([]);
    expect(reads(await core.press('joy', forHead.card, 'I’ve spoken to them'))).toContain(
      'nothing was changed',
    );
    await core.press('sam', forHead.card, 'I’ve spoken to them');
    expect(reads(await core.press('bea', forHead.card, 'I’ve spoken to them'))).toContain('Sam Hale');
  });

  it('does not chase a call that was made', async () => {
    const core = startCore(bot);
    const card = only(await core.say('ada', 'I am worried about a child'));
    const [asked] = (await core.press('ada', card, 'Ask the safeguarding lead to ring me')).filter(
      ({ to }) => to === 'bea',
    );
    if (!asked) throw new Error('Expected a card for the safeguarding lead.');
    await core.press('bea', asked.card, 'I’ve spoken to them');
    expect(await core.pass(60 * 60 * 1000)).toEqual([]);
  });

  it('reaches the safeguarding lead without a word about what', async () => {
    const core = startCore(bot);
    const card = only(
      await core.say(
        'ada',
        'a girl in my class has just told me a man online keeps asking her for naked photos',
      ),
    );
    const called = await core.press('ada', card, 'Ask the safeguarding lead to ring me');
    expect(reads(called, 'bea')).toContain('Ada Osei asks you to ring them now');
    expect(JSON.stringify([...core.work.kept.values()])).not.toContain('naked');
  });
});

describe('what was asked just before', () => {
  it.each([3, 40])('is forgotten, also where nobody was running for %d days', async (days) => {
    const core = startCore(bot);
    await core.pass(0);
    await core.say('ada', friend);
    const kept = () => [...core.work.kept.keys()].filter((key) => key.startsWith('exchange')).length;
    expect(kept()).toBe(1);
    await core.pass(days * 24 * 60 * 60 * 1000);
    expect(kept()).toBe(0);
  });
});

describe('what is said after an answer', () => {
  it.each(['hi', 'ok', 'thanks', 'delete my data', 'hello', 'bye'])(
    '“%s” does not repeat it',
    async (words) => {
      const core = startCore(bot, aSchool({ policy: 'old-park' }));
      const first = reads(await core.say('ada', 'Can I accept a friend request from a pupil?'));
      expect(reads(await core.say('ada', words))).not.toBe(first);
    },
  );

  it.each([
    ['he is in my class, year 5', 'No'],
    ['somebody I taught who is thirty now', 'doesn’t mention this'],
    ['the mum of a boy in my class', 'It depends'],
  ])('“%s” answers “Who is it?”', async (words, heading) => {
    const core = startCore(bot, aSchool({ policy: 'old-park' }));
    await core.say('ada', friend);
    expect(reads(await core.say('ada', words))).toContain(heading);
  });
});

/** A line that points to the safeguarding lead may stand before it. */
function questionIn(seen: Seen[]): Card {
  const question = seen.map(({ card }) => card).find(({ kind }) => kind === 'question');
  if (!question) throw new Error(`Expected a question, got:\n${reads(seen)}`);
  return question;
}

describe('where it is not sure', () => {
  const unclear = 'would that one be alright then do you reckon, the thing from Tuesday';

  it('people pick what they meant, once', async () => {
    const core = startCore(bot);
    const question = questionIn(await core.say('ada', unclear));
    expect(reads([{ to: '', card: question }])).toContain('Which of these do you mean?');
    const [first] = buttonsOf(question);
    if (!first) throw new Error('Expected topics to pick from.');
    const seen = await core.press('ada', question, first.label);
    expect(seen.some(({ card }) => card.kind === 'answer' || card.kind === 'question')).toBe(true);
    expect(reads(await core.press('ada', question, first.label))).toContain(
      `already been answered: “${first.label}”`,
    );
  });

  it.each([
    ['the second one', 1],
    ['3', 2],
    ['the last', 2],
  ])('or write “%s”', async (words, place) => {
    const core = startCore(bot);
    const question = questionIn(await core.say('ada', unclear));
    await core.say('ada', words);
    const again = await core.press('ada', question, buttonsOf(question)[place]?.label ?? '');
    expect(reads(again)).toContain('already been answered');
  });

  it('or ask a person, where it is none of them', async () => {
    const core = startCore(bot);
    const question = questionIn(await core.say('ada', unclear));
    await core.press('ada', question, 'None of these: ask a person');
    expect(core.form()?.title).toBe('Ask a person');
  });

  it('answers each of several questions under its own heading', async () => {
    const core = startCore(bot, aSchool({ policy: 'old-park' }));
    const seen = reads(
      await core.say(
        'ada',
        'Can I accept a friend request from a pupil? And who keeps the passwords of the school page?',
      ),
    );
    expect(seen).toMatch(/1 of 2 · Friend requests[\s\S]*No[\s\S]*2 of 2 · Passwords/);
  });
});

it('a wish after “Who is it?” is no answer to it', async () => {
  const core = startCore(bot, aSchool({ policy: 'abbotswood' }));
  await core.say('ada', friend);
  const seen = await core.say('ada', 'I want a Facebook called Forest Friends for families');
  const offered = seen.flatMap(({ card }) => buttonsOf(card).map(({ label }) => label));
  expect(offered).toContain('Ask for a new account');
});

describe('a child’s safety comes before the answer to any question', () => {
  it.each([
    'a girl in my class who told me her dad hits her',
    'it is a pupil and she says she wants to kill herself',
    'she told me her dad hits her',
  ])('“%s”', async (words) => {
    const core = startCore(bot, aSchool({ policy: 'old-park' }));
    await core.say('ada', friend);
    expect(reads(await core.say('ada', words))).toContain('999');
  });
});
