/** Two schools of one trust, in one workspace or each in its own: real Bolt, real botbuilder, a real store. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, start } from '../../src/chalkline.ts';
import { withView } from '../../src/cli/store-view.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { openFakeSlack, team } from '../fakes/slack.ts';
import { startFakeTeams } from '../fakes/teams.ts';
import { slackUser, teamsUser, type User } from './users.ts';

export type Side = 'slack' | 'teams';
export const sides: Side[] = ['slack', 'teams'];

const engine = loadEngine('data');

/** Eve works at both, Max at neither; each school has a head and an owner of its own, and Uma owns both. */
const cast = {
  ada: { name: 'Ada Osei', at: { hill: [] } },
  sam: { name: 'Sam Hale', at: { hill: ['head', 'slt', 'dsl', 'administrator'] } },
  ben: { name: 'Ben Roe', at: { oak: [] } },
  pat: { name: 'Pat Lowe', at: { oak: ['head', 'slt', 'dsl', 'administrator'] } },
  eve: { name: 'Eve Lund', at: { hill: [], oak: [] } },
  uma: { name: 'Uma Shah', at: { hill: ['owner'], oak: ['owner'] } },
  max: { name: 'Max Moor', at: {} },
} as const;
export type Who = keyof typeof cast;
type Place = 'hill' | 'oak';

const names = { hill: 'Hill School', oak: 'Oak School' };
const people = Object.keys(cast) as Who[];
const slackId = (who: Who) => `U0${who.toUpperCase()}`;
const teamsId = (who: Who) => `00000000-0000-0000-0000-0000000000${16 + people.indexOf(who)}`;
export const rooms = {
  hill: { slack: 'C0HILL', teams: '19:hill@thread.tacv2' },
  oak: { slack: 'C0OAK', teams: '19:oak@thread.tacv2' },
};
export const staffroom = { slack: 'C0STAFF', teams: '19:staffroom@thread.tacv2' };
const oaksGroup = { slack: 'S0OAK', teams: 'staff-of-oak' };
const oaksOwn = { slack: 'T0OAK', teams: '00000000-0000-0000-0000-0000000000aa' };

const day = 24 * 60 * 60 * 1000;

export type TwoSchools = Awaited<ReturnType<typeof openTwoSchools>>;

export async function openTwoSchools(
  side: Side,
  { shared = true, inOaksGroup = [] }: { shared?: boolean; inOaksGroup?: Who[] } = {},
) {
  let ahead = Date.parse('2027-03-02T10:00:00.000Z') - Date.now();
  const now = () => new Date(Date.now() + ahead);
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-two-'));
  const isAtOakOnly = (who: Who) => Object.keys(cast[who].at).join() === 'oak';
  const visitors = shared ? [] : people.filter(isAtOakOnly);
  const channels = [rooms.hill.slack, rooms.oak.slack, staffroom.slack];
  const slack = await openFakeSlack({
    users: people.map(slackId),
    channels,
    visitors: Object.fromEntries(visitors.map((who) => [slackId(who), oaksOwn.slack])),
  });
  const teams = await startFakeTeams(now);
  for (const who of people)
    teams.introduce(teamsId(who), {
      name: cast[who].name,
      ...(visitors.includes(who) ? { tenant: oaksOwn.teams } : {}),
    });

  slack.group(oaksGroup.slack, inOaksGroup.map(slackId));
  teams.graph.group(
    oaksGroup.teams,
    inOaksGroup.map((who) => ({ id: teamsId(who), displayName: cast[who].name })),
  );

  const schools = join(folder, 'schools');
  mkdirSync(schools);
  const fileOf = (id: Place) => ({
    id,
    name: names[id],
    policy: 'kenn-kenton',
    people: people.flatMap((who) => {
      const at: Partial<Record<Place, readonly string[]>> = cast[who].at;
      const roles = at[id];
      if (!roles) return [];
      return [{ id: who, name: cast[who].name, roles, slack: slackId(who), teams: teamsId(who) }];
    }),
    rooms: { slt: rooms[id] },
    ...(id === 'oak' && inOaksGroup.length > 0 ? { groups: { staff: oaksGroup } } : {}),
    workspaces:
      id === 'oak' && !shared
        ? { slack: [oaksOwn.slack], teams: [oaksOwn.teams] }
        : { slack: [team], teams: [teams.settings.tenantId] },
  });
  for (const id of ['hill', 'oak'] as const)
    writeFileSync(join(schools, `${id}.json`), JSON.stringify(fileOf(id)));

  const running: Running = await start(
    {
      port: 0,
      host: '127.0.0.1',
      playground: false,
      schoolFile: schools,
      dataDir: join(folder, 'store'),
      ...(side === 'slack'
        ? { slack: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl } }
        : { teams: teams.settings }),
    },
    { engine, now: () => now().toISOString(), log: () => {}, teams: teams.authentication },
  );
  slack.deliverTo(`${running.address}/slack/events`);
  teams.connect(`${running.address}/api/messages`);
  const settle = () => running.settled();
  await running.pass();
  await settle();

  return {
    slack,
    teams,
    address: running.address,
    dataDir: join(folder, 'store'),
    user: (who: Who): User => {
      const inSight = [rooms.hill[side], rooms.oak[side], staffroom[side]];
      return side === 'slack'
        ? slackUser(slack, slackId(who), inSight, settle)
        : teamsUser(teams, teamsId(who), inSight, settle);
    },
    idOf: (who: Who) => (side === 'slack' ? slackId(who) : teamsId(who)),
    settle,
    nextDay: async () => {
      ahead += day;
      await running.pass();
      await settle();
    },
    /** Somebody is taken off the file of one of them. */
    takeOff: async (who: Who, from: Place) => {
      const file = fileOf(from);
      const left = { ...file, people: file.people.filter(({ id }) => id !== who) };
      writeFileSync(join(schools, `${from}.json`), JSON.stringify(left));
      ahead += 60_000;
      await running.pass();
      await settle();
    },
    /** One word for all that a school has on record, its audit trail too: another word where anything has changed. */
    kept: (school: Place) =>
      withView(join(folder, 'store'), async (view) => {
        const kinds = (await view.kinds(school)).filter((kind) => !kind.startsWith('played'));
        const records = await Promise.all(
          kinds.map(async (kind) => [kind, await view.records(school, kind)]),
        );
        const trail: object[] = [];
        for await (const entry of view.trail(school)) trail.push(entry);
        return digest(JSON.stringify({ records, trail }));
      }),
    close: async () => {
      await running.close();
      await Promise.all([slack.close(), teams.close()]);
    },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
