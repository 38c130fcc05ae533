import { describe, expect, it } from 'vitest';
import { accounts } from '../../../src/duties/register/account.ts';
import { reads } from '../../support/test-core.ts';
import {
  active,
  inGoodStanding,
  onlyAccount,
  open,
  passDays,
  press,
  pressAndFill,
  see,
} from '../support/scenarios.ts';

describe('closing', () => {
  const plan = { on: '2027-04-01', content: 'deleted', why: 'The project ends.' };

  it('is planned by an owner, comes on its day, and is confirmed by the administrator', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'ada', 'joy');
    await press(core, 'ada', await see(core, 'lin'), 'Plan to close it', 'lin');
    const planned = await core.fill('ada', plan);
    expect(reads(planned, 'room:slt')).toContain('closes on 1 April 2027');
    expect((await onlyAccount(core)).state).toBe('active');
    const due = await passDays(core, 30);
    expect(reads(due, 'room:administrator')).toContain('Its content should be deleted');
    await press(core, 'tom', due, 'I’ve closed it');
    expect((await onlyAccount(core)).state).toBe('closed');
    expect(reads(await core.say('joy', 'closed accounts'))).toContain('Year 4 Explorers on Instagram');
    expect(reads(await core.say('joy', 'accounts'))).not.toContain('Year 4 Explorers');
    expect(reads(await see(core, 'joy'))).toContain('Closed (Tom Ivy confirmed)');
  });

  it('comes in the morning of its day, also of a Sunday, and not in the night before', async () => {
    const core = open();
    await active(core);
    await press(core, 'ada', await see(core, 'lin'), 'Plan to close it', 'lin');
    await core.fill('ada', { ...plan, on: '2027-03-28' });
    // The night in which the clocks go forward; from then on eight is at seven by Greenwich.
    core.later((25 * 24 + 20) * 60 * 60 * 1000);
    expect(reads(await core.pass(59 * 60 * 1000))).not.toContain('Its content should be deleted');
    expect(reads(await core.pass(60 * 1000), 'room:administrator')).toContain(
      'Its content should be deleted',
    );
  });

  it('is called off while it is only planned', async () => {
    const core = open();
    await active(core);
    await pressAndFill(core, 'sam', await see(core, 'sam'), 'Plan to close it', plan);
    await press(core, 'sam', await see(core, 'sam'), 'Keep it open');
    expect(await onlyAccount(core)).toMatchObject({ state: 'active', version: expect.any(Number) });
    expect((await onlyAccount(core)).closure).toBeUndefined();
  });

  it('at once is for leaders', async () => {
    const core = open();
    await active(core);
    const seen = await see(core, 'lin');
    expect(reads(await press(core, 'ada', seen, 'Close it now', 'lin'))).toContain(
      'Only leaders can close it now',
    );
    const closing = await pressAndFill(core, 'lin', seen, 'Close it now', {
      content: 'readable',
      why: 'It was misused.',
    });
    expect((await onlyAccount(core)).state).toBe('closing');
    expect(reads(await press(core, 'lin', closing, 'I’ve closed it', 'room:administrator'))).toContain(
      'Only the administrator can confirm',
    );
    await press(core, 'tom', closing, 'I’ve closed it');
    expect((await onlyAccount(core)).state).toBe('closed');
    expect(reads(await press(core, 'tom', closing, 'I’ve closed it'))).toContain('already closed');
  });

  it('is not planned for a day that has passed, nor by others', async () => {
    const core = open();
    await active(core);
    await pressAndFill(core, 'sam', await see(core, 'sam'), 'Plan to close it', {
      ...plan,
      on: '2027-03-01',
    });
    expect(core.problems()).toHaveProperty('on');
    expect(reads(await press(core, 'gil', await see(core, 'sam'), 'Plan to close it', 'sam'))).toContain(
      'Nothing was changed',
    );
  });

  it('is not planned for before it goes live', async () => {
    const core = open();
    await active(core);
    const account = await onlyAccount(core);
    core.work.put(accounts, { ...account, goesLive: '2027-05-01' });
    await pressAndFill(core, 'sam', await see(core, 'sam'), 'Plan to close it', plan);
    expect(core.problems()?.on).toContain('goes live on 1 May 2027');
  });
});
