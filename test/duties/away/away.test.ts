/** Nobody is reminded on leave: their deputy is, where they may see it, and the rest waits until they are back. */
import { describe, expect, it } from 'vitest';
import { commandIn } from '../../../src/bot/said.ts';
import { absences } from '../../../src/core/absence.ts';
import { deliveries } from '../../../src/core/delivery.ts';
import { awayIn } from '../../../src/duties/away/absence-words.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { rotas } from '../../../src/duties/rota/rota.ts';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import { account } from '../support/account.ts';
import { apply, bot, day, open, press } from '../support/scenarios.ts';

/** Says it and sends it off. */
async function away(core: TestCore, who: string, text: string, deputy = 'skip'): Promise<Seen[]> {
  await core.say(who, text);
  await core.say(who, deputy);
  return core.say(who, 'send it');
}

const onRecord = (core: TestCore) => core.work.find(absences);

describe('what is said about being away', () => {
  it.each([
    ['I’m away', {}],
    ['I am on leave from 5 April to 9 April', { from: '2027-04-05', to: '2027-04-09' }],
    ["I'm off sick today", { from: '2027-03-02', to: '2027-03-02' }],
    ['I’ll be away until Friday.', { from: '2027-03-02', to: '2027-03-05' }],
    ['I’m away next week', { from: '2027-03-08', to: '2027-03-12' }],
    ['im off sick today', { from: '2027-03-02', to: '2027-03-02' }],
    ['I’m not in tomorrow', { from: '2027-03-03', to: '2027-03-03' }],
    ['I’m away on Thursday', { from: '2027-03-04', to: '2027-03-04' }],
    ['I’m away from Monday', { from: '2027-03-08' }],
    ['Joy Bell is off sick today', { name: 'Joy Bell', from: '2027-03-02', to: '2027-03-02' }],
    ['Mrs Bell’s away until 12 March', { name: 'Mrs Bell', from: '2027-03-02', to: '2027-03-12' }],
  ])('“%s” is understood', (text, said) => {
    expect(awayIn(text, '2027-03-02')).toEqual(said);
    expect(commandIn(bot.duties, text, '2027-03-02')).toBe('away');
  });

  it.each([
    'I’m away on a trip with Year 4, can I post photos?',
    'Year 6 are away until Friday',
    'She is away until Friday',
    'Staff are away today',
    'I’m off to post this',
    'Who is away?',
  ])('“%s” is nobody’s absence', (text) => {
    expect(awayIn(text, '2027-03-02')).toBeUndefined();
  });
});

describe('an absence', () => {
  it('is put down in two answers, and both read it', async () => {
    const core = open();
    const question = reads(await core.say('ada', 'I’m away until 12 March'));
    expect(question).toContain('Who stands in?');
    expect(reads(await core.say('ada', 'who sees this?'))).toContain(
      'Managers, leaders and the administrator',
    );
    await core.say('ada', 'Joy Bell');
    const seen = await core.say('ada', 'send it');
    expect(reads(seen, 'ada')).toContain('2 March 2027 to 12 March 2027');
    expect(reads(seen, 'joy')).toContain('You stand in for Ada Osei: 2 March 2027 to 12 March 2027.');
    expect(reads(await core.say('ada', 'home'))).toContain('You’re away');
    expect(reads(await core.say('joy', 'home'))).toContain('You stand in for Ada Osei');
  });

  it('may end tomorrow', async () => {
    const core = open();
    for (const text of ['I’m away', 'today', 'tomorrow', 'skip', 'send it']) await core.say('ada', text);
    expect(await onRecord(core)).toMatchObject([{ from: '2027-03-02', to: '2027-03-03' }]);
  });

  it('is put down for others by those who see to them alone', async () => {
    const core = open();
    expect(reads(await core.say('joy', 'Ada Osei is off sick today'))).toContain('Nothing was changed');
    const seen = await away(core, 'sam', 'Ada Osei is off sick today');
    expect(reads(seen, 'ada')).toContain('Sam Hale has put down that you’re away: 2 March 2027.');
    expect(await onRecord(core)).toMatchObject([
      { person: { id: 'ada' }, from: '2027-03-02', to: '2027-03-02' },
    ]);
  });

  it('names nobody who is not there, and asks which of two', async () => {
    const core = open();
    expect(reads(await core.say('sam', 'Zed Quux is away today'))).toContain('I can’t find “Zed Quux”');
    expect(await onRecord(core)).toEqual([]);
  });

  it('said again for the same days is the same one, changed', async () => {
    const core = open();
    await away(core, 'ada', 'I’m away until 5 March');
    await away(core, 'ada', 'I’m away until 12 March', 'Joy Bell');
    expect(await onRecord(core)).toMatchObject([{ to: '2027-03-12', deputies: [{ id: 'joy' }] }]);
  });

  it('has nobody standing in for themselves', async () => {
    const core = open();
    await away(core, 'ada', 'I’m away until 5 March', 'me');
    expect(await onRecord(core)).toMatchObject([{ deputies: [] }]);
  });

  it('ends when they say that they are back, and by itself', async () => {
    const core = open();
    await away(core, 'ada', 'I’m away until 12 March');
    expect(reads(await core.say('ada', 'I’m back'))).toContain('Welcome back');
    expect(reads(await core.say('ada', 'I’m back'))).toContain('Nothing was changed');
    await away(core, 'ada', 'I’m away until 5 March');
    await core.pass(4 * day);
    expect((await onRecord(core)).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('can be declined by whoever was to stand in, and whoever is away hears of it', async () => {
    const core = open();
    const sent = await away(core, 'ada', 'I’m away until 12 March', 'Joy Bell');
    const seen = await press(core, 'joy', await press(core, 'joy', sent, 'Show', 'joy'), 'I can’t stand in');
    expect(reads(seen, 'ada')).toContain('Joy Bell can’t stand in for you.');
    expect(await onRecord(core)).toMatchObject([{ deputies: [] }]);
  });

  it('is listed for those who may see it', async () => {
    const core = open();
    await away(core, 'ada', 'I’m away until 12 March');
    expect(reads(await core.say('sam', 'who is away?'))).toContain('Ada Osei');
    expect(reads(await core.say('joy', 'who is away?'))).toContain('Nobody that you can see is away.');
  });
});

describe('a reminder', () => {
  const sam = 'has waited for a decision';

  /** The head alone may decide, and is reminded on the second and on the fourth working day. */
  async function waitingForSam(text: string | undefined, deputy = 'skip'): Promise<[TestCore, Seen[]]> {
    const core = open({ policy: 'hermitage' });
    await apply(core, 'ada');
    if (text) await away(core, 'sam', text, deputy);
    const seen: Seen[] = [];
    for (let at = 0; at < 6; at++) seen.push(...(await core.pass(day)));
    return [core, seen];
  }

  const heldFor = (core: TestCore, who: string) => core.work.find(deliveries, `held:${who}`);

  it('waits until the first day back, the last of several about the same alone', async () => {
    const [, usually] = await waitingForSam(undefined);
    expect(reads(usually, 'sam').split(sam)).toHaveLength(3);
    const [core, seen] = await waitingForSam('I’m away until 19 March');
    expect(reads(seen, 'sam')).not.toContain(sam);
    expect(await heldFor(core, 'sam')).toMatchObject([
      { due: '2027-03-20T08:00:00.000Z', card: { text: expect.stringContaining('4 working days') } },
    ]);
  });

  it('that waited comes at once to whoever is back sooner, and later to whoever stays away for longer', async () => {
    const [core] = await waitingForSam('I’m away until 19 March');
    await away(core, 'sam', 'I’m away until 26 March');
    expect(await heldFor(core, 'sam')).toMatchObject([{ due: '2027-03-27T08:00:00.000Z' }]);
    expect(reads(await core.say('sam', 'I’m back'), 'sam')).toContain(sam);
    expect(await heldFor(core, 'sam')).toEqual([]);
  });

  it('shows nothing to a deputy who may not see what it is about', async () => {
    const [core, seen] = await waitingForSam('I’m away until 19 March', 'Joy Bell');
    expect(reads(seen, 'joy')).toBe('');
    expect(await heldFor(core, 'sam')).toHaveLength(1);
  });

  it('goes to a deputy who may, with the reason', async () => {
    const core = open({ policy: 'kenn-kenton' });
    core.work.put(accounts, { ...account, owners: [account.askedBy] });
    await away(core, 'ada', 'I’m away until 19 March', 'Tom Ivy');
    const first = await core.say('joy', 'log a comment');
    await press(core, 'joy', first, 'Fill in everything at once');
    const what = 'The newsletter is always late';
    const summary = await core.fill('joy', { account: 'S-1', kind: 'complaint', what, came: 'now' });
    await press(core, 'joy', summary, 'Pass it on');
    const seen = await core.pass(day);
    expect(reads(seen, 'ada')).toBe('');
    expect(reads(seen, 'tom')).toMatch(
      /^Ada Osei is away until 19 March 2027, so this comes to you\.\n.*Year 4/,
    );
  });

  it('is not doubled for a deputy who has it anyway', async () => {
    const core = open({ policy: 'kenn-kenton' });
    await apply(core, 'ada');
    await away(core, 'lin', 'I’m away until 19 March', 'Bea Ode');
    await core.pass(day);
    const seen = await core.pass(day);
    expect(reads(seen, 'lin')).not.toContain(sam);
    expect(reads(seen, 'bea').split(sam)).toHaveLength(2);
    expect(reads(seen, 'bea')).not.toContain('is away');
    expect(await heldFor(core, 'lin')).toEqual([]);
  });
});

describe('the rota', () => {
  it('goes to the deputy who may look, else it is open', async () => {
    const core = open({ policy: 'kenn-kenton' });
    core.work.put(accounts, account);
    await press(
      core,
      'ada',
      await press(core, 'ada', await core.say('ada', 'rota'), 'Set it up'),
      'Change the rota',
    );
    const all = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
    await core.fill('ada', Object.fromEntries(all.map((name) => [name, 'ada'])));
    await away(core, 'ada', 'I’m away until 4 March', 'Joy Bell');
    const days = async () => (await core.work.get(rotas, 'S-1'))?.instead;
    expect(await days()).toMatchObject({ '2027-03-03': { id: 'joy' }, '2027-03-04': { id: 'joy' } });
  });
});
