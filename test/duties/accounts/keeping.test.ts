import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src/core/card.ts';
import { requests } from '../../../src/duties/accounts/request.ts';
import { standings } from '../../../src/duties/accounts/standing.ts';
import { reads } from '../../support/desk.ts';
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
} from './lives.ts';

describe('creating an approved account', () => {
  it('is a task for the administrator, with the checklist of the policy', async () => {
    const desk = open();
    const seen = await creating(desk);
    const task = reads(seen, 'room:administrator');
    expect(task).toContain('Create Year 4 Explorers on Instagram');
    expect(task).toContain('Two-factor sign-in is on for everybody who can sign in');
    expect((await onlyAccount(desk)).state).toBe('creating');
  });

  it('falls to the head where nobody is the administrator', async () => {
    const desk = open();
    desk.school.people = desk.school.people.filter((person) => person.id !== 'tom');
    const seen = await creating(desk);
    expect(reads(seen, 'sam')).toContain('Create Year 4 Explorers');
    await press(desk, 'sam', seen, 'Record it', 'sam');
    expect(desk.form()?.title).toBe('Record the account');
  });

  it('is active once everything is recorded and ticked, and those concerned are told', async () => {
    const desk = open();
    const seen = await active(desk);
    const one = await onlyAccount(desk);
    expect(one).toMatchObject({
      state: 'active',
      handle: '@HillYear4',
      credentials: 'The safe in the office',
    });
    expect(reads(seen, 'ada')).toContain('is in the register now, and active');
    expect(reads(seen, 'room:slt')).toContain('Sign-in details are kept: The safe in the office');
    expect(reads(seen, 'ada')).not.toContain('The safe in the office');
    expect(audited(desk, 'recorded an account')[0]?.detail).toMatchObject({
      state: 'active',
      credentials: 'recorded',
    });
  });

  it('can be saved part-way, and says what is still open', async () => {
    const desk = open();
    const seen = await creating(desk);
    const part = await pressAndFill(desk, 'tom', seen, 'Record it', {
      ...details,
      credentials: '',
      done: ['created'],
    });
    expect(reads(part)).toContain(
      'Still open: where its sign-in details are kept and 4 of 5 points on the list',
    );
    expect((await onlyAccount(desk)).state).toBe('creating');
    await pressAndFill(desk, 'tom', seen, 'Record it', details);
    expect((await onlyAccount(desk)).state).toBe('active');
  });

  it('takes no password, and keeps none anywhere', async () => {
    const desk = open();
    const seen = await creating(desk);
    for (const credentials of ['pw: Hunter2!', 'Hunter2!', 'the password is Hunter2!']) {
      await pressAndFill(desk, 'tom', seen, 'Record it', { ...details, credentials });
      expect(desk.problems()?.credentials).toContain('looks like a password');
    }
    await pressAndFill(desk, 'tom', seen, 'Record it', { ...details, handle: 'password: Hunter2!' });
    expect(desk.problems()).toHaveProperty('handle');
    expect(reads(await desk.say('tom', 'the instagram password is Hunter2!'))).toContain(
      'I never keep those',
    );
    expect(everything(desk)).not.toContain('Hunter2');
  });

  it('wants an address, two owners, and only people who were approved', async () => {
    const desk = open();
    const seen = await creating(desk);
    await pressAndFill(desk, 'tom', seen, 'Record it', { ...details, owners: ['ada'], address: 'instagram' });
    expect(desk.problems()).toMatchObject({ owners: 'Please name at least 2 people.' });
    await pressAndFill(desk, 'tom', seen, 'Record it', {
      ...details,
      owners: ['ada', 'gil'],
      address: 'instagram',
    });
    expect(desk.problems()?.owners).toContain('Gil Roe has not been approved');
    expect(desk.problems()?.address).toContain('as it stands in the browser');
    await pressAndFill(desk, 'tom', seen, 'Record it', { ...details, owners: ['ada', 'A pupil'] });
    expect(desk.problems()?.owners).toContain('“A pupil” on the school’s list');
  });

  it('is recorded by the administrator only, and the attempt is on record', async () => {
    const desk = open();
    const seen = await creating(desk);
    expect(reads(await press(desk, 'ada', seen, 'Record it'))).toContain('Tom Ivy records this');
    expect(desk.form()).toBeUndefined();
    expect(audited(desk, 'was refused')).toHaveLength(1);
  });

  it('lets two people edit at once: what only one changed counts, what both changed is asked about', async () => {
    const desk = open();
    desk.school.people.push({ id: 'eve', name: 'Eve Day', roles: ['administrator'] });
    const seen = await creating(desk);
    const part = { ...details, done: [] };
    const blank = { ...part, handle: '', address: '', credentials: '' };
    await press(desk, 'eve', seen, 'Record it');
    const eves = desk.form();
    await pressAndFill(desk, 'tom', seen, 'Record it', { ...blank, handle: '@TomsChoice' });
    if (!eves) throw new Error('Expected a form.');
    const submit = (answers: typeof details) =>
      desk.raw('eve', { type: 'submitted', form: eves.form, value: eves.value, answers });
    await submit({ ...blank, credentials: 'The safe in the office' });
    expect(await onlyAccount(desk)).toMatchObject({
      handle: '@TomsChoice',
      credentials: 'The safe in the office',
    });
    await submit({ ...blank, handle: '@EvesChoice' });
    expect(desk.problems()?.handle).toContain('Tom Ivy has changed this meanwhile to “@TomsChoice”');
    expect((await onlyAccount(desk)).handle).toBe('@TomsChoice');
  });

  it('refuses a closing before it goes live, and days that have passed', async () => {
    const desk = open();
    const seen = await creating(desk);
    await pressAndFill(desk, 'tom', seen, 'Record it', {
      ...details,
      closes: '2027-01-01',
      review: '1 March 2027',
    });
    expect(desk.problems()).toMatchObject({
      closes: expect.stringContaining('not before 2 March 2027'),
      review: expect.stringContaining('not before 2 March 2027'),
    });
  });

  it('is reminded of every other working day, and the leaders hear of it after six', async () => {
    const desk = open();
    await creating(desk);
    const twoDays = await passDays(desk, 2);
    expect(reads(twoDays, 'room:administrator')).toContain('has waited to be created for 2 working days');
    expect(reads(await desk.pass(60_000))).toBe('');
    const weekend = await passDays(desk, 3);
    expect(reads(weekend)).not.toContain('waited to be created for 3');
    expect(reads(await passDays(desk, 3), 'room:slt')).toContain(
      'has waited to be created for 6 working days',
    );
  });
});

describe('the register', () => {
  it('lists what the school runs, for everybody', async () => {
    const desk = open();
    await active(desk);
    const list = reads(await desk.say('gil', 'accounts'));
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
    const desk = open();
    await active(desk);
    const list = reads(await desk.say('lin', words));
    expect(list.includes('Year 4 Explorers on Instagram')).toBe(isThere);
    expect(list.includes('No account fits')).toBe(!isThere);
  });

  it('shows somebody their own', async () => {
    const desk = open();
    await active(desk);
    expect(reads(await desk.say('ada', 'my accounts'))).toContain('Year 4 Explorers');
    expect(reads(await desk.say('joy', 'accounts I run'))).toContain('Year 4 Explorers');
    expect(reads(await desk.say('gil', 'my accounts'))).toContain('No account fits');
  });

  it('answers privately, also in a channel', async () => {
    const desk = open();
    await active(desk);
    const seen = await desk.say('gil', 'accounts', 'staffroom');
    expect(seen.map((one) => one.to)).toEqual(['gil']);
  });

  it('shows where the sign-in details are kept to leaders and the administrator only', async () => {
    const desk = open();
    await active(desk);
    for (const who of ['lin', 'sam', 'tom'])
      expect(reads(await see(desk, who))).toContain('The safe in the office');
    for (const who of ['ada', 'gil'])
      expect(reads(await see(desk, who))).not.toContain('The safe in the office');
  });

  it('tells the history of each account', async () => {
    const desk = open();
    await active(desk);
    const card = reads(await see(desk, 'lin'));
    expect(card).toContain('Asked for by Ada Osei, approved by Lin Park');
    expect(card).toContain('Recorded by Tom Ivy, and active (2 March 2027');
  });

  it('is shown page by page', async () => {
    const desk = open();
    for (let number = 10; number < 28; number++) await creating(desk, { name: `Club ${number}` });
    const first = await desk.say('ada', 'accounts');
    expect(reads(first)).toContain('Club 24');
    expect(reads(first)).not.toContain('Club 25');
    expect(reads(await press(desk, 'ada', first, 'Show the next 3'))).toContain('Club 27');
  });

  it('takes in an account that was there before, once it is approved', async () => {
    const desk = open();
    const first = await desk.say('joy', 'register an existing account');
    await press(desk, 'joy', first, 'Fill in everything at once');
    const summary = await desk.fill('joy', {
      name: 'Hill School',
      platform: 'Facebook',
      address: 'facebook.com/hill',
      owners: ['joy', 'lin'],
      open: 'open',
      credentials: 'The head’s safe',
    });
    const sent = await press(desk, 'joy', summary, 'Send it');
    expect(reads(sent, 'room:slt')).not.toContain('The head’s safe');
    expect(await accountsOf(desk)).toHaveLength(0);
    await approveDespite(desk, sent, 'sam');
    expect(await onlyAccount(desk)).toMatchObject({ state: 'active', name: 'Hill School', open: 'open' });
  });

  it('takes no account twice', async () => {
    const desk = open();
    await active(desk);
    const first = await desk.say('joy', 'register an existing account');
    await press(desk, 'joy', first, 'Fill in everything at once');
    const summary = await desk.fill('joy', {
      name: 'Y4',
      platform: 'Instagram',
      address: 'www.instagram.com/hillyear4/',
      owners: ['joy', 'lin'],
      open: 'open',
      credentials: 'The safe',
    });
    expect(reads(await press(desk, 'joy', summary, 'Send it'))).toContain('in the register already');
  });
});

describe('alarms', () => {
  it('sound when fewer than two owners are left, once a week', async () => {
    const desk = open();
    await active(desk);
    inGoodStanding(desk, 'ada', 'joy');
    desk.school.people = desk.school.people.filter((person) => person.id !== 'joy');
    const words = 'Only Ada Osei is left to run it: Joy Bell is no longer on the school’s list';
    const first = await passDays(desk, 1);
    for (const to of ['room:administrator', 'room:slt', 'ada']) expect(reads(first, to)).toContain(words);
    expect(reads(await desk.pass(60_000))).not.toContain(words);
    expect(reads(await passDays(desk, 6))).not.toContain(words);
    expect(reads(await passDays(desk, 1))).toContain(words);
  });

  it('sound two weeks before a closing or review date, and when it has passed', async () => {
    const desk = open();
    await active(desk, {}, { closes: '2027-03-20', review: '2027-03-17' });
    inGoodStanding(desk, 'ada', 'joy');
    expect(reads(await passDays(desk, 1))).toContain('Next look at it: The day is 17 March 2027');
    expect(reads(await passDays(desk, 3))).toContain('Closing: The day is 20 March 2027');
    expect(reads(await passDays(desk, 16))).toContain('Closing: The day was 20 March 2027 and has passed');
  });

  it('sound when the training or the signature of an owner has lapsed', async () => {
    const desk = open();
    await active(desk);
    inGoodStanding(desk, 'ada', 'joy');
    expect(reads(await passDays(desk, 1))).not.toContain('needs somebody’s attention');
    const lapsed = reads(await passDays(desk, 365 + 40), 'room:administrator');
    expect(lapsed).toContain('Ada Osei: training that is more than 13 months old');
  });

  it('are not heard at night', async () => {
    const desk = open({}, '2027-03-02T22:00:00.000Z');
    await active(desk, {}, { closes: '2027-03-05' });
    expect(reads(await desk.pass(4 * 60 * 60 * 1000))).toBe('');
    expect(reads(await desk.pass(7 * 60 * 60 * 1000))).toContain('Closing: The day is 5 March 2027');
  });
});

describe('what is on record about people', () => {
  it('is recorded by leaders, so that the checks on a request are met', async () => {
    const desk = open();
    const seen = await apply(desk);
    expect(buttonsOf(cardWith(seen, 'Reject')).map((one) => one.label)).toContain('Approve all the same');
    const asked = await desk.say('lin', 'record training for Ada Osei');
    await press(desk, 'lin', asked, 'Fill in everything at once');
    const summary = await desk.fill('lin', {
      who: ['ada', 'joy'],
      what: ['trained', 'signed'],
      on: '2027-03-01',
    });
    const done = await press(desk, 'lin', summary, 'Record it');
    expect(reads(done, 'lin')).toContain('Recorded for Ada Osei and Joy Bell');
    expect(reads(done, 'ada')).toContain(
      'Lin Park has recorded that you have signed the policy and been trained',
    );
    const [request] = await desk.work.find(requests);
    const again = await desk.raw('sam', {
      type: 'pressed',
      action: 'accounts.case',
      value: { id: request?.id ?? '' },
    });
    expect(reads(again)).toContain('Everything the policy asks for is on record');
    await press(desk, 'sam', again, 'Approve');
    expect((await onlyAccount(desk)).state).toBe('creating');
    expect(audited(desk, 'signed the policy')[0]).toMatchObject({ by: 'lin', about: 'ada' });
  });

  it('asks only for the day where the rest was said', async () => {
    const desk = open();
    const asked = reads(await desk.say('tom', 'record training for Ada Osei'));
    expect(asked).toContain('On which day was that?');
    expect(reads(await desk.say('tom', '9 March 2027'))).toContain('still to come');
  });

  it('is recorded by somebody else where it is one’s own, and the attempt is on record', async () => {
    const desk = open();
    const refused = reads(await desk.say('lin', 'record training for Lin Park'));
    expect(refused).toContain('Your own training and signature are for somebody else to record');
    expect(refused).toContain('Sam Hale, Bea Ode or Tom Ivy');
    expect(audited(desk, 'was refused: nobody records their own')).toHaveLength(1);
    expect(await desk.work.find(standings)).toEqual([]);
  });

  it('keeps what was answered about others', async () => {
    const desk = open();
    const asked = await desk.say('lin', 'record training');
    await press(desk, 'lin', asked, 'Fill in everything at once');
    const summary = await desk.fill('lin', { who: ['lin', 'ada'], what: ['trained'], on: '2027-03-01' });
    const refused = await press(desk, 'lin', summary, 'Record it');
    expect(reads(refused)).toContain('Your own training and signature are for somebody else to record');
    expect(await desk.work.find(standings)).toEqual([]);
    expect(reads(await press(desk, 'lin', refused, 'Record it'))).toContain('Recorded for Ada Osei');
    expect((await desk.work.find(standings)).map((one) => one.id)).toEqual(['ada']);
  });

  it('is not recorded for oneself by the only one who may, but what to do is said', async () => {
    const desk = open();
    desk.school.people = desk.school.people
      .filter((one) => ['ada', 'sam'].includes(one.id))
      .map((one) => ({ ...one, manager: undefined }));
    expect(reads(await desk.say('sam', 'record training for Sam Hale'))).toContain(
      'Nobody else may record it here yet; please ask whoever looks after Chalkline to add a second leader or an administrator.',
    );
  });

  it('is not recorded by others, and the attempt is on record', async () => {
    const desk = open();
    expect(reads(await desk.say('ada', 'record training for Ada Osei'))).toContain(
      'leaders and the administrator',
    );
    expect(audited(desk, 'was refused')).toHaveLength(1);
  });
});

describe('the checklists of the packs', () => {
  it('has every point that the desk ticks', async () => {
    const desk = open();
    await creating(desk);
    expect((await onlyAccount(desk)).checklist.map((point) => point.id)).toEqual(ticks);
  });
});
