import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  type MockInstance,
  test,
  vi,
} from 'vitest';
import type { Card, FormCard, NoticeCard } from '../../src/core/card.ts';
import type { Incoming, Reply } from '../../src/core/door.ts';
import type { Event, MessageRef, Place } from '../../src/core/event.ts';
import type { Field } from '../../src/core/field.ts';
import { checkAll } from '../../src/core/form.ts';
import { openTeamsDoor, type TeamsDoor } from '../../src/teams/door.ts';
import { limits } from '../../src/teams/limits.ts';
import { type FakeTeams, startFakeTeams } from '../fakes/teams.ts';

const ada = '00000000-0000-0000-0000-0000000000a2';
const sam = '00000000-0000-0000-0000-0000000000a1';
const room = '19:slt@thread.tacv2';

let teams: FakeTeams;
let door: TeamsDoor;
let server: Server;
let address: string;
let events: Event[];
let workspaces: string[];
/** Whatever goes to the error output, where no log is given to the door. */
let printed: MockInstance;
let reply: (incoming: Incoming) => Promise<Reply>;

beforeAll(async () => {
  teams = await startFakeTeams();
  door = await openTeamsDoor(teams.settings, take, teams.authentication);
  server = await serve(door);
  address = addressOf(server);
  teams.connect(address);
});

afterAll(async () => {
  await door.close();
  await shut(server);
  await teams.close();
});

async function serve(open: TeamsDoor): Promise<Server> {
  const serving = createServer((request, response) => void open.handle(request, response));
  await new Promise<void>((resolve) => serving.listen(0, '127.0.0.1', resolve));
  return serving;
}

function addressOf(serving: Server): string {
  return `http://127.0.0.1:${(serving.address() as AddressInfo).port}/api/messages`;
}

async function shut(serving: Server): Promise<void> {
  await new Promise((resolve) => {
    serving.close(resolve);
    serving.closeAllConnections();
  });
}

beforeEach(() => {
  events = [];
  workspaces = [];
  reply = async () => ({});
  printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
  teams.refusals.length = 0;
});

async function take(incoming: Incoming): Promise<Reply> {
  events.push(incoming.event);
  workspaces.push(incoming.workspace);
  return await reply(incoming);
}

function notice(text: string, more: Partial<NoticeCard> = {}): NoticeCard {
  return { kind: 'notice', tone: 'info', text, facts: [], buttons: [], ...more };
}

const approve = { label: 'Approve', action: 'accounts.approve', value: { id: 'A-1' } };
const reject = { label: 'Reject', action: 'accounts.reject', value: { id: 'A-1' }, opensForm: true as const };
const close = {
  label: 'Close',
  action: 'accounts.close',
  value: { id: 'A-1' },
  confirm: { title: 'Close it?', text: 'For good.', yes: 'Yes, close it', no: 'Keep it' },
};

const reason: FormCard = {
  kind: 'form',
  form: 'accounts.reject',
  title: 'Why not?',
  fields: [
    { name: 'reason', kind: 'text', label: 'Reason', ask: 'Why?' },
    {
      name: 'tell',
      kind: 'choices',
      label: 'Whom to tell',
      ask: 'Whom?',
      optional: true,
      choices: [
        { value: 'applicant', label: 'The applicant' },
        { value: 'manager', label: 'Their manager' },
      ],
    },
  ],
  answers: {},
  problems: {},
  submit: 'Reject it',
  value: { id: 'A-1' },
};

async function sendTo(user: string, card: Card): Promise<{ id: string }> {
  await door.post({ person: { user } }, card);
  const seen = teams.direct(user).at(-1);
  if (!seen) throw new Error('Expected the card in the private chat.');
  return seen;
}

function placeOfLast(): Place {
  const place = events.at(-1)?.place;
  if (!place) throw new Error('Expected an event.');
  return place;
}

describe('what people say', () => {
  test('in a private chat reaches the core, and the answer comes back there', async () => {
    expect(await teams.say(ada, 'Hello')).toMatchObject({ status: 200 });
    expect(events).toMatchObject([
      { type: 'said', text: 'Hello', by: { user: ada }, place: { direct: true } },
    ]);
    expect(workspaces).toEqual(['00000000-0000-0000-0000-000000000001']);
    await door.post({ place: placeOfLast() }, notice('Good morning.'));
    expect(teams.direct(ada).at(-1)?.text).toContain('Good morning.');
    expect(teams.summaries(ada).at(-1)).toBe('Good morning.');
  });

  test('to the bot in a channel is answered in its thread', async () => {
    await teams.say(ada, 'what now?', { conversation: room, thread: '1700' });
    expect(events).toMatchObject([{ text: 'what now?', place: { conversation: room, thread: '1700' } }]);
    await door.post({ place: placeOfLast() }, notice('This.'));
    expect(teams.channel(room, '1700').at(-1)?.text).toContain('This.');
  });

  test('is answered with a form in the private chat, as a message opens no dialog', async () => {
    reply = async () => ({ openForm: reason });
    await teams.say(ada, 'apply', { conversation: room });
    const form = teams.direct(ada).at(-1);
    expect(form?.buttons).toEqual(['Reject it']);
    reply = async () => ({ problems: { reason: 'Please say a little more.' } });
    expect(await teams.fill(ada, form ?? { id: '' }, { reason: 'No' })).toMatchObject({ status: 200 });
    expect(teams.direct(ada).at(-1)?.text).toContain('Please say a little more.');
  });

  test('is known to be lost when it is, and the person is told', async () => {
    reply = async () => {
      throw new Error('The disk is full of /secret/paths');
    };
    const answered = await teams.say(ada, 'Hello');
    expect(answered.status).toBe(500);
    expect(JSON.stringify(answered.body ?? '')).not.toContain('secret');
    expect(teams.direct(ada).at(-1)?.text).toContain('Nothing was changed');
  });
});

describe('a press', () => {
  test('is answered with the card that takes the place of the old one', async () => {
    const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [approve] }));
    reply = async () => ({ replaced: notice('Approved by Sam Hale') });
    await teams.press(sam, seen, 'Approve');
    expect(events).toMatchObject([
      { type: 'pressed', action: 'accounts.approve', value: { id: 'A-1' }, message: { id: seen.id } },
    ]);
    expect(teams.direct(sam).at(-1)).toMatchObject({ text: 'ℹ️ Approved by Sam Hale', buttons: [] });
  });

  test('without a card to show is well answered all the same', async () => {
    const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [approve] }));
    const answered = await teams.press(sam, seen, 'Approve');
    expect(answered.body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Received.',
    });
  });

  test('of an older client comes as a message and is the same press', async () => {
    const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [approve] }));
    await teams.press(sam, seen, 'Approve', { client: 'old' });
    expect(events).toMatchObject([{ type: 'pressed', action: 'accounts.approve', message: { id: seen.id } }]);
  });

  test('that is confirmed counts once the answer is yes', async () => {
    const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [close] }));
    await teams.press(sam, seen, 'Close');
    expect(events).toMatchObject([{ type: 'pressed', action: 'accounts.close' }]);
  });

  test('names the message as the post named it, so that both are known to be one', async () => {
    const ref = await door.post(
      { place: { platform: 'teams', conversation: room, direct: false } },
      notice('Hi', { buttons: [approve] }),
    );
    await teams.press(sam, { id: ref.id }, 'Approve');
    expect(events).toMatchObject([{ message: { conversation: ref.conversation, id: ref.id } }]);
  });

  test('that fails says so and keeps the card', async () => {
    const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [approve] }));
    reply = async () => {
      throw new Error('inside');
    };
    const answered = await teams.press(sam, seen, 'Approve');
    expect(answered).toMatchObject({ status: 200, body: { statusCode: 500 } });
    expect(answered.text).toContain('Nothing was changed');
    expect(teams.direct(sam).at(-1)?.buttons).toEqual(['Approve']);
  });

  test('by nobody, when Teams only looks again, reaches nobody', async () => {
    const value = { action: { data: approve }, trigger: 'automatic' };
    const answered = await teams.deliver({
      ...activity(),
      type: 'invoke',
      name: 'adaptiveCard/action',
      value,
    });
    expect(answered).toMatchObject({ status: 200, body: { statusCode: 200 } });
    expect(events).toEqual([]);
  });
});

test('closing waits for the form that a press still writes into the chat', async () => {
  const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [approve] }));
  reply = async () => ({ openForm: reason });
  await teams.press(sam, seen, 'Approve');
  await door.close();
  expect(teams.direct(sam).at(-1)?.buttons).toEqual(['Reject it']);
});

describe('a dialog', () => {
  async function opened(): Promise<{ id: string }> {
    const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [reject] }));
    reply = async ({ event }) => (event.type === 'pressed' ? { openForm: reason } : {});
    await teams.press(sam, seen, 'Reject');
    const view = teams.openView(sam);
    if (!view) throw new Error('Expected a dialog.');
    return view;
  }

  test('opens with the form, is sent, and closes', async () => {
    const view = await opened();
    expect(teams.openView(sam)).toMatchObject({
      title: 'Why not?',
      fields: [{ id: 'reason' }, { id: 'tell' }],
    });
    await teams.fill(sam, view, { reason: 'We have one.', tell: ['The applicant', 'Their manager'] });
    expect(events.at(-1)).toMatchObject({
      type: 'submitted',
      form: 'accounts.reject',
      value: { id: 'A-1' },
      answers: { reason: 'We have one.', tell: ['applicant', 'manager'] },
    });
    expect(teams.openView(sam)).toBeUndefined();
  });

  test('stays open with what has to be put right beside its field, and keeps what was written', async () => {
    const view = await opened();
    reply = async () => ({ problems: { reason: 'Please say a little more.' } });
    await teams.fill(sam, view, { reason: 'No', tell: ['Their manager'] });
    const again = teams.openView(sam);
    expect(again?.problems.reason).toContain('Please say a little more.');
    expect(again?.fields.map((field) => field.value)).toEqual(['No', 'manager']);
    reply = async () => ({});
    await teams.fill(sam, again ?? view, { reason: 'No, as there is one already.' });
    expect(events.at(-1)).toMatchObject({
      answers: { reason: 'No, as there is one already.', tell: ['manager'] },
    });
    expect(teams.openView(sam)).toBeUndefined();
  });

  test('at a school of 400 takes names, and brings back what was typed until it is right', async () => {
    const staff = Array.from({ length: 400 }, (_, at) => ({
      value: `staff-${at}`,
      label: `Member Number${at}`,
    }));
    const asks = { kind: 'people' as const, ask: 'Who?', choices: staff };
    const fields: Field[] = [
      { ...asks, name: 'runners', label: 'Who runs it', least: 2, listed: true },
      { ...asks, name: 'moderators', label: 'Who moderates it' },
    ];
    const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [reject] }));
    let kept: object = {};
    reply = async ({ event }) => {
      if (event.type !== 'submitted') return { openForm: { ...reason, fields } };
      const { answers, problems } = checkAll(fields, event.answers, '2027-03-02');
      if (Object.keys(problems).length > 0) return { problems };
      kept = answers;
      return {};
    };
    await teams.press(sam, seen, 'Reject');
    const runners = 'Member Number3, somebody else';
    await teams.fill(sam, teams.openView(sam) ?? seen, { runners, moderators: 'Member Number12' });
    const again = teams.openView(sam);
    expect(again?.problems.runners).toContain('“somebody else”');
    expect(again?.fields.map((input) => input.value)).toEqual([runners, 'Member Number12']);
    await teams.fill(sam, again ?? seen, { runners: 'Member Number3 and member number399' });
    expect(kept).toEqual({ runners: ['staff-3', 'staff-399'], moderators: ['staff-12'] });
    expect(teams.openView(sam)).toBeUndefined();
    expect(teams.refusals).toEqual([]);
  });

  test('that does not open says why', async () => {
    const seen = await sendTo(sam, notice('Year 4 Explorers', { buttons: [reject] }));
    expect((await teams.press(sam, seen, 'Reject')).text).toContain('nothing to fill in');
  });

  test('that could not be handled says so', async () => {
    const view = await opened();
    reply = async () => {
      throw new Error('inside');
    };
    expect((await teams.fill(sam, view, { reason: 'No' })).text).toContain('Please try again');
  });
});

test('installing the app tells of somebody who joined, each time under the same id', async () => {
  await teams.install(ada);
  expect(events).toMatchObject([{ type: 'joined' }, { type: 'joined' }]);
  expect(new Set(events.map((event) => event.id)).size).toBe(1);
});

test.each(['messageUpdate', 'messageDelete', 'messageReaction', 'typing'])(
  '%s changes nothing',
  async (type) => {
    expect(await teams.deliver({ ...activity(), type, text: 'Something else' })).toMatchObject({
      status: 200,
    });
    expect(events).toEqual([]);
  },
);

describe('a call that is not from Teams', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const soon = Math.floor(Date.now() / 1000);

  test.each([
    ['without a token', () => null],
    ['with junk for a token', () => 'Bearer abc'],
    ['with another scheme', () => 'Basic YTpi'],
    ['for another bot', () => `Bearer ${teams.sign({ aud: 'somebody-else', serviceurl: teams.serviceUrl })}`],
    [
      'by another issuer',
      () => `Bearer ${teams.sign({ iss: 'https://bad.example', serviceurl: teams.serviceUrl })}`,
    ],
    ['long expired', () => `Bearer ${teams.sign({ exp: soon - 3_600, serviceurl: teams.serviceUrl })}`],
    ['without an end', () => `Bearer ${teams.sign({ exp: undefined, serviceurl: teams.serviceUrl })}`],
    ['for another service', () => `Bearer ${teams.sign({ serviceurl: 'https://bad.example/' })}`],
    ['signed with another key', () => `Bearer ${teams.sign({ serviceurl: teams.serviceUrl }, stranger)}`],
  ])('%s is refused and says nothing of the inside', async (_which, token) => {
    const answered = await teams.deliver(
      { ...activity(), type: 'message', text: 'Hello' },
      { token: token() },
    );
    expect(answered.status).toBe(401);
    expect(Object.keys(answered.body as object)).toEqual(['error']);
    expect(JSON.stringify(answered.body)).not.toMatch(/jwt|token|key|appid|claim/i);
    expect(events).toEqual([]);
    // Of the SDK's own lines, which hold its keys, none.
    expect(
      printed.mock.calls.flat().filter((line) => !/^A call was refused with/.test(String(line))),
    ).toEqual([]);
  });

  test('is logged, and no more than once a minute for each kind', async () => {
    const logged: string[] = [];
    const told = await openTeamsDoor(
      { ...teams.settings, log: (line) => logged.push(line) },
      take,
      teams.authentication,
    );
    const local = await serve(told);
    for (const authorization of ['', '', 'Bearer abc', `Bearer ${teams.sign({}, stranger)}`])
      await fetch(addressOf(local), {
        method: 'POST',
        body: JSON.stringify({ ...activity(), type: 'message' }),
        headers: { authorization },
      });
    expect(logged).toEqual([
      'A call was refused with 401: it had no token. Nothing was changed.',
      'A call was refused with 401: its token is not one that Teams has signed for this bot. Nothing was changed.',
    ]);
    await shut(local);
  });

  test('but another channel of the Bot Framework is refused as well', async () => {
    const answered = await teams.deliver({
      ...activity(),
      channelId: 'webchat',
      type: 'message',
      text: 'Hello',
    });
    expect(answered.status).toBe(401);
  });
});

test('a call that cannot be checked, as the keys cannot be read, may be sent again', async () => {
  const unreachable = await startFakeTeams();
  const waiting = await serve(await openTeamsDoor(unreachable.settings, take, unreachable.authentication));
  unreachable.connect(addressOf(waiting));
  await unreachable.close();
  const answered = await unreachable.say(ada, 'Hello');
  expect(answered).toMatchObject({ status: 503, body: { error: expect.stringContaining('try again') } });
  expect(events).toEqual([]);
  await shut(waiting);
});

describe('a call that cannot be read', () => {
  async function post(body: string, method = 'POST'): Promise<number> {
    const authorization = `Bearer ${teams.sign({ serviceurl: teams.serviceUrl })}`;
    const answer = await fetch(address, {
      method,
      headers: { authorization },
      ...(method === 'POST' ? { body } : {}),
    });
    return answer.status;
  }

  test('as broken JSON is refused', async () => {
    expect(await post('{"type":')).toBe(400);
    expect(await post('[]')).toBe(400);
    expect(await post('')).toBe(400);
  });

  test('with another method is refused', async () => {
    expect(await post('', 'GET')).toBe(405);
  });

  test('as an invoke of another kind is not served', async () => {
    const answered = await teams.deliver({
      ...activity(),
      type: 'invoke',
      name: 'composeExtension/query',
      value: {},
    });
    expect(answered.status).toBe(501);
  });

  test('with a foreign button is refused', async () => {
    const value = { action: { data: { run: '1' } } };
    const answered = await teams.deliver({
      ...activity(),
      type: 'invoke',
      name: 'adaptiveCard/action',
      value,
    });
    expect(answered.status).toBe(400);
  });

  test('as more than one message can be is refused while it is still coming', async () => {
    expect(await tooLarge()).toMatch(/^HTTP\/1\.1 413/);
    expect(await teams.say(ada, 'Still there?')).toMatchObject({ status: 200 });
  });

  function tooLarge(): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const authorization = `Bearer ${teams.sign()}`;
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST /api/messages HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-length: 9000000\r\n\r\n`,
        );
        socket.write('x'.repeat(limits.requestBytes + 1));
      });
      socket.once('data', (data) => {
        resolve(data.toString());
        socket.destroy();
      });
      socket.once('error', reject);
    });
  }
});

describe('a card', () => {
  test('reaches somebody who has never written', async () => {
    const ref = await door.post({ person: { user: 'never-wrote' } }, notice('Welcome.'));
    expect(teams.direct('never-wrote')).toMatchObject([{ id: ref.id, edited: false }]);
  });

  test('reaches somebody who is known by what they last wrote', async () => {
    await teams.say(ada, 'Hello');
    const via = placeOfLast().via ?? {};
    await door.post({ person: { user: ada, via } }, notice('By the way.'));
    expect(teams.direct(ada).at(-1)?.text).toContain('By the way.');
  });

  test('is changed where it stands, buttons and all', async () => {
    const ref = await door.post({ person: { user: sam } }, notice('Waiting', { buttons: [approve] }));
    await door.update(ref, notice('Approved'));
    expect(teams.direct(sam).at(-1)).toMatchObject({ id: ref.id, buttons: [], edited: true });
    expect(teams.direct(sam).at(-1)?.text).toContain('Approved');
  });

  test('is changed in a thread from what a press told of it', async () => {
    await teams.say(ada, 'apply', { conversation: room, thread: '1701' });
    const ref = await door.post({ place: placeOfLast() }, notice('Waiting', { buttons: [approve] }));
    await teams.press(sam, { id: ref.id }, 'Approve');
    const pressed = events.at(-1);
    const message: MessageRef | undefined = pressed?.type === 'pressed' ? pressed.message : undefined;
    await door.update(message ?? ref, notice('Approved'));
    expect(teams.channel(room, '1701').at(-1)?.text).toContain('Approved');
  });

  test('for one reader of a channel comes to the private chat', async () => {
    await teams.say(ada, 'mine?', { conversation: room });
    await door.whisper({ place: placeOfLast(), user: ada }, notice('Only for you.'));
    expect(teams.direct(ada).at(-1)?.text).toContain('Only for you.');
    expect(teams.channel(room).at(-1)?.text ?? '').not.toContain('Only for you.');
  });

  test('calls whoever has to see it, and nobody whom people’s words name', async () => {
    await teams.say(ada, 'hello', { conversation: room });
    await door.post({ place: placeOfLast() }, notice('Ask <at>Sam</at>.'), [
      { user: ada, name: 'Ada <at>Osei' },
    ]);
    expect(teams.channel(room).at(-1)?.calls).toEqual([ada]);
    expect(teams.refusals).toEqual([]);
  });

  test('with hostile words in it is one that Teams takes', async () => {
    await door.post({ person: { user: sam } }, notice('<at>Sam</at> [x](http://bad.example)'));
    expect(teams.direct(sam).at(-1)?.text).toContain('<at>Sam</at> [x](http://bad.example)');
    expect(teams.refusals).toEqual([]);
  });
});

describe('what Teams refuses', () => {
  const hello = notice('Hello');

  test.each([
    [
      { status: 429, retryAfter: '7' },
      { retry: true, afterMs: 7_000 },
    ],
    [{ status: 401 }, { retry: true, afterMs: undefined }],
    [{ status: 412 }, { retry: true, afterMs: undefined }],
    [{ status: 502 }, { retry: true, afterMs: undefined }],
    [{ status: 504 }, { retry: true, afterMs: undefined }],
    [
      { status: 403, code: 'MessageWritesBlocked' },
      { retry: false, afterMs: undefined },
    ],
    [{ status: 400 }, { retry: false, afterMs: undefined }],
  ])('with %j may be tried again: %j', async (trouble, expected) => {
    const before = teams.direct(sam).length;
    teams.failNext(trouble);
    await expect(
      door.post({ person: { user: sam, via: { chat: `a:${sam}` } } }, hello),
    ).rejects.toMatchObject({
      name: 'DeliveryError',
      ...expected,
    });
    expect(teams.direct(sam)).toHaveLength(before);
  });

  test.each([
    { status: 200, page: '<h1>This site is blocked.</h1>' },
    { status: 200, page: '' },
    { status: 200, page: '{"blocked":true}' },
    { status: 403, page: 'Forbidden' },
    { status: 404, page: '' },
  ])('only seems to be refused, or taken, where a filter answers: %j', async (trouble) => {
    teams.failNext(trouble);
    await expect(
      door.post({ person: { user: sam, via: { chat: `a:${sam}` } } }, hello),
    ).rejects.toMatchObject({ name: 'DeliveryError', retry: true });
    teams.failNext(trouble);
    await expect(door.post({ person: { user: `new to ${trouble.page}` } }, hello)).rejects.toMatchObject({
      name: 'DeliveryError',
      retry: true,
    });
  });

  test('is not taken for a change of a card where a filter answers with a page', async () => {
    const ref = await door.post({ person: { user: sam } }, hello);
    teams.failNext({ status: 200, page: '<h1>This site is blocked.</h1>' });
    await expect(door.update(ref, hello)).rejects.toMatchObject({ name: 'DeliveryError', retry: true });
  });

  test('because the app is not there any more is final', async () => {
    await door.post({ person: { user: 'leaver' } }, hello);
    teams.remove('leaver');
    const refused = door.post({ person: { user: 'leaver' } }, hello);
    await expect(refused).rejects.toMatchObject({
      retry: false,
      message: 'Teams says the app isn’t there, or that person has blocked it. Add it there again.',
    });
  });

  test('because the message is gone is final', async () => {
    const ref = await door.post({ person: { user: sam } }, hello);
    await expect(door.update({ ...ref, id: '1' }, hello)).rejects.toMatchObject({ retry: false });
  });

  test('by not being there may pass', async () => {
    const place = {
      platform: 'teams' as const,
      conversation: 'a:x',
      direct: true,
      via: { serviceUrl: 'http://127.0.0.1:1/', chat: 'a:x' },
    };
    await expect(door.post({ place }, hello)).rejects.toMatchObject({ name: 'DeliveryError', retry: true });
  });
});

describe('opening the door', () => {
  test('without an app id is refused, as nobody’s calls would be checked', async () => {
    await expect(openTeamsDoor({}, take)).rejects.toThrow('app id');
    await expect(openTeamsDoor({ appId: 'x', anonymous: true }, take)).rejects.toThrow('not both');
    await expect(openTeamsDoor({ appId: 'x', appPassword: 'y' }, take)).rejects.toThrow('tenant');
  });

  test('with Microsoft’s own keys refuses junk', async () => {
    const real = await openTeamsDoor({ appId: 'x', appPassword: 'y', tenantId: 'z' }, take);
    const local = await serve(real);
    const body = JSON.stringify({ ...activity(), type: 'message', text: 'Hello' });
    const answered = await fetch(addressOf(local), {
      method: 'POST',
      body,
      headers: { authorization: 'Bearer abc' },
    });
    expect(answered.status).toBe(401);
    expect(events).toEqual([]);
    await shut(local);
  });

  test('for emulators asks nobody for a token', async () => {
    const open = await openTeamsDoor({ anonymous: true }, take);
    const local = await serve(open);
    const body = JSON.stringify({ ...activity(), channelId: 'emulator', type: 'message', text: 'Hello' });
    expect((await fetch(addressOf(local), { method: 'POST', body })).status).toBe(200);
    expect(events).toMatchObject([{ type: 'said', text: 'Hello' }]);
    expect(await open.fault()).toBeUndefined();
    await shut(local);
  });

  test.each([
    ['another page', { origin: 'https://bad.example' }, {}],
    ['another service', {}, { serviceUrl: 'https://bad.example/' }],
    ['a service that only looks like this machine', {}, { serviceUrl: 'http://localhost.bad.example/' }],
  ])('for emulators turns away %s', async (_which, headers, change) => {
    const local = await serve(await openTeamsDoor({ anonymous: true, log: () => {} }, take));
    const body = JSON.stringify({ ...activity(), type: 'message', text: 'Hello', ...change });
    expect((await fetch(addressOf(local), { method: 'POST', body, headers })).status).toBe(403);
    expect(events).toEqual([]);
    await shut(local);
  });

  test('has nothing to complain of while a token can be had', async () => {
    expect(await door.fault()).toBeUndefined();
  });

  test('says what to check when no token can be had', async () => {
    const token = async () => {
      throw new Error('The client secret has expired.');
    };
    const locked = await openTeamsDoor(teams.settings, take, (settings) => ({
      ...teams.authentication(settings),
      token,
    }));
    expect(await locked.fault()).toContain('TEAMS_APP_PASSWORD');
  });
});

function activity(): Record<string, unknown> {
  return {
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    from: { id: '29:x', aadObjectId: ada, name: 'Ada Osei' },
    recipient: { id: '28:bot' },
    conversation: { id: 'a:x', conversationType: 'personal', tenantId: 't' },
  };
}
