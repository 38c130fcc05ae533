import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readSettings, SettingsError } from '../src/settings.ts';

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' };
const teams = {
  TEAMS_APP_ID: '00000000-0000-0000-0000-00000000b070',
  TEAMS_APP_PASSWORD: 'password',
  TEAMS_TENANT_ID: '00000000-0000-0000-0000-000000000001',
};

/** The faults of one message, without the bullets. */
function faultsOf(env: Record<string, string>): string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const [, ...faults] = error.message.split('\n');
    return faults.map((line) => line.replace('  - ', ''));
  }
  return [];
}

describe('with nothing set', () => {
  test('the playground opens on this machine, at the usual port', () => {
    expect(readSettings({})).toEqual({
      port: 3978,
      host: '127.0.0.1',
      playground: true,
      schoolFile: 'data/school.json',
      dataDir: 'data/store',
    });
  });

  test('an empty line means that a setting is not set', () => {
    expect(readSettings({ SLACK_BOT_TOKEN: '', TEAMS_APP_ID: ' ', PORT: '' })).toEqual(readSettings({}));
  });
});

describe('platforms', () => {
  test('Slack opens over HTTP with a signing secret', () => {
    const { slack: door, playground } = readSettings(slack);
    expect(door).toEqual({ botToken: 'xoxb-1', signingSecret: 'secret' });
    expect(playground).toBe(false);
  });

  test('Slack opens over Socket Mode with an app token, and needs no signing secret', () => {
    const { slack: door } = readSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
    expect(door).toEqual({ botToken: 'xoxb-1', appToken: 'xapp-1' });
  });

  test('Teams opens with id, password and tenant', () => {
    expect(readSettings(teams).teams).toEqual({
      appId: teams.TEAMS_APP_ID,
      appPassword: 'password',
      tenantId: teams.TEAMS_TENANT_ID,
    });
  });

  test('both open together, and the playground with them when it is asked for', () => {
    const settings = readSettings({ ...slack, ...teams, PLAYGROUND: 'true' });
    expect(settings).toMatchObject({ playground: true, slack: {}, teams: {} });
  });

  test.each([
    ['SLACK_BOT_TOKEN', { SLACK_SIGNING_SECRET: 's' }],
    ['SLACK_SIGNING_SECRET', { SLACK_BOT_TOKEN: 'xoxb-1' }],
    ['TEAMS_APP_ID', { ...teams, TEAMS_APP_ID: '' }],
    ['TEAMS_APP_PASSWORD', { ...teams, TEAMS_APP_PASSWORD: '' }],
    ['TEAMS_TENANT_ID', { ...teams, TEAMS_TENANT_ID: '' }],
  ])('%s is asked for with the line to add', (name, env) => {
    expect(faultsOf(env)).toEqual([expect.stringMatching(`^${name} is missing\\. Add ${name}=`)]);
  });
});

describe('faults', () => {
  test('what is missing is listed all at once', () => {
    const faults = faultsOf({
      SLACK_SIGNING_SECRET: 's',
      TEAMS_APP_PASSWORD: 'p',
      PLAYGROUND: 'true',
      HOST: '0.0.0.0',
    });
    expect(faults.map((fault) => fault.split(/[ :]/)[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'TEAMS_APP_ID',
      'TEAMS_TENANT_ID',
      'PLAYGROUND',
    ]);
  });

  test('what is written wrongly is listed all at once', () => {
    const faults = faultsOf({
      PORT: 'high',
      DATABASE_URL: 'mysql://db/x',
      SLACK_BOT_TOKEN: 'token',
      SLACK_APP_TOKEN: 'token',
      SLACK_API_URL: 'slack',
      TEAMS_APP_ID: 'bot',
      TEAMS_TENANT_ID: 'school',
      TEAMS_ANONYMOUS: 'yes',
      PLAYGROUND: 'on',
    });
    expect(faults.map((fault) => fault.split(/[: ]/)[0]).sort()).toEqual([
      'DATABASE_URL',
      'PLAYGROUND',
      'PORT',
      'SLACK_API_URL',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
      'TEAMS_ANONYMOUS',
      'TEAMS_APP_ID',
      'TEAMS_APP_PASSWORD',
      'TEAMS_TENANT_ID',
    ]);
  });

  test('what is missing is listed beside what is written wrongly, each with the line to write', () => {
    expect(faultsOf({ PORT: '1.5', SLACK_SIGNING_SECRET: 's', PLAYGROUND: 'on' })).toEqual([
      'PORT: it is a whole number. Write PORT=3978',
      'PLAYGROUND: it is either true or false. Write PLAYGROUND=true',
      expect.stringContaining('Add SLACK_BOT_TOKEN='),
    ]);
  });

  test.each(['-1', '65536', '1.5', 'high'])('the port %s is refused', (PORT) => {
    expect(faultsOf({ PORT })).toEqual([expect.stringContaining('PORT')]);
  });

  test('no message repeats a secret', () => {
    const secret = 'very-secret-value';
    const faults = faultsOf({
      SLACK_BOT_TOKEN: secret,
      SLACK_APP_TOKEN: secret,
      TEAMS_APP_ID: secret,
      TEAMS_APP_PASSWORD: secret,
    });
    expect(faults.length).toBeGreaterThan(2);
    expect(faults.join()).not.toContain(secret);
  });

  test('opening nothing at all is a fault', () => {
    expect(faultsOf({ PLAYGROUND: 'false' })).toEqual([expect.stringContaining('Nothing to open')]);
  });

  test('the address of the shared store is a whole one, and is not repeated where it is not', () => {
    const [fault] = faultsOf({ DATABASE_URL: 'db.school.example:secret' });
    expect(fault).toMatch(/^DATABASE_URL: .* Write DATABASE_URL=postgres:/);
    expect(fault).not.toContain('secret');
    const url = 'postgres://bot:secret@db.school.example:5432/chalkline?sslmode=verify-full';
    expect(readSettings({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url, dataDir: 'data/store' });
  });
});

describe('what is open without a login stays on this machine', () => {
  test.each(['127.0.0.1', '::1', 'localhost'])(
    'the playground and Teams without authentication open on %s',
    (HOST) => {
      expect(faultsOf({ HOST })).toEqual([]);
      expect(readSettings({ HOST, TEAMS_ANONYMOUS: 'true' }).teams).toEqual({ anonymous: true });
    },
  );

  test.each(['0.0.0.0', '::', '192.168.1.5', 'bot.school.example'])('neither opens on %s', (HOST) => {
    expect(faultsOf({ HOST })).toEqual([expect.stringContaining('Add HOST=127.0.0.1, or PLAYGROUND=false')]);
    expect(faultsOf({ HOST, TEAMS_ANONYMOUS: 'true' })).toEqual([
      expect.stringContaining('Add HOST=127.0.0.1'),
    ]);
  });

  test('Slack and Teams with their keys may be reached from anywhere', () => {
    expect(faultsOf({ ...slack, ...teams, HOST: '0.0.0.0' })).toEqual([]);
  });

  test('Teams is never without authentication where an app id is set', () => {
    expect(faultsOf({ ...teams, TEAMS_ANONYMOUS: 'true' })).toEqual([
      expect.stringContaining('TEAMS_APP_ID'),
    ]);
  });
});

describe('.env.example', () => {
  const example = parseEnv(readFileSync('.env.example', 'utf8'));

  test('changes nothing until it is filled in', () => {
    expect(readSettings(example)).toEqual(readSettings({}));
  });

  test('and the README explain every setting there is', () => {
    const settings = [...readFileSync('src/settings.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)];
    const names = [...new Set(settings.map(([, name]) => name ?? ''))];
    expect(names.length).toBeGreaterThan(10);
    expect(Object.keys(example).sort()).toEqual(names.sort());
    const readme = readFileSync('README.md', 'utf8');
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
