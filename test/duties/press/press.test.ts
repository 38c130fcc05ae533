import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, startCore, type TestCore } from '../../support/test-core.ts';

const bot = createBot(loadEngine('data'));
const words = 'A journalist has just rung me';

async function logged(core: TestCore) {
  await core.say('ada', words);
  for (const answer of ['Kim Webb', 'The Gazette', '01234 567890', 'The playground'])
    await core.say('ada', answer);
  const summary = (await core.say('ada', 'today at 5')).at(-1);
  if (!summary) throw new Error('Expected a summary.');
  const seen = await core.press('ada', summary.card, 'Tell the leaders');
  const card = seen.find(({ to }) => to === 'room:slt')?.card;
  if (!card) throw new Error('Expected a card for the leaders.');
  return { seen, card };
}

describe('a call from the press', () => {
  it('begins with what to say and not to say', async () => {
    const core = startCore(bot);
    const [briefing, question] = await core.say('ada', words);
    expect(reads(briefing ? [briefing] : [])).toMatch(/Say this: .*\nDo\n.*\nDon’t\n/s);
    expect(reads(question ? [question] : [])).toContain('name?');
  });

  it('says under which clause, or that there is none', async () => {
    const oldPark = startCore(bot, aSchool({ policy: 'old-park' }));
    expect(reads(await oldPark.say('ada', words))).toContain('A.3.7 (');
    const abbotswood = startCore(bot, aSchool({ policy: 'abbotswood' }));
    expect(reads(await abbotswood.say('ada', words))).toContain('doesn’t cover journalists');
  });

  it('reaches the leaders with everything they need to ring back', async () => {
    const { card } = await logged(startCore(bot));
    const text = reads([{ to: '', card }]);
    for (const fact of [
      'Kim Webb',
      'The Gazette',
      '01234 567890',
      'The playground',
      'today at 5',
      'Taken by Ada Osei',
    ])
      expect(text).toContain(fact);
  });

  it('is claimed by one leader, and the next one hears who', async () => {
    const core = startCore(bot);
    const { card } = await logged(core);
    expect(reads(await core.press('lin', card, 'I’ll take it'), 'ada')).toContain(
      'Lin Park is dealing with the call',
    );
    expect(reads(await core.press('sam', card, 'I’ll take it'))).toContain('Lin Park has taken this already');
  });

  it('is closed with an outcome, by leaders only', async () => {
    const core = startCore(bot);
    const { card } = await logged(core);
    expect(reads(await core.press('joy', card, 'Close with an outcome'))).toContain(
      'dealt with by the senior leadership team',
    );
    await core.press('sam', card, 'Close with an outcome');
    await core.fill('sam', { outcome: ' ' });
    expect(core.problems()).toHaveProperty('outcome');
    const closed = await core.fill('sam', { outcome: 'Statement sent.' });
    expect(reads(closed, 'ada')).toContain('Sam Hale has dealt with');
    expect(reads(await core.press('lin', card, 'I’ll take it'))).toContain(
      'Sam Hale has closed this already',
    );
  });

  it('is taken privately when it was said in a channel', async () => {
    const core = startCore(bot);
    const seen = await core.say('ada', words, 'channel:staffroom');
    expect(reads(seen, 'channel:staffroom')).toBe('I’ve answered you privately.');
    expect(reads(seen, 'ada')).toContain('Say this');
  });
});

describe('a call from the press at a school with few leaders', () => {
  const people = (roles: string[]) => [
    { id: 'ada', name: 'Ada Osei', roles: ['staff' as const] },
    { id: 'sam', name: 'Sam Hale', roles: roles as ('head' | 'staff')[] },
  ];
  const log = async (roles: string[]) => {
    const core = startCore(bot, aSchool({ people: people(roles) }));
    await core.say('ada', words);
    for (const answer of ['Kim Webb', 'The Gazette', '01234 567890', 'The playground'])
      await core.say('ada', answer);
    const summary = (await core.say('ada', 'today at 5')).at(-1);
    if (!summary) throw new Error('Expected a summary.');
    return core.press('ada', summary.card, 'Tell the leaders');
  };

  it('reaches a head who stands alone', async () => {
    expect(reads(await log(['head']), 'sam')).toContain('Kim Webb');
  });

  it('does not say that the leaders know where nobody could be told', async () => {
    const told = reads(await log(['staff']), 'ada');
    expect(told).toContain('can’t reach the senior leadership team');
    expect(told).not.toContain('has it now');
  });
});

describe('at a school whose policy sends it to the headteacher', () => {
  it('reaches the head at once, and no room', async () => {
    const core = startCore(bot, aSchool({ policy: 'old-park' }));
    await core.say('ada', 'A reporter from the Gazette just rang me about the roof');
    for (const answer of ['Kim Webb', '01234 567890']) await core.say('ada', answer);
    let seen = await core.say('ada', 'skip');
    for (let at = 0; at < 3 && !reads(seen).includes('Logged'); at++) seen = await core.say('ada', 'send it');
    expect(seen.filter(({ card }) => card.kind === 'case').map(({ to }) => to)).toEqual(['sam']);
    expect(reads(seen, 'ada')).toContain('Logged. The headteacher has it now');
  });
});
