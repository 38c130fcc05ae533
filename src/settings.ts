/** Reads the settings from the environment. A fault stops the start, with every fault and its mend in one message. */
import { z } from 'zod';
import type { ReaderSettings } from './reader/language-model.ts';
import type { SlackSettings } from './slack/door.ts';
import type { TeamsSettings } from './teams/authentication.ts';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);
const yesNo = z.enum(['true', 'false'], 'it is either true or false').transform((value) => value === 'true');
const text = z.string().trim().min(1);

const environment = z.object({
  PORT: z.coerce
    .number('it is a number')
    .int('it is a whole number')
    .min(0, 'it is 0 or more')
    .max(65_535, 'it is 65535 at most')
    .default(3978),
  HOST: text.default('127.0.0.1'),
  SLACK_BOT_TOKEN: text
    .regex(/^xoxb-/, 'it begins with xoxb- (see “OAuth & Permissions” of your Slack app)')
    .optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_APP_TOKEN: text
    .regex(/^xapp-/, 'it begins with xapp- (see “Basic Information” of your Slack app)')
    .optional(),
  SLACK_API_URL: z.url('it is a whole address').optional(),
  TEAMS_APP_ID: z.guid('it is the application id of your bot’s registration').optional(),
  TEAMS_APP_PASSWORD: text.optional(),
  TEAMS_TENANT_ID: z.guid('it is the id of your Microsoft 365 tenant').optional(),
  TEAMS_ANONYMOUS: yesNo.default(false),
  SCHOOL_FILE: text.default('data/school.json'),
  DATA_DIR: text.default('data/store'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/, error: 'it is the whole address of a PostgreSQL database' })
    .optional(),
  AUDIT_KEY: text.min(32, 'it has 32 characters or more').optional(),
  AUDIT_ANCHORS: text.optional(),
  PLAYGROUND: yesNo.optional(),
  READER_URL: z.url('it is a whole address').optional(),
  READER_MODEL: text.optional(),
  READER_KEY: text.optional(),
  READER_WHEN: z.enum(['unsure', 'always'], 'it is either unsure or always').default('unsure'),
});

export type Settings = {
  port: number;
  host: string;
  slack?: SlackSettings;
  teams?: TeamsSettings;
  playground: boolean;
  schoolFile: string;
  dataDir: string;
  /** The shared store; then the folder holds only what is no record: when a copy was made, and the anchors. */
  databaseUrl?: string;
  /** Who has it can add to the audit trail; nobody else can write it anew. */
  auditKey?: string;
  /** The file in which it is noted each night how the audit trails stand; in the store's folder unless it is set. */
  auditAnchors?: string;
  /** A language model of the school's own that reads messages beside the built-in reader. */
  reader?: ReaderSettings;
};

/** What a line that was written wrongly should look like. */
const examples: Partial<Record<keyof Env, string>> = {
  PORT: '3978',
  SLACK_BOT_TOKEN: 'xoxb-…',
  SLACK_APP_TOKEN: 'xapp-…',
  SLACK_API_URL: 'https://slack.com/api/',
  DATABASE_URL: 'postgres://name:password@db.school.example/chalkline',
  TEAMS_APP_ID: '00000000-0000-0000-0000-000000000000',
  TEAMS_TENANT_ID: '00000000-0000-0000-0000-000000000000',
  TEAMS_ANONYMOUS: 'true',
  PLAYGROUND: 'true',
  READER_URL: 'https://example.org/v1',
  READER_WHEN: 'unsure',
};

export class SettingsError extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(
      `Chalkline has not started. Please put this right in the environment or in .env:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

export function readSettings(from: Record<string, string | undefined>): Settings {
  // An empty line in .env means "not set", as people expect.
  const values = Object.fromEntries(Object.entries(from).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(values);
  const env = parsed.success ? parsed.data : asFarAsWritten(values, parsed.error);
  const slack = slackFrom(env);
  const teams = teamsFrom(env);
  const playground = env.PLAYGROUND ?? !(slack.wanted || teams.wanted);
  const reader = readerFrom(env);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.map(writtenWrongly)),
    ...slack.faults,
    ...teams.faults,
    ...reader.faults,
    ...(playground && !loopback.has(env.HOST)
      ? ['PLAYGROUND: it opens on this machine only. Add HOST=127.0.0.1, or PLAYGROUND=false.']
      : []),
    ...(!playground && !slack.wanted && !teams.wanted
      ? ['Nothing to open: set up Slack or Teams (see .env.example), or add PLAYGROUND=true.']
      : []),
  ];
  if (faults.length > 0) throw new SettingsError(faults);
  return {
    port: env.PORT,
    host: env.HOST,
    ...(slack.settings ? { slack: slack.settings } : {}),
    ...(teams.settings ? { teams: teams.settings } : {}),
    playground,
    schoolFile: env.SCHOOL_FILE,
    dataDir: env.DATA_DIR,
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...(env.AUDIT_ANCHORS ? { auditAnchors: env.AUDIT_ANCHORS } : {}),
    ...(env.AUDIT_KEY ? { auditKey: env.AUDIT_KEY } : {}),
    ...(reader.settings ? { reader: reader.settings } : {}),
  };
}

type Env = z.infer<typeof environment>;

/** The value itself is not repeated: it may be a secret. */
function writtenWrongly(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  return `${name}: ${issue.message}. Write ${name}=${examples[name as keyof Env] ?? '…'}`;
}

/** What is written wrongly is there all the same, so that whatever else is missing can be told in the same message. */
function asFarAsWritten(values: Record<string, string | undefined>, error: z.ZodError): Env {
  const wrong = new Set(error.issues.map((issue) => String(issue.path[0])));
  const right = Object.entries(values).filter(([name]) => !wrong.has(name));
  const texts = [...wrong].filter((name) => /^(?:(?:SLACK|TEAMS)_(?!ANONYMOUS)|READER_(?!WHEN))/.test(name));
  return {
    ...environment.parse(Object.fromEntries(right)),
    ...Object.fromEntries(texts.map((name) => [name, values[name]])),
  };
}
type Door<T> = { wanted: boolean; faults: string[]; settings?: T };

function slackFrom(env: Env): Door<SlackSettings> {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: apiUrl,
  } = env;
  if (!botToken && !signingSecret && !appToken) return { wanted: false, faults: [] };
  const faults = [
    ...(botToken
      ? []
      : ['SLACK_BOT_TOKEN is missing. Add SLACK_BOT_TOKEN=xoxb-… from “OAuth & Permissions”.']),
    ...(signingSecret || appToken
      ? []
      : [
          'SLACK_SIGNING_SECRET is missing. Add SLACK_SIGNING_SECRET=… from “Basic Information”, or SLACK_APP_TOKEN=xapp-… for Socket Mode.',
        ]),
  ];
  if (!botToken || faults.length > 0) return { wanted: true, faults };
  const settings = {
    botToken,
    ...(signingSecret ? { signingSecret } : {}),
    ...(appToken ? { appToken } : {}),
    ...(apiUrl ? { apiUrl } : {}),
  };
  return { wanted: true, faults, settings };
}

/** For commands that need nothing else. */
export function readReader(from: Record<string, string | undefined>): ReaderSettings | undefined {
  return readSettings({ ...readerOnly(from), PLAYGROUND: 'true' }).reader;
}

function readerOnly(from: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name.startsWith('READER_')));
}

function readerFrom({
  READER_URL: url,
  READER_MODEL: model,
  READER_KEY: key,
  READER_WHEN: when,
}: Env): Door<ReaderSettings> {
  if (!url && !model && !key) return { wanted: false, faults: [] };
  const faults = [
    ...(url
      ? []
      : [
          'READER_URL is missing. Add READER_URL=https://… of your own language model, or take the other READER_ lines out.',
        ]),
    ...(model ? [] : ['READER_MODEL is missing. Add READER_MODEL=… as your endpoint calls it.']),
  ];
  if (!url || !model) return { wanted: true, faults };
  return { wanted: true, faults, settings: { url, model, ...(key ? { key } : {}), when } };
}

function teamsFrom(env: Env): Door<TeamsSettings> {
  const {
    TEAMS_APP_ID: appId,
    TEAMS_APP_PASSWORD: appPassword,
    TEAMS_TENANT_ID: tenantId,
    TEAMS_ANONYMOUS: anonymous,
  } = env;
  if (anonymous) {
    const faults = [
      ...(appId
        ? [
            'TEAMS_ANONYMOUS: it switches authentication off, so it never goes with TEAMS_APP_ID. Take one of the two out.',
          ]
        : []),
      ...(loopback.has(env.HOST)
        ? []
        : [
            'TEAMS_ANONYMOUS: without authentication Teams may only be served on this machine. Add HOST=127.0.0.1.',
          ]),
    ];
    return { wanted: true, faults, settings: { anonymous: true } };
  }
  if (!appId && !appPassword && !tenantId) return { wanted: false, faults: [] };
  const faults = [
    ...(appId ? [] : ['TEAMS_APP_ID is missing. Add TEAMS_APP_ID=… from your bot’s registration.']),
    ...(appPassword
      ? []
      : ['TEAMS_APP_PASSWORD is missing. Add TEAMS_APP_PASSWORD=… (a client secret of that registration).']),
    ...(tenantId ? [] : ['TEAMS_TENANT_ID is missing. Add TEAMS_TENANT_ID=… (your Microsoft 365 tenant).']),
  ];
  if (!appId || !appPassword || !tenantId) return { wanted: true, faults };
  return { wanted: true, faults, settings: { appId, appPassword, tenantId } };
}
