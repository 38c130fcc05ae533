/** Everybody at a school, from its file, the chat and its groups: whoever leaves one of them has nothing by another. */
import { expect, test } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { withEverybody } from '../../src/core/everybody.ts';
import { groups } from '../../src/core/groups.ts';
import { type Newcomer, newcomers } from '../../src/core/newcomers.ts';
import { type School, whoIs } from '../../src/core/school.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, startCore } from '../support/test-core.ts';

const bot = createBot(loadEngine('data'));
const at = '2027-03-02T10:00:00.000Z';
const named = { staff: { slack: 'S0STAFF' }, slt: { slack: 'S0SLT' } };
const joy = { id: 'joy', name: 'Joy Bell', roles: ['staff' as const], teams: 'T0JOY' };
const lee = { id: 'slack:U0LEE', name: 'Lee Moor' };

/** Somebody who was added in the chat, as whoever they are. */
function added(platform: 'slack' | 'teams', user: string, as: { id: string; name: string }): Newcomer {
  const by = { id: 'tom', name: 'Tom Ivy' };
  const id = `${platform}:${user}`;
  return {
    id,
    platform,
    user,
    name: '',
    day: '2027-03-01',
    state: 'added',
    as,
    decided: { by, at },
    history: [],
  };
}

async function everybodyAt(
  {
    people,
    members = {},
  }: { people: School['people']; members?: Record<string, { user: string; name: string }[]> },
  newcomer: Newcomer,
): Promise<School> {
  const { work, school } = startCore(bot, aSchool({ people, groups: named }));
  work.put(newcomers, newcomer);
  for (const [id, found] of Object.entries(members)) work.put(groups, { id, members: found, read: at });
  return withEverybody(school, work, at);
}

const namesOf = ({ people }: School) => people.map(({ name }) => name);

test('somebody of the file who was added on another platform is the same person there', async () => {
  const school = await everybodyAt({ people: [joy] }, added('slack', 'U0JOY', joy));
  expect(school.people).toEqual([{ ...joy, slack: 'U0JOY' }]);
});

test('whoever is taken off the file is nobody on the platform where they were added, too', async () => {
  expect(namesOf(await everybodyAt({ people: [] }, added('slack', 'U0JOY', joy)))).toEqual([]);
});

test('somebody of a group who was added on another platform is the same person there, with its role', async () => {
  const members = {
    'slack:S0STAFF': [{ user: 'U0LEE', name: 'Lee Moor' }],
    'slack:S0SLT': [{ user: 'U0LEE', name: '' }],
  };
  const school = await everybodyAt({ people: [], members }, added('teams', 'T0LEE', lee));
  expect(school.people).toHaveLength(1);
  expect(whoIs(school, { platform: 'teams', user: 'T0LEE' })).toEqual({ ...lee, roles: ['staff', 'slt'] });
});

test('whoever leaves the group is nobody on the platform where they were added, too', async () => {
  const members = { 'slack:S0STAFF': [] };
  expect(namesOf(await everybodyAt({ people: [], members }, added('teams', 'T0LEE', lee)))).toEqual([]);
});

test('somebody who is in no file and no group stays staff until they are taken off', async () => {
  const mia = { id: 'slack:U0MIA', name: 'Mia Moor' };
  expect(namesOf(await everybodyAt({ people: [joy] }, added('slack', 'U0MIA', mia)))).toEqual([
    'Joy Bell',
    'Mia Moor',
  ]);
});

test('whoever was added by themselves and joins the group is one person', async () => {
  const mia = { id: 'slack:U0MIA', name: 'Mia Moor' };
  const members = { 'slack:S0SLT': [{ user: 'U0MIA', name: 'Mia' }] };
  const school = await everybodyAt({ people: [], members }, added('slack', 'U0MIA', mia));
  expect(school.people).toEqual([{ ...mia, roles: ['slt'], slack: 'U0MIA' }]);
});
