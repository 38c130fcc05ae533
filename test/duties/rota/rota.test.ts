/** Each account is looked at: by whoever's day it is, in one press, and a day that nobody has is told in time. */
import { describe, expect, it } from 'vitest';
import { commandIn } from '../../../src/bot/said.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { rotas } from '../../../src/duties/rota/rota.ts';
import { type aSchool, reads, type Seen, type TestCore } from '../../support/test-core.ts';
import { account, ada } from '../support/account.ts';
import { bot, day, open as openAt, press } from '../support/scenarios.ts';

const hour = 60 * 60 * 1000;
/** Ten to eight on a Thursday. */
const thursday = '2027-03-04T07:50:00.000Z';

const week = {
  monday: 'ada',
  tuesday: 'ada',
  wednesday: 'joy',
  thursday: 'ada',
  friday: 'joy',
  saturday: 'joy',
  sunday: 'nobody',
};

async function open(change: Parameters<typeof aSchool>[0] = {}, start = thursday): Promise<TestCore> {
  const core = openAt(change, start);
  core.work.put(accounts, account);
  const list = await core.say('ada', 'rota');
  const begun = await press(core, 'ada', list, 'Set it up');
  await press(core, 'ada', begun, 'Change the rota');
  await core.fill('ada', week);
  return core;
}

async function onRecord(core: TestCore) {
  const rota = await core.work.get(rotas, 'S-1');
  if (!rota) throw new Error('Expected a rota on record.');
  return rota;
}

async function showTo(core: TestCore, who: string): Promise<Seen[]> {
  return core.raw(who, { type: 'pressed', action: 'rota.show', value: { id: 'S-1' } });
}

async function away(core: TestCore, who: string, from: string, to: string): Promise<Seen[]> {
  await press(core, who, await showTo(core, who), 'I can’t look on some days');
  return core.fill(who, { from, to });
}

describe('a swap', () => {
  /** Ada asks for Friday, which is Joy's, and gives her Thursday for it. */
  async function asked(core: TestCore): Promise<Seen[]> {
    await press(core, 'ada', await showTo(core, 'ada'), 'Swap a day');
    return core.fill('ada', { mine: '2027-03-04', theirs: '2027-03-05' });
  }

  it('changes both days once the other says yes, and not before', async () => {
    const core = await open();
    const seen = await asked(core);
    expect(reads(seen, 'joy')).toContain(
      'Ada Osei would like to swap: you look at Year 4 on Instagram on Thursday 4 March 2027, and Ada Osei on Friday 5 March 2027.',
    );
    expect((await onRecord(core)).instead).toEqual({});
    expect(reads(await press(core, 'joy', seen, 'Yes, swap', 'joy'), 'ada')).toContain('Joy Bell says yes');
    expect((await onRecord(core)).instead).toMatchObject({
      '2027-03-04': { id: 'joy' },
      '2027-03-05': { id: 'ada' },
    });
  });

  it('leaves everything as it is where the other says no, or says it twice', async () => {
    const core = await open();
    const seen = await asked(core);
    expect(reads(await press(core, 'joy', seen, 'No, sorry', 'joy'), 'ada')).toContain('is still yours');
    expect(reads(await press(core, 'joy', seen, 'Yes, swap', 'joy'))).toContain('Nothing was changed');
    expect((await onRecord(core)).instead).toEqual({});
  });

  it('is for whoever was asked alone', async () => {
    const core = await open();
    const seen = await asked(core);
    for (const who of ['ada', 'sam', 'tom'])
      expect(reads(await press(core, who, seen, 'Yes, swap', 'joy'))).toContain('Nothing was changed');
    expect((await onRecord(core)).instead).toEqual({});
  });

  it('comes too late once one of the days has gone elsewhere', async () => {
    const core = await open();
    const seen = await asked(core);
    await away(core, 'ada', '2027-03-04', '2027-03-04');
    expect(reads(await press(core, 'joy', seen, 'Yes, swap', 'joy'))).toContain('nothing was swapped');
  });
});

describe('a rota', () => {
  it.each([
    ['rota', 'rota'],
    ['Show me the rota', 'rota'],
    ['who is on the rota today?', 'rota'],
    ['checked', 'checked'],
    ['Checked, nothing to report', 'checked'],
    ['I’ve looked', 'checked'],
    ['I checked my settings', undefined],
    ['have you checked?', undefined],
    ['is there a rota for pupils?', undefined],
  ])('“%s” opens %s', (text, opens) => {
    expect(commandIn(bot.duties, text, '2027-03-04')).toBe(opens);
  });

  it('says on which days nobody looks, where the policy would like every day', async () => {
    expect(reads(await showTo(await open(), 'ada'))).toContain(
      'Nobody is down for Sunday. Your policy would like every day.',
    );
    expect(reads(await showTo(await open({ policy: 'old-park' }), 'ada'))).not.toContain('every day');
  });

  it('asks whoever’s day it is once in the morning, and takes one press', async () => {
    const core = await open();
    expect(await core.pass(5 * 60 * 1000)).toEqual([]);
    const asked = await core.pass(10 * 60 * 1000);
    expect(asked.map(({ to }) => to)).toEqual(['ada']);
    expect(await core.pass(60_000)).toEqual([]);
    expect(reads(await press(core, 'ada', asked, 'Checked: nothing to report'))).toContain(
      'checked for today',
    );
    expect((await onRecord(core)).looked).toMatchObject([{ by: ada, day: '2027-03-04' }]);
    expect(reads(await press(core, 'ada', asked, 'Checked: nothing to report'))).toContain(
      'Ada Osei has looked today already',
    );
    expect(await core.pass(8 * hour)).toEqual([]);
  });

  it('is told in a word, too', async () => {
    const core = await open();
    expect(reads(await core.say('ada', 'Checked, nothing to report.'))).toContain('checked for today');
    expect(reads(await core.say('ada', 'checked'))).toContain('Ada Osei has looked today');
    expect(reads(await core.say('joy', 'checked'))).toContain('Who looks at our accounts');
  });

  it('reminds once in the afternoon, and tells the leaders once the day after', async () => {
    const core = await open();
    await core.pass(hour);
    expect(await core.pass(6 * hour)).toEqual([]);
    expect(reads(await core.pass(hour), 'ada')).toContain(
      'Nobody has looked at Year 4 on Instagram yet today',
    );
    expect(await core.pass(hour)).toEqual([]);
    const friday = await core.pass(16 * hour);
    expect(reads(friday, 'room:slt')).toContain('Nobody looked at Year 4 on Instagram yesterday');
    expect(await core.pass(hour)).toEqual([]);
  });

  it('goes on at weekends and in the holidays, over the change of the clocks', async () => {
    const saturday = await open({}, '2027-03-27T08:30:00.000Z');
    expect(reads(await saturday.pass(0), 'joy')).toContain('It’s your day');
    expect(await saturday.pass(day)).toEqual([]);
    expect(reads(await saturday.pass(22.5 * hour + 60_000), 'ada')).toContain('It’s your day');
  });

  it('is given up by whoever is away, and taken by somebody else', async () => {
    const core = await open();
    const asked = await away(core, 'joy', '2027-03-05', '2027-03-08');
    expect(reads(asked, 'ada')).toContain('Joy Bell can’t look at Year 4 on Instagram on some days');
    const shown = await press(core, 'ada', asked, 'Open it', 'ada');
    expect(reads(shown)).toContain('Nobody looks on Friday 5 March 2027 and Saturday 6 March 2027.');
    await press(core, 'ada', shown, 'I’ll take a day');
    await core.fill('ada', { days: ['2027-03-05', '2027-03-06'] });
    expect(reads(await showTo(core, 'joy'))).toContain('Friday 5 March 2027: Ada Osei');
    expect(reads(await press(core, 'tom', shown, 'I’ll take a day', 'ada'))).toContain(
      'Every day has somebody by now',
    );
  });

  it('sounds the alarm once for a day that nobody has, the day before', async () => {
    const core = await open();
    await core.say('ada', 'checked');
    await away(core, 'joy', '2027-03-05', '2027-03-05');
    const alarm = await core.pass(hour);
    expect(reads(alarm, 'room:slt')).toContain('Nobody looks at Year 4 on Instagram on Friday 5 March 2027.');
    expect(reads(alarm, 'tom')).toContain('Can you?');
    expect(reads(alarm, 'joy')).toBe('');
    expect(await core.pass(day)).toEqual([]);
  });

  it('has a gap where somebody has left, or runs the account no longer', async () => {
    const core = await open();
    await core.say('ada', 'checked');
    Object.assign(core.school, { people: core.school.people.filter(({ id }) => id !== 'joy') });
    expect(reads(await showTo(core, 'ada'))).toContain(
      'Nobody looks on Friday 5 March 2027, Saturday 6 March 2027, Wednesday 10 March 2027, Friday 12 March 2027 and 2 more days.',
    );
    expect(reads(await core.pass(hour), 'room:slt')).toContain('on Friday 5 March 2027');
  });

  it.each([
    [
      'from a day that has passed',
      '2027-03-01',
      '2027-03-05',
      { from: 'Please give a date on or after 4 March 2027.' },
    ],
    [
      'until a day before it',
      '2027-03-06',
      '2027-03-05',
      { to: 'Please give a date on or after 6 March 2027.' },
    ],
    ['on days that are not theirs', '2027-03-08', '2027-03-09', { from: 'None of these days is yours.' }],
    [
      'for years',
      '2027-03-05',
      '2029-03-05',
      { to: 'That’s more than two months. Please change the rota instead.' },
    ],
    ['on no day at all', '', 'soon', { from: expect.any(String), to: expect.any(String) }],
  ])('cannot be given up %s', async (_, from, to, problems) => {
    const core = await open();
    await away(core, 'joy', from, to);
    expect(core.problems()).toEqual(problems);
    expect((await onRecord(core)).instead).toEqual({});
  });

  it('keeps what was agreed for single days when the week changes, but where the weekday has somebody new', async () => {
    const core = await open();
    await away(core, 'joy', '2027-03-05', '2027-03-06');
    await press(core, 'ada', await showTo(core, 'ada'), 'Change the rota');
    await core.fill('ada', { ...week, friday: 'ada' });
    expect((await onRecord(core)).instead).toEqual({ '2027-03-06': null });
  });

  it('leads on to the comment that was found, with the account filled in', async () => {
    const core = await open();
    const seen = await press(core, 'ada', await showTo(core, 'ada'), 'Something needs an answer');
    expect(reads(seen)).toContain('Account: Year 4 on Instagram');
    expect((await onRecord(core)).looked).toHaveLength(1);
  });

  it('cannot be begun by those who do not run the account', async () => {
    const core = openAt();
    core.work.put(accounts, account);
    const begin = { type: 'pressed' as const, action: 'watch.begin', value: { account: 'S-1' } };
    expect(reads(await core.raw('gil', begin))).toContain('Those who run this account set its rota');
    expect(await core.work.find(rotas)).toEqual([]);
    expect(reads(await core.say('gil', 'rota'))).toContain('You don’t run any of the accounts');
  });

  it('has a gap where somebody can’t be written to any more', async () => {
    const core = await open({}, thursday);
    expect(reads(await showTo(core, 'ada'))).not.toContain('Nobody looks on');
    core.work.put(accounts, { ...account, owners: [{ id: 'kit', name: 'Kit Hay' }] });
    core.work.put(rotas, { ...(await onRecord(core)), team: [{ id: 'kit', name: 'Kit Hay' }] });
    expect(reads(await showTo(core, 'tom'))).toContain('Nobody looks on Thursday 4 March 2027');
  });

  it('is shown fifteen accounts at a time', async () => {
    const core = openAt();
    for (let at = 1; at <= 17; at++)
      core.work.put(accounts, { ...account, id: `S-${at}`, name: `Account ${at}` });
    const first = await core.say('ada', 'rota');
    expect(reads(first)).toContain('Account 15');
    expect(reads(first)).not.toContain('Account 16');
    expect(reads(await press(core, 'ada', first, 'Show the next 2'))).toContain('Account 17');
  });

  it('is begun once, though two press', async () => {
    const core = await open();
    const begin = { type: 'pressed' as const, action: 'watch.begin', value: { account: 'S-1' } };
    expect(reads(await core.raw('joy', begin))).toContain('Thursday: Ada Osei');
  });

  it('follows its account to other people, and ends with it', async () => {
    const core = await open();
    core.work.put(accounts, {
      ...account,
      closure: { on: '2027-03-04', content: 'deleted', why: '', by: ada },
    });
    const task = { type: 'pressed' as const, action: 'account.closed', value: { id: 'S-1' } };
    core.work.put(accounts, { ...account, state: 'closing' as const });
    await core.raw('tom', task);
    if (core.form()) await core.fill('tom', {});
    expect(await core.work.find(accounts)).toMatchObject([{ state: 'closed' }]);
    expect(await core.work.find(rotas)).toEqual([]);
  });
});
