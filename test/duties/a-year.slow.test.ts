/**
 * A year at a school in a few seconds: everything that waits is left to wait, and only the clock goes on. Every reminder
 * comes once, at eight in the morning of a working day, also across the changes of the clocks, with restarts, and after
 * days on which nobody was running.
 */
import { describe, expect, it } from 'vitest';
import { reviews } from '../../src/conversation/reviews.ts';
import { decide } from '../../src/core/decide.ts';
import { deliveries } from '../../src/core/delivery.ts';
import { textOf } from '../../src/core/text.ts';
import { addDays, dayAt, instantAt, isWorkingDay, later } from '../../src/core/time.ts';
import { accounts } from '../../src/duties/register/account.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Store } from '../../src/store/store.ts';
import { trailOf } from '../store/contract.ts';
import { aFolder } from '../support/folder.ts';
import { aSchool, startCore, type TestCore } from '../support/test-core.ts';
import { active, apply, approveDespite, bot, press, pressAndFill } from './support/scenarios.ts';

const first = '2027-01-04';
const days = 365;
const minute = 60 * 1000;

const terms: [string, string][] = [
  ['2027-01-04', '2027-02-12'],
  ['2027-02-22', '2027-03-25'],
  ['2027-04-12', '2027-05-28'],
  ['2027-06-07', '2027-07-21'],
  ['2027-09-02', '2027-10-22'],
  ['2027-11-01', '2027-12-17'],
];
const calendar = { terms, holidays: ['2027-05-03'] };
const { timezone } = aSchool();

/** Everything that a clock looks after, each at a point where it waits for somebody. */
async function everythingWaits(): Promise<TestCore> {
  const core = startCore(bot, aSchool({ calendar, policy: 'kenn-kenton' }), `${first}T09:00:00.000Z`);
  // An account whose check and closing come near, and one to which a leaver holds the keys.
  await active(core, { name: 'Otters' }, { review: '2027-06-14', closes: '2027-11-15' });
  await core.say('lin', 'Joy Bell is leaving on 21 May 2027');
  // One that nobody makes, one that nobody decides on, and one that came back.
  await approveDespite(core, await apply(core, 'ada', { name: 'Badgers' }));
  await apply(core, 'ada', { name: 'Foxes' });
  await pressAndFill(core, 'lin', await apply(core, 'ada', { name: 'Owls' }), 'Ask for changes', {
    changes: 'A clearer name.',
  });
  await nobodyReads(core);
  await toBeClosed(core, 'Hares', '2027-06-20');
  await core.say('sam', 'show the policy review');
  const [review] = await core.work.find(reviews, 'state:open');
  if (review) core.work.put(reviews, { ...review, due: '2027-06-30', words: 'June 2027' });
  return core;
}

async function toBeClosed(core: TestCore, name: string, on: string): Promise<void> {
  await active(core, { name }, { handle: `@${name}`, address: `https://instagram.com/${name}` });
  const account = (await core.work.find(accounts)).find((candidate) => candidate.name === name);
  const plan = { type: 'pressed', action: 'account.plan', value: { id: account?.id ?? '' } } as const;
  await core.raw('ada', plan);
  await core.fill('ada', { on, content: 'deleted', why: 'The project ends.' });
}

async function nobodyReads(core: TestCore): Promise<void> {
  const start = { type: 'pressed', action: 'reports.start', value: { kind: 'mistake' } } as const;
  await press(core, 'ada', await core.raw('ada', start), 'Fill in everything at once');
  const summary = await core.fill('ada', { what: 'A wrong picture', where: '', on: '', done: '' });
  await press(core, 'ada', summary, 'Tell Lin Park, Sam Hale or Bea Ode');
}

type Heard = { at: string; to: string; text: string };

type Plan = {
  /** Days on which nobody is running. */
  off?: (day: string) => boolean;
  /** Days on which it is started again between two looks at the clock. */
  restarts?: (day: string) => boolean;
};

/** Lives through the year with a real store, and notes who was told what when. */
async function live({ off = () => false, restarts = () => false }: Plan = {}) {
  const core = await everythingWaits();
  const dir = aFolder();
  let store = await openEmbeddedStore({ dir });
  await store.turn(core.school.id, async (work) => {
    for (const { of, record } of core.work.kept.values()) work.put(of, record);
  });
  const heard: Heard[] = [];
  for (let date = addDays(first, 1), count = 1; count < days; date = addDays(date, 1), count++) {
    if (off(date)) continue;
    for (const at of looksOn(date)) heard.push(...(await look(store, core, at)));
    if (restarts(date)) {
      await store.close();
      store = await openEmbeddedStore({ dir });
    }
  }
  const trail = await trailOf(store, core.school.id);
  await store.close();
  return { heard, trail };
}

/** In the night, just before people may be written to, just then, the minute after, and in the evening. */
function looksOn(date: string): string[] {
  const eight = instantAt(date, 8, timezone);
  return [
    instantAt(date, 0, timezone),
    later(eight, -minute),
    eight,
    later(eight, minute),
    instantAt(date, 20, timezone),
  ];
}

async function look(store: Store, { school }: TestCore, at: string): Promise<Heard[]> {
  const place = { platform: 'playground' as const, conversation: 'clock', direct: false };
  const by = { platform: 'playground' as const, user: 'chalkline' };
  const event = { id: `time:${at}`, at, by, place, type: 'timePassed' as const };
  return store.turn(school.id, async (work) => {
    await decide(bot, { event, school, platforms: ['playground'], work });
    const sent: Heard[] = [];
    for (const { id, order, card } of await work.find(deliveries)) {
      work.remove(deliveries, id);
      if (order.type === 'message') sent.push({ at, to: order.person, text: textOf(card) });
      if (order.type === 'post') sent.push({ at, to: order.place.conversation, text: textOf(card) });
    }
    return sent;
  });
}

/** The same thing to the same person on the same day, however many days are counted in it. */
function sameThing({ at, to, text }: Heard): string {
  return `${dayAt(at, timezone)} ${to}: ${text.replace(/\d+/g, '#')}`;
}

function repeated(all: string[]): string[] {
  return all.filter((one, at) => all.indexOf(one) !== at);
}

/** A closing that was planned for a day off begins on it, because nobody looks after the account any longer. */
const isClosing = ({ text }: Heard) => text.includes('is being closed') || text.startsWith('Close Hares');

function offHours(heard: Heard[]): Heard[] {
  return heard.filter((one) => {
    const today = dayAt(one.at, timezone);
    const isDayOff = !isWorkingDay(today, calendar) && !isClosing(one);
    return isDayOff || one.at < instantAt(today, 8, timezone);
  });
}

/** What the head heard of the policy's review, by the day. */
function ofReview({ heard }: Year): string[] {
  return heard
    .filter(({ to, text }) => to === 'sam' && text.startsWith('The review of your policy'))
    .map(
      ({ at, text }) => `${dayAt(at, timezone)}: ${text.split('\n')[0]?.split(' (by 30 June 2027). ')[1]}`,
    );
}

const plans = {
  'with somebody running all the time': {},
  'started again every few days': { restarts: (date) => Number(date.slice(-2)) % 5 === 0 },
  'switched off for days': {
    off: (date) => awayDays.some(([from, to]) => from <= date && date <= to),
  },
} satisfies Record<string, Plan>;

/** Over a weekend, over both changes of the clocks, over a holiday, and for weeks in the middle of term. */
const awayDays: [string, string][] = [
  ['2027-01-15', '2027-01-18'],
  ['2027-03-22', '2027-04-13'],
  ['2027-05-24', '2027-06-10'],
  ['2027-10-19', '2027-11-02'],
];

type Year = Awaited<ReturnType<typeof live>>;
const lived = new Map<string, Promise<Year>>();

/** Each year is lived once. */
function year(name: keyof typeof plans): Promise<Year> {
  const before = lived.get(name) ?? live(plans[name]);
  lived.set(name, before);
  return before;
}

const names = Object.keys(plans) as (keyof typeof plans)[];

describe.each(names)('a year in which nobody does anything, %s', (name) => {
  it('says the same thing to nobody twice on a day', async () => {
    expect(repeated((await year(name)).heard.map(sameThing))).toEqual([]);
  });

  it('says nothing at night, at a weekend, on a holiday or out of term', async () => {
    expect(offHours((await year(name)).heard)).toEqual([]);
  });

  it('has nothing on the audit trail twice on a day', async () => {
    const { trail } = await year(name);
    const noted = trail.map(({ at, what, about, detail }) =>
      JSON.stringify([dayAt(at, timezone), what, about, detail]),
    );
    expect(repeated(noted)).toEqual([]);
  });
});

describe('in that year', () => {
  it('everything comes at the first look of its day, so nothing waits for a second one', async () => {
    const { heard } = await year('with somebody running all the time');
    const late = heard.filter(({ at }) => at !== instantAt(dayAt(at, timezone), 8, timezone));
    expect(late).toEqual([]);
  });

  it('each person hears once that an account closes, on its day', async () => {
    const { heard } = await year('with somebody running all the time');
    const closing = heard.filter(({ text }) => text.includes('is being closed'));
    expect(closing.map(({ at, to }) => `${dayAt(at, timezone)} ${to}`)).toEqual([
      '2027-06-20 ada',
      '2027-06-20 joy',
      '2027-06-20 room:slt',
    ]);
  });

  it('the head hears four times of the policy’s review', async () => {
    expect(ofReview(await year('with somebody running all the time'))).toEqual([
      // 1 April lies in the holidays, and 31 May too.
      '2027-04-12: 79 days are left.',
      '2027-06-07: 23 days are left.',
      '2027-06-23: 7 days are left.',
      '2027-07-01: Nobody has recorded it yet.',
    ]);
  });

  it('what was missed while it was switched off comes once, late', async () => {
    expect(ofReview(await year('switched off for days'))).toEqual([
      '2027-04-14: 77 days are left. This reminder is late: it was for 1 April 2027.',
      '2027-06-11: 19 days are left. This reminder is late: it was for 31 May 2027.',
      '2027-06-23: 7 days are left.',
      '2027-07-01: Nobody has recorded it yet.',
    ]);
  });

  it('it does not matter that it is started again', async () => {
    const { heard } = await year('with somebody running all the time');
    expect((await year('started again every few days')).heard).toEqual(heard);
  });
});
