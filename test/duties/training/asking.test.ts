/** Leaders ask for signatures: numbers first, reminders on working days and no more than three, and paper for the rest. */
import { describe, expect, it } from 'vitest';
import { signatures } from '../../../src/duties/training/signature.ts';
import { trainings } from '../../../src/duties/training/standing.ts';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import { audited, day, open, passDays, press, pressAndFill } from '../support/scenarios.ts';
import { signs } from './signs.ts';

async function asksAll(core: TestCore): Promise<Seen[]> {
  return press(core, 'sam', await core.say('sam', 'who has signed?'), 'Ask those who haven’t');
}

/** How many got a card to sign on each day that somebody did. */
async function reminders(core: TestCore, days: number): Promise<[number, number][]> {
  const counted: [number, number][] = [];
  for (let passed = 1; passed <= days; passed++) {
    const cards = (await core.pass(day)).filter((seen) => reads([seen]).includes('read and sign the policy'));
    if (cards.length > 0) counted.push([passed, cards.length]);
  }
  return counted;
}

describe('leaders', () => {
  it('see numbers first, and names when they ask for them', async () => {
    const core = open();
    await signs(core, 'ada');
    const numbers = await core.say('lin', 'who has signed?');
    expect(reads(numbers)).toContain('1 of 6 has signed the policy.');
    expect(reads(numbers)).not.toContain('Joy Bell');
    expect(reads(await press(core, 'lin', numbers, 'Show names'))).toContain('Signed (1)\nAda Osei');
  });

  it('read them alone, also where they ask in a room', async () => {
    const core = open();
    const seen = await core.say('lin', 'who has signed?', 'room:slt');
    expect(reads(seen, 'room:slt')).not.toContain('have signed');
    expect(reads(seen, 'lin')).toContain('0 of 6 have signed the policy.');
  });

  it('ask everybody who has not signed, once', async () => {
    const core = open();
    await signs(core, 'ada');
    const asked = await asksAll(core);
    expect(asked.map(({ to }) => to)).toEqual(['joy', 'lin', 'sam', 'bea', 'tom', 'sam']);
    expect(reads(asked, 'joy')).toContain('Sam Hale asks you to read and sign the policy.');
    expect(audited(core, 'asked for a signature')).toHaveLength(5);
    expect(reads(await core.raw('sam', { type: 'pressed', action: 'training.ask', value: {} }))).toContain(
      'has been asked already',
    );
    expect(reads(await core.say('joy', 'home'))).toMatch(
      /1 thing is waiting for you\.[\s\S]*Sign the policy/,
    );
  });

  it('count governors only where the policy means them', async () => {
    expect(reads(await open({ policy: 'hermitage' }).say('sam', 'who has signed?'))).toContain('0 of 7');
    expect(reads(await open().say('sam', 'who has signed?'))).toContain('0 of 6');
  });
});

describe('whoever was asked and has not signed', () => {
  it('is reminded after three, eight and thirteen working days, and then no more', async () => {
    const core = open();
    await asksAll(core);
    await signs(core, 'ada');
    // From a Tuesday on, with weekends in between.
    expect(await reminders(core, 60)).toEqual([
      [3, 5],
      [10, 5],
      [17, 5],
    ]);
  });

  it('is not reminded twice on one day, at night, or in the holidays', async () => {
    const core = open({ calendar: { holidays: ['2027-03-05', '2027-03-08'], terms: [] } });
    await asksAll(core);
    expect(await reminders(core, 6)).toEqual([]);
    expect(reads(await core.pass(day))).toContain('Just a reminder.');
    expect(reads(await core.pass(60_000))).toBe('');
  });

  it('is reminded on the right day when the clocks change in between', async () => {
    // The clocks go forward on 26 March 2028.
    const core = open({}, '2028-03-24T09:00:00.000Z');
    await asksAll(core);
    expect(await reminders(core, 5)).toEqual([[5, 6]]);
  });

  it('is not reminded once they have signed, or are not at the school any more', async () => {
    const core = open();
    await asksAll(core);
    await signs(core, 'ada');
    core.school.people = core.school.people.filter(({ id }) => id !== 'joy');
    expect(await reminders(core, 3)).toEqual([[3, 4]]);
  });

  it('is counted before the leaders when three reminders did not help, once and without a name', async () => {
    const core = open();
    await asksAll(core);
    for (const who of ['ada', 'lin', 'sam', 'bea', 'tom']) await signs(core, who);
    const heard = reads(await passDays(core, 60), 'room:slt');
    expect(heard).toBe('1 person still hasn’t signed after three reminders. 5 of 6 have signed the policy.');
  });
});

describe('a signature on paper', () => {
  it('counts once somebody vouches for it, also for people without an account', async () => {
    const core = open();
    await asksAll(core);
    const asked = await press(core, 'sam', await core.say('sam', 'who has signed?'), 'Record one on paper');
    const summary = await pressAndFill(core, 'sam', asked, 'Fill in everything at once', {
      who: ['joy', 'Pat Moss (caterer)'],
      what: ['signed'],
      on: '2027-03-01',
    });
    await press(core, 'sam', summary, 'Record it');
    expect((await core.work.get(trainings, 'joy'))?.signed?.at).toBe('2027-03-01');
    expect((await core.work.find(signatures, 'person:Pat Moss (caterer)'))[0]?.signed).toMatchObject({
      by: { id: 'sam' },
      on: '2027-03-01',
    });
    expect(await reminders(core, 3)).toEqual([[3, 5]]);
    const [mine] = await core.work.find(signatures, 'person:joy');
    const file = await core.raw('sam', {
      type: 'pressed',
      action: 'signature.show',
      value: { id: mine?.id ?? '' },
    });
    expect(reads(file)).toContain('Signed on paper, 1 March 2027 (Sam Hale vouches for it)');
  });

  it('is kept for six years after somebody has left the list, and then goes', async () => {
    const core = open();
    await signs(core, 'ada');
    core.school.people = core.school.people.filter(({ id }) => id !== 'ada');
    await core.pass(day);
    expect((await core.work.find(signatures))[0]?.ended).toBe('2027-03-03');
    await core.pass((6 * 365 - 1) * day);
    expect(await core.work.find(signatures)).toHaveLength(1);
    await core.pass(day);
    expect(await core.work.find(signatures)).toEqual([]);
  });
});

describe('training', () => {
  it('is on record with its day and who gave it, and does not run out by itself', async () => {
    const core = open();
    const asked = await core.say('lin', 'record training for Ada Osei');
    const summary = await pressAndFill(core, 'lin', asked, 'Fill in everything at once', {
      who: ['ada'],
      what: ['trained'],
      on: '2027-03-01',
      provider: 'Devon County Council',
    });
    await press(core, 'lin', summary, 'Record it');
    expect(reads(await core.say('ada', 'my training'))).toContain(
      'Training: 1 March 2027, Devon County Council',
    );
  });
});
