/** What goes wrong at a door stands in the one log that somebody looks at. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { start } from '../src/chalkline.ts';
import { logTo } from '../src/log.ts';
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

/** A log with a clock of its own, and what it has written. */
function aLog() {
  const lines: Record<string, unknown>[] = [];
  let at = Date.parse('2027-03-02T10:00:00.000Z');
  const stream = { write: (line: string) => lines.push(JSON.parse(line)) };
  const pass = (ms: number) => {
    at += ms;
  };
  return { log: logTo(stream, () => new Date(at)), lines, pass };
}

test('whoever knocks at a door without end fills no disk: the same line stands in the log once a minute', () => {
  const { log, lines, pass } = aLog();
  for (let knocks = 0; knocks < 10_000; knocks++) log('slack', { line: 'A request was refused.' });
  log('slack', { line: 'Another one.' });
  expect(lines).toEqual([
    { at: '2027-03-02T10:00:00.000Z', what: 'slack', line: 'A request was refused.' },
    { at: '2027-03-02T10:00:00.000Z', what: 'slack', line: 'Another one.' },
  ]);
  pass(60_000);
  log('slack', { line: 'A request was refused.' });
  expect(lines.slice(2)).toEqual([
    { at: '2027-03-02T10:01:00.000Z', what: 'slack', line: 'A request was refused.', again: 9999 },
    { at: '2027-03-02T10:01:00.000Z', what: 'slack', line: 'A request was refused.' },
  ]);
});

test('a clock that is set back keeps no line out of the log for longer than a minute', () => {
  const { log, lines, pass } = aLog();
  log('slack', { line: 'A request was refused.' });
  pass(-3_600_000);
  log('slack', { line: 'A request was refused.' });
  expect(lines.map(({ at }) => at)).toEqual(['2027-03-02T10:00:00.000Z', '2027-03-02T09:00:00.000Z']);
});
