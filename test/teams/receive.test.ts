import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/core/door.ts';
import type { Event } from '../../src/core/event.ts';
import { type Answered, answerTo, arrival } from './bot.ts';

const folder = new URL('../payloads/teams/', import.meta.url);

const ada = { platform: 'teams', user: '00000000-0000-0000-0000-0000000000a2', name: 'Ada Osei' };
const sam = { platform: 'teams', user: '00000000-0000-0000-0000-0000000000a1', name: 'Sam Hale' };
const school = '00000000-0000-0000-0000-000000000001';

function payload(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

type Received = { answer: Answered; incoming: Incoming[] };

async function received(name: string, changes: object = {}): Promise<Received> {
  const incoming: Incoming[] = [];
  const answer = await answerTo({ ...payload(name), ...changes }, async (event) => {
    incoming.push(event);
    return {};
  });
  return { answer, incoming };
}

async function incoming(name: string, changes: object = {}): Promise<Incoming> {
  const { answer, incoming } = await received(name, changes);
  const [first, second] = incoming;
  if (!first || second) throw new Error(`Expected one event from ${name}, got ${incoming.length}.`);
  expect(answer.status).toBe(200);
  return first;
}

async function event(name: string, changes: object = {}): Promise<Event> {
  return (await incoming(name, changes)).event;
}

const nothing = { answer: { status: 200 }, incoming: [] };

test.each(readdirSync(folder))('%s is understood twice in the same way', async (file) => {
  const name = file.replace('.json', '');
  expect(await received(name)).toEqual(await received(name));
});

describe('a message', () => {
  test('in a private chat is what was said, with what is needed to answer', async () => {
    expect(await incoming('says-in-direct-message')).toEqual({
      workspace: school,
      event: {
        id: 'teams:a:1-chat-ada:1772485451001',
        at: arrival.toISOString(),
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

  test('in a channel loses the bot’s own mention and keeps its thread', async () => {
    expect(await event('mentions-bot-in-channel')).toMatchObject({
      type: 'said',
      text: 'may we post photos of the trip?',
      place: { conversation: '19:slt@thread.tacv2', thread: '1772500000000', direct: false },
    });
  });

  test('keeps the names of other people', async () => {
    expect(await event('mentions-bot-and-colleague')).toMatchObject({ text: 'can Sam Hale run it with me?' });
  });

  test('in a group chat has no thread', async () => {
    const { place, ...rest } = await event('mentions-bot-in-group-chat');
    expect(rest).toMatchObject({ type: 'said', text: 'help' });
    expect(place).toMatchObject({ conversation: '19:crew@thread.v2', direct: false });
    expect(place.thread).toBeUndefined();
  });

  test('to others in a channel is none of ours', async () => {
    expect(await received('says-in-channel-to-others')).toEqual(nothing);
  });

  test('counts files, not the copy of its own text', async () => {
    expect(await event('sends-a-file')).toMatchObject({ text: '', attachments: 1 });
    expect(await event('says-in-direct-message')).not.toHaveProperty('attachments');
  });

  test('keeps what looks like markup in plain text', async () => {
    expect(await event('says-in-direct-message', { text: 'none <3 & a < b' })).toMatchObject({
      text: 'none <3 & a < b',
    });
  });

  test('loses its markup where Teams says that it has some', async () => {
    const changes = { textFormat: 'xml', text: '<p>One</p><p>a &lt; b &amp; c</p>' };
    expect(await event('says-in-direct-message', changes)).toMatchObject({ text: 'One\na < b & c' });
  });

  test('is read up to a sensible length', async () => {
    const act = await event('says-in-direct-message', { text: 'a'.repeat(50_000) });
    expect(act.type === 'said' && act.text.length).toBe(12_000);
  });

  test('of the bot itself is none of ours', async () => {
    const own = { from: payload('says-in-direct-message').recipient };
    expect(await received('says-in-direct-message', own)).toEqual(nothing);
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

  test('comes with its action, its value and the card it was on', async () => {
    expect(await event('presses-approve')).toMatchObject(press);
  });

  test('of an older client is the same press', async () => {
    expect(await event('presses-approve-on-older-client')).toMatchObject(press);
  });

  test('that opens a form waits for a dialog', async () => {
    const { answer, incoming } = await received('presses-reject-to-give-a-reason');
    expect(incoming).toMatchObject([{ event: { type: 'pressed', action: 'accounts.reject', message } }]);
    expect(answer.body).toMatchObject({ task: { type: 'message' } });
  });

  test('that nobody made is not passed on', async () => {
    const { answer, incoming } = await received('looks-at-card-again');
    expect(incoming).toEqual([]);
    expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, value: 'Up to date.' } });
  });

  test('on somebody else’s card is not passed on', async () => {
    const value = { action: { data: { run: '1' } }, trigger: 'manual' };
    const refused = { answer: { status: 400 }, incoming: [] };
    expect(await received('presses-approve', { value })).toEqual(refused);
    expect(await received('presses-approve', { value: null })).toEqual(refused);
    expect(await received('presses-reject-to-give-a-reason', { value: { data: { run: '1' } } })).toEqual(
      refused,
    );
    expect(await received('presses-approve-on-older-client', { value: { run: '1' } })).toEqual(nothing);
  });
});

test('a form comes with its answers, several choices told apart', async () => {
  expect(await event('submits-reason')).toMatchObject({
    type: 'submitted',
    form: 'accounts.reject',
    value: { id: 'A-7K3F' },
    answers: { reason: 'We have a class page already.', tell: ['applicant', 'manager'] },
  });
});

test('installing the app and being added to the chat are one event', async () => {
  expect(await event('installs-app')).toMatchObject({ type: 'joined', by: ada });
  expect((await event('adds-bot-to-chat')).id).toBe((await event('installs-app')).id);
});

test.each(['edits-message', 'deletes-message', 'reacts', 'adds-colleague-to-team'])(
  '%s changes nothing',
  async (name) => {
    expect(await received(name)).toEqual(nothing);
  },
);

test.each(['add-upgrade', 'remove'])('installationUpdate “%s” greets nobody', async (action) => {
  expect(await received('installs-app', { action })).toEqual(nothing);
});

test('an invoke of another kind is unknown', async () => {
  expect(await received('asks-for-something-unknown')).toEqual({ answer: { status: 501 }, incoming: [] });
});

describe('who it is', () => {
  test('is a guest’s own tenant where Teams tells it', async () => {
    expect((await incoming('guest-mentions-bot')).workspace).toBe('00000000-0000-0000-0000-00000000ffff');
  });

  test('is told apart from Entra ids when Teams gives none', async () => {
    const from = { id: '29:1-nobody' };
    expect((await event('says-in-direct-message', { from })).by).toEqual({
      platform: 'teams',
      user: 'teams-id:29:1-nobody',
    });
  });
});

test('fields that Teams adds or leaves empty do no harm', async () => {
  const changes = {
    replyToId: null,
    entities: null,
    channelData: null,
    attachments: null,
    premium: { yes: true },
  };
  expect(await event('says-in-direct-message', changes)).toMatchObject({ type: 'said' });
});

test('the time is that of our own clock, whatever Teams’ clock shows', async () => {
  for (const timestamp of ['2027-03-03T09:00:00.000Z', '2019-01-01T00:00:00.000Z', 'yesterday', undefined])
    expect((await event('says-in-direct-message', { timestamp })).at).toBe(arrival.toISOString());
});

test('without an id the same thing is known again by Teams’ own time', async () => {
  const at = (timestamp: string) => event('says-in-direct-message', { id: undefined, timestamp });
  const [first, again, other] = await Promise.all([
    at('2027-03-02T21:04:11.123Z'),
    at('2027-03-02T21:04:11.123Z'),
    at('2027-03-02T21:04:12.000Z'),
  ]);
  expect(again.id).toBe(first.id);
  expect(other.id).not.toBe(first.id);
});
