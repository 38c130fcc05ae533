/** Who of an Entra group may be staff, asked of a stand-in for Microsoft Graph. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupsIn } from '../../src/teams/graph.ts';
import { type FakeGraph, startFakeGraph } from '../fakes/graph.ts';

const app = {
  appId: '00000000-0000-0000-0000-00000000b070',
  appPassword: 'not-a-secret',
  tenantId: '00000000-0000-0000-0000-000000000001',
};
const ada = { id: 'a1', displayName: 'Ada Osei' };
const joy = { id: 'a2', displayName: 'Joy Bell' };
const lin = { id: 'a3', displayName: 'Lin Park' };

let graph: FakeGraph;
beforeEach(async () => {
  graph = await startFakeGraph(app);
});
afterEach(() => graph.close());

const read = (group = 'staff') => groupsIn(app, graph.addresses)()(group);
const usersIn = async (group?: string) => (await read(group)).map(({ user }) => user);

test('everybody in it is named once, also those of the groups inside it', async () => {
  graph.group('year-4', [joy, ada]);
  graph.group('staff', [ada, 'year-4', lin]);
  expect(await read()).toEqual([
    { user: 'a1', name: 'Ada Osei' },
    { user: 'a2', name: 'Joy Bell' },
    { user: 'a3', name: 'Lin Park' },
  ]);
});

test('every page is read', async () => {
  graph.group('staff', [ada, joy, lin]);
  graph.pages(1);
  expect(await usersIn()).toEqual(['a1', 'a2', 'a3']);
});

test('several groups are read with one token', async () => {
  graph.group('staff', [ada]);
  graph.group('slt', [lin]);
  const reader = groupsIn(app, graph.addresses)();
  await reader('staff');
  await reader('slt');
  expect(graph.asked.filter((path) => path.includes('oauth2'))).toHaveLength(1);
});

test.each([
  ['closed', { accountEnabled: false }],
  ['a guest’s', { userType: 'Guest' as const }],
  ['of another tenant', { userPrincipalName: 'joy_oak.example#EXT#@school.onmicrosoft.com' }],
])('an account that is %s is nobody', async (_, change) => {
  graph.group('staff', [ada, { ...joy, ...change }]);
  expect(await usersIn()).toEqual(['a1']);
});

test('an account from before there were guests has no type, and is one of the tenant', async () => {
  graph.group('staff', [{ ...ada, userType: null }]);
  expect(await usersIn()).toEqual(['a1']);
});

test('the token goes nowhere else, even where the next page is said to be there', async () => {
  await using elsewhere = await anotherServer();
  graph.group('staff', [ada, joy]);
  graph.pages(1);
  graph.pointElsewhere(`${elsewhere.addresses.api}/v1.0/groups/staff`);
  await expect(read()).rejects.toMatchObject({ retry: true });
  expect(elsewhere.asked).toEqual([]);
});

async function anotherServer() {
  const server = await startFakeGraph(app);
  return { ...server, [Symbol.asyncDispose]: server.close };
}

test.each<[string, () => void, string]>([
  [
    'without the permission for groups',
    () => graph.grant([]),
    'Microsoft answered 403 (Authorization_RequestDenied). Grant the app GroupMember.Read.All and User.Read.All in Entra.',
  ],
  [
    'without the permission for people',
    () => graph.grant(['GroupMember.Read.All']),
    'Grant the app User.Read.All in Entra.',
  ],
  ['with a password that has expired', () => graph.expirePassword(), 'Check TEAMS_APP_PASSWORD'],
  ['that is not there', () => graph.group('other', []), 'There is no such group'],
])('a group %s names nobody, and says what to put right', async (title, change, says) => {
  graph.group('staff', [ada]);
  change();
  await expect(read(title === 'that is not there' ? 'none' : 'staff')).rejects.toMatchObject({
    retry: false,
    message: expect.stringContaining(says),
  });
});

test('how long Microsoft asks to wait is passed on', async () => {
  graph.group('staff', [ada]);
  graph.failNext({ status: 429, code: 'TooManyRequests', retryAfter: '120' });
  await expect(read()).rejects.toMatchObject({ retry: true, afterMs: 120_000 });
});

test('what a filter answers in Microsoft’s place names nobody', async () => {
  graph.group('staff', [ada]);
  for (const status of [200, 403]) {
    graph.failNext({ status, page: '<html>Blocked</html>' });
    await expect(read()).rejects.toThrow('Let graph.microsoft.com through it.');
  }
});

test('a Microsoft that is away names nobody', async () => {
  graph.away(true);
  await expect(read()).rejects.toMatchObject({ retry: true, message: 'Microsoft could not be reached.' });
});
