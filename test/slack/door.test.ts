/** The door as Slack sees it: real requests and real calls, against the stand-in. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Card, FormCard, NoticeCard } from '../../src/core/card.ts';
import { longestText } from '../../src/core/clip.ts';
import { DeliveryError, type Incoming, type Mark, type Reply } from '../../src/core/door.ts';
import type { Place } from '../../src/core/event.ts';
import { openSlackDoor, type SlackDoor } from '../../src/slack/door.ts';
import { limits } from '../../src/slack/limits.ts';
import { bot, type FakeSlack, openFakeSlack, type SeenMessage, team } from '../fakes/slack.ts';

const ada = 'U0ADA';
const visitor = 'U0VISITOR';
const room = 'C0ROOM';
const arrival = '2027-03-02T21:04:00.000Z';

let slack: FakeSlack;
let door: SlackDoor;
let server: Server;
let url: string;
let received: Incoming[];
let logged: string[];
let respond: (incoming: Incoming) => Promise<Reply>;

beforeEach(async () => {
  [received, logged, respond] = [[], [], async () => ({})];
  slack = await openFakeSlack({ users: [ada], channels: [room], visitors: { [visitor]: 'T0OTHER' } });
  door = await openSlackDoor({ ...settings(), signingSecret: slack.signingSecret }, receive);
  server = createServer((req, res) => door.handle?.(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.deliverTo(url);
});

afterEach(async () => {
  await door.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await slack.close();
});

function settings() {
  return {
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    now: () => new Date(arrival),
    log: (line: string) => logged.push(line),
  };
}

function receive(incoming: Incoming): Promise<Reply> {
  received.push(incoming);
  return respond(incoming);
}

function notice(text: string, more: Partial<NoticeCard> = {}): NoticeCard {
  return { kind: 'notice', tone: 'info', text, facts: [], buttons: [], ...more };
}

const withButton = notice('Press it.', {
  buttons: [{ label: 'Approve', action: 'accounts.approve', value: { id: 'A-1' } }],
});

const form: FormCard = {
  kind: 'form',
  form: 'accounts.apply',
  title: 'New account',
  fields: [
    { name: 'title', kind: 'line', label: 'Name', ask: 'Name?' },
    { name: 'goLive', kind: 'date', label: 'Goes live', ask: 'When?', optional: true },
  ],
  answers: {},
  problems: {},
  submit: 'Send',
  value: { draft: 'D-1' },
};

function placeOf(conversation: string, more: Partial<Place> = {}): Place {
  return { platform: 'slack', conversation, direct: conversation.startsWith('D'), ...more };
}

/** Answers at the place where somebody acted. */
function answerWith(card: Card) {
  respond = async ({ event }) => {
    await door.post({ place: event.place }, card);
    return {};
  };
}

async function posted(card: Card, place = placeOf(`D${ada}`)): Promise<SeenMessage> {
  const { id } = await door.post({ place }, card);
  const found = slack.channel(place.conversation).find((message) => message.id === id);
  if (!found) throw new Error('Expected the message to be there.');
  return found;
}

function form1(): { id: string } {
  const view = slack.openView(ada);
  if (!view) throw new Error('Expected an open form.');
  return view;
}

describe('what people say', () => {
  it('in a channel is answered in its thread', async () => {
    answerWith(notice('Here you are.'));
    expect(await slack.say(ada, 'can I post this?', { channel: room })).toEqual({ status: 200 });
    const { event, workspace } = received[0] as Incoming;
    expect(workspace).toBe(team);
    expect(event).toMatchObject({ type: 'said', text: 'can I post this?', at: arrival });
    expect(event.by).toEqual({ platform: 'slack', user: ada });
    expect(slack.channel(room)).toMatchObject([{ text: 'ℹ️ Here you are.', thread: event.place.thread }]);
  });

  it('in a thread is answered in that thread', async () => {
    answerWith(notice('And again.'));
    await slack.say(ada, 'and this?', { channel: room, thread: '1800000000.000001' });
    expect(slack.channel(room, '1800000000.000001')).toHaveLength(1);
  });

  it('in private is answered in private, without a thread', async () => {
    answerWith(notice('Only you read this.'));
    await slack.say(ada, 'hello');
    expect(slack.direct(ada)).toHaveLength(1);
    expect(slack.direct(ada)[0]?.thread).toBeUndefined();
  });

  it('comes with the workspace that somebody belongs to, not the one they are visiting', async () => {
    await slack.say(visitor, 'hello', { channel: room });
    expect(received[0]?.workspace).toBe('T0OTHER');
  });

  it('comes with the same id when Slack delivers it again', async () => {
    await slack.say(ada, 'hello');
    await slack.again();
    expect(received.map(({ event }) => event.id)).toEqual([received[0]?.event.id, received[0]?.event.id]);
  });

  it('is not acknowledged when it could not be kept, so that Slack sends it again', async () => {
    respond = async () => Promise.reject(new Error('disk full'));
    expect(await slack.say(ada, 'hello')).toEqual({ status: 500 });
    expect(logged).toEqual([expect.stringContaining('disk full')]);
  });

  it('may be empty, or as long as fifty thousand characters, of which the first are read', async () => {
    await slack.say(ada, '');
    await slack.say(ada, 'é'.repeat(50_000));
    expect(received.map(({ event }) => event.type === 'said' && event.text.length)).toEqual([0, longestText]);
  });

  it('by bots, and what is edited or deleted, changes nothing', async () => {
    const around = { channel: `D${ada}`, channel_type: 'im', ts: '1.1', team };
    const message = { type: 'message', text: 'hi', user: ada, ...around };
    const { user: _, ...nobody } = message;
    for (const event of [
      { ...message, bot_id: 'B1' },
      { ...message, user: bot },
      { ...nobody, subtype: 'bot_message' },
      { ...nobody, subtype: 'message_changed', message },
      { ...nobody, subtype: 'message_deleted', deleted_ts: '1.0' },
      { ...message, subtype: 'channel_join' },
      { type: 'reaction_added', user: ada },
    ])
      expect(await slack.event(event)).toEqual({ status: 200 });
    expect(received).toEqual([]);
    expect(logged).toEqual([]);
  });
});

describe('a command', () => {
  it('is answered in private, and says so where others read', async () => {
    answerWith(notice('The answer.'));
    const told = await slack.command(ada, 'what about <photos> & names', room);
    expect(told).toEqual({ status: 200, note: 'I’ve answered in our private chat.' });
    expect(received[0]?.event).toMatchObject({ type: 'said', text: 'what about <photos> & names' });
    expect(slack.direct(ada).map((message) => message.text)).toEqual(['ℹ️ The answer.']);
    expect(slack.channel(room)).toEqual([]);
  });

  it('needs no note in the private chat', async () => {
    expect(await slack.command(ada, 'help')).toEqual({ status: 200 });
  });

  it('may open a form', async () => {
    respond = async () => ({ openForm: form });
    await slack.command(ada, 'apply');
    expect(slack.openView(ada)?.title).toBe('New account');
  });

  it('that fails tells the person that nothing was changed', async () => {
    respond = async () => Promise.reject(new Error('disk full'));
    expect((await slack.command(ada, 'apply')).note).toContain('Nothing was changed');
  });
});

describe('a button', () => {
  it('says which action it is, of what, and on which message', async () => {
    const message = await posted(withButton, placeOf(room));
    await slack.press(ada, message, 'Approve');
    expect(received[0]?.event).toMatchObject({
      type: 'pressed',
      action: 'accounts.approve',
      value: { id: 'A-1' },
      message: { platform: 'slack', conversation: room, id: message.id },
      place: { conversation: room, thread: message.id, direct: false },
    });
  });

  it('pressed twice is two events, delivered twice is one', async () => {
    const message = await posted(withButton);
    await slack.press(ada, message, 'Approve');
    await slack.again();
    await slack.press(ada, message, 'Approve');
    const [first, repeated, second] = received.map(({ event }) => event.id);
    expect(repeated).toBe(first);
    expect(second).not.toBe(first);
  });

  it('changes the card, which keeps being a card', async () => {
    respond = async ({ event }) => {
      if (event.type === 'pressed' && event.message)
        await door.update(event.message, notice('Approved by Sam Hale.', { tone: 'good' }));
      return {};
    };
    await slack.press(ada, await posted(withButton), 'Approve');
    expect(slack.direct(ada)).toMatchObject([
      { text: '✅ Approved by Sam Hale.', buttons: [], edited: true },
    ]);
  });

  it('on a note that only one person sees has no message to change', async () => {
    await door.whisper({ place: placeOf(room), user: ada }, withButton);
    const [note] = slack.channel(room);
    await slack.press(ada, note as SeenMessage, 'Approve');
    expect(received[0]?.event).not.toHaveProperty('message');
  });

  it('that fails tells the person that nothing was changed', async () => {
    const message = await posted(withButton, placeOf(room));
    respond = async () => Promise.reject(new Error('disk full'));
    expect(await slack.press(ada, message, 'Approve')).toEqual({ status: 200 });
    expect(slack.channel(room).at(-1)).toMatchObject({
      ephemeralFor: ada,
      text: expect.stringContaining('Nothing was changed'),
    });
    expect(logged).toHaveLength(1);
  });
});

describe('a form', () => {
  beforeEach(async () => {
    respond = async () => ({ openForm: form });
    await slack.press(ada, await posted(withButton), 'Approve');
  });

  it('opens at once after a press', () => {
    expect(slack.openView(ada)).toMatchObject({ title: 'New account', inputs: ['Name', 'Goes live'] });
  });

  it('is not sent by Slack while something required is missing', async () => {
    expect((await slack.fill(ada, form1(), {})).problems).toHaveProperty('Name');
    expect(received).toHaveLength(1);
  });

  it('brings its answers back to the place where it was opened, and closes', async () => {
    respond = async () => ({});
    await slack.fill(ada, form1(), { Name: 'Year 4', 'Goes live': '2027-03-14' });
    expect(received.at(-1)?.event).toMatchObject({
      type: 'submitted',
      form: 'accounts.apply',
      value: { draft: 'D-1' },
      answers: { title: 'Year 4', goLive: '2027-03-14' },
      place: { conversation: `D${ada}`, direct: true },
    });
    expect(slack.openView(ada)).toBeUndefined();
  });

  it('stays open with a sentence beside each question that needs another look', async () => {
    respond = async () => ({ problems: { goLive: 'Please give a date on or after 3 March 2027.' } });
    const told = await slack.fill(ada, form1(), { Name: 'Year 4', 'Goes live': '2020-01-01' });
    expect(told.problems).toEqual({ 'Goes live': 'Please give a date on or after 3 March 2027.' });
    expect(slack.openView(ada)?.problems).toEqual(told.problems);
  });

  it('shows a sentence about no question of its own beside the first', async () => {
    respond = async () => ({ problems: { runners: 'Somebody has to run it.' } });
    const told = await slack.fill(ada, form1(), { Name: 'Year 4' });
    expect(told.problems).toEqual({ Name: 'Somebody has to run it.' });
  });

  it('turns into the next part where there is one', async () => {
    respond = async () => ({ openForm: { ...form, title: 'Part two' } });
    await slack.fill(ada, form1(), { Name: 'Year 4' });
    expect(slack.openView(ada)?.title).toBe('Part two');
  });

  it('keeps what was written when the answer could not be kept', async () => {
    respond = async () => Promise.reject(new Error('disk full'));
    const told = await slack.fill(ada, form1(), { Name: 'Year 4' });
    expect(told.problems?.Name).toContain('Please try again');
    expect(slack.openView(ada)).toBeDefined();
  });

  it('that Slack does not open any more is explained', async () => {
    slack.trouble('views.open', { error: 'expired_trigger_id' });
    await slack.press(ada, slack.direct(ada)[0] as SeenMessage, 'Approve');
    expect(slack.direct(ada).at(-1)?.text).toContain('Please try again');
  });

  it('after words alone is shown as a message, for Slack opens none', async () => {
    await slack.say(ada, 'apply');
    expect(slack.direct(ada).at(-1)?.text).toContain('New account');
  });
});

describe('what takes longer than Slack waits', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('is acknowledged in time, and told afterwards', async () => {
    const message = await posted(withButton);
    respond = async () => ({ openForm: form });
    await slack.press(ada, message, 'Approve');
    const open = form1();
    received = [];
    let finish = () => {};
    const long = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const allReceived = new Promise<void>((resolve) => {
      respond = async ({ event }) => {
        if (received.length === 4) resolve();
        await long;
        return event.type === 'submitted' ? { problems: { title: 'Please use another name.' } } : {};
      };
    });
    const told = Promise.all([
      slack.say(ada, 'hello'),
      slack.command(ada, 'hello'),
      slack.press(ada, message, 'Approve'),
      slack.fill(ada, open, { Name: 'Year 4' }),
    ]);
    await allReceived;
    expect(limits.answerMs).toBeLessThan(3_000);
    await vi.advanceTimersByTimeAsync(limits.answerMs);
    expect((await told).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    finish();
    await door.close();
    expect(slack.direct(ada).at(-1)?.text).toContain('Name: Year 4\nPlease use another name.');
  });
});

describe('coming in', () => {
  it('opening the Home tab is answered on it', async () => {
    answerWith(withButton);
    await slack.opens(ada, 'home');
    expect(received[0]?.event).toMatchObject({ type: 'opened', by: { user: ada } });
    expect(slack.home(ada)?.buttons).toEqual(['Approve']);
    expect(slack.direct(ada)).toEqual([]);
  });

  it('the Home tab is drawn anew when its card changes', async () => {
    const home = await door.post({ place: placeOf(`home:${ada}`, { direct: true }) }, withButton);
    await door.update(home, notice('All done.'));
    expect(slack.home(ada)).toMatchObject({ text: 'ℹ️ All done.', buttons: [], edited: true });
  });

  it('a button on the Home tab is answered in private', async () => {
    answerWith(withButton);
    await slack.opens(ada, 'home');
    await slack.press(ada, slack.home(ada) as SeenMessage, 'Approve');
    expect(received[1]?.event).toMatchObject({ type: 'pressed', place: { direct: true } });
    expect(received[1]?.event).not.toHaveProperty('message');
    expect(slack.direct(ada)).toHaveLength(1);
  });

  it('opening the private chat is told as well', async () => {
    await slack.opens(ada, 'messages');
    expect(received[0]?.event).toMatchObject({
      type: 'opened',
      place: { conversation: `D${ada}`, direct: true },
    });
  });

  it('being invited to a channel is told with who invited', async () => {
    await slack.invites(ada, room);
    expect(received[0]?.event).toMatchObject({
      type: 'joined',
      by: { user: ada },
      place: { conversation: room },
    });
  });
});

describe('writing to Slack', () => {
  const fails = async (work: Promise<unknown>): Promise<DeliveryError> => {
    const error = await work.catch((thrown: unknown) => thrown);
    if (error instanceof DeliveryError) return error;
    throw new Error('Expected a DeliveryError.', { cause: error });
  };

  it('reaches one person by their id', async () => {
    const sent = await door.post({ person: { user: ada } }, notice('Hello Ada.'));
    expect(sent).toMatchObject({ platform: 'slack', conversation: `D${ada}` });
    expect(slack.direct(ada)).toMatchObject([{ id: sent.id, text: 'ℹ️ Hello Ada.' }]);
  });

  it('calls whoever has to see it, and nobody whom people’s words name', async () => {
    await door.post({ place: placeOf(room) }, notice('Ask <@U0EVIL> or <!channel>.'), [
      { user: ada, name: 'Ada' },
    ]);
    expect(slack.channel(room).at(-1)?.text).toBe(`<@${ada}>\nℹ️ Ask <@U0EVIL> or <!channel>.`);
  });

  it('whispers in a channel to one person only', async () => {
    const place = placeOf(room, { thread: '1.1' });
    await door.post({ place }, notice('Hello.'));
    await door.whisper({ place, user: ada }, notice('Not yours.'));
    expect(slack.channel(room).at(-1)).toMatchObject({ ephemeralFor: ada, thread: '1.1' });
  });

  it('whispers beside a message to which nobody has replied, where the note is seen', async () => {
    await door.whisper(
      { place: placeOf(room, { thread: '1.1', unopened: true }), user: ada },
      notice('Not yours.'),
    );
    const [note] = slack.channel(room);
    expect(note).toMatchObject({ ephemeralFor: ada });
    expect(note).not.toHaveProperty('thread');
  });

  it('whispers in private where somebody is not in that channel', async () => {
    await door.whisper({ place: placeOf('C0ELSEWHERE'), user: ada }, notice('Not yours.'));
    expect(slack.direct(ada)).toHaveLength(1);
  });

  it.each([
    [{ rateLimited: 7 }, true, 7_000],
    [{ status: 503 }, true, undefined],
    [{ broken: true }, true, undefined],
    [{ error: 'internal_error' }, true, undefined],
    [{ error: 'is_archived' }, false, undefined],
    [{ error: 'invalid_auth' }, true, undefined],
    [{ error: 'token_revoked' }, true, undefined],
  ] as const)('after %j says whether another try may help', async (trouble, retry, afterMs) => {
    slack.trouble('chat.postMessage', trouble);
    const error = await fails(door.post({ place: placeOf(room) }, notice('Hello.')));
    expect([error.retry, error.afterMs]).toEqual([retry, afterMs]);
    expect(slack.channel(room)).toEqual([]);
  });

  it.each([
    { status: 200, body: '<h1>This site is blocked.</h1>' },
    { status: 200, type: 'text/plain', body: 'blocked' },
    { status: 200 },
    { status: 200, type: 'application/json', body: '{"blocked":true}' },
    { status: 200, type: 'application/json', body: '{"ok":true}' },
    { status: 200, type: 'application/json', body: 'null' },
    { status: 403, body: 'Forbidden' },
    { status: 429 },
    { status: 302 },
  ])('is tried again where a filter answers in Slack’s place: %j', async (trouble) => {
    const sent = await door.post({ place: placeOf(room) }, notice('Hello.'));
    for (const method of ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'views.publish'])
      slack.trouble(method, trouble);
    const calls = [
      () => door.post({ place: placeOf(room) }, notice('Hello.')),
      () => door.update(sent, notice('Hello.')),
      () => door.whisper({ place: placeOf(room), user: ada }, notice('Hello.')),
      () => door.post({ place: placeOf(`home:${ada}`) }, notice('Hello.')),
    ];
    for (const call of calls) expect((await fails(call())).retry).toBe(true);
  });

  describe('where the answer to a message was lost', () => {
    const loses = async (place: Place, mark: Mark) => {
      slack.loseAnswers(true);
      await fails(door.post({ place }, notice('Hello.'), [], mark));
      slack.loseAnswers(false);
    };
    const mark = (id: string, mayBeThere = false) => ({ id, mayBeThere });

    it('finds it again in a private chat, and brings it up to date', async () => {
      await door.post({ person: { user: ada } }, notice('Before.'), [], mark('e0/0'));
      await loses(placeOf(`D${ada}`, { direct: true }), mark('e1/0'));
      const sent = await door.post({ person: { user: ada } }, notice('Hello again.'), [], mark('e1/0', true));
      expect(slack.direct(ada)).toMatchObject([
        { text: 'ℹ️ Before.' },
        { id: sent.id, text: 'ℹ️ Hello again.', edited: true },
      ]);
    });

    it('sends it where it is not there after all', async () => {
      await door.post({ person: { user: ada } }, notice('Before.'), [], mark('e0/0'));
      await door.post({ person: { user: ada } }, notice('Hello.'), [], mark('e1/0', true));
      expect(slack.direct(ada)).toHaveLength(2);
    });

    it('sends it once more in a channel, where the app may not read', async () => {
      await loses(placeOf(room), mark('e1/0'));
      await door.post({ place: placeOf(room) }, notice('Hello.'), [], mark('e1/0', true));
      expect(slack.channel(room)).toHaveLength(2);
    });

    it('sends it rather than wait until Slack lets it look again', async () => {
      slack.trouble('conversations.history', { rateLimited: 30 });
      await door.post({ person: { user: ada } }, notice('Hello.'), [], mark('e1/0', true));
      expect(slack.direct(ada)).toHaveLength(1);
    });

    it('waits where it cannot be looked for just now', async () => {
      slack.trouble('conversations.history', { broken: true });
      const sending = door.post({ person: { user: ada } }, notice('Hello.'), [], mark('e1/0', true));
      expect((await fails(sending)).retry).toBe(true);
      expect(slack.direct(ada)).toEqual([]);
    });
  });

  it('says what to do about a channel, a person or a message that is not there', async () => {
    const inChannel = await fails(door.post({ place: placeOf('C0GONE') }, notice('Hello.')));
    expect(inChannel.message).toContain('Invite me there');
    const toPerson = await fails(door.post({ person: { user: 'U0GONE' } }, notice('Hello.')));
    expect(toPerson.message).toContain('Correct their Slack id');
    const message = { platform: 'slack' as const, conversation: room, id: '1.1' };
    expect((await fails(door.update(message, notice('Hello.')))).retry).toBe(false);
  });

  it('tells of a card that cannot be drawn without trying again', async () => {
    const buttons = [{ label: 'Go', action: 'a.b', value: { much: 'x'.repeat(3_000) } }];
    const error = await fails(door.post({ place: placeOf(room) }, notice('Hello.', { buttons })));
    expect(error).toMatchObject({ retry: false, message: expect.stringContaining('give it an id') });
  });

  it('knows whether Slack takes the token', async () => {
    expect(await door.fault()).toBeUndefined();
    slack.trouble('auth.test', { error: 'invalid_auth' });
    expect(await door.fault()).toContain('SLACK_BOT_TOKEN');
  });
});

describe('the door itself', () => {
  const body = JSON.stringify({ type: 'event_callback', event: { type: 'message' } });

  async function post(text: string, headers: Record<string, string>): Promise<number> {
    const type = { 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', body: text, headers: { ...type, ...headers } })).status;
  }

  it('refuses what is unsigned, signed by others, changed on the way, too old or from the future', async () => {
    const minutes = 60_000;
    expect(await post(body, {})).toBe(401);
    expect(await post(body, slack.signed(body, { secret: 'another' }))).toBe(401);
    expect(await post(`${body} `, slack.signed(body))).toBe(401);
    expect(await post(body, slack.signed(body, { at: Date.now() - 6 * minutes }))).toBe(401);
    expect(await post(body, slack.signed(body, { at: Date.now() + 6 * minutes }))).toBe(401);
    expect(received).toEqual([]);
    // One line for all of them, so that nobody can fill the disk with lines.
    expect(logged).toHaveLength(1);
  });

  it.each(['{', 'null', '5', '""', '[]', '{"type":"nonsense"}', '{"type":"__proto__"}', '{"command":"/x"}'])(
    'answers %s, which Slack would not send, with 400',
    async (text) => {
      expect(await post(text, slack.signed(text))).toBe(400);
      expect(logged).toHaveLength(1);
      expect(received).toEqual([]);
    },
  );

  it('takes nothing but POST', async () => {
    const response = await fetch(url);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await slack.say(ada, 'still there?')).toEqual({ status: 200 });
  });

  it.each([
    ['says so before it comes', { 'content-length': limits.requestBytes + 1 }, '{'],
    ['does not say so', { 'transfer-encoding': 'chunked' }, ' '.repeat(limits.requestBytes + 1)],
  ])('refuses a body that is too large and %s', async (_, headers, text) => {
    const status = await new Promise((resolve, reject) => {
      const sent = request(
        url,
        { method: 'POST', headers: { ...headers, ...slack.signed('') } },
        (answer) => {
          sent.destroy();
          resolve(answer.statusCode);
        },
      );
      sent.on('error', reject);
      sent.write(text);
    });
    expect(status).toBe(413);
    expect(received).toEqual([]);
  });

  it('answers Slack’s question whether it is there', async () => {
    const text = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const headers = { 'content-type': 'application/json', ...slack.signed(text) };
    const response = await fetch(url, { method: 'POST', body: text, headers });
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });

  it('does not open without a way for Slack to reach it', async () => {
    await expect(openSlackDoor(settings(), receive)).rejects.toThrow('SLACK_SIGNING_SECRET');
  });

  it('never showed Slack anything that Slack would refuse', async () => {
    answerWith(withButton);
    await slack.say(ada, 'hello');
    expect(slack.refusals).toEqual([]);
  });
});

describe('Socket Mode', () => {
  let other: FakeSlack;
  let socket: SlackDoor;

  beforeEach(async () => {
    other = await openFakeSlack({ users: [ada], channels: [room] });
    const { appToken, apiUrl } = other;
    socket = await openSlackDoor({ ...settings(), appToken, apiUrl }, receive);
  });

  afterEach(async () => {
    await socket.close();
    await other.close();
  });

  it('hears and answers over its own connection', async () => {
    expect(socket.handle).toBeUndefined();
    expect(await socket.fault()).toBeUndefined();
    expect(await other.say(ada, 'hello')).toEqual({ status: 200 });
    expect(received[0]?.event).toMatchObject({ type: 'said', text: 'hello' });
    expect((await other.command(ada, 'hello', room)).note).toContain('private chat');
  });

  it('shows what is wrong with a form', async () => {
    const { id } = await socket.post({ person: { user: ada } }, withButton);
    respond = async () => ({ openForm: form });
    await other.press(ada, { id }, 'Approve');
    respond = async () => ({ problems: { title: 'Please use another name.' } });
    const view = other.openView(ada);
    const told = await other.fill(ada, view ?? { id: '' }, { Name: 'Year 4' });
    expect(told.problems).toEqual({ Name: 'Please use another name.' });
  });

  it('connects again when the connection breaks', async () => {
    other.dropSocket();
    await other.connected();
    expect(await other.say(ada, 'still there?')).toEqual({ status: 200 });
  });

  it('does not open with a token that Slack refuses', async () => {
    const { apiUrl } = other;
    await expect(openSlackDoor({ ...settings(), appToken: 'xapp-wrong', apiUrl }, receive)).rejects.toThrow(
      'SLACK_APP_TOKEN',
    );
  });
});

describe('what only some look up', () => {
  const card: Card = {
    kind: 'case',
    title: 'Year 4 on Instagram',
    status: 'Waiting for Lin Park',
    tone: 'info',
    facts: [],
    steps: [],
    details: [{ label: 'Approving means', value: 'that you have read it' }],
    history: ['2 March 2027: Ada Osei applied'],
    buttons: [
      { label: 'Approve', action: 'request.approve', value: { id: 'R-1' }, style: 'primary' },
      { label: 'Pass it on', action: 'request.hand', value: { id: 'R-1' }, rank: 'quiet', opensForm: true },
      { label: 'Take it back', action: 'request.back', value: { id: 'R-1' }, rank: 'quiet' },
    ],
  };
  const inRoom = placeOf(room, { thread: '1.1' });

  async function posted(place = placeOf(room)): Promise<SeenMessage> {
    await door.post({ place }, card);
    return slack.channel(place.conversation).at(-1) as SeenMessage;
  }

  it('opens for whoever presses “More”, and nothing is done by it', async () => {
    await slack.press(ada, await posted(), 'More');
    const open = slack.openView(ada);
    expect(open).toMatchObject({ title: 'More', buttons: ['Pass it on', 'Take it back'], inputs: [] });
    for (const words of ['Year 4 on Instagram', 'Approving means: that you have read it', 'Ada Osei applied'])
      expect(open?.text).toContain(words);
    expect(received).toEqual([]);
    expect(slack.channel(room)).toHaveLength(1);
  });

  it('opens again for whoever has closed it, and for somebody else at the same time', async () => {
    const message = await posted();
    await slack.press(ada, message, 'More');
    slack.closeDialog(ada);
    expect(slack.openView(ada)).toBeUndefined();
    await Promise.all([slack.press(ada, message, 'More'), slack.press(visitor, message, 'More')]);
    expect(slack.openView(ada)?.text).toBe(slack.openView(visitor)?.text);
  });

  it('has buttons that do what they would do on the card', async () => {
    const message = await posted(inRoom);
    await slack.press(ada, message, 'More');
    await slack.pressInDialog(ada, 'Take it back');
    expect(received.map(({ event }) => event)).toMatchObject([
      {
        type: 'pressed',
        action: 'request.back',
        value: { id: 'R-1' },
        place: { conversation: room, thread: '1.1', direct: false },
        message: { platform: 'slack', conversation: room, id: message.id },
      },
    ]);
    expect(slack.openView(ada)).toMatchObject({ buttons: [], text: expect.stringContaining('in the chat') });
  });

  it('opens a form over itself, and both close when it is sent', async () => {
    respond = async ({ event }) => (event.type === 'pressed' ? { openForm: form } : {});
    await slack.press(ada, await posted(inRoom), 'More');
    await slack.pressInDialog(ada, 'Pass it on');
    const open = slack.openView(ada);
    expect(open?.title).toBe('New account');
    await slack.fill(ada, open as { id: string }, { Name: 'Year 4' });
    expect(received.at(-1)?.event).toMatchObject({
      type: 'submitted',
      place: { conversation: room, thread: '1.1' },
    });
    expect(slack.openView(ada)).toBeUndefined();
    expect(slack.refusals).toEqual([]);
  });

  it('is in sight again when the form over it is closed', async () => {
    respond = async () => ({ openForm: form });
    await slack.press(ada, await posted(), 'More');
    await slack.pressInDialog(ada, 'Pass it on');
    slack.closeDialog(ada);
    expect(slack.openView(ada)?.title).toBe('More');
  });

  it('opens from a note that one person sees', async () => {
    await door.whisper({ place: placeOf(room), user: ada }, card);
    const note = slack.channel(room).at(-1) as SeenMessage;
    await slack.press(ada, note, 'More');
    await slack.pressInDialog(ada, 'Take it back');
    expect(received.at(-1)?.event).not.toHaveProperty('message');
    expect(received.at(-1)?.event.place.conversation).toBe(room);
  });

  it('is told of where Slack opens nothing any more', async () => {
    const message = await posted();
    slack.trouble('views.open', { error: 'expired_trigger_id' });
    expect(await slack.press(ada, message, 'More')).toEqual({ status: 200 });
    expect(slack.channel(room).at(-1)).toMatchObject({
      ephemeralFor: ada,
      text: expect.stringContaining('That took too long to open. Nothing was lost.'),
    });
  });

  it('stays where the platform does not change it, and what was pressed is done', async () => {
    await slack.press(ada, await posted(), 'More');
    slack.trouble('views.update', { error: 'not_found' });
    expect(await slack.pressInDialog(ada, 'Take it back')).toEqual({ status: 200 });
    expect(received).toHaveLength(1);
    expect(logged.join()).toContain('a dialog was not changed');
  });
});
