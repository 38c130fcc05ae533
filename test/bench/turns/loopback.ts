/** Both platforms on this machine, as thin as can be, so that what is measured is the bot: it takes every card, and tells when. */
import { createHmac } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type FakeTeams, startFakeTeams } from '../../fakes/teams.ts';

const team = 'T0BENCH';
const bot = 'U0BOT';
const signingSecret = 'the-signing-secret-of-the-bench';

const quietMs = 300;

type Waiting = (body: string) => void;

export class Loopback {
  readonly slack = { botToken: 'xoxb-bench', signingSecret, apiUrl: '' };
  /** Signs what Teams sends, and has the keys for it. */
  readonly keys: FakeTeams;
  readonly workspaces: { slack: string[]; teams: string[] };
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 100 });
  /** Whoever waits for a card in a place. */
  readonly #waiting = new Map<string, Waiting[]>();
  #url = '';
  #token = '';
  #number = 0;
  address = '';
  /** How many cards it has taken. */
  calls = 0;

  static async open(): Promise<Loopback> {
    const loopback = new Loopback(await startFakeTeams());
    await new Promise<void>((resolve) => loopback.#server.listen(0, '127.0.0.1', resolve));
    loopback.#url = `http://127.0.0.1:${(loopback.#server.address() as AddressInfo).port}`;
    loopback.slack.apiUrl = `${loopback.#url}/api/`;
    loopback.#token = `Bearer ${loopback.keys.sign({ serviceurl: `${loopback.#url}/` })}`;
    return loopback;
  }

  private constructor(keys: FakeTeams) {
    this.keys = keys;
    this.workspaces = { slack: [team], teams: [keys.settings.tenantId] };
    this.#server = createServer((asked, answer) => {
      void textOf(asked).then((body) => {
        const told = JSON.stringify(this.#called(asked.url ?? '', body));
        answer
          .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(told) })
          .end(told);
      });
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await Promise.all([this.keys.close(), new Promise((resolve) => this.#server.close(resolve))]);
  }

  /** Resolves with the next thing that the bot writes in that place. */
  next(place: string): Promise<string> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(place);
      if (waiting) waiting.push(resolve);
      else this.#waiting.set(place, [resolve]);
    });
  }

  saysOnSlack(user: string, text: string): Promise<number> {
    const number = ++this.#number;
    const ts = `${1_800_000_000 + number}.000100`;
    const channel = chatOf(user);
    const event = { type: 'message', channel_type: 'im', channel, user, text, team, ts, event_ts: ts };
    return this.#toSlack(
      JSON.stringify({
        type: 'event_callback',
        event_id: `Ev${number}`,
        event_time: 1_800_000_000,
        team_id: team,
        api_app_id: 'A0BENCH',
        authorizations: [{ enterprise_id: null, team_id: team, user_id: bot, is_bot: true }],
        event,
      }),
      'application/json',
    );
  }

  /** A button pressed or a form sent. */
  interacts(user: string, payload: object): Promise<number> {
    const by = {
      user: { id: user, name: user, team_id: team },
      team: { id: team },
      enterprise: null,
      trigger_id: `${++this.#number}.trigger`,
    };
    const body = new URLSearchParams({ payload: JSON.stringify({ ...by, ...payload }) }).toString();
    return this.#toSlack(body, 'application/x-www-form-urlencoded');
  }

  saysOnTeams(user: string, text: string): Promise<number> {
    const { tenantId, appId } = this.keys.settings;
    return this.#post(
      '/api/messages',
      { 'content-type': 'application/json', authorization: this.#token },
      JSON.stringify({
        type: 'message',
        id: String(++this.#number),
        text,
        channelId: 'msteams',
        serviceUrl: `${this.#url}/`,
        timestamp: new Date().toISOString(),
        from: { id: `29:${user}`, name: user, aadObjectId: user },
        recipient: { id: `28:${appId}`, name: 'Bench' },
        conversation: { id: chatOf(user), tenantId, conversationType: 'personal', isGroup: false },
        channelData: { tenant: { id: tenantId } },
      }),
    );
  }

  #toSlack(body: string, type: string): Promise<number> {
    const at = String(Math.floor(Date.now() / 1000));
    const hash = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
    return this.#post(
      '/slack/events',
      { 'content-type': type, 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${hash}` },
      body,
    );
  }

  #post(path: string, headers: Record<string, string>, body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const options = {
        method: 'POST',
        agent: this.#agent,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      };
      const asked = request(`${this.address}${path}`, options, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  #called(path: string, body: string): object {
    const id = String(++this.#number);
    if (!path.startsWith('/api/')) {
      const [, chat = ''] = /conversations\/([^/]+)\/activities/.exec(path) ?? [];
      this.#arrived(decodeURIComponent(chat), body);
      return { id };
    }
    const call = new URLSearchParams(body);
    const method = path.slice('/api/'.length);
    if (method === 'conversations.open')
      return { ok: true, channel: { id: chatOf(call.get('users') ?? '') } };
    if (method === 'auth.test') return { ok: true, user_id: bot, bot_id: 'B0BOT', team_id: team };
    if (method.startsWith('views.')) {
      this.#arrived('views', call.get('view') ?? '');
      return { ok: true, view: { id } };
    }
    const channel = call.get('channel') ?? '';
    this.#arrived(channel, call.get('blocks') ?? '');
    return { ok: true, channel, ts: `${id}.000100`, message_ts: `${id}.000100` };
  }

  /** Resolves once nothing has come for a while. */
  async quiet(): Promise<void> {
    for (let before = -1; before !== this.calls; await wait(quietMs)) before = this.calls;
  }

  #arrived(place: string, body: string): void {
    this.calls += 1;
    const waiting = this.#waiting.get(place);
    if (!waiting) return;
    this.#waiting.delete(place);
    for (const tell of waiting) tell(body);
  }
}

export function chatOf(user: string): string {
  return `D${user}`;
}

async function textOf(asked: IncomingMessage): Promise<string> {
  let text = '';
  asked.setEncoding('utf8');
  for await (const part of asked) text += part;
  return text;
}
