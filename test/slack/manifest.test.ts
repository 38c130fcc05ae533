/** What the manifest asks of a workspace is what the door uses: no more, no less. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../../manifests/slack.json' with { type: 'json' };
import { readPayload } from '../../src/slack/receive.ts';
import { handledEvents } from '../../src/slack/receive-event.ts';

const { features, oauth_config, settings } = manifest;

/** What Slack asks for, as its documentation of each event and method says. */
const scopesOfEvents: Record<string, string[]> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  'message.im': ['im:history'],
};
const scopesOfMethods: Record<string, string[]> = {
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  // Private chats alone: in channels the app need not read.
  'conversations.history': ['im:history'],
  'conversations.open': ['im:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

function calledMethods(): string[] {
  const folder = new URL('../../src/slack/', import.meta.url);
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const calls = sources.join('\n').matchAll(/\bclient\.(\w+(?:\.\w+)+)\(/g);
  return [...new Set([...calls].map(([, method]) => method ?? ''))].sort();
}

test('subscribes to the events that are handled', () => {
  const subscribed = settings.event_subscriptions.bot_events.map((name) => name.split('.')[0]);
  expect(subscribed.sort()).toEqual([...handledEvents].sort());
});

test('asks for the scopes that its events and calls need', () => {
  expect(calledMethods()).toEqual(Object.keys(scopesOfMethods));
  const events = settings.event_subscriptions.bot_events.flatMap((name) => scopesOfEvents[name] ?? ['?']);
  const methods = calledMethods().flatMap((name) => scopesOfMethods[name] ?? ['?']);
  expect(oauth_config.scopes.bot).toEqual([...new Set([...events, ...methods, 'commands'])].sort());
});

test('offers one command, which is heard', () => {
  expect(features.slash_commands.map(({ command }) => command)).toEqual(['/chalkline']);
  const typed = { command: '/chalkline', user_id: 'U1', channel_id: 'C1', team_id: 'T1', trigger_id: '1' };
  expect(readPayload(typed, '2027-03-02T21:04:00.000Z')).toMatchObject({ way: 'command' });
});

test('sends everything to the one address that the door has', () => {
  const addresses = [
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
    ...features.slash_commands.map(({ url }) => url),
  ];
  expect(new Set(addresses)).toEqual(new Set(['https://chalkline.example/slack/events']));
});

test('lets people press, write in private and open the Home tab', () => {
  expect(settings.interactivity.is_enabled).toBe(true);
  expect(features.app_home).toEqual({
    home_tab_enabled: true,
    messages_tab_enabled: true,
    messages_tab_read_only_enabled: false,
  });
});
