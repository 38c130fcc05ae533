import { describe, expect, it } from 'vitest';
import { reads } from '../../support/test-core.ts';
import {
  active,
  audited,
  creating,
  details,
  everything,
  onlyAccount,
  open,
  passDays,
  press,
  pressAndFill,
  ticks,
} from '../support/scenarios.ts';

describe('creating an approved account', () => {
  it('is a task for the administrator, with the checklist of the policy', async () => {
    const core = open();
    const seen = await creating(core);
    const task = reads(seen, 'room:administrator');
    expect(task).toContain('Create Year 4 Explorers on Instagram');
    expect(task).toContain('Two-step sign-in is on for everyone who can sign in (our advice)');
    expect((await onlyAccount(core)).state).toBe('creating');
  });

  it('falls to the head where nobody is the administrator', async () => {
    const core = open();
    core.school.people = core.school.people.filter((person) => person.id !== 'tom');
    const seen = await creating(core);
    expect(reads(seen, 'sam')).toContain('Create Year 4 Explorers');
    await press(core, 'sam', seen, 'Record it', 'sam');
    expect(core.form()?.title).toBe('Record the account');
  });

  it('is active once everything is recorded and ticked, and those concerned are told', async () => {
    const core = open();
    const seen = await active(core);
    const account = await onlyAccount(core);
    expect(account).toMatchObject({
      state: 'active',
      handle: '@HillYear4',
      credentials: 'The safe in the office',
    });
    expect(reads(seen, 'ada')).toContain('is now active and in the register');
    expect(reads(seen, 'room:slt')).toContain('Sign-in details are kept: The safe in the office');
    expect(reads(seen, 'ada')).not.toContain('The safe in the office');
    expect(audited(core, 'recorded an account')[0]?.detail).toMatchObject({
      state: 'active',
      credentials: 'recorded',
    });
  });

  it('can be saved part-way, and says what is still open', async () => {
    const core = open();
    const seen = await creating(core);
    const part = await pressAndFill(core, 'tom', seen, 'Record it', {
      ...details,
      credentials: '',
      done: ['created'],
    });
    expect(reads(part)).toContain(
      'Still needed: where its sign-in details are kept and 4 of 5 steps on the list',
    );
    expect((await onlyAccount(core)).state).toBe('creating');
    await pressAndFill(core, 'tom', seen, 'Record it', details);
    expect((await onlyAccount(core)).state).toBe('active');
  });

  it('takes no password, and keeps none anywhere', async () => {
    const core = open();
    const seen = await creating(core);
    for (const credentials of ['pw: Hunter2!', 'Hunter2!', 'the password is Hunter2!']) {
      await pressAndFill(core, 'tom', seen, 'Record it', { ...details, credentials });
      expect(core.problems()?.credentials).toContain('looks like a password');
    }
    await pressAndFill(core, 'tom', seen, 'Record it', { ...details, handle: 'password: Hunter2!' });
    expect(core.problems()).toHaveProperty('handle');
    expect(reads(await core.say('tom', 'the instagram password is Hunter2!'))).toContain(
      'I never keep those',
    );
    expect(everything(core)).not.toContain('Hunter2');
  });

  it('wants an address, two owners, and only people who were approved', async () => {
    const core = open();
    const seen = await creating(core);
    await pressAndFill(core, 'tom', seen, 'Record it', { ...details, owners: ['ada'], address: 'instagram' });
    expect(core.problems()).toMatchObject({ owners: 'Please name at least 2 people.' });
    await pressAndFill(core, 'tom', seen, 'Record it', {
      ...details,
      owners: ['ada', 'gil'],
      address: 'instagram',
    });
    expect(core.problems()?.owners).toContain('Not approved to run it yet: Gil Roe.');
    expect(core.problems()?.address).toContain('copy the address from your browser');
    await pressAndFill(core, 'tom', seen, 'Record it', { ...details, owners: ['ada', 'A pupil'] });
    expect(core.problems()?.owners).toContain('“A pupil” on the school’s staff list');
  });

  it('is recorded by the administrator only, and the attempt is on record', async () => {
    const core = open();
    const seen = await creating(core);
    expect(reads(await press(core, 'ada', seen, 'Record it', 'room:administrator'))).toContain(
      'Only Tom Ivy can record this',
    );
    expect(core.form()).toBeUndefined();
    expect(audited(core, 'was refused')).toHaveLength(1);
  });

  it('lets two people edit at once: what only one changed counts, what both changed is asked about', async () => {
    const core = open();
    core.school.people.push({ id: 'eve', name: 'Eve Day', roles: ['administrator'] });
    const seen = await creating(core);
    const part = { ...details, done: [] };
    const blank = { ...part, handle: '', address: '', credentials: '' };
    await press(core, 'eve', seen, 'Record it');
    const eves = core.form();
    await pressAndFill(core, 'tom', seen, 'Record it', { ...blank, handle: '@TomsChoice' });
    if (!eves) throw new Error('Expected a form.');
    const submit = (answers: typeof details) =>
      core.raw('eve', { type: 'submitted', form: eves.form, value: eves.value, answers });
    await submit({ ...blank, credentials: 'The safe in the office' });
    expect(await onlyAccount(core)).toMatchObject({
      handle: '@TomsChoice',
      credentials: 'The safe in the office',
    });
    await submit({ ...blank, handle: '@EvesChoice' });
    expect(core.problems()?.handle).toContain('Tom Ivy changed this to “@TomsChoice” while you were writing');
    expect((await onlyAccount(core)).handle).toBe('@TomsChoice');
  });

  it('refuses a closing before it goes live, and days that have passed', async () => {
    const core = open();
    const seen = await creating(core);
    await pressAndFill(core, 'tom', seen, 'Record it', {
      ...details,
      closes: '2027-01-01',
      review: '1 March 2027',
    });
    expect(core.problems()).toMatchObject({
      closes: expect.stringContaining('on or after 2 March 2027'),
      review: expect.stringContaining('on or after 2 March 2027'),
    });
  });

  it('is reminded of every other working day, and the leaders hear of it after six', async () => {
    const core = open();
    await creating(core);
    const twoDays = await passDays(core, 2);
    expect(reads(twoDays, 'room:administrator')).toContain('has waited to be created for 2 working days');
    expect(reads(await core.pass(60_000))).toBe('');
    const weekend = await passDays(core, 3);
    expect(reads(weekend)).not.toContain('waited to be created for 3');
    expect(reads(await passDays(core, 3), 'room:slt')).toContain(
      'has waited to be created for 6 working days',
    );
  });
});

describe('the checklists of the packs', () => {
  it('has every point that the core ticks', async () => {
    const core = open();
    await creating(core);
    expect((await onlyAccount(core)).checklist.map((point) => point.id)).toEqual(ticks);
  });
});
