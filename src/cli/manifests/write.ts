/** Writes the manifests of both platforms into a folder, and says what to do with them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../command.ts';
import { slackManifest } from './slack.ts';
import { teamsManifest, teamsPackage } from './teams.ts';

type Wish = {
  from: string;
  out: string;
  /** Where the platforms reach the bot. */
  url?: string | undefined;
  appToken?: string | undefined;
  appId?: string | undefined;
};

/** Gives back what was written, in words. */
export function writeManifests({ from, out, url, appToken, appId }: Wish): string[] {
  const address = url === undefined ? undefined : addressIn(url);
  const teamsId = appId?.trim() ? idIn(appId.trim()) : undefined;
  mkdirSync(out, { recursive: true });
  return [
    ...writeSlack(from, out, appToken ? undefined : address),
    ...(teamsId ? writeTeams(from, out, teamsId, address) : [teamsLater]),
  ];
}

function writeSlack(from: string, out: string, address: string | undefined): string[] {
  const path = join(out, 'slack-manifest.json');
  const manifest = slackManifest(readJson(join(from, 'slack.json')), address);
  writeFileSync(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
  return [
    address
      ? `Slack: ${path}, for ${address}.`
      : `Slack: ${path}, for Socket Mode, which needs no public address. (For HTTP, add --url https://… and take SLACK_APP_TOKEN out.)`,
    '  Paste it at https://api.slack.com/apps → Create New App → From a manifest.',
  ];
}

function writeTeams(from: string, out: string, appId: string, address: string | undefined): string[] {
  const path = join(out, 'teams-app.zip');
  const manifest = teamsManifest(readJson(join(from, 'teams.json')), appId, address);
  writeFileSync(
    path,
    teamsPackage(manifest, (name) => readFileSync(join(from, name))),
  );
  return [
    `Teams: ${path}, for the app ${appId}.`,
    '  Upload it in the Teams admin centre → Teams apps → Manage apps → Upload new app.',
    ...(address
      ? [`  Set the bot’s messaging endpoint to ${address}/api/messages.`]
      : ['  Add --url https://… to put your own address into it.']),
  ];
}

const teamsLater = 'Teams: no package, because TEAMS_APP_ID is not set.';

function addressIn(url: string): string {
  if (z.url({ protocol: /^https$/ }).safeParse(url).success) return url.replace(/\/+$/, '');
  throw new CommandError(
    `--url: “${url}” is not a public address. Give one that begins with https://. Nothing was written.`,
  );
}

function idIn(appId: string): string {
  if (z.guid().safeParse(appId).success) return appId;
  throw new CommandError(
    `TEAMS_APP_ID: “${appId}” is not an application id such as 00000000-0000-…. Copy it from your bot’s registration. Nothing was written.`,
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
