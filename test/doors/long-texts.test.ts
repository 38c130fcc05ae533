/** No text holds anybody else up, whichever door it comes through. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { longestText } from '../../src/core/clip.ts';
import { answersAs, saidAs } from '../../src/doors/typed.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { reads, startCore } from '../support/test-core.ts';
import { cost, workWith } from './long-texts.ts';
import { repetitions } from './repetitions.ts';

/**
 * Nobody else should wait longer than 50 ms, and the slow test holds it to that. Here others are at work on the same
 * machine; whatever goes back for ever takes seconds.
 */
const longestMs = 250;

const work = workWith();

describe('a long text', () => {
  it.each(Object.entries(work))('costs next to nothing where one %s', async (name, does) => {
    const slow: string[] = [];
    // A part of them after every change; `long-texts.slow.test.ts` plays all.
    let number = 0;
    for (const text of repetitions(name.startsWith('reads') ? 40_000 : longestText)) {
      if (number++ % 67 > 0) continue;
      if ((await cost(() => does(text), longestMs)) > longestMs) slow.push(text.slice(0, 20));
    }
    expect(slow).toEqual([]);
  });

  it.each([
    ['spaces', ' '],
    ['line breaks', '\n'],
    ['beginnings of a mention', '<at '],
    ['beginnings of a link', '<'],
  ])('of a million %s is cut before anything looks into it', async (_, piece) => {
    const text = `a${piece.repeat(1_000_000 / piece.length)}x`;
    for (const door of ['reads it from Slack', 'reads it from Teams', 'reads it from Teams as HTML'])
      expect(await cost(() => work[door]?.(text), longestMs)).toBeLessThan(longestMs);
  });

  it('of ten million signs costs the core no more than a short one', async () => {
    const core = startCore(createBot(loadEngine('data')));
    await core.say('ada', 'hello');
    expect(await cost(() => core.say('ada', 'a '.repeat(5_000_000)), longestMs)).toBeLessThan(longestMs);
  });

  it('in thousands of answers that no question asked for is not even read', async () => {
    const core = startCore(createBot(loadEngine('data')));
    const question = (await core.say('ada', 'I want to apply for an account')).at(-1);
    if (!question) throw new Error('Expected a question, got nothing.');
    await core.press('ada', question.card, 'Fill in everything at once');
    const answers = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, number) => [`other${number}`, 'a pupil and a teacher '.repeat(90)]),
    );
    expect(await cost(() => core.fill('ada', answers), longestMs)).toBeLessThan(longestMs);
  });

  it('is taken in up to a length that no honest one has, and says that it went on', () => {
    const plain = (text: string) => text.trim();
    expect(saidAs('short', plain)).toEqual({ type: 'said', text: 'short' });
    expect(saidAs('a'.repeat(longestText + 1), plain)).toMatchObject({ cut: true });
    const [long = '', ...others] = Object.values(answersAs({ a: 'a'.repeat(60_000), b: ['b'] }));
    expect([long.length, ...others]).toEqual([longestText, ['b']]);
  });

  it('is answered with a word about what was left unread', async () => {
    const core = startCore(createBot(loadEngine('data')));
    const question = 'Can I add a pupil as a friend? ';
    const seen = await core.raw('ada', { type: 'said', text: question, cut: true });
    expect(reads(seen)).toContain('I’ve read only its beginning');
    expect(reads(await core.say('ada', question.repeat(100)))).toContain('I’ve read only its beginning');
    expect(reads(await core.say('ada', question))).not.toContain('only its beginning');
  });
});
