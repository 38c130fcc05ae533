import { describe, expect, it } from 'vitest';
import { reads } from '../../support/test-core.ts';
import {
  accountsOf,
  active,
  approveDespite,
  creating,
  onlyAccount,
  open,
  press,
  see,
} from '../support/scenarios.ts';

describe('the register', () => {
  it('lists what the school runs, for everybody', async () => {
    const core = open();
    await active(core);
    const list = reads(await core.say('gil', 'accounts'));
    expect(list).toContain('Year 4 Explorers on Instagram');
    expect(list).toContain('Owners: Ada Osei and Joy Bell');
  });

  it.each([
    ['accounts instagram', true],
    ['accounts of Ada', true],
    ['show me the accounts on Instagram', true],
    ['active accounts', true],
    ['accounts facebook', false],
    ['accounts of Gil', false],
    ['closed accounts', false],
  ])('narrows it: %s', async (words, isThere) => {
    const core = open();
    await active(core);
    const list = reads(await core.say('lin', words));
    expect(list.includes('Year 4 Explorers on Instagram')).toBe(isThere);
    expect(list.includes('No account matches')).toBe(!isThere);
  });

  it('shows somebody their own', async () => {
    const core = open();
    await active(core);
    expect(reads(await core.say('ada', 'my accounts'))).toContain('Year 4 Explorers');
    expect(reads(await core.say('joy', 'accounts I run'))).toContain('Year 4 Explorers');
    expect(reads(await core.say('gil', 'my accounts'))).toContain('No account matches');
  });

  it('answers privately, also in a channel', async () => {
    const core = open();
    await active(core);
    const seen = await core.say('gil', 'accounts', 'staffroom');
    expect(reads(seen, 'gil')).toContain('Year 4 Explorers');
    expect(reads(seen, 'staffroom')).toBe('I’ve answered you privately.');
  });

  it('shows where the sign-in details are kept to leaders and the administrator only', async () => {
    const core = open();
    await active(core);
    for (const who of ['lin', 'sam', 'tom'])
      expect(reads(await see(core, who))).toContain('The safe in the office');
    for (const who of ['ada', 'gil'])
      expect(reads(await see(core, who))).not.toContain('The safe in the office');
  });

  it('tells the history of each account', async () => {
    const core = open();
    await active(core);
    const card = reads(await see(core, 'lin'));
    expect(card).toContain('Asked for by Ada Osei, approved by Lin Park');
    expect(card).toContain('Recorded by Tom Ivy, and active (2 March 2027');
  });

  it('is shown page by page', async () => {
    const core = open();
    for (let number = 10; number < 28; number++) await creating(core, { name: `Club ${number}` });
    const first = await core.say('ada', 'accounts');
    expect(reads(first)).toContain('Club 24');
    expect(reads(first)).not.toContain('Club 25');
    expect(reads(await press(core, 'ada', first, 'Show the next 3'))).toContain('Club 27');
  });

  it('takes in an account that was there before, once it is approved', async () => {
    const core = open();
    const first = await core.say('joy', 'register an existing account');
    await press(core, 'joy', first, 'Fill in everything at once');
    const summary = await core.fill('joy', {
      name: 'Hill School',
      platform: 'Facebook',
      address: 'facebook.com/hill',
      owners: ['joy', 'lin'],
      open: 'open',
      credentials: 'The head’s safe',
    });
    const sent = await press(core, 'joy', summary, 'Send it');
    expect(reads(sent, 'room:slt')).not.toContain('The head’s safe');
    expect(await accountsOf(core)).toHaveLength(0);
    await approveDespite(core, sent, 'sam');
    expect(await onlyAccount(core)).toMatchObject({ state: 'active', name: 'Hill School', open: 'open' });
  });

  it('takes no account twice', async () => {
    const core = open();
    await active(core);
    const first = await core.say('joy', 'register an existing account');
    await press(core, 'joy', first, 'Fill in everything at once');
    const summary = await core.fill('joy', {
      name: 'Y4',
      platform: 'Instagram',
      address: 'www.instagram.com/hillyear4/',
      owners: ['joy', 'lin'],
      open: 'open',
      credentials: 'The safe',
    });
    expect(reads(await press(core, 'joy', summary, 'Send it'))).toContain('is already in the register');
  });
});
