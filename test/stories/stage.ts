/** A school on both platforms at once: real Bolt, real botbuilder, a real store, and people who write, press, fill in and read. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, start } from '../../src/chalkline.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { type FakeSlack, openFakeSlack, team } from '../fakes/slack.ts';
import { type FakeTeams, startFakeTeams } from '../fakes/teams.ts';

export type Side = 'slack' | 'teams';
export const sides: Side[] = ['slack', 'teams'];

const engine = loadEngine('data');

const cast = [
  { id: 'ada', name: 'Ada Osei', roles: ['staff'], manager: 'lin' },
  { id: 'joy', name: 'Joy Bell', roles: ['staff'], manager: 'lin' },
  { id: 'lin', name: 'Lin Park', roles: ['slt'], manager: 'sam' },
  { id: 'sam', name: 'Sam Hale', roles: ['head', 'slt'] },
  { id: 'bea', name: 'Bea Ode', roles: ['dsl', 'slt'] },
  { id: 'gil', name: 'Gil Roe', roles: ['governor'] },
  { id: 'tom', name: 'Tom Ivy', roles: ['administrator'] },
] as const;

export type Who = (typeof cast)[number]['id'];

const slackId = (who: Who) => `U0${who.toUpperCase()}`;
const teamsId = (who: Who) =>
  `00000000-0000-0000-0000-0000000000${(cast.findIndex((one) => one.id === who) + 16).toString(16)}`;
const rooms = { slt: { slack: 'C0SLT', teams: '19:slt@thread.tacv2' } };
export const staffroom = { slack: 'C0STAFF', teams: '19:staffroom@thread.tacv2' };

export type Read = { id: string; text: string; buttons: string[]; edited: boolean };

/** One person at one platform. */
export type Seat = {
  says(text: string, where?: { channel: string; thread?: string }): Promise<void>;
  /** Presses the newest button of that label that they can see, in their own chat or in a room. */
  presses(label: string, where?: 'room' | 'chat'): Promise<void>;
  /** Fills in the form in front of them; answers by label. Gives back the sentences for what was not accepted. */
  fills(answers: Record<string, string | string[]>): Promise<Record<string, string>>;
  reads(): Read[];
  /** The text of everything since they last looked, or of the last few messages. */
  last(count?: number): string;
};

export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage({
  policy = 'kenn-kenton',
  on = sides,
}: {
  policy?: string;
  on?: Side[];
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-story-'));
  const slack = await openFakeSlack({
    users: cast.map((one) => slackId(one.id)),
    channels: [rooms.slt.slack, staffroom.slack],
  });
  const teams = await startFakeTeams();
  for (const one of cast) teams.introduce(teamsId(one.id), { name: one.name });
  const schoolFile = join(folder, 'school.json');
  const people = cast.map((one) => ({ ...one, slack: slackId(one.id), teams: teamsId(one.id) }));
  const school = {
    id: 'hill',
    name: 'Hill School',
    policy,
    people,
    rooms,
    workspaces: { slack: [team], teams: [teams.settings.tenantId] },
  };
  writeFileSync(schoolFile, JSON.stringify(school));
  let running: Running = await open();

  async function open(): Promise<Running> {
    const opened = await start(
      {
        port: 0,
        host: '127.0.0.1',
        playground: false,
        schoolFile,
        dataDir: join(folder, 'store'),
        ...(on.includes('slack')
          ? { slack: { botToken: slack.botToken, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl } }
          : {}),
        ...(on.includes('teams') ? { teams: teams.settings } : {}),
      },
      { engine, log: () => {}, teams: teams.authentication },
    );
    slack.deliverTo(`${opened.address}/slack/events`);
    teams.connect(`${opened.address}/api/messages`);
    return opened;
  }

  /** Whoever writes to the bot on Teams first has it installed; the others do, too. */
  if (on.includes('teams')) {
    for (const one of cast) await teams.install(teamsId(one.id));
    await running.settled();
  }

  return {
    slack,
    teams,
    address: () => running.address,
    seat: (who: Who, side: Side): Seat =>
      side === 'slack' ? slackSeat(slack, slackId(who), settle) : teamsSeat(teams, teamsId(who), settle),
    room: (side: Side): Read[] =>
      side === 'slack' ? slack.channel(rooms.slt.slack) : teams.channel(rooms.slt.teams),
    staffroom: (side: Side): Read[] =>
      side === 'slack' ? slack.channel(staffroom.slack) : teams.channel(staffroom.teams),
    restart: async () => {
      await running.close();
      running = await open();
    },
    pass: () => running.pass(),
    settle,
    close: async () => {
      await running.close();
      await Promise.all([slack.close(), teams.close()]);
    },
  };

  function settle(): Promise<void> {
    return running.settled();
  }
}

function slackSeat(slack: FakeSlack, user: string, settle: () => Promise<void>): Seat {
  const chat = () => slack.direct(user);
  const own = () =>
    [...slack.channel(rooms.slt.slack), ...slack.channel(staffroom.slack)].filter(
      (one) => !one.ephemeralFor || one.ephemeralFor === user,
    );
  return {
    says: async (text, where) => {
      await slack.say(user, text, where);
      await settle();
    },
    presses: async (label, where) => {
      await slack.press(
        user,
        newest(where === 'room' ? own() : where === 'chat' ? chat() : [...own(), ...chat()], label),
        label,
      );
      await settle();
    },
    fills: async (answers) => {
      const view = slack.openView(user);
      if (!view) throw new Error('Expected an open form.');
      const told = await slack.fill(user, view, answers);
      await settle();
      return told.problems ?? {};
    },
    reads: chat,
    last: (count = 1) => textOf(chat(), count),
  };
}

function teamsSeat(teams: FakeTeams, user: string, settle: () => Promise<void>): Seat {
  const chat = () => teams.direct(user);
  const own = () => [...teams.channel(rooms.slt.teams), ...teams.channel(staffroom.teams)];
  return {
    says: async (text, where) => {
      await teams.say(
        user,
        text,
        where && { conversation: where.channel, ...(where.thread ? { thread: where.thread } : {}) },
      );
      await settle();
    },
    presses: async (label, where) => {
      await teams.press(
        user,
        newest(where === 'room' ? own() : where === 'chat' ? chat() : [...own(), ...chat()], label),
        label,
      );
      await settle();
    },
    fills: async (answers) => {
      const view = teams.openView(user);
      if (!view) throw new Error('Expected an open form.');
      const byId = Object.entries(answers).map(([label, answer]) => [
        view.fields.find((field) => field.label === label)?.id ?? label,
        answer,
      ]);
      await teams.fill(user, view, Object.fromEntries(byId));
      await settle();
      const after = teams.openView(user);
      return Object.fromEntries(
        Object.entries(after?.problems ?? {}).map(([id, problem]) => [
          after?.fields.find((field) => field.id === id)?.label ?? id,
          problem,
        ]),
      );
    },
    reads: chat,
    last: (count = 1) => textOf(chat(), count),
  };
}

function newest<T extends Read>(messages: T[], label: string): T {
  const found = messages.findLast((one) => one.buttons.includes(label));
  if (!found)
    throw new Error(
      `Expected a button “${label}”; there are: ${messages.flatMap((one) => one.buttons).join(', ')}`,
    );
  return found;
}

function textOf(messages: Read[], count: number): string {
  return messages
    .slice(-count)
    .map((one) => one.text)
    .join('\n');
}
