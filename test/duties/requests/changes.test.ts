import { describe, expect, it } from 'vitest';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import {
  active,
  approveDespite,
  audited,
  details,
  onlyAccount,
  open,
  press,
  pressAndFill,
  see,
} from '../support/scenarios.ts';

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
      'Change of owner',
      { people: ['lin'], why: 'Ada is busy.' },
      { owners: [{ id: 'ada' }, { id: 'joy' }, { id: 'lin' }] },
    ],
    ['A new moderator', { people: ['gil'], why: 'To help.' }, { moderators: [{ id: 'gil' }] }],
    ['From private to open', { why: 'More families.' }, { open: 'open' }],
    [
      'Befriend an outside organisation',
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
      'Only the people who run this account',
    );
    expect(audited(core, 'was refused')).toHaveLength(1);
  });

  it('is not sent for somebody who does it already', async () => {
    const core = open();
    await active(core);
    const seen = await asked(core, 'Change of owner', { people: ['joy'], why: 'Again.' });
    expect(reads(seen)).toContain('Joy Bell can do that already');
  });

  it('changes nothing on an account that was closed meanwhile', async () => {
    const core = open();
    await active(core);
    const sent = await asked(core, 'From private to open', { why: 'More families.' });
    const closing = await pressAndFill(core, 'sam', await see(core, 'sam'), 'Close it now', {
      content: 'deleted',
      why: 'It was misused.',
    });
    await press(core, 'tom', closing, 'I’ve closed it');
    expect(reads(await approveDespite(core, sent, 'sam'), 'ada')).toContain('the account is closed');
    expect((await onlyAccount(core)).open).toBe('private');
  });

  it('to the details needs no approval, but the administrator', async () => {
    const core = open();
    await active(core);
    const { handle, address, credentials } = details;
    const seen = await see(core, 'tom');
    await pressAndFill(core, 'tom', seen, 'Change details', {
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
