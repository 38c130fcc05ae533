/** Whoever is let in to a school site was looked at first, and it is on record who did that. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { commandIn } from '../../../src/bot/said.ts';
import { friends } from '../../../src/duties/friends/friend.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, startCore, type TestCore } from '../../support/test-core.ts';
import { account } from '../support/account.ts';
import { day, press, reviewed } from '../support/scenarios.ts';

const bot = createBot(loadEngine('data'));

function open(change: Parameters<typeof aSchool>[0] = {}): TestCore {
  const core = reviewed(startCore(bot, aSchool({ policy: 'old-park', ...change })));
  core.work.put(accounts, account);
  return core;
}

async function checks(
  core: TestCore,
  who = 'ada',
  said = ['Kim W', 'Their profile; a parent here', 'yes'],
): Promise<string> {
  await core.say(who, 'check a friend');
  for (const answer of ['Year 4 on Instagram', ...said]) await core.say(who, answer);
  return reads(await core.say(who, 'send it'));
}

describe('a friend of a site', () => {
  it.each(['check a friend', 'Vet a new follower', 'I need to check a friend request'])(
    'is checked with “%s”',
    (text) => {
      expect(commandIn(bot.duties, text, '2027-03-02')).toBe('check-friend');
    },
  );

  it.each(['can I accept a friend request?', 'check a friend for me on Facebook', 'who are our friends'])(
    'is not begun with “%s”',
    (text) => {
      expect(commandIn(bot.duties, text, '2027-03-02')).not.toBe('check-friend');
    },
  );

  it('is put down with who looked, and listed while they are in', async () => {
    const core = open();
    expect(await checks(core)).toMatch(/Kim W: Year 4 on Instagram\nLet in\nChecked: Ada Osei, 2 March 2027/);
    const list = await core.say('joy', 'friends');
    expect(reads(list)).toContain('Kim W: Year 4 on Instagram');
    await press(core, 'joy', await press(core, 'joy', list, 'Show', 'joy'), 'They’re out again', 'joy');
    await core.fill('joy', { words: 'Broke the house rules' });
    expect(await core.work.find(friends)).toMatchObject([{ out: { words: 'Broke the house rules' } }]);
    expect(reads(await core.say('joy', 'friends'))).toContain('Nobody is on record as let in.');
  });

  it('who was kept out is on record and not on the list', async () => {
    const core = open();
    expect(await checks(core, 'ada', ['Kim W', 'Nobody knows them', 'no'])).toContain('Not let in');
    expect(reads(await core.say('ada', 'friends'))).toContain('Nobody is on record as let in.');
    expect(await core.work.find(friends)).toHaveLength(1);
  });

  it('goes a year after they are out, and stays while they are in', async () => {
    const core = open();
    await core.pass(0);
    await checks(core);
    await checks(core, 'ada', ['Una P', 'Nobody knows them', 'no']);
    await core.pass(367 * day);
    expect((await core.work.find(friends)).map(({ who }) => who)).toEqual(['Kim W']);
  });

  it('is for those who run an account', async () => {
    const core = open({ watch: [] });
    core.work.put(accounts, { ...account, owners: [{ id: 'joy', name: 'Joy Bell' }] });
    expect(reads(await core.say('ada', 'check a friend'))).toContain('No account that you run is on record.');
  });

  it('is nothing to write a child’s danger into', async () => {
    const core = open();
    const seen = await checks(core, 'ada', [
      'A.B.',
      'He sends nude pictures to a girl in Year 6 and asks her to meet',
      'no',
    ]);
    expect(seen).not.toContain('Put down');
    expect(await core.work.find(friends)).toEqual([]);
  });
});
