/** The bot as a process of its own: how it starts, answers, refuses and stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openFakeSlack, team } from './fakes/slack.ts';
import { aFolder } from './support/folder.ts';
import { nothingSet } from './support/nothing-set.ts';

const root = new URL('..', import.meta.url).pathname;

function launch(settings: Record<string, string>): ChildProcess {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...nothingSet, PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGTERM');
  });
  return child;
}

async function address(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const part of child.stdout ?? []) {
    said += part;
    const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (found) return found;
  }
  throw new Error(`Expected an address, got: ${said}`);
}

async function ended(child: ChildProcess): Promise<{ code: number; said: string }> {
  const exit = once(child, 'exit');
  const said = child.stderr ? await text(child.stderr) : '';
  const [code] = await exit;
  return { code, said };
}

describe('npm start', () => {
  test('with nothing set up opens the playground, is alive and ready, and counts what it does', async () => {
    const bot = await address(launch({ DATA_DIR: join(aFolder(), 'store') }));
    const get = async (path: string) => {
      const response = await fetch(`${bot}${path}`);
      return { status: response.status, body: await response.text() };
    };
    expect(await get('/healthz')).toEqual({ status: 200, body: 'alive\n' });
    expect(await get('/readyz')).toEqual({ status: 200, body: 'ready\n' });
    const metrics = await get('/metrics');
    expect(metrics.status).toBe(200);
    expect(metrics.body).toMatch(/^# TYPE chalkline_turns_total counter$/m);
    expect(metrics.body).toMatch(/^chalkline_turns_total \d+$/m);
    expect((await get('/')).body).toContain('<html');
    expect((await get('/nothing')).status).toBe(404);
    expect((await get('/slack/events')).status).toBe(404);
  });

  test('ends well on SIGTERM and lets go of the store', async () => {
    const dir = join(aFolder(), 'store');
    const child = launch({ DATA_DIR: dir });
    await address(child);
    child.kill('SIGTERM');
    expect((await ended(child)).code).toBe(0);
    expect(readdirSync(dir).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  test('goes on when nobody reads its log any more', async () => {
    const folder = aFolder();
    const schoolFile = join(folder, 'school.json');
    const workspaces = { slack: ['T0HILL'], teams: [] };
    writeFileSync(
      schoolFile,
      JSON.stringify({ id: 'hill', name: 'Hill School', policy: 'westgate', people: [], workspaces }),
    );
    const child = launch({
      DATA_DIR: join(folder, 'store'),
      SCHOOL_FILE: schoolFile,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'secret',
      SLACK_API_URL: 'http://127.0.0.1:9/',
    });
    const bot = await address(child);
    child.stdout?.destroy();
    expect((await fetch(`${bot}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await fetch(`${bot}/healthz`)).status).toBe(200);
    expect((await fetch(`${bot}/healthz`)).status).toBe(200);
  });

  test('ends within eight seconds where Slack hangs, and sends after the next start what it could not', async () => {
    const folder = aFolder();
    const slack = await openFakeSlack({ users: ['U0ADA'] });
    onTestFinished(() => slack.close());
    const settings = {
      DATA_DIR: join(folder, 'store'),
      SCHOOL_FILE: join(folder, 'school.json'),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    };
    const ada = { id: 'ada', name: 'Ada Osei', roles: ['staff'], slack: 'U0ADA' };
    const school = { id: 'hill', name: 'Hill School', policy: 'kenn-kenton', workspaces: { slack: [team] } };
    writeFileSync(settings.SCHOOL_FILE, JSON.stringify({ ...school, people: [ada] }));
    const child = launch(settings);
    slack.deliverTo(`${await address(child)}/slack/events`);
    slack.hang(true);
    const called = slack.called();
    for (let times = 0; times < 3; times++) await slack.say('U0ADA', 'help');
    await called;
    const stopped = performance.now();
    child.kill('SIGTERM');
    expect((await ended(child)).code).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(8000);
    expect(slack.direct('U0ADA')).toEqual([]);
    slack.hang(false);
    await address(launch(settings));
    await vi.waitFor(() => expect(slack.direct('U0ADA')).toHaveLength(3), { timeout: 10_000 });
  });

  test('with a wrong setting says in one message what to add, and opens nothing', async () => {
    const dir = join(aFolder(), 'store');
    const { code, said } = await ended(
      launch({ DATA_DIR: dir, SLACK_SIGNING_SECRET: 's', TEAMS_APP_PASSWORD: 'p' }),
    );
    expect(code).toBe(1);
    expect(said.match(/Chalkline has not started/g)).toHaveLength(1);
    for (const name of ['SLACK_BOT_TOKEN', 'TEAMS_APP_ID', 'TEAMS_TENANT_ID'])
      expect(said).toContain(`Add ${name}=`);
    expect(said).not.toContain('    at ');
  });

  test('with a platform but no school file says where it is looked for', async () => {
    const file = join(aFolder(), 'school.json');
    const { code, said } = await ended(launch({ TEAMS_ANONYMOUS: 'true', SCHOOL_FILE: file }));
    expect(code).toBe(1);
    expect(said).toContain(`there is no school file at ${file}`);
  });

  test('refuses a store that another process is using, and says which', async () => {
    const dir = join(aFolder(), 'store');
    const bot = await address(launch({ DATA_DIR: dir }));
    const { code, said } = await ended(launch({ DATA_DIR: dir }));
    expect(code).toBe(1);
    expect(said).toMatch(/is in use by process \d+/);
    expect((await fetch(`${bot}/readyz`)).status).toBe(200);
  });
});
