import { describe, expect, it } from 'vitest';
import { handovers } from '../../../src/duties/leaving/leaver.ts';
import { leavingIn, undatedIn } from '../../../src/duties/leaving/leaving.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import {
  active,
  approveDespite,
  audited,
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
  return pressAndFill(core, 'ada', seen, 'Choose a new owner', { heir: [heir] });
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
    expect(leavingIn('joy is leaving next friday', today)).toEqual({ name: 'joy', on: '2027-03-12' });
    expect(leavingIn('i’m leaving tomorrow', today)).toEqual({ name: 'i', on: '2027-03-03' });
    for (const other of [
      'The coach leaves at nine tomorrow',
      'My class leaves on Friday',
      'A parent is leaving nasty comments',
      'He leaves on his own',
      'leaving on 18 December',
    ])
      expect(leavingIn(other, today)).toBeUndefined();
  });

  it('is understood without a day, which is asked for', async () => {
    const core = open();
    await active(core);
    expect(reads(await core.say('sam', 'Ada Osei is leaving'))).toContain('When is the last day?');
    await core.say('sam', '18 December');
    expect(reads(await core.say('sam', 'send it'), 'sam')).toContain('1 account needs a new owner');
  });

  it('has happened by today where somebody has left', async () => {
    const core = open();
    await active(core);
    expect(reads(await core.say('sam', 'Ada has left'), 'sam')).toContain('1 account needs a new owner');
  });

  it('is not meant by every word about leaving', () => {
    for (const other of [
      'Everyone has left',
      'Pupils left',
      'She is leaving',
      'the head is leaving',
      'I left my phone',
    ])
      expect(undatedIn(other), other).toBeUndefined();
  });

  it.each(['ada', 'lin', 'sam', 'bea', 'tom'])(
    'is said by themselves, their manager, leaders or the administrator: %s',
    async (who) => {
      const core = open();
      await active(core);
      const seen = await core.say(who, adaLeaves);
      expect(reads(seen, who)).toContain('1 account needs a new owner');
      expect(reads(seen, 'room:administrator')).toContain('Ada Osei leaves on 18 December 2027');
    },
  );

  it('is not said by just anybody, and the attempt is on record', async () => {
    const core = open();
    await active(core);
    expect(reads(await core.say('joy', adaLeaves))).toContain('Nothing was changed');
    expect(audited(core, 'was refused')[0]).toMatchObject({ by: 'joy', about: 'ada' });
  });

  it('asks who is meant, and says so where nobody is', async () => {
    const core = open();
    core.school.people.push({ id: 'ada2', name: 'Ada Moss', roles: ['staff'] });
    const seen = await core.say('sam', 'Ada is leaving on 18 December');
    expect(reads(seen)).toContain('Ada Osei · Ada Moss');
    expect(reads(await press(core, 'sam', seen, 'Ada Moss'))).toContain('Runs no school accounts');
    expect(reads(await core.say('sam', 'Jo Smith is leaving on 18 December'))).toContain(
      'I can’t find “Jo Smith”',
    );
    expect(reads(await core.say('sam', 'Ada Moss is leaving on 1 March 2027'))).toContain('has passed');
  });

  it('goes to a new owner who accepts, is approved, and gets access', async () => {
    const core = open();
    await active(core);
    const sent = await accepted(core);
    expect(reads(sent, 'room:slt')).toContain('Change of owner: Year 4 Explorers on Instagram');
    const approved = await approveDespite(core, sent, 'sam');
    expect(ownersOf(await onlyAccount(core))).toEqual(['ada', 'joy', 'lin']);
    expect(reads(approved, 'room:administrator')).toContain('Please remove Ada Osei’s access');
    const done = await press(core, 'tom', approved, 'I’ve removed Ada Osei’s access');
    expect(ownersOf(await onlyAccount(core))).toEqual(['joy', 'lin']);
    expect(reads(done, 'ada')).toContain('All of Ada Osei’s accounts are settled');
    expect(reads(done, 'lin')).toContain('Year 4 Explorers on Instagram is yours now');
    const shown = reads(
      await core.raw('sam', { type: 'pressed', action: 'handover.show', value: await handoverId(core) }),
    );
    expect(shown).toContain('Lin Park runs it now');
    expect(shown).toContain('Ada Osei no longer runs it.');
    expect(shown).not.toContain('Ada Osei runs it');
    expect(reads(await see(core, 'sam'))).toContain('Ada Osei’s access removed (Tom Ivy confirmed)');
  });

  it('waits until the new owner is trained and has signed, where the policy checks it', async () => {
    const core = open();
    await active(core);
    const seen = await press(core, 'lin', await proposed(core), 'Yes, I will', 'lin');
    expect(reads(seen, 'lin')).toContain('You need a signed policy and training');
    expect(await core.work.find(requests, 'state:waiting')).toHaveLength(0);
    const asked = await core.say('sam', 'record training for Lin Park');
    await press(core, 'sam', asked, 'Fill in everything at once');
    const summary = await core.fill('sam', { who: ['lin'], what: ['trained', 'signed'], on: '2027-03-01' });
    const recorded = await press(core, 'sam', summary, 'Record it');
    expect(reads(recorded, 'room:slt')).toContain('Change of owner');
  });

  it('comes back to be chosen again when the new owner declines or is not approved', async () => {
    const core = open();
    await active(core);
    const declined = await press(core, 'lin', await proposed(core), 'No, sorry', 'lin');
    expect(reads(declined, 'ada')).toContain('Lin Park can’t take over');
    const sent = await accepted(core);
    await press(core, 'sam', sent, 'Reject', 'sam');
    await core.fill('sam', { reason: 'Somebody from Year 4, please.' });
    const again = await core.say('ada', 'I am leaving on 18 December');
    expect(reads(again)).toContain('Lin Park was not approved, so choose someone else');
  });

  it('offers neither the leaver, nor an owner, nor somebody who leaves too, and takes one name', async () => {
    const core = open();
    await active(core);
    await core.say('gil', 'I am leaving on 1 June');
    const seen = await core.say('ada', 'I am leaving on 18 December');
    await press(core, 'ada', seen, 'Choose a new owner');
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
      await press(core, 'ada', seen, 'Choose a new owner');
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
    expect(reads(await press(core, 'joy', asked, 'Yes, I will', 'lin'))).toContain('Someone else was asked');
    const approved = await approveDespite(core, await press(core, 'lin', asked, 'Yes, I will', 'lin'), 'sam');
    expect(
      reads(await press(core, 'ada', approved, 'I’ve removed Ada Osei’s access', 'room:administrator')),
    ).toContain('Only the administrator can confirm this');
    expect(audited(core, 'was refused').map((entry) => entry.by)).toEqual(['joy', 'ada']);
    expect(ownersOf(await onlyAccount(core))).toContain('ada');
  });

  it('needs no new owner where two others are left', async () => {
    const core = open();
    await active(core, { runners: ['ada', 'joy', 'gil'] }, { owners: ['ada', 'joy', 'gil'] });
    const seen = await core.say('sam', adaLeaves);
    const access = await press(core, 'sam', seen, 'Others run it');
    await press(core, 'tom', access, 'I’ve removed Ada Osei’s access');
    expect(ownersOf(await onlyAccount(core))).toEqual(['joy', 'gil']);
  });

  it('takes a moderator off with the administrator’s word alone', async () => {
    const core = open();
    await active(core, { helpers: ['gil'] }, { moderators: ['gil'] });
    const seen = await core.say('gil', 'I am leaving on 1 June');
    await press(core, 'tom', seen, 'I’ve removed Gil Roe’s access');
    expect((await onlyAccount(core)).moderators).toEqual([]);
  });

  it('is settled by a closing, too', async () => {
    const core = open();
    await active(core);
    const seen = await core.say('ada', 'I am leaving on 18 December');
    await pressAndFill(core, 'ada', seen, 'Plan to close it', {
      on: '2027-03-03',
      content: 'archived',
      why: 'The year ends.',
    });
    const closing = await core.pass(24 * 60 * 60 * 1000);
    const closed = await press(core, 'tom', closing, 'I’ve closed it');
    expect(reads(closed, 'ada')).toContain('All of Ada Osei’s accounts are settled');
  });

  it('is open until everything is done: people are reminded, and the leaders warned when the day has passed', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'ada', 'joy');
    await core.say('ada', 'I am leaving on 10 March 2027');
    const before = await passDays(core, 2);
    for (const who of ['ada', 'lin'])
      expect(reads(before, who)).toContain('1 of their accounts is waiting for you');
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
    const off = await press(core, 'ada', seen, 'They are staying');
    expect(reads(off)).not.toContain('not approved');
    expect(reads(await passDays(core, 14))).not.toContain('Only Joy Bell');
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
