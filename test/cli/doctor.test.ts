import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { expect, onTestFinished, test } from 'vitest';
import { examine } from '../../src/cli/doctor/examine.ts';
import { countOf, shown } from '../../src/cli/doctor/show.ts';
import type { Engine } from '../../src/policy/answer.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { copyStore } from '../../src/store/embedded/backup.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Authentication } from '../../src/teams/authentication.ts';
import { microsoftGraph } from '../../src/teams/graph.ts';
import { startFakeGraph } from '../fakes/graph.ts';
import { slackThatKnows } from '../fakes/slack-tokens.ts';
import { aNote, notes } from '../store/notes.ts';
import { aFolder } from '../support/folder.ts';

const engine = loadEngine('data');
const now = '2027-03-02T10:00:00.000Z';
const manifest = JSON.parse(readFileSync('manifests/slack.json', 'utf8'));
const scopes: string[] = manifest.oauth_config.scopes.bot;
const example = JSON.parse(readFileSync('data/school.example.json', 'utf8'));
const channels = ['C0SLT', 'C0DSL', 'C0OFFICE'];
const teamsSettings = {
  TEAMS_APP_ID: '00000000-0000-0000-0000-00000000b070',
  TEAMS_APP_PASSWORD: 'secret',
  TEAMS_TENANT_ID: '00000000-0000-0000-0000-000000000001',
};

/** Microsoft's sign-in without Microsoft: it gives a token, or says why not. */
function signIn(refusal?: string, graph = microsoftGraph): Authentication {
  return () => ({
    framework: new ConfigurationBotFrameworkAuthentication({}),
    serviceUrl: 'http://127.0.0.1:1/',
    graph,
    token: async () => {
      if (refusal) throw new Error(refusal);
      return 'a token';
    },
  });
}

type Given = {
  load?: () => Engine;
  env?: Record<string, string>;
  school?: unknown;
  manifests?: string;
  teams?: Authentication;
  at?: string;
};

async function told({
  env = {},
  school,
  load = () => engine,
  manifests = 'manifests',
  teams = signIn(),
  at = now,
}: Given = {}) {
  const dir = aFolder();
  const file = join(dir, 'school.json');
  if (school) writeFileSync(file, JSON.stringify(school));
  const sections = await examine({
    env: { DATA_DIR: join(dir, 'store'), SCHOOL_FILE: file, ...env },
    load,
    manifests,
    now: at,
    teams,
  });
  return { text: shown(sections), faults: countOf(sections, 'fault') };
}

async function slackEnv(world: Parameters<typeof slackThatKnows>[0] = {}) {
  const { apiUrl } = await slackThatKnows({ scopes, channels, ...world });
  return { SLACK_BOT_TOKEN: 'xoxb-good', SLACK_SIGNING_SECRET: 's', SLACK_API_URL: apiUrl };
}

/** The example school with something changed about some of its people. */
function schoolWith(change: Record<string, Record<string, unknown>>) {
  const people = example.people.map((person: { id: string }) => ({ ...person, ...change[person.id] }));
  return { ...example, people };
}

test('with nothing set up there is no fault, and the playground would start', async () => {
  const { text, faults } = await told();
  expect(faults).toBe(0);
  expect(text).toContain('Nothing is set up yet; the playground would start.');
  expect(text).toContain('5 policies can be read');
  expect(text).toContain('the first start makes it');
  expect(text).toContain('Everything needed is in order.');
});

test('the example school on both platforms is in order', async () => {
  const env = { ...(await slackEnv()), SLACK_APP_TOKEN: 'xapp-good', ...teamsSettings };
  const { text, faults } = await told({ env, school: example });
  expect(text).not.toContain('FAULT');
  expect(faults).toBe(0);
  expect(text).toContain('it is chalkline in Old Park (T0SCHOOL)');
  expect(text).toContain('The token has every scope of the manifest.');
  expect(text).toContain('Socket Mode can be used');
  expect(text).toContain('The bot is in the room “slt”');
  expect(text).toContain('Microsoft gives a token');
});

test('every wrong setting is named', async () => {
  const { text, faults } = await told({
    env: { SLACK_SIGNING_SECRET: 's', TEAMS_APP_ID: teamsSettings.TEAMS_APP_ID },
  });
  expect(faults).toBe(3);
  for (const name of ['SLACK_BOT_TOKEN', 'TEAMS_APP_PASSWORD', 'TEAMS_TENANT_ID'])
    expect(text).toContain(`${name} is missing. Add ${name}=`);
});

test.each<[string, Parameters<typeof slackThatKnows>[0], string]>([
  [
    'a token that Slack does not know',
    { botToken: 'xoxb-other' },
    'does not take SLACK_BOT_TOKEN: invalid_auth',
  ],
  [
    'a scope that is missing',
    { scopes: scopes.filter((scope) => scope !== 'im:write') },
    'lacks the scopes im:write',
  ],
  ['a workspace that no school claims', { team: 'T0OTHER' }, 'No school claims the workspace T0OTHER'],
  ['a room without the bot', { channels: ['C0SLT', 'C0DSL'] }, 'not in the room “administrator”'],
])('on Slack, %s is named with its mend', async (_, world, words) => {
  const { text, faults } = await told({ env: await slackEnv(world), school: example });
  expect(faults).toBe(1);
  expect(text).toContain(words);
  expect(text).toMatch(/→ \S/);
});

test('a wrong app token is named', async () => {
  const env = { ...(await slackEnv()), SLACK_APP_TOKEN: 'xapp-bad' };
  const { text, faults } = await told({ env, school: example });
  expect(faults).toBe(1);
  expect(text).toContain('SLACK_APP_TOKEN: invalid_auth');
  expect(text).toContain('connections:write');
});

test('Slack that does not answer is not mistaken for a wrong token', async () => {
  const env = { ...(await slackEnv()), SLACK_API_URL: 'http://127.0.0.1:1/api/' };
  const { text, faults } = await told({ env, school: example });
  expect(faults).toBe(1);
  expect(text).toContain('Slack cannot be reached');
});

test('a Teams secret that has expired is named', async () => {
  const { text, faults } = await told({
    env: teamsSettings,
    school: example,
    teams: signIn('AADSTS7000222: expired.'),
  });
  expect(faults).toBe(1);
  expect(text).toContain('AADSTS7000222');
  expect(text).toContain('TEAMS_APP_PASSWORD (it may have expired)');
});

test('a tenant that no school claims is named', async () => {
  const env = { ...teamsSettings, TEAMS_TENANT_ID: '00000000-0000-0000-0000-00000000ffff' };
  const { text, faults } = await told({ env, school: example });
  expect(faults).toBe(1);
  expect(text).toContain('workspaces.teams');
});

test.each<[string, unknown, string]>([
  ['nobody is the safeguarding lead', schoolWith({ bea: { roles: ['slt'] } }), 'Nobody is dsl'],
  ['nobody is the head', schoolWith({ sam: { roles: ['slt'] } }), 'signs applications as “Headteacher”'],
  ['nobody is the administrator', schoolWith({ tom: { roles: [] } }), 'Nobody is administrator'],
  [
    'nobody is the governor whose signature the policy wants',
    schoolWith({ gil: { roles: [] } }),
    'Nobody is hs-governor, who signs applications as “Health and safety governor”',
  ],
  [
    'somebody who decides has no id',
    schoolWith({ gil: { slack: undefined, teams: undefined } }),
    'Gil Marsh is governor, hs-governor, chair and cannot be reached',
  ],
  [
    'an address stands for an id',
    schoolWith({ ada: { teams: 'ada@school.example' } }),
    'Ada Osei: “ada@school.example”',
  ],
  [
    'two people have one id',
    schoolWith({ ada: { teams: example.people[0].teams } }),
    'Two people have the teams',
  ],
  ['a manager is not listed', schoolWith({ ada: { manager: 'nobody' } }), '"nobody" is not listed'],
  [
    'no workspace is claimed',
    { ...example, workspaces: { slack: ['T0SCHOOL'] } },
    'claims no workspace on teams',
  ],
  [
    'it sets a time for what has none',
    { ...example, keep: { accounts: 90 } },
    '"keep" sets a time for "accounts", which has none to set.',
  ],
  ['the policy is unknown', { ...example, policy: 'elm' }, 'follows the policy “elm”'],
])('in the school file it is a fault when %s', async (_, school, words) => {
  const { text, faults } = await told({ env: teamsSettings, school });
  expect(faults).toBeGreaterThan(0);
  expect(text).toContain(words);
});

test.each<[string, unknown, string]>([
  [
    'nobody is governor where no stage needs one',
    { ...schoolWith({ gil: { roles: [] } }), policy: 'westgate' },
    '',
  ],
  [
    'a member of staff has no id',
    schoolWith({ ada: { teams: undefined, slack: undefined } }),
    'Ada Osei: no id',
  ],
  ['somebody has no line manager', schoolWith({ ada: { manager: undefined } }), 'Ada Osei: no line manager'],
  ['a room is missing', { ...example, rooms: {} }, 'No room on teams for slt, dsl, administrator'],
  ['two people share a name', schoolWith({ ada: { name: 'Sam Hale' } }), 'Two people are called sam hale'],
  [
    'the calendar is over',
    { ...example, calendar: { terms: [['2025-09-01', '2025-12-19']] } },
    'ended on 2025-12-19',
  ],
])('in the school file it is no fault when %s', async (_, school, words) => {
  const { text, faults } = await told({ env: teamsSettings, school });
  expect(text).toContain(words);
  expect(faults).toBe(0);
});

test('the bank holidays that are known run out with the last year that is listed', async () => {
  const words = 'Chalkline knows the bank holidays up to 2028 only';
  const at = (year: string) =>
    told({ env: teamsSettings, school: { ...example, calendar: {} }, at: `${year}-01-02T10:00:00.000Z` });
  expect((await at('2028')).text).not.toContain(words);
  expect(await at('2029')).toMatchObject({ text: expect.stringContaining(words), faults: 0 });
});

test('policies that cannot be read are a fault, told in their own words', async () => {
  const load = () => {
    throw new Error('data/policies/oak/rulings.json, line 3: there is no clause "9.9".');
  };
  const { text, faults } = await told({ load });
  expect(faults).toBe(1);
  expect(text).toContain('line 3: there is no clause');
});

test('a school file that is not there is a fault once a platform is set', async () => {
  const { text, faults } = await told({ env: teamsSettings });
  expect(faults).toBeGreaterThan(0);
  expect(text).toContain('there is no school file at');
});

test('a damaged store is a fault, and says where', async () => {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('ash', async (work) => work.put(notes, aNote('one')));
  await store.close();
  const path = join(dir, 'journal.1.log');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"one"', '"two"'));
  const { text, faults } = await told({ env: { DATA_DIR: dir } });
  expect(faults).toBe(1);
  expect(text).toContain('journal.1.log, line 2');
});

test('a store that the bot is using is no fault, and says who has it', async () => {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('ash', async (work) => work.put(notes, aNote('one')));
  const { text, faults } = await told({ env: { DATA_DIR: dir } });
  await store.close();
  expect(faults).toBe(0);
  expect(text).toContain(`The bot is running and writes to it (process ${process.pid} on`);
  expect(text).toContain('No copy of the store has been made');
});

test('the last copy of the store is shown, and an old one is worth a note', async () => {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('ash', async (work) => work.put(notes, aNote('one')));
  await copyStore(dir, join(aFolder(), 'one'), '2027-03-01T10:00:00.000Z');
  expect((await told({ env: { DATA_DIR: dir } })).text).toContain(
    '✓ ok     The last copy was made on 2027-03-01',
  );
  await copyStore(dir, join(aFolder(), 'two'), '2027-02-01T10:00:00.000Z');
  expect((await told({ env: { DATA_DIR: dir } })).text).toContain(
    '• note   The last copy was made on 2027-02-01',
  );
  await store.close();
});

test('manifests that would install a deaf bot are a fault', async () => {
  const manifests = join(aFolder(), 'manifests');
  mkdirSync(manifests);
  cpSync('manifests', manifests, { recursive: true });
  const path = join(manifests, 'teams.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('["personal", "team", "groupChat"]', '["team"]'));
  rmSync(join(manifests, 'outline.png'));
  writeFileSync(join(manifests, 'slack.json'), '{}');
  const { text, faults } = await told({ manifests });
  expect(faults).toBe(3);
  expect(text).toContain('lacks the scopes personal, groupChat');
  expect(text).toContain('outline.png is not a PNG of 32 × 32');
  expect(text).toContain('slack.json:');
});

test('each group is read, and one that can’t be is a fault with what to put right', async () => {
  const env = {
    ...(await slackEnv({ groups: { S0STAFF: ['U0ADA', 'U0JOY'], S0SLT: [] } })),
    ...teamsSettings,
  };
  const { TEAMS_APP_ID: appId, TEAMS_APP_PASSWORD: appPassword, TEAMS_TENANT_ID: tenantId } = teamsSettings;
  const graph = await startFakeGraph({ appId, appPassword, tenantId });
  onTestFinished(graph.close);
  const group = '00000000-0000-0000-0000-00000000f001';
  graph.group(group, [{ id: 'a1', displayName: 'Ada Osei' }]);
  const groups = {
    staff: { slack: 'S0STAFF', teams: group },
    slt: { slack: 'S0SLT' },
    dsl: { slack: 'S0NONE' },
    chair: { slack: 'the chairs' },
  };
  const teams = signIn(undefined, graph.addresses);
  const { text, faults } = await told({ env, school: { ...example, groups }, teams });
  expect(text).toContain('(S0STAFF) can be read; 2 people may be staff by it.');
  expect(text).toContain(`(${group}) can be read; 1 person may be staff by it.`);
  expect(text).toContain('(S0SLT) has nobody in it who may be staff.');
  expect(text).toContain('(S0NONE) can’t be read.');
  expect(text).toContain('Correct the id of that user group in the school file.');
  expect(text).toContain('“the chairs” is not a user group id such as S012ABCDEF.');
  expect(faults).toBe(3);
  graph.grant([]);
  expect((await told({ env, school: { ...example, groups }, teams })).text).toContain(
    'Grant the app GroupMember.Read.All',
  );
});

test('a role that a group gives is nobody’s fault', async () => {
  const people = example.people.map((person: { roles: string[] }) => ({
    ...person,
    roles: person.roles.filter((role) => role !== 'dsl'),
  }));
  const env = await slackEnv({ groups: { S0DSL: ['U0BEA'] } });
  const without = await told({ env, school: { ...example, people } });
  expect(without.text).toContain('Nobody is dsl');
  const { text } = await told({ env, school: { ...example, people, groups: { dsl: { slack: 'S0DSL' } } } });
  expect(text).not.toContain('Nobody is dsl');
});

test('schools that share a workspace are named, with whoever is listed at two of them', async () => {
  const folder = join(aFolder(), 'schools');
  mkdirSync(folder);
  const ofOak = example.people.filter(({ id }: { id: string }) => id === 'sam');
  const oak = { ...example, id: 'oak', name: 'Oak School', rooms: {}, people: ofOak };
  writeFileSync(join(folder, 'a.json'), JSON.stringify(example));
  writeFileSync(join(folder, 'b.json'), JSON.stringify(oak));
  const { text } = await told({ env: { ...teamsSettings, SCHOOL_FILE: folder } });
  expect(text).toMatch(
    /Old Park .* and Oak School share 0000.*0001\. Asked which school they mean: Sam Hale\./,
  );
});
