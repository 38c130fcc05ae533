/** Do the manifests ask for what the bot needs, and are the icons the right size? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { reasonOf } from '../../core/reason.ts';
import { slackManifestFile } from '../manifests/slack.ts';
import { teamsManifestFile } from '../manifests/teams.ts';
import { type Finding, fault, ok } from './finding.ts';

export function examineManifests(from: string): { findings: Finding[]; scopes: string[] } {
  const slack = read(join(from, 'slack.json'), slackManifestFile);
  const teams = read(join(from, 'teams.json'), teamsManifestFile);
  return {
    findings: [
      ...(slack.faults ?? [ok('The Slack manifest can be read.')]),
      ...(teams.faults ?? [...scopeFaults(teams.file.bots), ...iconFaults(from, teams.file.icons)]),
    ],
    scopes: slack.file?.oauth_config.scopes.bot ?? [],
  };
}

type Read<T> = { file: T; faults?: undefined } | { file?: undefined; faults: Finding[] };

function read<T>(path: string, shape: z.ZodType<T>): Read<T> {
  try {
    return { file: shape.parse(JSON.parse(readFileSync(path, 'utf8'))) };
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error);
    return { faults: [fault(`${path}: ${why}`, 'Take this file as the release has it.')] };
  }
}

// Without the personal scope an app looks well, and private messages never arrive.
const neededScopes = ['personal', 'team', 'groupChat'];

function scopeFaults(bots: { scopes: string[] }[]): Finding[] {
  const missing = neededScopes.filter((scope) => !bots.every((bot) => bot.scopes.includes(scope)));
  return missing.length === 0
    ? [ok('The Teams manifest can be read, and opens private chats, teams and group chats.')]
    : [fault(`The Teams manifest lacks the scopes ${missing.join(', ')}.`, 'Add them to bots[0].scopes.')];
}

function iconFaults(from: string, { color, outline }: { color: string; outline: string }): Finding[] {
  const wrong = [
    { path: join(from, color), size: 192 },
    { path: join(from, outline), size: 32 },
  ].filter(({ path, size }) => !isPng(path, size));
  return wrong.length === 0
    ? [ok('Both Teams icons are there.')]
    : wrong.map(({ path, size }) => fault(`${path} is not a PNG of ${size} × ${size} pixels.`));
}

/** A PNG begins with its signature; the first chunk holds the width and the height. */
function isPng(path: string, size: number): boolean {
  try {
    const bytes = readFileSync(path);
    return (
      bytes.toString('latin1', 1, 4) === 'PNG' &&
      bytes.readUInt32BE(16) === size &&
      bytes.readUInt32BE(20) === size
    );
  } catch {
    return false;
  }
}
