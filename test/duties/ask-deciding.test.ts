import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { buttonsOf, type Card } from '../../src/core/card.ts';
import { copies } from '../../src/core/delivery.ts';
import type { Act } from '../../src/core/event.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../support/test-core.ts';

const bot = createBot(loadEngine('data'));
const friend = 'can I accept this friend request?';
const day = 24 * 60 * 60 * 1000;
const message = { platform: 'playground', conversation: 'ada', id: 'm1' } as const;
const already = 'has already been answered';

function atSchool(): TestCore {
  return startCore(bot, aSchool({ policy: 'old-park' }));
}

/** A question that has been asked back, with the copy that has arrived where Ada reads. */
async function askedBack(core: TestCore, words = friend): Promise<Card> {
  const [seen] = await core.say('ada', words);
  if (!seen?.about || seen.card.kind !== 'question') throw new Error('Expected a deciding question.');
  core.work.put(copies, { id: seen.about, about: seen.about, message: { ...message, id: seen.about } });
  return seen.card;
}

/** What has become of the question, and everything else that came of it. */
function told(seen: Seen[]): { closed: Card | undefined; rest: Seen[] } {
  const closed = seen.find(({ to }) => to === 'update')?.card;
  return { closed, rest: seen.filter(({ to }) => to !== 'update') };
}

function pressOf(card: Card, label: string): Act {
  const button = buttonsOf(card).find((candidate) => candidate.label === label);
  if (!button) throw new Error(`Expected a button “${label}”.`);
  return { type: 'pressed', action: button.action, value: button.value };
}

describe('a deciding question', () => {
  it('that is answered by a button says what was chosen, and has no buttons any more', async () => {
    const core = atSchool();
    const question = await askedBack(core);
    const { closed, rest } = told(await core.press('ada', question, 'A parent or carer'));
    expect(closed).toMatchObject({ title: 'Who is it?', text: '✓ A parent or carer' });
    expect(closed && buttonsOf(closed)).toEqual([]);
    expect(rest).toMatchObject([{ to: 'ada', card: { kind: 'answer' } }]);
  });

  it.each(['A former pupil', 'A parent or carer'])(
    'that was answered with “A former pupil” does not answer to “%s” again',
    async (label) => {
      const core = atSchool();
      const question = await askedBack(core);
      await core.press('ada', question, 'A former pupil');
      const { closed, rest } = told(await core.press('ada', question, label));
      expect(rest).toHaveLength(1);
      expect(reads(rest, 'ada (privately)')).toMatch(`${already}: “A former pupil”`);
      expect(closed).toMatchObject({ text: '✓ A former pupil' });
    },
  );

  it.each([
    ['as the button reads', 'a colleague', '✓ A colleague'],
    ['in words of their own', 'what about a parent?', '✓ A parent or carer'],
    ['by asking it whole', 'can I accept a friend request from a parent?', '✓ A parent or carer'],
  ])('that is answered %s closes as well', async (_how, words, text) => {
    const core = atSchool();
    const question = await askedBack(core);
    const { closed, rest } = told(await core.say('ada', words));
    expect(closed).toMatchObject({ text });
    expect(rest).toMatchObject([{ to: 'ada', card: { kind: 'answer' } }]);
    expect(reads(await core.press('ada', question, 'A pupil here'))).toContain(already);
  });

  it('stays open while something else is asked', async () => {
    const core = atSchool();
    const question = await askedBack(core);
    expect(told(await core.say('ada', 'Can I use the school logo?')).closed).toBeUndefined();
    expect(told(await core.press('ada', question, 'A pupil here')).rest).toMatchObject([
      { card: { kind: 'answer' } },
    ]);
  });

  it('is not closed by the answer to another one', async () => {
    const core = atSchool();
    const first = await askedBack(core);
    const second = await askedBack(core);
    await core.press('ada', first, 'A pupil here');
    expect(reads(await core.press('ada', second, 'A former pupil'))).not.toContain(already);
    expect(reads(await core.press('ada', first, 'A former pupil'))).toContain(already);
  });

  it('that was not answered for weeks is still answered, once', async () => {
    const core = atSchool();
    const question = await askedBack(core);
    await core.pass(0);
    await core.pass(30 * day);
    const press = { ...pressOf(question, 'A pupil here'), message } as Act;
    const { closed, rest } = told(await core.raw('ada', press));
    expect(closed).toMatchObject({ text: '✓ A pupil here' });
    expect(rest).toMatchObject([{ card: { kind: 'answer' } }]);
    expect(reads(told(await core.raw('ada', press)).rest)).toContain(already);
  });

  it('from before it was told apart from others is answered', async () => {
    const value = { topics: 'connect', 'is:who': 'pupil' };
    const seen = await atSchool().raw('ada', { type: 'pressed', action: 'ask.fact', value });
    expect(seen).toMatchObject([{ card: { kind: 'answer', title: expect.stringMatching(/^No/) } }]);
  });

  it('is forgotten after a few days, and where it hung', async () => {
    const core = atSchool();
    await core.pass(0);
    const before = [...core.work.kept.keys()].filter((key) => !key.startsWith('played'));
    await core.press('ada', await askedBack(core), 'A pupil here');
    await core.pass(3 * day);
    const counted = [...core.work.kept.keys()].filter((key) => !/^(played|ask-count)/.test(key));
    expect(counted).toEqual(before);
  });

  it('keeps nothing of who asked, nor of what they wrote', async () => {
    const core = atSchool();
    await core.press('ada', await askedBack(core, 'can I accept Jayden’s friend request?'), 'A pupil here');
    const kept = [...core.work.kept].filter(([key]) => key.startsWith('deciding'));
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toMatch(/Jayden|ada/i);
  });
});
