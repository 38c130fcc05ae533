/** A school with the people of its groups: who is who, and what each of them may do. */
import { expect, test } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { withEverybody } from '../../src/core/everybody.ts';
import { groups } from '../../src/core/groups.ts';
import { type School, whoIs } from '../../src/core/school.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, startCore } from '../support/test-core.ts';

const bot = createBot(loadEngine('data'));
const read = '2027-03-02T09:00:00.000Z';
const at = '2027-03-02T10:00:00.000Z';
const named = { staff: { slack: 'S0STAFF', teams: 'staff' }, slt: { slack: 'S0SLT' } };

async function joined(
  members: Record<string, { user: string; name: string }[]>,
  change: Partial<School> = {},
): Promise<School> {
  const { work, school } = startCore(bot, aSchool({ groups: named, ...change }));
  for (const [id, found] of Object.entries(members)) work.put(groups, { id, members: found, read });
  return withEverybody(school, work, at);
}

const lee = { user: 'U0LEE', name: 'Lee Moor' };

test('somebody in two groups is one person with both roles', async () => {
  const school = await joined({ 'slack:S0STAFF': [lee], 'slack:S0SLT': [lee] });
  expect(whoIs(school, { platform: 'slack', user: 'U0LEE' })).toEqual({
    id: 'slack:U0LEE',
    name: 'Lee Moor',
    roles: ['staff', 'slt'],
  });
  expect(school.people).toHaveLength(aSchool().people.length + 1);
});

test('whoever the file lists keeps their name and roles there, and gets those of the group as well', async () => {
  const people = [{ id: 'ada', name: 'Ada Osei', roles: ['dsl' as const], slack: 'U0ADA' }];
  const school = await joined({ 'slack:S0SLT': [{ user: 'U0ADA', name: 'Sam Hale' }] }, { people });
  expect(school.people).toEqual([{ ...people[0], roles: ['dsl', 'slt'] }]);
});

test.each(['Sam\u200b Hale', '\u2060Sam Hale', 'Ｓａｍ Hale', 'Sam\u00a0Hale'])(
  'nobody passes for a leader by a name that only looks the same (%j)',
  async (name) => {
    const school = await joined({ 'slack:S0STAFF': [{ user: 'U0MAX', name }] });
    expect(whoIs(school, { platform: 'slack', user: 'U0MAX' }).name).toMatch(/ \(on Slack\)$/);
  },
);

test('nobody passes for a leader by calling themselves the same', async () => {
  const school = await joined({
    'slack:S0STAFF': [{ user: 'U0MAX', name: ' sam  hale ' }],
    'teams:staff': [{ user: 'T0LEE', name: 'Sam Hale' }],
  });
  expect(whoIs(school, { platform: 'slack', user: 'U0MAX' }).name).toBe('sam hale (on Slack)');
  expect(whoIs(school, { platform: 'teams', user: 'T0LEE' }).name).toBe('Sam Hale (on Teams)');
});

test('a group counts on its own platform only, and only while the file names it', async () => {
  const school = await joined({ 'slack:S0OTHER': [lee], 'slack:staff': [lee], 'teams:S0STAFF': [lee] });
  expect(school.people).toHaveLength(aSchool().people.length);
});

test('what was read three days ago names nobody any more', async () => {
  const { work, school } = startCore(bot, aSchool({ groups: named }));
  work.put(groups, { id: 'slack:S0STAFF', members: [lee], read: '2027-02-27T10:00:00.000Z' });
  expect((await withEverybody(school, work, at)).people).toHaveLength(school.people.length);
  expect((await withEverybody(school, work, '2027-03-02T09:59:59.000Z')).people).toHaveLength(
    school.people.length + 1,
  );
});
