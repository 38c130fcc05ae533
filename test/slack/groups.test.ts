/** Who of a Slack user group may be staff, asked of the real Web API client. */
import { expect, test } from 'vitest';
import { clientFor } from '../../src/slack/door.ts';
import { groupsThrough } from '../../src/slack/groups.ts';
import { openFakeSlack, type World } from '../fakes/slack.ts';

async function open(world: Partial<World>) {
  const users = ['U0ADA', 'U0JOY', 'U0LIN', 'U0SAM', 'U0BEA', 'U0GIL', 'U0TOM'];
  const slack = await openFakeSlack({ users, ...world });
  const reader = () => groupsThrough(clientFor({ botToken: slack.botToken, apiUrl: slack.apiUrl }))();
  return { slack, reader, [Symbol.asyncDispose]: () => slack.close() };
}

test('everybody in it is named, however many pages of accounts there are', async () => {
  await using opened = await open({
    groups: { S0STAFF: ['U0ADA', 'U0TOM'] },
    accounts: { U0TOM: { real_name: 'Tom Ivy' } },
  });
  expect(await opened.reader()('S0STAFF')).toEqual([
    { user: 'U0ADA', name: 'u0ada' },
    { user: 'U0TOM', name: 'Tom Ivy' },
  ]);
});

test.each(['deleted', 'is_bot', 'is_restricted', 'is_ultra_restricted', 'is_stranger'])(
  'an account that is %s is nobody',
  async (what) => {
    await using opened = await open({
      groups: { S0STAFF: ['U0ADA', 'U0JOY'] },
      accounts: { U0JOY: { [what]: true } },
    });
    expect((await opened.reader()('S0STAFF')).map(({ user }) => user)).toEqual(['U0ADA']);
  },
);

test('an id that no account here has is nobody', async () => {
  await using opened = await open({ groups: { S0STAFF: ['U0ELSE'] } });
  expect(await opened.reader()('S0STAFF')).toEqual([]);
});

test('a group that is not there names nobody, and says what to put right', async () => {
  await using opened = await open({});
  await expect(opened.reader()('S0NONE')).rejects.toMatchObject({
    retry: false,
    message: expect.stringContaining('Correct the id of that user group'),
  });
});

test('how long Slack asks to wait is passed on', async () => {
  await using opened = await open({ groups: { S0STAFF: ['U0ADA'] } });
  opened.slack.trouble('users.list', { rateLimited: 30 });
  await expect(opened.reader()('S0STAFF')).rejects.toMatchObject({ retry: true, afterMs: 30_000 });
});

test.each([
  [{ status: 200, type: 'text/html', body: '<html>' }],
  [{ status: 200, type: 'application/json', body: '{"ok":true}' }],
  [{ status: 403, body: '<html>' }],
])('what a filter answers in Slack’s place names nobody', async (answered) => {
  await using opened = await open({ groups: { S0STAFF: ['U0ADA'] } });
  opened.slack.trouble('usergroups.users.list', answered);
  await expect(opened.reader()('S0STAFF')).rejects.toMatchObject({ retry: true });
});
