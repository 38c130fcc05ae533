/** What goes wrong at a door stands in the one log that somebody looks at. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { start } from '../src/chalkline.ts';
import { loadEngine } from '../src/policy/engine.ts';
import { openFakeSlack, team } from './fakes/slack.ts';
import { startFakeTeams } from './fakes/teams.ts';
import { aFolder } from './support/folder.ts';

const ada = { slack: 'U0ADA', teams: '00000000-0000-0000-0000-0000000000a2' };

/** A bot on both platforms whose store has gone away, so that no turn can be kept. */
async function brokenBot() {
  const slack = await openFakeSlack({ users: [ada.slack], channels: [] });
  const teams = await startFakeTeams();
  const folder = aFolder();
  const schoolFile = join(folder, 'school.json');
  const workspaces = { slack: [team], teams: [teams.settings.tenantId] };
  const people = [{ id: 'ada', name: 'Ada Osei', ...ada }];
  const school = { id: 'hill', name: 'Hill School', policy: 'westgate', people, workspaces };
  writeFileSync(schoolFile, JSON.stringify(school));
  const logged: { what: string; line: unknown }[] = [];
  const { botToken, signingSecret, apiUrl } = slack;
  const running = await start(
    {
      port: 0,
      host: '127.0.0.1',
      playground: false,
      schoolFile,
      dataDir: join(folder, 'store'),
      slack: { botToken, signingSecret, apiUrl },
      teams: teams.settings,
    },
    {
      engine: loadEngine('data'),
      teams: teams.authentication,
      log: (what, details) => logged.push({ what, line: details?.line }),
    },
  );
  slack.deliverTo(`${running.address}/slack/events`);
  teams.connect(`${running.address}/api/messages`);
  teams.introduce(ada.teams, { name: 'Ada Osei' });
  await running.store.close();
  onTestFinished(async () => {
    await running.close();
    await Promise.all([slack.close(), teams.close()]);
  });
  return { slack, teams, logged };
}

test('a failure on Slack or on Teams is in the log that the bot was started with', async () => {
  const { slack, teams, logged } = await brokenBot();
  await slack.say(ada.slack, 'Hello').catch(() => undefined);
  await teams.say(ada.teams, 'Hello').catch(() => undefined);
  const line = expect.stringContaining('store');
  expect(logged).toContainEqual({ what: 'slack', line });
  expect(logged).toContainEqual({ what: 'teams', line });
});
