import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { buttonsOf } from '../../src/core/card.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { draw as drawSlack } from '../../src/slack/draw.ts';
import { draw as drawTeams } from '../../src/teams/draw.ts';
import { messageRefusal } from '../fakes/slack-refusals.ts';
import { readable as readSlack } from '../fakes/slack-views.ts';
import { readable as readTeams } from '../fakes/teams-cards.ts';
import { reads, startCore } from '../support/test-core.ts';
import { active, apply, open, press, pressAndFill } from './support/scenarios.ts';

const bot = createBot(loadEngine('data'));

describe('somebody’s home', () => {
  it('says so where nothing waits, and offers what can be begun', async () => {
    const [home] = await startCore(bot).say('ada', 'home');
    if (!home) throw new Error('Expected a card.');
    expect(reads([home])).toMatch(/Hello, Ada\nNothing is waiting for you\.\nAsk me anything/);
    expect(buttonsOf(home.card).map(({ label }) => label)).toContain('Log a press call');
  });

  it('shows leaders what waits for them, with the way to it, and the one who asked where it stands', async () => {
    const core = startCore(bot);
    await apply(core);
    await core.say('ada', 'A reporter from the Gazette just rang me about the roof');
    const [head] = await core.say('sam', 'home');
    if (!head) throw new Error('Expected a card.');
    expect(reads([head])).toMatch(
      /1 thing is waiting for you\.\nWaiting for you\n• Year 4 Explorers on Instagram\nAda Osei asks/,
    );
    expect(reads(await core.press('sam', head.card, 'Open it'))).toContain('Ada Osei asks for a new account');
    const mine = reads(await core.say('ada', 'what’s waiting for me'.replace('’', "'")));
    expect(mine).toMatch(/Nothing is waiting for you\.\nYours\n/);
    expect(mine).toContain('• Year 4 Explorers on Instagram\nWaiting for the senior leadership team');
    expect(mine).toContain('• Press call\nBegun and not sent');
  });

  it('shows nobody what is not theirs', async () => {
    const core = startCore(bot);
    await apply(core);
    expect(reads(await core.say('kit', 'home'))).not.toContain('Year 4 Explorers');
  });

  it('tells leaders what staff ask most, and where the policy is silent', async () => {
    const core = startCore(bot);
    await core.say('ada', 'Can I use the school logo on my own Facebook profile?');
    await core.say('joy', 'can I use chatgpt to write a caption?');
    const home = reads(await core.say('sam', 'home'));
    expect(home).toMatch(/Good to know\n• What staff ask\nMost of all: /);
    expect(home).toContain('Your policy doesn’t mention: AI tools (1)');
    expect(reads(await core.say('ada', 'home'))).not.toContain('What staff ask');
  });

  it('has a call that is overdue before everything else, also for the head, and not earlier', async () => {
    const core = startCore(bot);
    await apply(core);
    const [alarm] = await core.say('ada', 'a boy in my class told me his dad hits him');
    if (!alarm) throw new Error('Expected a card.');
    await core.press('ada', alarm.card, 'Ask the safeguarding lead to ring me');
    expect(reads(await core.say('ada', 'home'))).not.toContain('asks you to ring');
    expect(reads(await core.say('sam', 'home'))).not.toContain('asks you to ring');
    expect(reads(await core.say('bea', 'home'))).toMatch(
      /Waiting for you\n• 🛑 Ada Osei asks you to ring them/,
    );
    await core.pass(2 * 60 * 60 * 1000);
    expect(reads(await core.say('sam', 'home'))).toMatch(
      /Waiting for you\n• 🛑 Ada Osei asks you to ring them/,
    );
  });

  it('answers a question about waiting as a question', async () => {
    const seen = await startCore(bot).say('ada', 'what do I do while my request is still waiting?');
    expect(reads(seen)).not.toContain('Hello, Ada');
  });

  it('counts what is more than anybody reads', async () => {
    const core = startCore(bot);
    for (let at = 0; at < 12; at++) await apply(core, 'ada', { name: `Account ${at}` });
    const [home] = await core.say('sam', 'home');
    if (!home) throw new Error('Expected a card.');
    expect(reads([home])).toContain('12 things are waiting for you.');
    expect(reads([home])).toContain('and 6 more');
    const rest = reads(await core.press('sam', home.card, 'Show them'));
    expect(rest.match(/• Account/g)).toHaveLength(6);
    expect(rest).not.toContain('more');
  });

  it('fits a message on every platform, however much there is of everything', async () => {
    const core = startCore(bot);
    for (let at = 0; at < 100; at++) await apply(core, at % 2 ? 'sam' : 'ada', { name: `Account ${at}` });
    await core.say('sam', 'can I use chatgpt to write a caption?');
    const [home] = await core.say('sam', 'home');
    if (!home) throw new Error('Expected a card.');
    expect(messageRefusal(drawSlack(home.card))).toBeUndefined();
    expect(readSlack(drawSlack(home.card))).toContain('What staff ask');
    expect(readTeams(drawTeams(home.card))).toContain('What staff ask');
  });

  it('leads to each of a hundred requests, page by page', async () => {
    const core = startCore(bot);
    for (let at = 0; at < 100; at++) await apply(core, 'ada', { name: `Account ${at}` });
    let [page] = await core.say('sam', 'home');
    expect(reads(page ? [page] : [])).toContain('100 things are waiting for you.');
    const found = new Set<string>();
    while (page) {
      expect(messageRefusal(drawSlack(page.card))).toBeUndefined();
      expect(readTeams(drawTeams(page.card))).toContain('Account');
      for (const [name] of reads([page]).matchAll(/Account \d+/g)) found.add(name);
      const isLast = !buttonsOf(page.card).some(({ label }) => label === 'Show them');
      [page] = isLast ? [] : await core.press('sam', page.card, 'Show them');
    }
    expect(found.size).toBe(100);
  });

  it('shows each account of a leaver to those it waits for, and to the others only that somebody leaves', async () => {
    const core = open();
    await active(core);
    const left = await core.say('ada', 'I’m leaving on 18 December');
    const asked = await pressAndFill(core, 'ada', left, 'Choose a new owner', { heir: ['lin'] });
    const line = (who: string) => core.say(who, 'home').then((seen) => reads(seen));
    expect(await line('lin')).toMatch(
      /Waiting for you\n• Year 4 Explorers on Instagram\nAda Osei is leaving\. Will you take it over\?/,
    );
    await press(core, 'lin', asked, 'No, sorry', 'lin');
    expect(await line('ada')).toMatch(
      /Waiting for you\n• Year 4 Explorers on Instagram\nWho takes it over from you\?/,
    );
    expect(await line('ada')).toContain('You leave on 18 December 2027');
    const heads = await line('sam');
    expect(heads).toMatch(/Good to know\n[\s\S]*• Ada Osei leaves on/);
    expect(heads).not.toContain('Who takes it over');
  });
});
