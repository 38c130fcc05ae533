import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/core/door.ts';
import { activity } from '../../src/teams/activity.ts';
import { receive } from '../../src/teams/receive.ts';

const folder = new URL('../payloads/teams/', import.meta.url);
const now = '2027-03-03T08:00:00.000Z';

const ada = { platform: 'teams', user: '00000000-0000-0000-0000-0000000000a2', name: 'Ada Osei' };
const sam = { platform: 'teams', user: '00000000-0000-0000-0000-0000000000a1', name: 'Sam Hale' };
const school = '00000000-0000-0000-0000-000000000001';

function payload(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

function received(name: string, changes: object = {}) {
  return receive(activity.parse({ ...payload(name), ...changes }), now);
}

function incoming(name: string, changes: object = {}): Incoming {
  const result = received(name, changes);
  if (!('incoming' in result)) throw new Error(`Expected an event from ${name}, got ${result.as}.`);
  return result.incoming;
}

function event(name: string, changes: object = {}) {
  return incoming(name, changes).event;
}

test.each(readdirSync(folder))('%s is understood twice in the same way', (file) => {
  const name = file.replace('.json', '');
  expect(received(name)).toEqual(received(name));
});

describe('a message', () => {
  test('in a private chat is what was said, with what is needed to answer', () => {
    expect(incoming('says-in-direct-message')).toEqual({
      workspace: school,
      event: {
        id: 'teams:a:1-chat-ada:1772485451001',
        at: '2027-03-02T21:04:11.123Z',
        by: ada,
        type: 'said',
        text: 'Can I accept this friend request?',
        place: {
          platform: 'teams',
          conversation: 'a:1-chat-ada',
          direct: true,
          via: {
            serviceUrl: 'https://smba.trafficmanager.net/uk/',
            tenant: school,
            bot: '28:00000000-0000-0000-0000-00000000b070',
            user: '29:1-ada',
            chat: 'a:1-chat-ada',
          },
        },
      },
    });
  });

  test('in a channel loses the bot’s own mention and keeps its thread', () => {
    expect(event('mentions-bot-in-channel')).toMatchObject({
      type: 'said',
      text: 'may we post photos of the trip?',
      place: { conversation: '19:slt@thread.tacv2', thread: '1772500000000', direct: false },
    });
  });

  test('keeps the names of other people', () => {
    expect(event('mentions-bot-and-colleague')).toMatchObject({ text: 'can Sam Hale run it with me?' });
  });

  test('in a group chat has no thread', () => {
    const { place, ...rest } = event('mentions-bot-in-group-chat');
    expect(rest).toMatchObject({ type: 'said', text: 'help' });
    expect(place).toMatchObject({ conversation: '19:crew@thread.v2', direct: false });
    expect(place.thread).toBeUndefined();
  });

  test('to others in a channel is none of ours', () => {
    expect(received('says-in-channel-to-others')).toEqual({ as: 'nothing' });
  });

  test('counts files, not the copy of its own text', () => {
    expect(event('sends-a-file')).toMatchObject({ text: '', attachments: 1 });
    expect(event('says-in-direct-message')).not.toHaveProperty('attachments');
  });

  test('keeps what looks like markup in plain text', () => {
    expect(event('says-in-direct-message', { text: 'none <3 & a < b' })).toMatchObject({
      text: 'none <3 & a < b',
    });
  });

  test('loses its markup where Teams says that it has some', () => {
    const changes = { textFormat: 'xml', text: '<p>One</p><p>a &lt; b &amp; c</p>' };
    expect(event('says-in-direct-message', changes)).toMatchObject({ text: 'One\na < b & c' });
  });

  test('is read up to a sensible length', () => {
    const act = event('says-in-direct-message', { text: 'a'.repeat(50_000) });
    expect(act.type === 'said' && act.text.length).toBe(12_000);
  });

  test('of the bot itself is none of ours', () => {
    const own = { from: payload('says-in-direct-message').recipient };
    expect(received('says-in-direct-message', own)).toEqual({ as: 'nothing' });
  });
});

describe('a press', () => {
  const message = {
    platform: 'teams',
    conversation: '19:slt@thread.tacv2',
    id: '1772500000000',
    via: expect.objectContaining({ thread: '1772500000000' }),
  };
  const press = { type: 'pressed', action: 'accounts.approve', value: { id: 'A-7K3F' }, by: sam, message };

  test('comes with its action, its value and the card it was on', () => {
    expect(received('presses-approve')).toMatchObject({ as: 'press', incoming: { event: press } });
  });

  test('of an older client is the same press', () => {
    expect(received('presses-approve-on-older-client')).toMatchObject({
      as: 'event',
      incoming: { event: press },
    });
  });

  test('that opens a form waits for a dialog', () => {
    expect(received('presses-reject-to-give-a-reason')).toMatchObject({
      as: 'dialog',
      incoming: { event: { type: 'pressed', action: 'accounts.reject', message } },
    });
  });

  test('that nobody made is not passed on', () => {
    expect(received('looks-at-card-again')).toEqual({ as: 'refresh' });
  });

  test('on somebody else’s card is not passed on', () => {
    const value = { action: { data: { run: '1' } }, trigger: 'manual' };
    expect(received('presses-approve', { value })).toEqual({ as: 'foreign' });
    expect(received('presses-approve-on-older-client', { value: { run: '1' } })).toEqual({ as: 'foreign' });
    expect(received('presses-approve', { value: null })).toEqual({ as: 'foreign' });
  });
});

test('a form comes with its answers, several choices told apart', () => {
  expect(event('submits-reason')).toMatchObject({
    type: 'submitted',
    form: 'accounts.reject',
    value: { id: 'A-7K3F' },
    answers: { reason: 'We have a class page already.', tell: ['applicant', 'manager'] },
  });
});

test('installing the app and being added to the chat are one event', () => {
  expect(event('installs-app')).toMatchObject({ type: 'joined', by: ada });
  expect(event('adds-bot-to-chat').id).toBe(event('installs-app').id);
});

test.each(['edits-message', 'deletes-message', 'reacts', 'adds-colleague-to-team'])(
  '%s changes nothing',
  (name) => {
    expect(received(name)).toEqual({ as: 'nothing' });
  },
);

test.each(['add-upgrade', 'remove'])('installationUpdate “%s” greets nobody', (action) => {
  expect(received('installs-app', { action })).toEqual({ as: 'nothing' });
});

test('an invoke of another kind is unknown', () => {
  expect(received('asks-for-something-unknown')).toEqual({ as: 'unknown' });
});

describe('who it is', () => {
  test('is a guest’s own tenant where Teams tells it', () => {
    expect(incoming('guest-mentions-bot').workspace).toBe('00000000-0000-0000-0000-00000000ffff');
  });

  test('is told apart from Entra ids when Teams gives none', () => {
    const from = { id: '29:1-nobody' };
    expect(event('says-in-direct-message', { from }).by).toEqual({
      platform: 'teams',
      user: 'teams-id:29:1-nobody',
    });
  });
});

test('fields that Teams adds or leaves empty do no harm', () => {
  const changes = {
    replyToId: null,
    entities: null,
    channelData: null,
    attachments: null,
    premium: { yes: true },
  };
  expect(event('says-in-direct-message', changes)).toMatchObject({ type: 'said' });
});

test('the time of receipt stands in where Teams gives none', () => {
  expect(event('says-in-direct-message', { timestamp: undefined }).at).toBe(now);
});
