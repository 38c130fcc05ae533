/** A school on every platform at once: real Bolt, real botbuilder, a real store, and people who write, press, fill in and read. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, start } from '../../src/chalkline.ts';
import type { Role } from '../../src/core/school.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { openFakeSlack, team } from '../fakes/slack.ts';
import { startFakeTeams } from '../fakes/teams.ts';
import { openPage, type Page, playgroundUser, type Read, slackUser, teamsUser, type User } from './users.ts';

export type Side = 'slack' | 'teams';
export const sides: Side[] = ['slack', 'teams'];
/** The playground is a door of its own, for the stories that go through all three. */
export type Anywhere = Side | 'playground';

export const engine = loadEngine('data');

const cast = [
  { id: 'ada', name: 'Ada Osei', roles: ['staff'], manager: 'lin' },
  { id: 'joy', name: 'Joy Bell', roles: ['staff'], manager: 'lin' },
  { id: 'lin', name: 'Lin Park', roles: ['slt'], manager: 'sam' },
  { id: 'sam', name: 'Sam Hale', roles: ['head', 'slt'] },
  { id: 'bea', name: 'Bea Ode', roles: ['dsl', 'slt'] },
  { id: 'gil', name: 'Gil Roe', roles: ['governor', 'hs-governor'] },
  { id: 'tom', name: 'Tom Ivy', roles: ['administrator'] },
  { id: 'kit', name: 'Kit Moss', roles: ['staff'], manager: 'lin' },
] as const;

export type Who = (typeof cast)[number]['id'];

/** Every story begins on this Tuesday morning, and its clock goes on from there. */
const tuesday = Date.parse('2027-03-02T10:00:00.000Z');
const minute = 60 * 1000;
const day = 24 * 60 * 60 * 1000;

const slackId = (who: Who) => `U0${who.toUpperCase()}`;
const teamsId = (who: Who) =>
  `00000000-0000-0000-0000-0000000000${(cast.findIndex(({ id }) => id === who) + 16).toString(16)}`;
const rooms = { slt: { slack: 'C0SLT', teams: '19:slt@thread.tacv2' } };
export const staffroom = { slack: 'C0STAFF', teams: '19:staffroom@thread.tacv2' };

/** Added to the leaders' room by somebody, though the school file does not know them. */
const stranger = { slack: 'U0STRANGER', teams: '00000000-0000-0000-0000-0000000000ff' };

const roomsOn = (side: Side) => [rooms.slt[side], staffroom[side]];

export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage({
  policy = 'kenn-kenton',
  on = sides,
  names = {},
  roles = {},
  databaseUrl,
  groups = {},
}: {
  policy?: string;
  on?: Anywhere[];
  /** Where somebody is called otherwise, or is more than they usually are. */
  names?: Partial<Record<Who, string>>;
  roles?: Partial<Record<Who, Role[]>>;
  /** Where everything is kept, in place of a folder. */
  databaseUrl?: string;
  /** Who is in a group of the school's, on both platforms, and not in its file. */
  groups?: Partial<Record<Role, Who[]>>;
} = {}) {
  let ahead = tuesday - Date.now();
  const now = () => new Date(Date.now() + ahead);
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-story-'));
  const slack = await openFakeSlack({
    users: [...cast.map(({ id }) => slackId(id)), stranger.slack],
    accounts: Object.fromEntries(cast.map(({ id, name }) => [slackId(id), { real_name: name }])),
    channels: [rooms.slt.slack, staffroom.slack],
  });
  const teams = await startFakeTeams(now);
  for (const { id, name } of cast) teams.introduce(teamsId(id), { name });
  teams.introduce(stranger.teams, { name: 'Max Moor' });
  const schoolFile = join(folder, 'school.json');
  const inGroups = Object.values(groups).flat();
  const listed = cast.filter(({ id }) => !inGroups.includes(id));
  const people = listed.map((person) => ({
    ...person,
    ...('manager' in person && inGroups.includes(person.manager) ? { manager: 'sam' } : {}),
    name: names[person.id] ?? person.name,
    roles: roles[person.id] ?? person.roles,
    slack: slackId(person.id),
    teams: teamsId(person.id),
  }));
  const school = {
    id: 'hill',
    name: 'Hill School',
    policy,
    people,
    rooms,
    workspaces: { slack: [team], teams: [teams.settings.tenantId] },
    groups: Object.fromEntries(
      Object.keys(groups).map((role) => [role, { slack: `S0${role}`, teams: `group-${role}` }]),
    ),
  };
  for (const [role, members] of Object.entries(groups)) putInGroup(role, members);
  writeFileSync(schoolFile, JSON.stringify(school));
  const logged: string[] = [];
  let page: Page | undefined;
  let running: Running = await open();

  async function open(): Promise<Running> {
    const opened = await start(
      {
        port: 0,
        host: '127.0.0.1',
        playground: on.includes('playground'),
        schoolFile,
        dataDir: join(folder, 'store'),
        ...(databaseUrl ? { databaseUrl } : {}),
        ...(on.includes('slack')
          ? { slack: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl } }
          : {}),
        ...(on.includes('teams') ? { teams: teams.settings } : {}),
      },
      {
        engine,
        now: () => now().toISOString(),
        log: (what, details) => logged.push(JSON.stringify({ what, ...details })),
        teams: teams.authentication,
        playgroundOfRealSchools: on.includes('playground'),
      },
    );
    page = on.includes('playground') ? openPage(opened.address, school.id, cast) : undefined;
    slack.deliverTo(`${opened.address}/slack/events`);
    teams.connect(`${opened.address}/api/messages`);
    return opened;
  }

  function putInGroup(role: string, members: Who[]): void {
    slack.group(`S0${role}`, members.map(slackId));
    teams.graph.group(
      `group-${role}`,
      cast
        .filter(({ id }) => members.includes(id))
        .map(({ id, name }) => ({ id: teamsId(id), displayName: name })),
    );
  }

  /** Whoever writes to the bot on Teams first has it installed; the others do, too. */
  if (on.includes('teams')) {
    for (const user of [...cast.map(({ id }) => teamsId(id)), stranger.teams]) await teams.install(user);
    await running.settled();
  }

  return {
    slack,
    teams,
    address: () => running.address,
    user: (who: Who, at: Anywhere): User => {
      if (at === 'slack') return slackUser(slack, slackId(who), roomsOn(at), settle);
      if (at === 'teams') return teamsUser(teams, teamsId(who), roomsOn(at), settle);
      if (!page) throw new Error('Expected a stage with the playground.');
      return playgroundUser(page, who, settle);
    },
    stranger: (side: Side): User =>
      side === 'slack'
        ? slackUser(slack, stranger.slack, roomsOn(side), settle)
        : teamsUser(teams, stranger.teams, roomsOn(side), settle),
    /** The leaders' room. */
    room: (at: Anywhere): Read[] => {
      if (at === 'playground') return page?.seenBy('sam').rooms ?? [];
      return at === 'slack' ? slack.channel(rooms.slt.slack) : teams.channel(rooms.slt.teams);
    },
    staffroom: (side: Side): Read[] =>
      side === 'slack' ? slack.channel(staffroom.slack) : teams.channel(staffroom.teams),
    restart: async () => {
      await running.close();
      running = await open();
    },
    /** Nobody runs it for so many days. */
    pause: async (days: number) => {
      await running.close();
      ahead += days * day;
      running = await open();
      await running.pass();
      await settle();
    },
    pass: () => running.pass(),
    /** So much later, with a look at the clock. */
    later: async (ms: number) => {
      ahead += ms;
      await running.pass();
      await settle();
    },
    /** Somebody takes people off the school file while everything runs. */
    takeOff: async (who: Who) => {
      ahead += minute;
      const left = school.people
        .filter(({ id }) => id !== who)
        .map((person) =>
          'manager' in person && person.manager === who ? { ...person, manager: 'sam' } : person,
        );
      writeFileSync(schoolFile, JSON.stringify({ ...school, people: left }));
      await running.pass();
      await settle();
    },
    /** The school changes one of its groups, and an hour goes by. */
    regroup: async (role: Role, members: Who[]) => {
      putInGroup(role, members);
      ahead += 60 * minute;
      await running.pass();
      await settle();
    },
    /** Lets days go by, with a look at the clock on each of them. */
    passDays: async (days: number) => {
      for (let passed = 0; passed < days; passed++) {
        ahead += day;
        await running.pass();
        await settle();
      }
    },
    /** For so long the bot cannot call the platform, which still brings it what people do. */
    cutOff: async (side: Side, minutes: number, meanwhile: () => Promise<void>) => {
      const platform = side === 'slack' ? slack : teams;
      platform.away(true);
      await meanwhile();
      platform.away(false);
      ahead += minutes * minute;
      await running.pass();
      await settle();
    },
    settle,
    /** Every line of the log so far. */
    logged: () => logged,
    /** What a platform would not take. A story without faults leaves this empty. */
    refusals: () => [...slack.refusals, ...teams.refusals],
    /** Everything that has been kept so far, as it stands on the disk. */
    kept: () => textsIn(join(folder, 'store')),
    close: async () => {
      await running.close();
      await Promise.all([slack.close(), teams.close()]);
    },
  };

  async function settle(): Promise<void> {
    await running.settled();
    await page?.look();
  }
}

function textsIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n');
}
