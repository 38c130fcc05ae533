import { afterEach, describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src/core/card.ts';
import { requests } from '../../../src/duties/accounts/request.ts';
import { type Desk, reads, type Seen } from '../../support/desk.ts';
import {
  apply,
  approveDespite,
  audited,
  cardWith,
  day,
  inAnotherEdition,
  inGoodStanding,
  open,
  passDays,
  policies,
  press,
  pressAndFill,
} from './lives.ts';

async function onlyRequest(desk: Desk) {
  const [one] = await desk.work.find(requests);
  if (!one) throw new Error('Expected a request.');
  return one;
}

/** The message lin gets when a request is waiting. */
const reminder = 'has waited for a decision for';

describe('a request that waits', () => {
  it('is reminded of after two working days, then every two, never twice on one day', async () => {
    const desk = open();
    await apply(desk);
    expect(reads(await passDays(desk, 1))).not.toContain(reminder);
    const second = await passDays(desk, 1);
    for (const who of ['lin', 'sam', 'bea'])
      expect(reads(second, who)).toContain(`${reminder} 2 working days`);
    expect(reads(await desk.pass(60_000))).not.toContain(reminder);
    expect(reads(await passDays(desk, 1))).not.toContain(reminder);
    expect(reads(await passDays(desk, 3), 'sam')).toContain(`${reminder} 4 working days`);
  });

  it('brings back the case from the reminder', async () => {
    const desk = open();
    await apply(desk);
    const seen = await passDays(desk, 2);
    const shown = await press(desk, 'sam', seen, 'Show it', 'sam');
    expect(reads(shown, 'sam')).toContain('Asked for by Ada Osei. Signing means');
  });

  it('is left alone at weekends and in the holidays', async () => {
    const desk = open({
      calendar: { holidays: ['2027-03-03'], terms: [['2027-03-01', '2027-03-31']] },
    });
    await apply(desk);
    expect(reads(await passDays(desk, 2))).not.toContain(reminder);
    expect(reads(await passDays(desk, 3))).toContain(`${reminder} 2 working days`);
    await passDays(desk, 24);
    expect(reads(await passDays(desk, 30))).not.toContain(reminder);
  });

  it('goes to the next role up after six working days, and the applicant is told', async () => {
    const desk = open({ policy: 'abbotswood' });
    desk.school.people = desk.school.people.filter((person) => person.id !== 'bea');
    await apply(desk);
    const seen = await passDays(desk, 8);
    expect(reads(seen, 'ada')).toContain(
      'nobody had decided for 6 working days, so it has also gone to Lin Park',
    );
    expect(audited(desk, 'took a request to the next role up')).toHaveLength(1);
    await approveDespite(desk, seen, 'lin');
    expect((await onlyRequest(desk)).state).toBe('approved');
  });

  it('can still be decided by the role below after it has gone up', async () => {
    const desk = open({ policy: 'abbotswood' });
    const sent = await apply(desk);
    await passDays(desk, 8);
    await approveDespite(desk, sent, 'sam');
    expect((await onlyRequest(desk)).ended?.by.id).toBe('sam');
  });

  it('is not for the next role up before that', async () => {
    const desk = open({ policy: 'abbotswood' });
    const sent = await apply(desk);
    expect(reads(await press(desk, 'lin', sent, 'Reject', 'sam'))).toContain('for Sam Hale to decide');
  });

  it('finds others when an approver is removed, and says so', async () => {
    const desk = open({ policy: 'abbotswood' });
    const sent = await apply(desk);
    desk.school.people = desk.school.people.filter((person) => person.id !== 'sam');
    const seen = await desk.pass(60_000);
    expect(reads(seen, 'ada')).toContain('Sam Hale can no longer decide as “Headteacher”');
    for (const who of ['lin', 'bea']) expect(reads(seen, who)).toContain('Year 4 Explorers on Instagram');
    expect(reads(await press(desk, 'sam', sent, 'Reject', 'sam'))).toContain('to decide');
    await approveDespite(desk, seen, 'bea');
    expect((await onlyRequest(desk)).state).toBe('approved');
  });

  it('goes back to the role when the one it was handed to is removed', async () => {
    const desk = open();
    const sent = await apply(desk);
    await press(desk, 'lin', sent, 'Hand to somebody else');
    await desk.fill('lin', { to: 'sam' });
    desk.school.people = desk.school.people.filter((person) => person.id !== 'sam');
    const seen = await desk.pass(60_000);
    expect(reads(seen, 'lin')).toContain('Sam Hale can no longer decide');
  });

  it('says so where nobody is left, and keeps saying it', async () => {
    const desk = open({ policy: 'abbotswood' });
    await apply(desk);
    desk.school.people = desk.school.people.filter((person) => ['ada', 'joy', 'tom'].includes(person.id));
    expect(reads(await desk.pass(60_000), 'ada')).toContain('nobody at Hill School is set up');
    expect(reads(await passDays(desk, 3), 'ada')).toContain(
      'still waits, because nobody at Hill School is set up',
    );
  });

  it('reminds the applicant of changes that were asked for', async () => {
    const desk = open();
    await pressAndFill(desk, 'lin', await apply(desk), 'Ask for changes', { changes: 'A clearer name.' });
    expect(reads(await passDays(desk, 8), 'ada')).toContain(
      'still waits for the changes that were asked for',
    );
  });
});

describe('where everybody must sign', () => {
  const stage = policies.get('westgate')?.application.stages[0];
  if (stage) stage.needs = 'all';

  it('waits for the last one, and goes on when that one is removed', async () => {
    const desk = open({ policy: 'westgate' });
    const sent = await apply(desk);
    for (const who of ['lin', 'sam']) await approveDespite(desk, sent, who);
    expect((await onlyRequest(desk)).state).toBe('waiting');
    expect(reads(await press(desk, 'lin', sent, 'Approve all the same'))).toContain('signed this already');
    desk.school.people = desk.school.people.filter((person) => person.id !== 'bea');
    await desk.pass(60_000);
    expect((await onlyRequest(desk)).state).toBe('approved');
  });
});

describe('a policy that changes meanwhile', () => {
  let restore = () => {};
  afterEach(() => restore());

  it('leaves an application under the one it began with, and says so on the card', async () => {
    const desk = open();
    await apply(desk);
    restore = inAnotherEdition('kenn-kenton', 'March 2027');
    const card = reads(await desk.raw('ada', { type: 'pressed', action: 'accounts.mine', value: {} }));
    expect(card).toContain('25 February 2021. It has changed since (now:');
    expect(card).toContain('this finishes under the one it began with');
  });

  it('accepts a signature for either edition, and wants a new one afterwards', async () => {
    const desk = open();
    inGoodStanding(desk, 'ada', 'joy');
    const sent = await apply(desk);
    restore = inAnotherEdition('kenn-kenton', 'March 2027');
    await approveDespite(desk, sent, 'lin');
    expect((await onlyRequest(desk)).signatures[0]?.despite).toBeUndefined();
    const next = await apply(desk, 'ada', { name: 'Choir' });
    expect(reads(next, 'room:slt')).toContain('a signature for another edition of the policy');
  });

  it('asks again for what no longer fits, and keeps the rest', async () => {
    const desk = open();
    const first = await desk.raw('ada', { type: 'pressed', action: 'accounts.start', value: {} });
    await press(desk, 'ada', first, 'Fill in everything at once');
    const summary = await desk.fill('ada', {
      name: 'Year 4',
      platform: 'Instagram',
      aim: 'Learning',
      audience: 'Families',
      promotion: 'Newsletter',
      runners: ['ada', 'joy'],
      open: 'private',
    });
    desk.school.people = desk.school.people.filter((person) => person.id !== 'joy');
    const again = await press(desk, 'ada', summary, 'Send it');
    expect(reads(again)).toContain('I do not find “joy” on the school’s list');
    expect(reads(again)).toContain('Who will run it?');
    expect(await desk.work.find(requests)).toHaveLength(0);
    expect(reads(await desk.say('ada', 'Ada Osei and Lin Park'))).toContain('Name: Year 4');
  });
});

describe('bad input', () => {
  async function filled(desk: Desk, change: Record<string, string | string[]>): Promise<Seen[]> {
    const first = await desk.raw('ada', { type: 'pressed', action: 'accounts.start', value: {} });
    await press(desk, 'ada', first, 'Fill in everything at once');
    return desk.fill('ada', {
      name: 'Year 4',
      platform: 'Instagram',
      aim: 'Learning',
      audience: 'Families',
      promotion: 'Newsletter',
      runners: ['ada', 'joy'],
      open: 'private',
      ...change,
    });
  }

  it('is met with a sentence for each field', async () => {
    const desk = open();
    await filled(desk, { runners: ['Ada Osei', 'ada osei'] });
    expect(desk.problems()?.runners).toContain('One name is there twice');
    await filled(desk, { runners: ['ada', 'Jo Smith'] });
    expect(desk.problems()?.runners).toContain('I do not find “Jo Smith”');
    await filled(desk, { aim: 'x'.repeat(3001) });
    expect(desk.problems()?.aim).toContain('That is 3001 characters; please keep it to 3000');
    await filled(desk, { promotion: 'The page password is Hunter2!' });
    expect(desk.problems()?.promotion).toContain('looks like a password');
  });

  it('of 3,000 characters fits, and reaches the leaders', async () => {
    const desk = open();
    const summary = await filled(desk, { aim: 'y'.repeat(3000) });
    expect(reads(await press(desk, 'ada', summary, 'Send it'), 'room:slt')).toContain('y'.repeat(3000));
  });

  it('shows the leaders who is no longer on the list', async () => {
    const desk = open();
    await apply(desk);
    desk.school.people = desk.school.people.filter((person) => person.id !== 'joy');
    const { id } = await onlyRequest(desk);
    const seen = await desk.raw('lin', { type: 'pressed', action: 'accounts.case', value: { id } });
    expect(reads(seen)).toContain('Joy Bell: no longer on the school’s list');
    expect(buttonsOf(cardWith(seen, 'Reject')).map((one) => one.label)).toContain('Approve all the same');
  });

  it('does not upset anything when matters are long gone', async () => {
    const desk = open();
    for (const action of [
      'record',
      'close',
      'plan',
      'closed',
      'account',
      'task',
      'changing',
      'propose',
      'accept',
      'access',
      'stays',
      'leaver',
      'approve',
      'withdraw',
      'case',
    ]) {
      const seen = await desk.raw('tom', {
        type: 'pressed',
        action: `accounts.${action}`,
        value: { id: 'X' },
      });
      expect(reads(seen), action).toMatch(/no longer on record|settled or was called off/);
    }
    await desk.pass(day);
  });
});
