/** What comes first when a child may be at risk: who must hear of it, and nothing that keeps anybody from telling them. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { buttonsOf } from '../../src/core/card.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore } from '../support/test-core.ts';

const bot = createBot(loadEngine('data'));
const school = aSchool();
const withChair = aSchool({
  people: [...school.people, { id: 'una', name: 'Una Ross', roles: ['chair', 'governor'] }],
});

const labels = (seen: Seen[]) => seen.flatMap(({ card }) => buttonsOf(card).map(({ label }) => label));

describe('a worry about a child', () => {
  it.each([
    'one of my girls has little cuts all along her arm and says it was the cat',
    'he never has a coat and tells the others theres no tea at his',
    'she keeps writing that nobody would notice if she wasn’t here any more',
    'a man off a game wants to meet a lad in my form by the canal',
    'Can I reply to a Year 9 who messaged the page that she is scared of her uncle?',
  ])('is heard in “%s”', async (text) => {
    const seen = await startCore(bot).say('ada', text);
    expect(reads(seen)).toMatch(/ring 999[\s\S]*Bea Ode/);
    expect(labels(seen)).toEqual(['Ask the safeguarding lead to ring me']);
  });

  it('does not lose a press call that was to be logged', async () => {
    const text =
      'a reporter from the Gazette rang, one of our boys told her his dad hits him, please log the call';
    const seen = await startCore(bot).say('ada', text);
    expect(labels(seen)).toEqual(['Ask the safeguarding lead to ring me', 'Log a call from the press']);
  });

  it('is not sent to the safeguarding lead’s own door', async () => {
    const seen = await startCore(bot).say('bea', 'a boy in my class told me his dad hits him');
    expect(reads(seen)).toMatch(/ring 999[\s\S]*You’re the safeguarding lead/);
    expect(labels(seen)).toEqual([]);
  });

  it('is heard in a question about what may be looked at', async () => {
    const text = 'am I allowed to look at the nudes on the phone I confiscated';
    expect(reads(await startCore(bot).say('ada', text))).toMatch(/ring 999/);
  });

  it('is answered with one clause at most', async () => {
    const core = startCore(bot, aSchool({ policy: 'hermitage' }));
    const seen = await core.say('ada', 'a boy in my class told me his dad hits him');
    const [card] = seen.map((message) => message.card);
    expect(card?.kind === 'notice' && card.details).toHaveLength(1);
  });

  it('goes to the private chat from a channel, where people are asked to take it down', async () => {
    const core = startCore(bot);
    const seen = await core.say('ada', 'a boy in my class told me his dad hits him', 'channel:staffroom');
    expect(reads(seen, 'channel:staffroom')).toBe('I’ve answered you privately.');
    expect(reads(seen, 'ada (privately)')).toContain('Please take that message down');
    expect(reads(seen, 'ada')).toContain('ring 999');
  });

  it('leaves nothing of the words on record', async () => {
    const core = startCore(bot);
    await core.say('ada', 'a boy in my class told me his dad hits him with a belt');
    expect(JSON.stringify([...core.work.kept.values()].map(({ record }) => record))).not.toContain('belt');
  });
});

describe('asking to be rung', () => {
  const ring = { type: 'pressed', action: 'safety.call', value: { role: 'dsl' } } as const;
  const minutes = 60 * 1000;

  it('again while nobody has rung yet brings no second card, and says so', async () => {
    const core = startCore(bot);
    expect(reads(await core.raw('ada', ring), 'bea')).toContain('Ada Osei asks you to ring them now');
    const again = await core.raw('ada', ring);
    expect(reads(again, 'bea')).toBe('');
    expect(reads(again)).toContain('go and find them');
    expect(reads(await core.raw('joy', ring), 'bea')).toContain('Joy Bell asks you');
    await core.pass(21 * minutes);
    expect(reads(await core.raw('ada', ring), 'bea')).toContain('Ada Osei asks you to ring them now');
  });

  it('by many who are not listed does not bury what staff ask', async () => {
    const core = startCore(bot, aSchool({ unlisted: 'staff' }));
    const asked = [];
    for (let number = 0; number < 100; number++) asked.push(await core.raw(`pupil-${number}`, ring));
    expect(asked.filter((seen) => reads(seen, 'bea') !== '')).toHaveLength(5);
    expect(asked.every((seen) => /ring you|go and find Bea Ode now/.test(reads(seen)))).toBe(true);
    expect(reads(await core.raw('ada', ring), 'bea')).toContain('Ada Osei asks you');
  });
});

describe('a worry about an adult', () => {
  const words = 'our new TA has been texting one of the Year 6 girls late at night, just between them';

  it('goes to the head or the safeguarding lead, and never to the adult first', async () => {
    const seen = await startCore(bot).say('ada', words);
    expect(reads(seen)).toMatch(/Sam Hale[\s\S]*Bea Ode[\s\S]*Choose the one it isn’t about/);
    expect(reads(seen)).toContain('Don’t speak to the adult first');
    expect(reads(seen)).not.toMatch(/ask your colleague/i);
  });

  it('goes to the chair of governors where it is the head, who alone is asked to ring', async () => {
    const core = startCore(bot, withChair);
    const seen = await core.say('ada', 'the headteacher keeps messaging a girl in year 11 on snapchat');
    expect(reads(seen)).toMatch(/Tell Una Ross \(chair of governors\) today/);
    const card = seen.find(({ card }) => buttonsOf(card).length > 0)?.card;
    if (!card) throw new Error('Expected a card with a button.');
    const asked = await core.press('ada', card, 'Ask the chair of governors to ring me');
    expect(reads(asked, 'una')).toContain('Ada Osei asks you to ring them now');
    expect(reads(asked, 'sam')).toBe('');
    const call = asked.find(({ to }) => to === 'una')?.card;
    if (!call) throw new Error('Expected a card for the chair.');
    expect(reads(await core.press('sam', call, 'I’ve spoken to them'))).toContain('nothing was changed');
  });
});

describe('what only sounds like it', () => {
  it.each(['he left school two years ago and is at uni', 'she is 22 now'])(
    '“%s” goes on with what was asked before',
    async (text) => {
      const core = startCore(bot);
      await core.say('ada', 'Can I accept a friend request from a former pupil?');
      expect(reads(await core.say('ada', text))).not.toContain('If a child is in danger now');
    },
  );

  it('an alarm in the middle of a conversation is still heard', async () => {
    const core = startCore(bot);
    await core.say('ada', 'Can I accept a friend request from a pupil?');
    expect(reads(await core.say('ada', 'he says he cannot go home because his stepdad beats him'))).toContain(
      'If a child is in danger now',
    );
  });

  it.each([
    'Where do I put the anti-bullying week posters?',
    'who is our DSL these days',
    'a parent is being abusive on the page about the parking',
    'these reports are killing me',
    'Can I post the swimming gala pictures?',
    'Year 6 football club',
    'say that again',
    'i dont understand',
    'they rang again',
  ])('“%s” brings no card', async (text) => {
    expect(reads(await startCore(bot).say('ada', text))).not.toContain('If a child is in danger now');
  });
});
