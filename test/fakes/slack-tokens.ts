/** As much of Slack's Web API as tells whose a token is, what it may do and where the bot is. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

type World = {
  botToken?: string;
  appToken?: string;
  team?: string;
  /** Undefined where Slack says nothing about them. */
  scopes?: string[];
  /** The channels that the bot is in. */
  channels?: string[];
  /** Who is in which user group. */
  groups?: Record<string, string[]>;
};

export async function slackThatKnows(world: World): Promise<{ apiUrl: string }> {
  const { botToken = 'xoxb-good', appToken = 'xapp-good', team = 'T0SCHOOL', channels = [] } = world;
  const server = createServer(async (request, response) => {
    const values = new URLSearchParams(await text(request));
    const token = request.headers.authorization?.replace('Bearer ', '');
    const answer = () => {
      switch (request.url) {
        case '/api/auth.test':
          if (token !== botToken) return { ok: false, error: 'invalid_auth' };
          if (world.scopes) response.setHeader('x-oauth-scopes', world.scopes.join(','));
          return { ok: true, team: 'Old Park', team_id: team, user: 'chalkline' };
        case '/api/apps.connections.open':
          return token === appToken
            ? { ok: true, url: 'wss://slack.example' }
            : { ok: false, error: 'invalid_auth' };
        case '/api/conversations.info': {
          const id = values.get('channel') ?? '';
          return { ok: true, channel: { id, is_member: channels.includes(id) } };
        }
        case '/api/usergroups.users.list': {
          const users = world.groups?.[values.get('usergroup') ?? ''];
          return users ? { ok: true, users } : { ok: false, error: 'no_such_subteam' };
        }
        case '/api/users.list':
          return { ok: true, members: Object.values(world.groups ?? {}).flatMap(asAccounts) };
        default:
          return { ok: false, error: 'unknown_method' };
      }
    };
    const body = JSON.stringify(answer());
    response.setHeader('content-type', 'application/json');
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api` };
}

function asAccounts(users: string[]): { id: string }[] {
  return users.map((id) => ({ id }));
}
