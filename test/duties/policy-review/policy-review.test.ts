/** The policy's own life: who is reminded of its review and when, and what is put on record. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { reviews } from '../../../src/conversation/reviews.ts';
import { buttonsOf, type Card } from '../../../src/core/card.ts';
import type { School } from '../../../src/core/school.ts';
import { trainings } from '../../../src/duties/training/standing.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';
import { audited, bot, inAnotherEdition, policies } from '../support/scenarios.ts';

const minute = 60 * 1000;
const hour = 60 * minute;
const day = 24 * hour;

/** Old Park's policy is due for review by 31 May 2027; it is Monday 1 February. */
function atOldPark(change: Partial<School> = {}, start = '2027-02-01T09:00:00.000Z'): TestCore {
  return startCore(bot, aSchool({ policy: 'old-park', ...change }), start);
}

/** What somebody hears while the days go by, with the day on which they do. */
async function heard(core: TestCore, days: number, who = 'sam'): Promise<string[]> {
  const all: string[] = [];
  for (let passed = 0; passed < days; passed++) {
    const seen = [...(await core.pass(day)), ...(await core.pass(0))];
    all.push(...seen.filter(({ to }) => to === who).map(({ card }) => reads([{ to: who, card }])));
  }
  return all.map((text) => text.split('\n')[0] ?? '');
}

const due = 'The review of your policy is due in spring 2027 (by 31 May 2027).';
const overdue =
  'The review of your policy was due in spring 2027 (by 31 May 2027). Nobody has recorded it yet.';

describe('reminders of the review', () => {
  it('come 90, 30 and 7 days before and once it is overdue, each once, on a working day', async () => {
    expect(await heard(atOldPark(), 300)).toEqual([
      `${due} 90 days are left.`,
      // The first of May is a Saturday, and the Monday after it a bank holiday.
      `${due} 27 days are left.`,
      `${due} 7 days are left.`,
      overdue,
    ]);
  });

  it('never come at night, on a holiday or out of term', async () => {
    const terms: [string, string][] = [
      ['2027-01-04', '2027-02-26'],
      ['2027-03-08', '2027-07-21'],
    ];
    const core = atOldPark({ calendar: { terms, holidays: ['2027-03-08'] } });
    await core.pass(0);
    const heardAt: string[] = [];
    for (let hours = 0; hours < 45 * 24; hours++)
      if (reads(await core.pass(hour), 'sam') !== '') heardAt.push(String(hours));
    // Tuesday 9 March at 8 in the morning.
    expect(heardAt).toEqual([String((9 - 1 + 28) * 24 - 2)]);
  });

  it('that were missed come once, late, and say so; those that were overtaken do not come', async () => {
    const core = atOldPark();
    await core.pass(0);
    core.later(95 * day);
    expect(reads(await core.pass(0), 'sam')).toContain('This reminder is late: it was for 1 May 2027.');
    expect(await core.pass(minute)).toEqual([]);
    expect(await heard(core, 10)).toEqual([]);
  });

  it('that were only held up by a weekend are not late', async () => {
    const core = atOldPark();
    expect((await heard(core, 95)).at(-1)).toBe(`${due} 27 days are left.`);
  });

  it('go to the policy’s owner, who reads them without a word on why', async () => {
    const people = [...aSchool().people, { id: 'olu', name: 'Olu Day', roles: ['owner' as const] }];
    const core = atOldPark({ people });
    expect(await heard(core, 40, 'sam')).toEqual([]);
    const again = atOldPark({ people });
    await again.pass(0);
    expect(reads(await again.pass(29 * day), 'olu')).toBe(`${due} 90 days are left.`);
  });

  it('go to the head where nobody is its owner, and say so', async () => {
    const core = atOldPark();
    await core.pass(0);
    expect(reads(await core.pass(29 * day), 'sam')).toContain(
      'Nobody here is set as the policy’s owner, so this comes to you.',
    );
  });

  it('go to the head once the owner has left', async () => {
    const core = atOldPark();
    core.school.people = [...core.school.people, { id: 'olu', name: 'Olu Day', roles: ['owner'] }];
    await core.pass(0);
    core.school.people = aSchool().people;
    expect(await heard(core, 40)).toEqual([`${due} 90 days are left.`]);
  });

  it('wait where nobody can be told, are on record as unheard once, and come late', async () => {
    const core = atOldPark({ people: [] });
    await core.pass(0);
    expect(await heard(core, 41)).toEqual([]);
    expect(audited(core, 'found nobody who could be told')).toHaveLength(1);
    core.school.people = aSchool().people;
    expect(reads(await core.pass(day), 'sam')).toContain('This reminder is late: it was for 2 March 2027.');
  });

  it('do not come where the policy names no day, until the school sets one of its own', async () => {
    const core = atOldPark({ policy: 'hermitage' });
    expect(await heard(core, 30)).toEqual([]);
    await press(core, await core.say('sam', 'show the policy review'), 'Set a date');
    await core.fill('sam', { next: '1 May 2027' });
    expect(await heard(core, 35)).toEqual([
      'The review of your policy is due by 1 May 2027. 30 days are left.',
    ]);
  });

  it('come by the day at the school, also across the change to summer time', async () => {
    const core = atOldPark({ policy: 'hermitage' }, '2028-03-24T09:00:00.000Z');
    await press(core, await core.say('sam', 'show the policy review'), 'Set a date');
    // Seven days before it is Monday 27 March, the day after the clocks go forward.
    await core.fill('sam', { next: '3 April 2028' });
    core.later(2 * day + 21 * hour + 59 * minute);
    expect(await core.pass(0)).toEqual([]);
    expect(reads(await core.pass(minute), 'sam')).toContain('7 days are left.');
  });
});

async function press(core: TestCore, seen: Seen[], label: string, who = 'sam'): Promise<Seen[]> {
  return core.press(who, cardWith(seen, label), label);
}

function cardWith(seen: Seen[], label: string): Card {
  const found = seen.findLast(({ card }) => buttonsOf(card).some((button) => button.label === label));
  if (!found) throw new Error(`Expected a card with the button “${label}”.`);
  return found.card;
}

const reviewed = { on: '2027-01-29', next: '2029-01-29', changed: '', again: 'no' };

describe('a review that is put on record', () => {
  async function recorded(core: TestCore, more: Record<string, string> = {}, who = 'lin'): Promise<Seen[]> {
    await press(core, await core.say(who, 'record a policy review'), 'Record a review', who);
    return core.fill(who, { ...reviewed, ...more });
  }

  it('counts instead of the date in the policy, as the school’s own', async () => {
    const core = startCore(bot, aSchool(), '2027-02-01T09:00:00.000Z');
    expect(reads(await recorded(core))).toContain('The next is due by 29 January 2029.');
    const card = reads(await core.say('sam', 'show the policy review'), 'sam');
    expect(card).toContain('It’s due by 29 January 2029.');
    expect(card).toContain('Date set by: Your school, not the policy');
    expect(card).toContain('Last review: 29 January 2027 (Lin Park)');
    expect(await heard(core, 60)).toEqual([]);
  });

  it('is told to whoever looks after the policy', async () => {
    expect(reads(await recorded(atOldPark()), 'sam')).toContain('Lin Park has recorded a review');
  });

  it('says who may have to sign again, and that answers stay with the version there is', async () => {
    const core = atOldPark({ policy: 'hermitage' });
    core.work.put(trainings, { id: 'ada', signed: { policy: 'an earlier one', at: '2024-09-01' } });
    const text = reads(await recorded(core, { changed: 'WhatsApp', again: 'yes' }), 'lin (privately)');
    expect(text).toContain('I still answer from the version I have.');
    expect(text).toContain(
      'All staff, with supply staff, volunteers and governors, as your policy asks. Signed an earlier version: Ada Osei.',
    );
  });

  it('is recorded once, whoever presses the old card again', async () => {
    const core = atOldPark();
    const card = cardWith(await core.say('sam', 'show the policy review'), 'Record a review');
    await recorded(core);
    expect(reads(await core.press('sam', card, 'Record a review'))).toContain(
      'Lin Park has put this review on record already.',
    );
    expect(await core.work.find(reviews, 'state:open')).toHaveLength(1);
  });

  it.each([
    ['a day that lies ahead', { on: '2028-01-01' }, { on: expect.stringContaining('in the future') }],
    ['a next day that has passed', { next: '2026-01-01' }, { next: expect.stringContaining('on or after') }],
    ['a mistyped year', { next: '2090-01-01' }, { next: expect.stringContaining('more than ten years') }],
    ['no real day', { next: 'soon' }, { next: expect.stringContaining('Please give a date') }],
    ['nothing filled in', { on: '', next: '' }, { on: expect.any(String), next: expect.any(String) }],
    ['a text of 10 MB', { changed: 'x'.repeat(10_000_000) }, { changed: expect.stringContaining('to 1000') }],
  ])('is not recorded with %s', async (_, wrong, problems) => {
    const core = atOldPark();
    await recorded(core, wrong);
    expect(core.problems()).toEqual(problems);
    expect(await core.work.find(reviews, 'state:done')).toEqual([]);
  });

  it('can be given another date by whoever changes their mind', async () => {
    const core = atOldPark();
    await recorded(core);
    await press(core, await core.say('sam', 'show the policy review'), 'Change the date');
    expect(reads(await core.fill('sam', { next: '1 June 2028' }))).toContain(
      'Set. The next review is due by 1 June 2028.',
    );
    await press(core, await core.say('sam', 'show the policy review'), 'Change the date');
    expect(reads(await core.fill('sam', { next: '1 June 2028' }))).toContain('nothing was changed');
  });
});

describe('a new version of the policy', () => {
  it('is told once, with what changed and who may have to sign', async () => {
    const core = atOldPark({ policy: 'hermitage' });
    core.work.put(trainings, {
      id: 'joy',
      signed: { policy: 'the social media policy, February 2023', at: '2024-09-01' },
    });
    await core.pass(0);
    onTestFinished(inAnotherEdition('hermitage', 'March 2027'));
    const policy = policies.get('hermitage');
    const clause = policy?.clauses.get('9.1');
    if (!policy || !clause) throw new Error('Expected the clause.');
    const clauses = new Map(policy.clauses);
    clauses.delete('11.4');
    clauses.set('9.1', { ...clause, text: 'Check your settings each term.' });
    clauses.set('9.2', { ...clause, anchor: '9.2' });
    policies.set('hermitage', { ...policy, clauses });
    const text = reads(await core.pass(minute), 'sam');
    expect(text).toContain('I now answer from a new version: the social media policy, March 2027.');
    expect(text).toContain('New: 9.2 (Privacy settings)');
    expect(text).toContain('Changed: 9.1 (Privacy settings)');
    expect(text).toMatch(/Gone: 11\.4/);
    expect(text).toContain(
      'All staff, with supply staff, volunteers and governors, as your policy asks. Signed an earlier version: Joy Bell.',
    );
    expect(await core.pass(minute)).toEqual([]);
  });
});

describe('whoever looks after the policy', () => {
  const people = [
    ...aSchool().people,
    { id: 'olu', name: 'Olu Day', roles: ['owner' as const] },
    { id: 'una', name: 'Una Bay', roles: ['chair' as const] },
  ];

  it.each(['olu', 'sam', 'lin', 'bea'])('sees the review and may record it: %s', async (who) => {
    const core = atOldPark({ people });
    await press(core, await core.say(who, 'show the policy review'), 'Record a review', who);
    expect(core.form()?.title).toBe('Record a review');
  });

  it.each(['ada', 'gil', 'tom', 'una'])('is told to others, and how to read the policy: %s', async (who) => {
    const core = atOldPark({ people });
    const card = cardWith(await core.say('olu', 'show the policy review'), 'Record a review');
    const seen = await core.say(who, 'show the policy review');
    expect(reads(seen)).toContain('The review is for Olu Day.');
    for (const label of ['Record a review', 'Change the date']) {
      expect(reads(await core.press(who, card, label))).toContain('Nothing was changed.');
      expect(core.form()).toBeUndefined();
    }
    expect(reads(await core.say(who, 'home'))).not.toContain('Review of the policy');
  });
});
