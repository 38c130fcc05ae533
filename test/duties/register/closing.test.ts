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
