/** When groups are read, what a group that cannot be read comes to, and who hears of it: a real store, a real bot, a stand-in for Slack. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { deliveries } from '../../src/core/delivery.ts';
import type { Door } from '../../src/core/door.ts';
import type { Event, Platform } from '../../src/core/event.ts';
import { type School, schoolFile } from '../../src/core/school.ts';
import { textOf } from '../../src/core/text.ts';
import { createEventHandler } from '../../src/event-handler.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { keepGroups } from '../../src/schools/groups.ts';
import { clientFor } from '../../src/slack/door.ts';
import { groupsThrough } from '../../src/slack/groups.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Store } from '../../src/store/store.ts';
import { openPlatform } from '../fakes/platform.ts';
import { type FakeSlack, openFakeSlack } from '../fakes/slack.ts';
import { aFolder } from '../support/folder.ts';

const bot = createBot(loadEngine('data'));
const minute = 60_000;
const hour = 60 * minute;
const question = 'Can I accept a friend request from a pupil?';

const school = (groups: School['groups'] = { staff: { slack: 'S0STAFF' } }): School =>
  schoolFile.parse({
    id: 'hill',
    name: 'Hill School',
    policy: 'kenn-kenton',
    people: [{ id: 'tom', name: 'Tom Ivy', roles: ['owner'], slack: 'U0TOM' }],
    groups,
    workspaces: { slack: ['T0SCHOOL'] },
  });

let slack: FakeSlack;
let dir: string;
let store: Store;
let now: number;
let number = 0;
beforeEach(async () => {
  slack = await openFakeSlack({
    users: ['U0ADA', 'U0JOY', 'U0TOM'],
    groups: { S0STAFF: ['U0ADA'], S0SLT: [] },
    accounts: { U0ADA: { real_name: 'Ada Osei' }, U0JOY: { real_name: 'Joy Bell' } },
  });
  dir = aFolder();
  store = await openEmbeddedStore({ dir });
  now = Date.parse('2027-03-02T10:00:00.000Z');
});
afterEach(async () => {
  await store.close();
  await slack.close();
});

/** The bot as it is after a start, with this file. */
function start(file = school()) {
  let present = file;
  const calls: string[] = [];
  const reader = groupsThrough(clientFor({ botToken: slack.botToken, apiUrl: slack.apiUrl }));
  const door: Door = {
    ...openPlatform('slack').door,
    groups: () => {
      const read = reader();
      return (group) => {
        calls.push(group);
        return read(group);
      };
    },
  };
  const doors = new Map<Platform, Door>([['slack', door]]);
  const at = () => new Date(now).toISOString();
  const log = () => {};
  const groups = keepGroups({ store, doors, now: at, log, pass: (school) => events.pass(school, at()) });
  const events = createEventHandler({
    bot,
    store,
    schoolsOn: () => [present],
    doors,
    platformsOf: () => ['slack'],
    log,
    counted: () => {},
    meet: groups.meet,
    wake: () => {},
  });

  /** What somebody reads since they last looked. */
  async function reads(user: string): Promise<string> {
    return store.turn('hill', async (work) => {
      const theirs = (await work.find(deliveries)).filter(
        ({ order }) =>
          (order.type === 'post' && order.place.conversation === `D${user}`) ||
          (order.type === 'message' && order.person === user) ||
          (order.type === 'whisper' && order.user === user),
      );
      for (const { id } of theirs) work.remove(deliveries, id);
      return theirs.map(({ card }) => textOf(card)).join('\n');
    });
  }

  return {
    /** How often groups have been asked for. */
    asked: () => calls.length,
    reads,
    file: (changed: School) => {
      present = changed;
    },
    /** Time goes by, as the clock sees it. */
    async pass(ms = 0) {
      now += ms;
      groups.look([present]);
      await groups.idle();
      await events.pass(present, at());
    },
    async says(user: string, text = question) {
      const place = { platform: 'slack', conversation: `D${user}`, direct: true };
      const by = { platform: 'slack', user };
      const event: Event = { id: `e${number++}`, at: at(), by, place, type: 'said', text };
      await events.receive({ event, workspace: 'T0SCHOOL' });
      return reads(user);
    },
  };
}

const nobody = 'you’re not on their list';

describe('a group', () => {
  it('is read at the start, and whoever is in it is staff', async () => {
    const { pass, says } = start();
    await pass();
    expect(await says('U0ADA')).toContain('No');
    expect(await says('U0JOY')).toContain(nobody);
  });

  it('is read every hour, and whoever has left it is nobody from then on', async () => {
    const { pass, says, asked, reads } = start();
    await pass();
    await reads('U0TOM');
    slack.group('S0STAFF', ['U0JOY']);
    await pass(59 * minute);
    expect(asked()).toBe(1);
    await pass(minute);
    expect(await says('U0ADA')).toContain(nobody);
    expect(await reads('U0TOM')).toContain('Ada Osei is off the list. Joy Bell is new: staff.');
  });

  it('is read again once the file names another one, whose role comes at once', async () => {
    const { pass, says, file } = start();
    slack.group('S0SLT', ['U0ADA']);
    await pass();
    expect(await says('U0ADA', 'record training')).toContain('Only the leaders');
    file(school({ slt: { slack: 'S0SLT' } }));
    await pass();
    expect(await says('U0ADA', 'record training')).not.toContain('Only the leaders');
    file(school({}));
    await pass();
    expect(await says('U0ADA')).toContain(nobody);
  });

  it('is read when somebody on no list writes, so that a joiner is answered, but once a minute at most', async () => {
    const { pass, says, asked } = start();
    await pass();
    slack.group('S0STAFF', ['U0ADA', 'U0JOY']);
    expect(await says('U0JOY')).toContain(nobody);
    now += minute;
    expect(await says('U0JOY')).toContain('No');
    expect(asked()).toBe(2);
    now += minute;
    await Promise.all(['U0MIA', 'U0MAX', 'U0MEG'].map((pupil) => says(pupil)));
    expect(asked()).toBe(3);
  });

  it('gives nothing to somebody whose account is closed', async () => {
    await slack.close();
    slack = await openFakeSlack({
      users: ['U0ADA'],
      groups: { S0STAFF: ['U0ADA'] },
      accounts: { U0ADA: { deleted: true } },
    });
    const { pass, says } = start();
    await pass();
    expect(await says('U0ADA')).toContain(nobody);
  });
});

describe('a group that can’t be read', () => {
  it('stays as it was over a restart, for three days and no longer', async () => {
    await start().pass();
    slack.away(true);
    await store.close();
    store = await openEmbeddedStore({ dir });
    const { pass, says, reads } = start();
    await pass(hour);
    expect(await says('U0ADA')).toContain('No');
    await pass(70 * hour);
    expect(await says('U0ADA')).toContain('No');
    await pass(hour);
    expect(await says('U0ADA')).toContain(nobody);
    expect(await reads('U0TOM')).toContain('Whoever is only in that group is off the list until I can.');
  });

  it('is told once to whoever keeps the list, with what becomes of its people', async () => {
    const { pass, reads } = start();
    await pass();
    await reads('U0TOM');
    slack.away(true);
    await pass(hour);
    expect(await reads('U0TOM')).not.toContain('can’t read');
    await pass(2 * hour);
    const told = await reads('U0TOM');
    expect(told).toContain('I can’t read the group for “staff” on Slack.');
    expect(told).toContain('keeps what they have until 5 March 2027, 10.00 am. Slack could not be reached.');
    await pass(hour);
    expect(await reads('U0TOM')).not.toContain('can’t read');
  });

  it('is told at once where it never could be, and adds nobody', async () => {
    slack.trouble('usergroups.users.list', { error: 'missing_scope' });
    const { pass, says, reads } = start();
    await pass();
    expect(await reads('U0TOM')).toContain(
      'I don’t know yet who is in it. Slack says the app may not do that.',
    );
    expect(await says('U0ADA')).toContain(nobody);
  });

  it('is tried again after five minutes, or when the platform asks for it if that is later', async () => {
    const { pass, asked } = start();
    slack.trouble('usergroups.users.list', { error: 'internal_error' });
    await pass();
    await pass(4 * minute);
    expect(asked()).toBe(1);
    slack.trouble('usergroups.users.list', { rateLimited: 600 });
    await pass(minute);
    await pass(9 * minute);
    expect(asked()).toBe(2);
    await pass(minute);
    expect(asked()).toBe(3);
  });

  it('is not asked for again in the same round, nor is any other of a platform that is away', async () => {
    slack.away(true);
    const { pass, asked } = start(school({ staff: { slack: 'S0STAFF' }, slt: { slack: 'S0SLT' } }));
    await pass();
    expect(asked()).toBe(1);
  });

  it('whose answer names nobody any more leaves nobody', async () => {
    const { pass, says } = start();
    await pass();
    slack.group('S0STAFF', []);
    await pass(hour);
    expect(await says('U0ADA')).toContain(nobody);
  });
});
