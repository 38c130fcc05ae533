/** Does Slack know the tokens, may the app do what it needs to, and is the bot where it is to write? */
import { z } from 'zod';
import { reasonOf } from '../../core/reason.ts';
import type { School } from '../../core/school.ts';
import { clientFor, type SlackSettings } from '../../slack/door.ts';
import { groupsThrough } from '../../slack/groups.ts';
import { type Finding, fault, note, ok } from './finding.ts';
import { examineGroups } from './groups.ts';

const home = 'https://slack.com/api/';
const patienceMs = 10_000;

const answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
const identity = z.object({ team: z.string().optional(), team_id: z.string(), user: z.string().optional() });
const channel = z.object({ channel: z.object({ is_member: z.boolean().optional() }) });

export async function examineSlack(
  settings: SlackSettings,
  scopes: string[],
  schools: School[],
): Promise<Finding[]> {
  const bot = await ask(settings, settings.botToken, 'auth.test');
  return [
    ...botFindings(bot, scopes, schools),
    ...(settings.appToken ? await appFindings(settings, settings.appToken) : []),
    ...(bot.error ? [] : await roomFindings(settings, schools)),
    ...(bot.error ? [] : await examineGroups(schools, 'slack', groupsThrough(clientFor(settings))())),
  ];
}

type Answer = { error?: string; isSilent?: boolean; body: unknown; scopes?: string[] };

async function ask(
  { apiUrl = home }: SlackSettings,
  token: string,
  method: string,
  values: Record<string, string> = {},
): Promise<Answer> {
  const url = `${apiUrl.replace(/\/*$/, '/')}${method}`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(values),
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = answer.parse(await response.json());
    const told = response.headers.get('x-oauth-scopes');
    return {
      body,
      ...(body.ok ? {} : { error: body.error ?? 'no reason given' }),
      ...(told === null ? {} : { scopes: told.split(',').map((scope) => scope.trim()) }),
    };
  } catch (error) {
    return {
      body: undefined,
      isSilent: true,
      error: `no answer from ${new URL(url).host} (${reasonOf(error)})`,
    };
  }
}

function botFindings(bot: Answer, needed: string[], schools: School[]): Finding[] {
  if (bot.isSilent) {
    return [
      fault(`Slack cannot be reached: ${bot.error}.`, 'Check this machine’s way out, and SLACK_API_URL.'),
    ];
  }
  const who = identity.safeParse(bot.body);
  if (bot.error || !who.success) {
    return [
      fault(
        `Slack does not take SLACK_BOT_TOKEN: ${bot.error ?? 'it does not say whose it is'}.`,
        'Install the app again at https://api.slack.com/apps, and copy the new token to SLACK_BOT_TOKEN.',
      ),
    ];
  }
  const { team = 'a workspace', team_id: id, user = 'the bot' } = who.data;
  return [
    ok(`Slack knows SLACK_BOT_TOKEN: it is ${user} in ${team} (${id}).`),
    ...scopeFindings(bot.scopes, needed),
    ...workspaceFindings(id, schools),
  ];
}

function scopeFindings(granted: string[] | undefined, needed: string[]): Finding[] {
  if (!granted) return [note('Slack did not say which scopes the token has, so they were not checked.')];
  const missing = needed.filter((scope) => !granted.includes(scope));
  const extra = granted.filter((scope) => scope !== '' && !needed.includes(scope));
  return [
    missing.length === 0
      ? ok('The token has every scope of the manifest.')
      : fault(
          `The token lacks the scopes ${missing.join(', ')}.`,
          'Run npm run manifests, paste the result into “App Manifest” of your Slack app, and install the app again.',
        ),
    ...(extra.length > 0 ? [note(`The token may do more than it needs to: ${extra.join(', ')}.`)] : []),
  ];
}

function workspaceFindings(id: string, schools: School[]): Finding[] {
  if (schools.length === 0) return [];
  const otherWorkspaces = schools
    .flatMap((school) => school.workspaces.slack)
    .filter((workspace) => workspace !== id);
  return [
    ...(schools.some((school) => school.workspaces.slack.includes(id))
      ? []
      : [
          fault(
            `No school claims the workspace ${id}, so nobody there would be answered.`,
            `Add "${id}" to workspaces.slack in the school file.`,
          ),
        ]),
    ...(otherWorkspaces.length > 0
      ? [note(`The token is for ${id}; nothing is heard from ${otherWorkspaces.join(', ')}.`)]
      : []),
  ];
}

async function appFindings(settings: SlackSettings, token: string): Promise<Finding[]> {
  const { error } = await ask(settings, token, 'apps.connections.open');
  return [
    error
      ? fault(
          `Slack does not take SLACK_APP_TOKEN: ${error}.`,
          'Make an app-level token with the scope connections:write under “Basic Information”, and switch Socket Mode on.',
        )
      : ok('Slack knows SLACK_APP_TOKEN, so Socket Mode can be used.'),
  ];
}

async function roomFindings(settings: SlackSettings, schools: School[]): Promise<Finding[]> {
  const rooms = schools.flatMap((school) =>
    Object.entries(school.rooms).flatMap(([name, room]) =>
      room?.slack ? [{ id: room.slack, name: `the room “${name}” of ${school.name}` }] : [],
    ),
  );
  return Promise.all(rooms.map((room) => roomFinding(settings, room)));
}

async function roomFinding(settings: SlackSettings, room: { id: string; name: string }): Promise<Finding> {
  const told = await ask(settings, settings.botToken, 'conversations.info', { channel: room.id });
  const parsed = channel.safeParse(told.body);
  const isAbsent = told.error === 'channel_not_found' || (parsed.success && !parsed.data.channel.is_member);
  if (isAbsent)
    return fault(
      `The bot is not in ${room.name} (${room.id}).`,
      'Write /invite @Chalkline there, or correct the id in the school file.',
    );
  return told.error
    ? note(`Whether the bot is in ${room.name} could not be checked: ${told.error}.`)
    : ok(`The bot is in ${room.name}.`);
}
