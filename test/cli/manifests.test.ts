import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { writeManifests } from '../../src/cli/manifests/write.ts';
import { aFolder } from '../support/folder.ts';

const appId = '00000000-0000-0000-0000-00000000c0de';
const url = 'https://bot.school.example';

const slackTemplate = {
  display_information: { name: 'Chalkline' },
  features: {
    slash_commands: [{ command: '/chalkline', url: 'https://chalkline.example/slack/events' }],
  },
  settings: {
    event_subscriptions: {
      request_url: 'https://chalkline.example/slack/events',
      bot_events: ['app_mention'],
    },
    interactivity: { is_enabled: true, request_url: 'https://chalkline.example/slack/events' },
    socket_mode_enabled: false,
  },
};

function templates(): string {
  const from = aFolder();
  cpSync('manifests', from, { recursive: true });
  writeFileSync(join(from, 'slack.json'), JSON.stringify(slackTemplate));
  return from;
}

function written(wish: { url?: string; appToken?: string; appId?: string }) {
  const out = join(aFolder(), 'dist');
  const said = writeManifests({ from: templates(), out, ...wish }).join('\n');
  const read = (name: string) => readFileSync(join(out, name));
  const slack = JSON.parse(read('slack-manifest.json').toString('utf8'));
  return { out, said, slack, teams: () => unzipSync(read('teams-app.zip')) };
}

function manifestIn(files: Record<string, Uint8Array>) {
  return JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString('utf8'));
}

test('the Slack manifest carries the address wherever Slack calls the bot', () => {
  const { slack } = written({ url: `${url}/` });
  expect(slack.features.slash_commands[0].url).toBe(`${url}/slack/events`);
  expect(slack.settings.event_subscriptions).toEqual({
    request_url: `${url}/slack/events`,
    bot_events: ['app_mention'],
  });
  expect(slack.settings.interactivity.request_url).toBe(`${url}/slack/events`);
  expect(slack.settings.socket_mode_enabled).toBe(false);
});

test('with an app token the Slack manifest is for Socket Mode and names no address', () => {
  const { slack, said } = written({ url, appToken: 'xapp-1' });
  expect(slack.settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(slack)).not.toContain('https://');
  expect(slack.settings.event_subscriptions.bot_events).toEqual(['app_mention']);
  expect(said).toContain('Socket Mode');
});

test('without an address the Slack manifest is for Socket Mode, and says how to have it otherwise', () => {
  const { slack, said } = written({});
  expect(slack.settings.socket_mode_enabled).toBe(true);
  expect(said).toContain('--url');
});

test('the Teams package holds the manifest and both icons, with the bot’s own ids and address', () => {
  const files = written({ url, appId }).teams();
  expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
  const manifest = manifestIn(files);
  expect(manifest.id).toBe(appId);
  expect(manifest.bots[0].botId).toBe(appId);
  expect(manifest.bots[0].scopes).toContain('personal');
  expect(manifest.validDomains).toEqual(['bot.school.example']);
  expect(manifest.developer.privacyUrl).toBe(`${url}/privacy`);
  expect(Buffer.from(files['color.png'] ?? [])).toEqual(readFileSync('manifests/color.png'));
});

test('the same settings give the same package, byte for byte', () => {
  const first = written({ url, appId });
  const second = written({ url, appId });
  expect(readFileSync(join(first.out, 'teams-app.zip'))).toEqual(
    readFileSync(join(second.out, 'teams-app.zip')),
  );
});

test('without a Teams app id there is no package, and it says so', () => {
  const { out, said } = written({ url, appId: ' ' });
  expect(readdirSync(out)).toEqual(['slack-manifest.json']);
  expect(said).toContain('TEAMS_APP_ID is not set');
});

test.each([
  { wish: { url: 'http://bot.school.example' }, word: '--url' },
  { wish: { url: 'bot.school.example' }, word: '--url' },
  { wish: { url, appId: 'chalkline' }, word: 'TEAMS_APP_ID' },
])('writes nothing when $word is wrong: $wish', ({ wish, word }) => {
  const out = join(aFolder(), 'dist');
  expect(() => writeManifests({ from: templates(), out, ...wish })).toThrow(word);
  expect(existsSync(out)).toBe(false);
});
