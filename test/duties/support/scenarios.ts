/** Takes accounts through their history in the real core: applied for, approved, recorded, and what people press on the way. */

import { onTestFinished } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { editionOf } from '../../../src/conversation/policy-turn.ts';
import { reviews } from '../../../src/conversation/reviews.ts';
import { buttonsOf, type Card } from '../../../src/core/card.ts';
import type { Answers } from '../../../src/core/event.ts';
import type { School } from '../../../src/core/school.ts';
import { type Account, accounts } from '../../../src/duties/register/account.ts';
import { type Request, requests } from '../../../src/duties/requests/request.ts';
import { type Training, trainings } from '../../../src/duties/training/standing.ts';
import type { Policy } from '../../../src/policy/pack.ts';
import { packsOnly, policies } from '../../support/packs-only.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';

export { policies };

export const bot = createBot(packsOnly());

export const day = 24 * 60 * 60 * 1000;
/** A Tuesday morning. */
const tuesday = '2027-03-02T10:00:00.000Z';

export function open(change: Parameters<typeof aSchool>[0] = {}, start = tuesday): TestCore {
  return reviewed(startCore(bot, aSchool(change), start));
}

/** The policy of a school in another edition, for stories in which it changes. */
export function inAnotherEdition(id: string, words: string): () => void {
  const before = policies.get(id);
  if (!before) throw new Error(`Expected a pack called ${id}, got none.`);
  const after: Policy = { ...before, about: { ...before.about, inForce: { words, from: null } } };
  policies.set(id, after);
  return () => policies.set(id, before);
}

/** Everybody who holds the role of the first stage has to sign, until the test is over. */
export function everybodyMustSign(id: string): void {
  const stage = policies.get(id)?.application.stages[0];
  if (!stage) throw new Error(`Expected a stage of ${id}, got none.`);
  const { needs } = stage;
  stage.needs = 'all';
  onTestFinished(() => {
    stage.needs = needs;
  });
}

export function cardWith(seen: Seen[], label: string, to?: string): Card {
  const found = seen.find(
    (message) =>
      (to === undefined || message.to === to) &&
      buttonsOf(message.card).some((button) => button.label === label),
  );
  if (found) return found.card;
  throw new Error(`Expected a card with "${label}"${to ? ` for ${to}` : ''}, got:\n${toldTo(seen)}`);
}

function toldTo(seen: Seen[]): string {
  return seen.map((message) => `[${message.to}] ${reads([message])}`).join('\n');
}

/** Presses a button where this person has it before them; one that only somebody else has, on the card that came `to` them. */
export function press(
  core: TestCore,
  who: string,
  seen: Seen[],
  label: string,
  to?: string,
): Promise<Seen[]> {
  const before = to === undefined ? seen.filter((message) => isBefore(core, who, message)) : seen;
  return core.press(who, cardWith(before, label, to), label);
}

/** In their own chat, or in a room where they read. */
function isBefore({ school }: TestCore, who: string, { to }: Seen): boolean {
  const [kind, room] = to.split(':');
  return kind === 'room' ? isIn(school, who, room) : [who, `${who} (privately)`, 'update'].includes(to);
}

function isIn({ people }: School, who: string, room: string | undefined): boolean {
  return people.some(({ id, roles }) => id === who && roles.some((role) => role === room));
}

export async function pressAndFill(
  core: TestCore,
  who: string,
  seen: Seen[],
  label: string,
  answers: Answers,
): Promise<Seen[]> {
  await press(core, who, seen, label);
  return core.fill(who, answers);
}

export async function apply(core: TestCore, who = 'ada', change: Answers = {}): Promise<Seen[]> {
  const first = await core.raw(who, { type: 'pressed', action: 'requests.start', value: {} });
  await press(core, who, first, 'Fill in everything at once');
  const summary = await core.fill(who, {
    name: 'Year 4 Explorers',
    platform: 'Instagram',
    aim: 'Show families what we learn',
    audience: 'Families of Year 4',
    promotion: 'Newsletter',
    runners: ['ada', 'joy'],
    open: 'private',
    ...change,
  });
  return press(core, who, summary, 'Send it');
}

/** The whole form of Old Park, answered in chat. */
export async function applyAtOldPark(core: TestCore, manager = 'Lin Park'): Promise<Seen[]> {
  let seen = await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
  for (const answer of [
    'Year 4',
    'Year 4 blog',
    'Blogger',
    'Show learning',
    'Stories and pictures of work',
    'families',
    'staff',
    'Ada Osei, Joy Bell',
    'Ada Osei, Joy Bell',
    manager,
    'own',
    '1 April 2027',
    '1 July 2027',
    'skip',
    'A closed list',
    'no',
    'Our house rules, in the profile',
    'yes',
    'An hour a week',
    'It closes in July',
    'Visits',
  ]) {
    seen = await core.say('ada', answer);
  }
  return press(core, 'ada', seen, 'Send it');
}

export async function approveDespite(core: TestCore, seen: Seen[], who = 'lin'): Promise<Seen[]> {
  const label = seen.some(({ card }) => buttonsOf(card).some((button) => button.label === 'Approve'))
    ? 'Approve'
    : 'Approve anyway';
  const pressed = await press(core, who, seen, label);
  return label === 'Approve' ? pressed : core.fill(who, { why: 'Booked for Monday.' });
}

/** Approved, and the administrator has the task. */
export async function creating(core: TestCore, change: Answers = {}): Promise<Seen[]> {
  return approveDespite(core, await apply(core, 'ada', change));
}

export const ticks = ['created', 'two-owners', 'two-factor', 'password-safe', 'monitoring'];

export const details: Answers = {
  platform: 'Instagram',
  handle: '@HillYear4',
  address: 'https://instagram.com/hillyear4',
  owners: ['ada', 'joy'],
  moderators: [],
  credentials: 'The safe in the office',
  closes: '',
  review: '',
  done: ticks,
};

/** Approved, recorded and active. */
export async function active(core: TestCore, change: Answers = {}, recorded: Answers = {}): Promise<Seen[]> {
  const seen = await creating(core, change);
  return pressAndFill(core, 'tom', seen, 'Record it', { ...details, ...recorded });
}

export async function accountsOf(core: TestCore): Promise<Account[]> {
  return core.work.find(accounts);
}

export async function onlyAccount(core: TestCore): Promise<Account> {
  const [account, ...others] = await accountsOf(core);
  if (!account || others.length > 0)
    throw new Error(`Expected one account, got ${others.length + (account ? 1 : 0)}.`);
  return account;
}

export async function onlyRequest(core: TestCore): Promise<Request> {
  const [request] = await core.work.find(requests);
  if (!request) throw new Error('Expected a request.');
  return request;
}

export async function see(core: TestCore, who: string): Promise<Seen[]> {
  return core.raw(who, {
    type: 'pressed',
    action: 'account.show',
    value: { id: (await onlyAccount(core)).id },
  });
}

/** Everybody here has signed the present policy and was trained last month. */
export function inGoodStanding(core: TestCore, ...ids: string[]): void {
  const policy = policies.get(core.school.policy);
  for (const id of ids) {
    const standing: Training = {
      id,
      signed: { policy: `${policy?.about.title}, ${policy?.about.inForce.words}`, at: '2027-02-01' },
      trained: { at: '2027-02-01', by: 'sam' },
    };
    core.work.put(trainings, standing);
  }
}

/** Lets days pass one by one, as the clock does, and gives back everything that was sent meanwhile. */
export async function passDays(core: TestCore, days: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let passed = 0; passed < days; passed++) seen.push(...(await core.pass(day)));
  return seen;
}

/** What stands anywhere: records, outbox and audit trail. */
export function everything(core: TestCore): string {
  return JSON.stringify([[...core.work.kept.values()].map(({ record }) => record), core.work.trail]);
}

export function audited(core: TestCore, what: string) {
  return core.work.trail.filter((entry) => entry.what.includes(what));
}

/** Everybody has heard already that the policy is due for review, so no reminder of that comes in between. */
export function reviewed(core: TestCore): TestCore {
  const policy = policies.get(core.school.policy);
  if (!policy) throw new Error(`Expected a pack called ${core.school.policy}, got none.`);
  const { until, words } = policy.about.nextReview;
  core.work.put(reviews, {
    id: 'V-0',
    edition: editionOf(policy),
    ...(until ? { due: until } : {}),
    words,
    from: 'policy',
    reminded: 'overdue',
    history: [],
    since: '2027-01-01',
  });
  return core;
}
