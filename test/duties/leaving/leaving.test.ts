import { describe, expect, it } from 'vitest';
import { commandIn } from '../../../src/bot/said.ts';
import { handovers } from '../../../src/duties/leaving/leaver.ts';
import { leavingIn } from '../../../src/duties/leaving/leaving.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { recordIn } from '../../../src/duties/training.ts';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import {
  active,
  approveDespite,
  audited,
  bot,
  details,
  inGoodStanding,
  onlyAccount,
  open,
  passDays,
  press,
  pressAndFill,
  see,
} from '../support/scenarios.ts';

const adaLeaves = 'Ada Osei is leaving on 18 December';

async function proposed(core: TestCore, heir = 'lin'): Promise<Seen[]> {
  const seen = await core.say('ada', 'I’m leaving on 18 December');
  return pressAndFill(core, 'ada', seen, 'Propose a new owner', { heir: [heir] });
}

/** Lin, trained and signed, has accepted to take over from Ada. */
async function accepted(core: TestCore): Promise<Seen[]> {
  inGoodStanding(core, 'lin', 'joy');
  return press(core, 'lin', await proposed(core), 'Yes, I will', 'lin');
}

async function handoverId(core: TestCore): Promise<{ id: string }> {
  const [handover] = await core.work.find(handovers);
  return { id: handover?.id ?? '' };
}

function ownersOf(account: { owners: { id: string }[] }): string[] {
  return account.owners.map((owner) => owner.id);
}

describe('somebody leaves', () => {
  it('is understood with and without a year', () => {
    const today = '2027-03-02';
    expect(leavingIn(adaLeaves, today)).toEqual({ name: 'Ada Osei', on: '2027-12-18' });
    expect(leavingIn('Jo Smith is leaving on 1 March.', today)).toEqual({
      name: 'Jo Smith',
      on: '2028-03-01',
    });
    expect(leavingIn('I’m leaving the school on 31/8/2027', today)).toEqual({ name: 'I', on: '2027-08-31' });
    expect(leavingIn('Mrs Osei leaves on Friday 3rd September 2027', today)?.on).toBe('2027-09-03');
    for (const other of [
      'A parent is leaving nasty comments',
      'He leaves on his own',
      'leaving on 18 December',
    ])
      expect(leavingIn(other, today)).toBeUndefined();
  });

  it('does not take questions for commands', () => {
    const today = '2027-03-02';
    for (const question of [
      'Are school accounts allowed to be private?',
      'What happens to old accounts?',
      'accounts on Instagram are they allowed?',
      'Can I record training videos?',
      'Do I have to record a signature from parents before posting?',
    ])
      expect(commandIn(bot.duties, question, today)).toBeUndefined();
    expect(recordIn('record signature for Joy Bell')).toEqual({ what: 'signed', name: 'Joy Bell' });
  });

  it.each(['ada', 'lin', 'sam', 'bea', 'tom'])(
    'is said by themselves, their manager, leaders or the administrator: %s',
    async (who) => {
      const core = open();
      await active(core);
      const seen = await core.say(who, adaLeaves);
      expect(reads(seen, who)).toContain('0 of 1 accounts settled');
      expect(reads(seen, 'room:administrator')).toContain('Ada Osei leaves on 18 December 2027');
    },
  );

  it('is not said by just anybody, and the attempt is on record', async () => {
    const core = open();
    await active(core);
    expect(reads(await core.say('joy', adaLeaves))).toContain('nothing was changed');
    expect(audited(core, 'was refused')[0]).toMatchObject({ by: 'joy', about: 'ada' });
  });

  it('asks who is meant, and says so where nobody is', async () => {
    const core = open();
    core.school.people.push({ id: 'ada2', name: 'Ada Moss', roles: ['staff'] });
    const seen = await core.say('sam', 'Ada is leaving on 18 December');
    expect(reads(seen)).toContain('Ada Osei · Ada Moss');
    expect(reads(await press(core, 'sam', seen, 'Ada Moss'))).toContain('Runs no account of the school');
    expect(reads(await core.say('sam', 'Jo Smith is leaving on 18 December'))).toContain(
      'I do not find “Jo Smith”',
    );
    expect(reads(await core.say('sam', 'Ada Moss is leaving on 1 March 2027'))).toContain('has passed');
  });

  it('goes to a new owner who accepts, is approved, and gets access', async () => {
    const core = open();
    await active(core);
    const sent = await accepted(core);
    expect(reads(sent, 'room:slt')).toContain('Somebody new runs the account: Year 4 Explorers on Instagram');
    const approved = await approveDespite(core, sent, 'sam');
    expect(ownersOf(await onlyAccount(core))).toEqual(['ada', 'joy', 'lin']);
    expect(reads(approved, 'room:administrator')).toContain('Please take away their access');
    const done = await press(core, 'tom', approved, 'Access was changed');
    expect(ownersOf(await onlyAccount(core))).toEqual(['joy', 'lin']);
    expect(reads(done, 'ada')).toContain('Every account of Ada Osei is settled');
    expect(reads(done, 'lin')).toContain('Year 4 Explorers on Instagram is yours now');
    const shown = reads(
      await core.raw('sam', { type: 'pressed', action: 'handover.show', value: await handoverId(core) }),
    );
    expect(shown).toContain('Lin Park runs it now');
    expect(shown).toContain('Ada Osei no longer runs it.');
    expect(shown).not.toContain('Ada Osei runs it');
    expect(reads(await see(core, 'sam'))).toContain('Ada Osei was taken off, as Tom Ivy confirms');
  });

  it('waits until the new owner is trained and has signed, where the policy checks it', async () => {
    const core = open();
    await active(core);
    const seen = await press(core, 'lin', await proposed(core), 'Yes, I will', 'lin');
    expect(reads(seen, 'lin')).toContain('no signature on record and no training on record');
    expect(await core.work.find(requests, 'state:waiting')).toHaveLength(0);
    const asked = await core.say('sam', 'record training for Lin Park');
    await press(core, 'sam', asked, 'Fill in everything at once');
    const summary = await core.fill('sam', { who: ['lin'], what: ['trained', 'signed'], on: '2027-03-01' });
    const recorded = await press(core, 'sam', summary, 'Record it');
    expect(reads(recorded, 'room:slt')).toContain('Somebody new runs the account');
  });

  it('comes back to be chosen again when the new owner declines or is not approved', async () => {
    const core = open();
    await active(core);
    const declined = await press(core, 'lin', await proposed(core), 'No, sorry', 'lin');
    expect(reads(declined, 'ada')).toContain('Lin Park cannot take over');
    const sent = await accepted(core);
    await press(core, 'sam', sent, 'Reject', 'room:slt');
    await core.fill('sam', { reason: 'Somebody from Year 4, please.' });
    const again = await core.say('ada', 'I am leaving on 18 December');
    expect(reads(again)).toContain('Lin Park was not approved, so somebody else is to be chosen');
  });

  it('offers neither the leaver, nor an owner, nor somebody who leaves too, and takes one name', async () => {
    const core = open();
    await active(core);
    await core.say('gil', 'I am leaving on 1 June');
    const seen = await core.say('ada', 'I am leaving on 18 December');
    await press(core, 'ada', seen, 'Propose a new owner');
    const [field, ...others] = core.form()?.fields ?? [];
    expect(others).toEqual([]);
    expect(field).toMatchObject({ kind: 'choice' });
    expect(field?.kind === 'choice' && field.choices?.map(({ label }) => label)).toEqual([
      'Lin Park',
      'Sam Hale',
      'Bea Ode',
      'Tom Ivy',
    ]);
    for (const heir of ['ada', 'joy', 'gil', 'Jo Smith', ['lin', 'sam']]) {
      await press(core, 'ada', seen, 'Propose a new owner');
      const refused = await core.fill('ada', { heir });
      if (Array.isArray(heir)) expect(reads(refused, 'sam')).toBe('');
      else expect(core.problems()?.heir).toContain('Please choose one of');
    }
  });

  it('is accepted only by the one who was asked, and confirmed only by the administrator', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'lin');
    const asked = await proposed(core);
    expect(reads(await press(core, 'joy', asked, 'Yes, I will', 'lin'))).toContain('Somebody else was asked');
    const approved = await approveDespite(core, await press(core, 'lin', asked, 'Yes, I will', 'lin'), 'sam');
    expect(reads(await press(core, 'ada', approved, 'Access was changed'))).toContain(
      'administrator confirms this',
    );
    expect(audited(core, 'was refused').map((entry) => entry.by)).toEqual(['joy', 'ada']);
    expect(ownersOf(await onlyAccount(core))).toContain('ada');
  });

  it('needs no new owner where two others are left', async () => {
    const core = open();
    await active(core, { runners: ['ada', 'joy', 'gil'] }, { owners: ['ada', 'joy', 'gil'] });
    const seen = await core.say('sam', adaLeaves);
    const access = await press(core, 'sam', seen, 'Enough others run it');
    await press(core, 'tom', access, 'Access was changed');
    expect(ownersOf(await onlyAccount(core))).toEqual(['joy', 'gil']);
  });

  it('takes a moderator off with the administrator’s word alone', async () => {
    const core = open();
    await active(core, { helpers: ['gil'] }, { moderators: ['gil'] });
    const seen = await core.say('gil', 'I am leaving on 1 June');
    await press(core, 'tom', seen, 'Access was changed');
    expect((await onlyAccount(core)).moderators).toEqual([]);
  });

  it('is settled by a closing, too', async () => {
    const core = open();
    await active(core);
    const seen = await core.say('ada', 'I am leaving on 18 December');
    await pressAndFill(core, 'ada', seen, 'Plan its closing', {
      on: '2027-03-03',
      content: 'archived',
      why: 'The year ends.',
    });
    const closing = await core.pass(24 * 60 * 60 * 1000);
    const closed = await press(core, 'tom', closing, 'It is closed');
    expect(reads(closed, 'ada')).toContain('Every account of Ada Osei is settled');
  });

  it('is open until everything is done: people are reminded, and the leaders warned when the day has passed', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'ada', 'joy');
    await core.say('ada', 'I am leaving on 10 March 2027');
    const before = await passDays(core, 2);
    for (const who of ['ada', 'lin'])
      expect(reads(before, who)).toContain('1 of their accounts waits for you');
    const late = reads(await passDays(core, 8), 'room:slt');
    expect(late).toContain('Ada Osei left on 10 March 2027');
    expect(late.split('Ada Osei left on').length - 1).toBe(1);
    expect(reads(await passDays(core, 7), 'room:slt')).toContain('Ada Osei left on 10 March 2027');
  });

  it('sounds the alarm about owners at once, and is called off when they stay', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'ada', 'joy');
    const seen = await core.say('ada', 'I am leaving on 18 December');
    expect(reads(await passDays(core, 1))).toContain(
      'Only Joy Bell is left to run it: Ada Osei leaves on 18 December',
    );
    await press(core, 'ada', seen, 'They are staying');
    expect(reads(await passDays(core, 14))).toBe('');
    expect(audited(core, 'called off')).toHaveLength(1);
  });

  it('moves the day when it is said again', async () => {
    const core = open();
    await active(core);
    await core.say('ada', 'I am leaving on 18 December');
    expect(reads(await core.say('sam', 'Ada Osei is leaving on 20 December'))).toContain(
      'Sam Hale moved the last day to 20 December 2027',
    );
  });
});

describe('closing', () => {
  const plan = { on: '2027-04-01', content: 'deleted', why: 'The project ends.' };

  it('is planned by an owner, comes on its day, and is confirmed by the administrator', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'ada', 'joy');
    const seen = await see(core, 'lin');
    const planned = await pressAndFill(core, 'ada', seen, 'Plan its closing', plan);
    expect(reads(planned, 'room:slt')).toContain('closes on 1 April 2027');
    expect((await onlyAccount(core)).state).toBe('active');
    const due = await passDays(core, 30);
    expect(reads(due, 'room:administrator')).toContain('what is on it is to be deleted');
    await press(core, 'tom', due, 'It is closed');
    expect((await onlyAccount(core)).state).toBe('closed');
    expect(reads(await core.say('joy', 'closed accounts'))).toContain('Year 4 Explorers on Instagram');
    expect(reads(await core.say('joy', 'accounts'))).not.toContain('Year 4 Explorers');
    expect(reads(await see(core, 'joy'))).toContain('Closed, as Tom Ivy confirms');
  });

  it('is called off while it is only planned', async () => {
    const core = open();
    await active(core);
    await pressAndFill(core, 'sam', await see(core, 'sam'), 'Plan its closing', plan);
    await press(core, 'sam', await see(core, 'sam'), 'Keep it after all');
    expect(await onlyAccount(core)).toMatchObject({ state: 'active', version: expect.any(Number) });
    expect((await onlyAccount(core)).closure).toBeUndefined();
  });

  it('at once is for leaders', async () => {
    const core = open();
    await active(core);
    const seen = await see(core, 'sam');
    expect(reads(await press(core, 'ada', seen, 'Close it at once'))).toContain('for the leaders');
    const closing = await pressAndFill(core, 'lin', seen, 'Close it at once', {
      content: 'readable',
      why: 'It was misused.',
    });
    expect((await onlyAccount(core)).state).toBe('closing');
    expect(reads(await press(core, 'lin', closing, 'It is closed'))).toContain('administrator confirms');
    await press(core, 'tom', closing, 'It is closed');
    expect((await onlyAccount(core)).state).toBe('closed');
    expect(reads(await press(core, 'tom', closing, 'It is closed'))).toContain('closed already');
  });

  it('is not planned for a day that has passed, nor by others', async () => {
    const core = open();
    await active(core);
    await pressAndFill(core, 'sam', await see(core, 'sam'), 'Plan its closing', {
      ...plan,
      on: '2027-03-01',
    });
    expect(core.problems()).toHaveProperty('on');
    expect(reads(await press(core, 'gil', await see(core, 'sam'), 'Plan its closing'))).toContain(
      'nothing was changed',
    );
  });

  it('is not planned for before it goes live', async () => {
    const core = open();
    await active(core);
    const account = await onlyAccount(core);
    core.work.put(accounts, { ...account, goesLive: '2027-05-01' });
    await pressAndFill(core, 'sam', await see(core, 'sam'), 'Plan its closing', plan);
    expect(core.problems()?.on).toContain('goes live on 1 May 2027');
  });
});

describe('a change to a running account', () => {
  async function asked(
    core: TestCore,
    label: string,
    answers: Record<string, string | string[]>,
  ): Promise<Seen[]> {
    const which = await press(core, 'ada', await see(core, 'ada'), 'Ask for a change');
    const first = await press(core, 'ada', which, label);
    await press(core, 'ada', first, 'Fill in everything at once');
    return press(core, 'ada', await core.fill('ada', answers), 'Send it');
  }

  it.each([
    [
      'Somebody new runs the account',
      { people: ['lin'], why: 'Ada is busy.' },
      { owners: [{ id: 'ada' }, { id: 'joy' }, { id: 'lin' }] },
    ],
    ['A new moderator', { people: ['gil'], why: 'To help.' }, { moderators: [{ id: 'gil' }] }],
    ['From private to open', { why: 'More families.' }, { open: 'open' }],
    [
      'Make an outside organisation a friend',
      { what: 'The library', why: 'Books.' },
      { leave: [{ words: 'The library' }] },
    ],
    [
      'Advertise for contributors',
      { what: 'The newsletter', why: 'Authors.' },
      { leave: [{ words: 'The newsletter' }] },
    ],
    [
      'Use the school logo',
      { what: 'The header', why: 'So that people know.' },
      { leave: [{ words: 'The header' }] },
    ],
  ])(
    'goes through the same stages and is carried out once it is approved: %s',
    async (label, answers, result) => {
      const core = open();
      await active(core);
      const before = await onlyAccount(core);
      const sent = await asked(core, label, answers as Record<string, string | string[]>);
      expect(reads(sent, 'room:slt')).toContain(`${label}: Year 4 Explorers on Instagram`);
      expect(await onlyAccount(core)).toEqual(before);
      const approved = await approveDespite(core, sent, 'sam');
      expect(await onlyAccount(core)).toMatchObject(result);
      expect(reads(approved, 'room:administrator')).toContain('Please make the same change on the platform');
      expect(audited(core, 'changed an account')).toHaveLength(1);
    },
  );

  it('is asked for by those who run it, leaders and the administrator', async () => {
    const core = open();
    await active(core);
    expect(reads(await press(core, 'gil', await see(core, 'gil'), 'Ask for a change'))).toContain(
      'Those who run this account',
    );
    expect(audited(core, 'was refused')).toHaveLength(1);
  });

  it('is not sent for somebody who does it already', async () => {
    const core = open();
    await active(core);
    const seen = await asked(core, 'Somebody new runs the account', { people: ['joy'], why: 'Again.' });
    expect(reads(seen)).toContain('Joy Bell does that already');
  });

  it('changes nothing on an account that was closed meanwhile', async () => {
    const core = open();
    await active(core);
    const sent = await asked(core, 'From private to open', { why: 'More families.' });
    const closing = await pressAndFill(core, 'sam', await see(core, 'sam'), 'Close it at once', {
      content: 'deleted',
      why: 'It was misused.',
    });
    await press(core, 'tom', closing, 'It is closed');
    expect(reads(await approveDespite(core, sent, 'sam'), 'ada')).toContain('the account is closed');
    expect((await onlyAccount(core)).open).toBe('private');
  });

  it('to the details needs no approval, but the administrator', async () => {
    const core = open();
    await active(core);
    const { handle, address, credentials } = details;
    const seen = await see(core, 'tom');
    await pressAndFill(core, 'tom', seen, 'Change the details', {
      handle: handle ?? '',
      address: address ?? '',
      credentials: credentials ?? '',
      review: '2027-09-01',
      owners: ['gil', 'tom'],
    });
    expect(await onlyAccount(core)).toMatchObject({
      review: '2027-09-01',
      owners: [{ id: 'ada' }, { id: 'joy' }],
    });
  });
});
