import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src/core/card.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { trainings } from '../../../src/duties/training.ts';
import { reads } from '../../support/test-core.ts';
import {
  accountsOf,
  active,
  apply,
  approveDespite,
  audited,
  cardWith,
  creating,
  details,
  everything,
  inGoodStanding,
  onlyAccount,
  open,
  passDays,
  press,
  pressAndFill,
  see,
  ticks,
} from '../support/scenarios.ts';

describe('creating an approved account', () => {
  it('is a task for the administrator, with the checklist of the policy', async () => {
    const core = open();
    const seen = await creating(core);
    const task = reads(seen, 'room:administrator');
    expect(task).toContain('Create Year 4 Explorers on Instagram');
    expect(task).toContain('Two-factor sign-in is on for everybody who can sign in');
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
    expect(reads(seen, 'ada')).toContain('is in the register now, and active');
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
      'Still open: where its sign-in details are kept and 4 of 5 points on the list',
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
    expect(core.problems()?.owners).toContain('Gil Roe has not been approved');
    expect(core.problems()?.address).toContain('as it stands in the browser');
    await pressAndFill(core, 'tom', seen, 'Record it', { ...details, owners: ['ada', 'A pupil'] });
    expect(core.problems()?.owners).toContain('“A pupil” on the school’s list');
  });

  it('is recorded by the administrator only, and the attempt is on record', async () => {
    const core = open();
    const seen = await creating(core);
    expect(reads(await press(core, 'ada', seen, 'Record it'))).toContain('Tom Ivy records this');
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
    expect(core.problems()?.handle).toContain('Tom Ivy has changed this meanwhile to “@TomsChoice”');
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
      closes: expect.stringContaining('not before 2 March 2027'),
      review: expect.stringContaining('not before 2 March 2027'),
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
    expect(list.includes('No account fits')).toBe(!isThere);
  });

  it('shows somebody their own', async () => {
    const core = open();
    await active(core);
    expect(reads(await core.say('ada', 'my accounts'))).toContain('Year 4 Explorers');
    expect(reads(await core.say('joy', 'accounts I run'))).toContain('Year 4 Explorers');
    expect(reads(await core.say('gil', 'my accounts'))).toContain('No account fits');
  });

  it('answers privately, also in a channel', async () => {
    const core = open();
    await active(core);
    const seen = await core.say('gil', 'accounts', 'staffroom');
    expect(seen.map(({ to }) => to)).toEqual(['gil']);
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
    expect(reads(await press(core, 'joy', summary, 'Send it'))).toContain('in the register already');
  });
});

describe('alarms', () => {
  it('sound when fewer than two owners are left, once a week', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'ada', 'joy');
    core.school.people = core.school.people.filter((person) => person.id !== 'joy');
    const words = 'Only Ada Osei is left to run it: Joy Bell is no longer on the school’s list';
    const first = await passDays(core, 1);
    for (const to of ['room:administrator', 'room:slt', 'ada']) expect(reads(first, to)).toContain(words);
    expect(reads(await core.pass(60_000))).not.toContain(words);
    expect(reads(await passDays(core, 6))).not.toContain(words);
    expect(reads(await passDays(core, 1))).toContain(words);
  });

  it('sound two weeks before a closing or review date, and when it has passed', async () => {
    const core = open();
    await active(core, {}, { closes: '2027-03-20', review: '2027-03-17' });
    inGoodStanding(core, 'ada', 'joy');
    expect(reads(await passDays(core, 1))).toContain('Next look at it: The day is 17 March 2027');
    expect(reads(await passDays(core, 3))).toContain('Closing: The day is 20 March 2027');
    expect(reads(await passDays(core, 16))).toContain('Closing: The day was 20 March 2027 and has passed');
  });

  it('sound when the training or the signature of an owner has lapsed', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'ada', 'joy');
    expect(reads(await passDays(core, 1))).not.toContain('needs somebody’s attention');
    const lapsed = reads(await passDays(core, 365 + 40), 'room:administrator');
    expect(lapsed).toContain('Ada Osei: training that is more than 13 months old');
  });

  it('are not heard at night', async () => {
    const core = open({}, '2027-03-02T22:00:00.000Z');
    await active(core, {}, { closes: '2027-03-05' });
    expect(reads(await core.pass(4 * 60 * 60 * 1000))).toBe('');
    expect(reads(await core.pass(7 * 60 * 60 * 1000))).toContain('Closing: The day is 5 March 2027');
  });
});

describe('what is on record about people', () => {
  it('is recorded by leaders, so that the checks on a request are met', async () => {
    const core = open();
    const seen = await apply(core);
    expect(buttonsOf(cardWith(seen, 'Reject')).map(({ label }) => label)).toContain('Approve all the same');
    const asked = await core.say('lin', 'record training for Ada Osei');
    await press(core, 'lin', asked, 'Fill in everything at once');
    const summary = await core.fill('lin', {
      who: ['ada', 'joy'],
      what: ['trained', 'signed'],
      on: '2027-03-01',
    });
    const done = await press(core, 'lin', summary, 'Record it');
    expect(reads(done, 'lin')).toContain('Recorded for Ada Osei and Joy Bell');
    expect(reads(done, 'ada')).toContain(
      'Lin Park has recorded that you have signed the policy and been trained',
    );
    const [request] = await core.work.find(requests);
    const again = await core.raw('sam', {
      type: 'pressed',
      action: 'request.show',
      value: { id: request?.id ?? '' },
    });
    expect(reads(again)).toContain('Everything the policy asks for is on record');
    await press(core, 'sam', again, 'Approve');
    expect((await onlyAccount(core)).state).toBe('creating');
    expect(audited(core, 'signed the policy')[0]).toMatchObject({ by: 'lin', about: 'ada' });
  });

  it('asks only for the day where the rest was said', async () => {
    const core = open();
    const asked = reads(await core.say('tom', 'record training for Ada Osei'));
    expect(asked).toContain('On which day was that?');
    expect(reads(await core.say('tom', '9 March 2027'))).toContain('still to come');
  });

  it('is recorded by somebody else where it is one’s own, and the attempt is on record', async () => {
    const core = open();
    const refused = reads(await core.say('lin', 'record training for Lin Park'));
    expect(refused).toContain('Your own training and signature are for somebody else to record');
    expect(refused).toContain('Sam Hale, Bea Ode or Tom Ivy');
    expect(audited(core, 'was refused: nobody records their own')).toHaveLength(1);
    expect(await core.work.find(trainings)).toEqual([]);
  });

  it('keeps what was answered about others', async () => {
    const core = open();
    const asked = await core.say('lin', 'record training');
    await press(core, 'lin', asked, 'Fill in everything at once');
    const summary = await core.fill('lin', { who: ['lin', 'ada'], what: ['trained'], on: '2027-03-01' });
    const refused = await press(core, 'lin', summary, 'Record it');
    expect(reads(refused)).toContain('Your own training and signature are for somebody else to record');
    expect(await core.work.find(trainings)).toEqual([]);
    expect(reads(await press(core, 'lin', refused, 'Record it'))).toContain('Recorded for Ada Osei');
    expect((await core.work.find(trainings)).map(({ id }) => id)).toEqual(['ada']);
  });

  it('is not recorded for oneself by the only one who may, but what to do is said', async () => {
    const core = open();
    core.school.people = core.school.people
      .filter(({ id }) => ['ada', 'sam'].includes(id))
      .map((person) => ({ ...person, manager: undefined }));
    expect(reads(await core.say('sam', 'record training for Sam Hale'))).toContain(
      'Nobody else may record it here yet; please ask whoever looks after Chalkline to add a second leader or an administrator.',
    );
  });

  it('is not recorded by others, and the attempt is on record', async () => {
    const core = open();
    expect(reads(await core.say('ada', 'record training for Ada Osei'))).toContain(
      'leaders and the administrator',
    );
    expect(audited(core, 'was refused')).toHaveLength(1);
  });
});

describe('the checklists of the packs', () => {
  it('has every point that the core ticks', async () => {
    const core = open();
    await creating(core);
    expect((await onlyAccount(core)).checklist.map((point) => point.id)).toEqual(ticks);
  });
});
