/** A stand-in for Slack on this machine: keeps messages, notes and open forms, enforces the limits, and lets people act. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { types } from '@slack/bolt';
import { moreLabel } from '../../src/core/text.ts';
import { limits } from '../../src/slack/limits.ts';
import { messageRefusal, viewRefusal } from './slack-refusals.ts';
import { acceptSocket, type FakeSocket } from './slack-socket.ts';
import {
  type Block,
  buttonsIn,
  filledIn,
  type Given,
  inputsIn,
  moreOn,
  readable,
  unfolded,
  type Values,
} from './slack-views.ts';

/** A message of the bot's as people see it, with all that unfolds. */
export type SeenMessage = {
  id: string;
  text: string;
  buttons: string[];
  edited: boolean;
  thread?: string;
  ephemeralFor?: string;
};

export type SeenView = {
  id: string;
  title: string;
  text: string;
  inputs: string[];
  buttons: string[];
  problems: Record<string, string>;
};

/** What the person who acted is told at once: Slack's status, a note only they see, a sentence for each question. */
export type Told = { status: number; note?: string; problems?: Record<string, string> };

/** What somebody on the way answers in Slack's place. */
type Answered = { status: number; type?: string; body?: string };

/** What becomes of one call: it goes well, it fails, or only its answer gets lost. */
export type Weather = 'fine' | 'error' | 'busy' | 'reset' | 'lost';

export type Trouble = { rateLimited: number } | { error: string } | Answered | { broken: true };

export type World = {
  users: string[];
  channels?: string[];
  /** What is unusual about an account: a guest's, a bot's, one that was closed. */
  accounts?: Record<string, Account>;
  /** User groups, by id. */
  groups?: Record<string, string[]>;
  /** People of another organisation, by their own workspace, who share channels with the school. */
  visitors?: Record<string, string>;
};

type Account = {
  real_name?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
};

type Message = {
  ts: string;
  channel: string;
  thread?: string;
  text: string;
  blocks: Block[];
  edited: boolean;
  ephemeralFor?: string;
  metadata?: { event_type: string; event_payload: object };
};
type OpenView = { id: string; view: types.ModalView; problems: Record<string, string>; below?: OpenView };
type Delivery = { kind: 'event' | 'interaction' | 'command'; payload: Record<string, unknown> };
type Call = Record<string, string>;

/** What the door answered, as Slack reads it. */
type Response = {
  status: number;
  text?: string;
  response_action?: string;
  errors?: Record<string, string>;
  view?: types.ModalView;
};

const asTrouble: Partial<Record<Weather, Trouble>> = {
  error: { status: 503 },
  busy: { rateLimited: 3 },
  reset: { broken: true },
};

export const team = 'T0SCHOOL';
export const bot = 'U0CHALKLINE';

const accountsAtOnce = 5;

export class FakeSlack {
  readonly botToken = 'xoxb-fake';
  readonly appToken = 'xapp-fake';
  readonly signingSecret = 'the-signing-secret-of-the-fake';
  /** What Slack would not take, in its own words. A story without faults leaves this empty. */
  readonly refusals: string[] = [];

  readonly #world: World;
  readonly #server: Server;
  readonly #messages: Message[] = [];
  readonly #homes = new Map<string, Message>();
  readonly #views = new Map<string, OpenView>();
  /** Who may have one form opened by which press or command. That they run out is a trouble to be asked for. */
  readonly #triggers = new Map<string, string>();
  readonly #troubles = new Map<string, Trouble[]>();
  readonly #shut = new Map<string, string>();
  #losesAnswers = false;
  #filter: Answered | undefined;
  #weather: () => Weather = () => 'fine';
  #isAway = false;
  #isHanging = false;
  readonly #whenCalled: (() => void)[] = [];
  #url: string | undefined;
  #socket: FakeSocket | undefined;
  #whenConnected: (() => void)[] = [];
  #last: Delivery | undefined;
  #number = 0;

  constructor(world: World) {
    this.#world = world;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on('upgrade', (request, stream) => {
      this.#socket = acceptSocket(request, stream);
      this.#socket.send(JSON.stringify({ type: 'hello' }));
      for (const tell of this.#whenConnected.splice(0)) tell();
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    this.#socket?.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get apiUrl(): string {
    return `http://${this.#address()}/api/`;
  }

  /** Where the door takes Slack's requests. Without it they go over the socket that the door opened. */
  deliverTo(url: string): void {
    this.#url = url;
  }

  // ---- what people do ----

  /** In a channel somebody speaks to the bot by mentioning it. */
  say(
    user: string,
    text: string,
    { channel, thread }: { channel?: string; thread?: string } = {},
  ): Promise<Told> {
    const ts = this.#ts();
    return this.event({
      ...(channel
        ? { type: 'app_mention', text: `<@${bot}> ${markup(text)}`, channel }
        : { type: 'message', text: markup(text), channel: directOf(user), channel_type: 'im' }),
      user,
      team: this.#teamOf(user),
      ts,
      event_ts: ts,
      ...(thread ? { thread_ts: thread } : {}),
    });
  }

  async command(user: string, text: string, channel = directOf(user)): Promise<Told> {
    const typed = { command: '/chalkline', text: markup(text), channel_id: channel };
    const by = { user_id: user, user_name: user.toLowerCase(), team_id: this.#teamOf(user) };
    const payload = { ...typed, ...by, trigger_id: this.#trigger(user) };
    return toldBy(await this.#deliver({ kind: 'command', payload }));
  }

  opens(user: string, tab: 'home' | 'messages'): Promise<Told> {
    return this.event({ type: 'app_home_opened', user, channel: directOf(user), tab });
  }

  invites(inviter: string, channel: string): Promise<Told> {
    return this.event({ type: 'member_joined_channel', user: bot, channel, inviter, team });
  }

  /** Presses the button of that label, unfolding the message where it stands there; where it asks first, says yes. */
  async press(user: string, seen: { id: string }, label: string, answers: Given = {}): Promise<Told> {
    const message = this.#shown(seen.id);
    const labelled = (drawn: types.Button) => drawn.text.text === label;
    const button = message?.blocks.flatMap(buttonsIn).find(labelled);
    if (message && !button && moreOn(message.blocks).flatMap(buttonsIn).some(labelled)) {
      await this.press(user, seen, moreLabel);
      return this.pressInDialog(user, label);
    }
    if (!message || !button) throw new Error(`There is no button “${label}” on that message.`);
    const values = filledIn({ blocks: message.blocks }, answers);
    // A message asks for nothing before its button may be pressed.
    return this.#press(user, button, this.#pressedOn(message), isMissing(values) ? {} : values);
  }

  async pressInDialog(user: string, label: string): Promise<Told> {
    const open = this.#views.get(user);
    const button = (open?.view.blocks as Block[] | undefined)
      ?.flatMap(buttonsIn)
      .find((drawn) => drawn.text.text === label);
    if (!open || !button) throw new Error(`There is no button “${label}” in a dialog.`);
    const { id, view } = open;
    return this.#press(user, button, { container: { type: 'view', view_id: id }, view: { ...view, id } }, {});
  }

  closeDialog(user: string): void {
    this.#close(user);
  }

  async #press(user: string, button: types.Button, where: object, values: Values): Promise<Told> {
    const { action_id, value, text } = button;
    const payload = {
      type: 'block_actions',
      ...this.#actor(user),
      ...where,
      actions: [{ type: 'button', block_id: 'b', action_id, value, text }],
      state: { values },
    };
    return toldBy(await this.#deliver({ kind: 'interaction', payload }));
  }

  /** Fills in the open form, by a question's label or name, and sends it. */
  async fill(user: string, seen: { id: string }, answers: Given): Promise<Told> {
    const open = this.#views.get(user);
    if (!open || open.id !== seen.id) throw new Error('That form is not open.');
    const values = filledIn(open.view, answers);
    if (isMissing(values))
      return { status: 0, problems: { [values.missing]: 'Please complete this required field.' } };
    const view = { ...open.view, id: open.id, hash: `${open.id}.hash`, state: { values } };
    const payload = { type: 'view_submission', ...this.#actor(user), view };
    const response = await this.#deliver({ kind: 'interaction', payload });
    this.#answerForm(user, open, response);
    return response.errors
      ? { status: response.status, problems: byLabel(open.view, response.errors) }
      : toldBy(response);
  }

  /** Puts the form that is open before somebody before somebody else as well, as no client would. */
  copyForm(from: string, to: string): void {
    const open = this.#views.get(from);
    if (open) this.#views.set(to, open);
  }

  /** Delivers the last thing once more, as Slack does when it was not answered in time. */
  async again(): Promise<Told> {
    if (!this.#last) throw new Error('Nothing has been delivered yet.');
    const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    return toldBy(await this.#deliver(this.#last, retry));
  }

  /** Any event, also one that nobody here can cause. */
  async event(event: Record<string, unknown>, around: Record<string, unknown> = {}): Promise<Told> {
    const payload = {
      type: 'event_callback',
      event_id: `Ev${this.#next()}`,
      event_time: 1_800_000_000,
      team_id: team,
      api_app_id: 'A0CHALKLINE',
      authorizations: [{ enterprise_id: null, team_id: team, user_id: bot, is_bot: true }],
      event,
      ...around,
    };
    return toldBy(await this.#deliver({ kind: 'event', payload }));
  }

  // ---- what people see ----

  direct(user: string): SeenMessage[] {
    return this.channel(directOf(user));
  }

  channel(id: string, thread?: string): SeenMessage[] {
    return this.#messages
      .filter((message) => message.channel === id && (!thread || message.thread === thread))
      .map(seenMessage);
  }

  home(user: string): SeenMessage | undefined {
    const home = this.#homes.get(user);
    return home && seenMessage(home);
  }

  openView(user: string): SeenView | undefined {
    const open = this.#views.get(user);
    return open && seenView(open);
  }

  /** Nobody scrolls back any more. */
  forget(): void {
    this.#messages.length = 0;
  }

  // ---- what goes wrong ----

  /** The next call of a method ends like this. */
  trouble(method: string, trouble: Trouble): void {
    this.#troubles.set(method, [...(this.#troubles.get(method) ?? []), trouble]);
  }

  /** Who is in a user group from now on. */
  group(id: string, users: string[]): void {
    this.#world.groups = { ...this.#world.groups, [id]: users };
  }

  /** Nothing can be written to somebody, with this for a reason, until it is taken back. */
  shut(user: string, error: string | undefined): void {
    if (error) this.#shut.set(user, error);
    else this.#shut.delete(user);
  }

  /** While it is away, no call of the bot gets through. */
  away(isAway: boolean): void {
    this.#isAway = isAway;
  }

  /** While it hangs, it takes every call of the bot and answers none. */
  hang(isHanging: boolean): void {
    this.#isHanging = isHanging;
  }

  /** While there is one, something on the way answers in its place. */
  filter(by: Answered | undefined): void {
    this.#filter = by;
  }

  /** What becomes of each call from now on. */
  weathers(weather: () => Weather): void {
    this.#weather = weather;
  }

  /** While its answers are lost, it does what the bot calls for, and the bot hears nothing of it. */
  loseAnswers(isLost: boolean): void {
    this.#losesAnswers = isLost;
  }

  /** Resolves when the bot calls it. */
  called(): Promise<void> {
    return new Promise((resolve) => this.#whenCalled.push(resolve));
  }

  /** The open socket is closed from Slack's side. */
  dropSocket(): void {
    this.#socket?.close();
    this.#socket = undefined;
  }

  connected(): Promise<void> {
    return this.#socket ? Promise.resolve() : new Promise((resolve) => this.#whenConnected.push(resolve));
  }

  /** The headers with which Slack signs a body. */
  signed(body: string, { at = Date.now(), secret = this.signingSecret } = {}): Record<string, string> {
    const timestamp = String(Math.floor(at / 1000));
    const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
  }

  // ---- how it reaches the door ----

  #deliver(delivery: Delivery, headers: Record<string, string> = {}): Promise<Response> {
    this.#last = delivery;
    return this.#url ? this.#overHttp(this.#url, delivery, headers) : this.#overSocket(delivery);
  }

  async #overHttp(url: string, { kind, payload }: Delivery, more: Record<string, string>): Promise<Response> {
    const body = kind === 'event' ? JSON.stringify(payload) : formOf(kind, payload);
    const type = kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded';
    const headers = { 'content-type': type, ...this.signed(body), ...more };
    const response = await fetch(url, { method: 'POST', body, headers });
    return read(response.status, await response.text());
  }

  #overSocket({ kind, payload }: Delivery): Promise<Response> {
    const socket = this.#socket;
    if (!socket) throw new Error('The door is neither reachable by HTTP nor connected.');
    const type = { event: 'events_api', interaction: 'interactive', command: 'slash_commands' }[kind];
    const envelope_id = `envelope-${this.#next()}`;
    return new Promise((resolve) => {
      const stop = socket.listen((text) => {
        const acknowledged = JSON.parse(text);
        if (acknowledged.envelope_id !== envelope_id) return;
        stop();
        resolve(read(200, JSON.stringify(acknowledged.payload)));
      });
      socket.send(JSON.stringify({ type, envelope_id, payload, accepts_response_payload: true }));
    });
  }

  #answerForm(user: string, open: OpenView, response: Response): void {
    if (response.status !== 200) return;
    if (response.response_action === 'errors')
      this.#views.set(user, { ...open, problems: byLabel(open.view, response.errors ?? {}) });
    else if (response.response_action === 'update' && response.view) {
      this.#note(viewRefusal(response.view));
      this.#views.set(user, { ...open, view: response.view, problems: {} });
    } else if (response.response_action === 'clear') this.#views.delete(user);
    else this.#close(user);
  }

  /** The one that it was opened over is in sight again. */
  #close(user: string): void {
    const below = this.#views.get(user)?.below;
    if (below) this.#views.set(user, below);
    else this.#views.delete(user);
  }

  #actor(user: string): object {
    return {
      user: { id: user, name: user.toLowerCase(), team_id: this.#teamOf(user) },
      team: { id: team },
      enterprise: null,
      trigger_id: this.#trigger(user),
    };
  }

  #pressedOn({ ts, channel, thread, ephemeralFor }: Message): object {
    if (this.#homes.has(channel)) return { container: { type: 'view' } };
    const within = thread ? { thread_ts: thread } : {};
    const is_ephemeral = ephemeralFor !== undefined;
    return {
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral, ...within },
      channel: { id: channel },
      ...(is_ephemeral ? {} : { message: { ts, ...within } }),
    };
  }

  #shown(id: string): Message | undefined {
    return [...this.#messages, ...this.#homes.values()].find((message) => message.ts === id);
  }

  #teamOf(user: string): string {
    return this.#world.visitors?.[user] ?? team;
  }

  #trigger(user: string): string {
    const id = `${this.#next()}.trigger`;
    this.#triggers.set(id, user);
    return id;
  }

  #ts(): string {
    return `${1_800_000_000 + this.#next()}.000100`;
  }

  #next(): number {
    this.#number += 1;
    return this.#number;
  }

  #address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  // ---- how the door reaches it ----

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').replace('/api/', '');
    const call = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
    for (const tell of this.#whenCalled.splice(0)) tell();
    if (this.#isHanging) return;
    if (this.#isAway) return void request.socket.destroy();
    const weather = this.#weather();
    const trouble = this.#filter ?? this.#troubles.get(method)?.shift() ?? asTrouble[weather];
    if (trouble && 'broken' in trouble) return void request.socket.destroy();
    if (trouble && 'rateLimited' in trouble)
      return void response.writeHead(429, { 'retry-after': String(trouble.rateLimited) }).end();
    if (trouble && 'status' in trouble) {
      const { status, type = 'text/html', body = '' } = trouble;
      return void response.writeHead(status, { 'content-type': type }).end(body);
    }
    const refusal = trouble?.error ?? this.#refusal(method, request.headers.authorization, call);
    this.#note(refusal && `${method}: ${refusal}`);
    const answer = refusal ? { ok: false, error: refusal } : { ok: true, ...this.#done(method, call) };
    if (this.#losesAnswers || weather === 'lost') return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  #note(refusal: string | undefined): void {
    if (refusal) this.refusals.push(refusal);
  }

  #refusal(method: string, authorization: string | undefined, call: Call): string | undefined {
    const token = method === 'apps.connections.open' ? this.appToken : this.botToken;
    if (authorization !== `Bearer ${token}`) return 'invalid_auth';
    switch (method) {
      case 'conversations.open':
        return this.#knows(call.users) ? this.#shut.get(call.users ?? '') : 'user_not_found';
      case 'chat.postMessage':
        return this.#cannotPost(call);
      case 'chat.postEphemeral':
        if ('unfurl_links' in call) return 'invalid_arguments';
        return this.#knows(call.user) ? this.#cannotPost(call) : 'user_not_in_channel';
      case 'chat.update':
        return this.#cannotUpdate(call);
      case 'conversations.history':
        // The manifest asks for `im:history` alone.
        return call.channel?.startsWith('D') ? undefined : 'missing_scope';
      case 'views.open':
        return this.#cannotOpen(call);
      case 'views.push':
        return this.#cannotPush(call);
      case 'views.update':
        return this.#ownerOf(call) ? viewRefusal(viewOf(call)) : 'not_found';
      case 'usergroups.users.list':
        return this.#world.groups?.[call.usergroup ?? ''] ? undefined : 'no_such_subteam';
      case 'users.list':
        return Number(call.limit ?? 0) <= 1000 ? undefined : 'invalid_limit';
      case 'views.publish':
        return this.#knows(call.user_id) ? viewRefusal(viewOf(call)) : 'user_not_found';
      default:
        return undefined;
    }
  }

  #knows(user = ''): boolean {
    return this.#world.users.includes(user) || user in (this.#world.visitors ?? {});
  }

  #cannotPost(call: Call): string | undefined {
    const channel = call.channel ?? '';
    const isDirect = channel.startsWith('D') && this.#knows(channel.slice(1));
    if (!isDirect && !this.#world.channels?.includes(channel)) return 'channel_not_found';
    const closed = this.#shut.get(channel.slice(1));
    if (isDirect && closed) return closed;
    return call.text ? messageRefusal(blocksOf(call)) : 'no_text';
  }

  #cannotUpdate(call: Call): string | undefined {
    if ('unfurl_links' in call) return 'invalid_arguments';
    const message = this.#shown(call.ts ?? '');
    if (message?.channel !== call.channel || message?.ephemeralFor) return 'message_not_found';
    if ((call.text ?? '').length > limits.text) return 'msg_too_long';
    return messageRefusal(blocksOf(call));
  }

  #cannotOpen(call: Call): string | undefined {
    return this.#triggers.has(call.trigger_id ?? '') ? viewRefusal(viewOf(call)) : 'invalid_trigger_id';
  }

  /** A press in a dialog may lay another one over it; Slack takes three. */
  #cannotPush(call: Call): string | undefined {
    const open = this.#views.get(this.#triggers.get(call.trigger_id ?? '') ?? '');
    return open && !open.below?.below ? this.#cannotOpen(call) : 'push_limit_reached';
  }

  #ownerOf({ view_id }: Call): string | undefined {
    return [...this.#views].find(([, { id }]) => id === view_id)?.[0];
  }

  #done(method: string, call: Call): object {
    switch (method) {
      case 'auth.test':
        return { user_id: bot, team_id: team };
      case 'apps.connections.open':
        return { url: `ws://${this.#address()}/link` };
      case 'conversations.open':
        return { channel: { id: directOf(call.users ?? '') } };
      case 'chat.postMessage':
        return this.#posted(call);
      case 'chat.postEphemeral':
        return this.#posted(call, call.user);
      case 'chat.update':
        return this.#updated(call);
      case 'conversations.history':
        return { messages: this.#read(call) };
      case 'views.open':
        return this.#opened(call);
      case 'views.push':
        return this.#opened(call, this.#views.get(this.#triggers.get(call.trigger_id ?? '') ?? ''));
      case 'views.update':
        return this.#changed(call);
      case 'views.publish':
        return this.#published(call);
      case 'usergroups.users.list':
        return { users: this.#world.groups?.[call.usergroup ?? ''] };
      case 'users.list':
        return this.#listed(call);
      default:
        throw new Error(`The stand-in does not know ${method}.`);
    }
  }

  /** Slack gives as many at once as it likes, however many are asked for. */
  #listed({ cursor }: Call): object {
    const accounts = [bot, ...this.#world.users].map((id) => ({
      id,
      name: id.toLowerCase(),
      is_bot: id === bot,
      ...this.#world.accounts?.[id],
    }));
    const from = Number(cursor ?? 0);
    const end = from + accountsAtOnce;
    const next_cursor = end < accounts.length ? String(end) : '';
    return { members: accounts.slice(from, end), response_metadata: { next_cursor } };
  }

  #posted(call: Call, ephemeralFor?: string): object {
    const message: Message = {
      ts: this.#ts(),
      channel: call.channel ?? '',
      text: call.text ?? '',
      blocks: blocksOf(call),
      edited: false,
      ...(call.thread_ts ? { thread: call.thread_ts } : {}),
      ...(ephemeralFor ? { ephemeralFor } : {}),
      ...(call.metadata ? { metadata: JSON.parse(call.metadata) } : {}),
    };
    // Slack takes a note for one person in a thread that nobody has opened, and shows it to nobody.
    const isOpen = this.#messages.some(
      ({ channel, thread }) => channel === message.channel && thread === message.thread,
    );
    if (!ephemeralFor || !message.thread || isOpen) this.#messages.push(message);
    return ephemeralFor ? { message_ts: message.ts } : { channel: message.channel, ts: message.ts };
  }

  /** What an app may read of a chat, the latest first: no threads, and no notes for one person. */
  #read({ channel, limit, include_all_metadata }: Call): object[] {
    return this.#messages
      .filter((message) => message.channel === channel && !message.thread && !message.ephemeralFor)
      .map(({ ts, text, metadata }) => ({
        ts,
        text,
        ...(include_all_metadata === 'true' ? { metadata } : {}),
      }))
      .reverse()
      .slice(0, Number(limit ?? 100));
  }

  #updated(call: Call): object {
    const message = this.#shown(call.ts ?? '');
    // Slack drops the blocks when only a text comes.
    if (message) Object.assign(message, { text: call.text ?? '', blocks: blocksOf(call), edited: true });
    return { channel: call.channel, ts: call.ts };
  }

  #opened(call: Call, below?: OpenView): object {
    const trigger = call.trigger_id ?? '';
    const id = `V${this.#next()}`;
    const opened = { id, view: viewOf(call), problems: {}, ...(below ? { below } : {}) };
    this.#views.set(this.#triggers.get(trigger) ?? '', opened);
    this.#triggers.delete(trigger);
    return { view: { id } };
  }

  #changed(call: Call): object {
    const owner = this.#ownerOf(call) ?? '';
    const open = this.#views.get(owner);
    if (open) this.#views.set(owner, { ...open, view: viewOf(call) });
    return { view: { id: call.view_id } };
  }

  #published(call: Call): object {
    const user = call.user_id ?? '';
    const blocks = blocksOf({ blocks: JSON.stringify(viewOf(call).blocks) });
    const edited = this.#homes.has(user);
    this.#homes.set(user, { ts: `home:${user}`, channel: user, text: '', blocks, edited });
    return { view: { id: `V${this.#next()}` } };
  }
}

export function openFakeSlack(world: World): Promise<FakeSlack> {
  return new FakeSlack(world).listen();
}

function directOf(user: string): string {
  return `D${user}`;
}

function blocksOf(call: Call): Block[] {
  return JSON.parse(call.blocks ?? '[]');
}

function viewOf(call: Call): types.ModalView {
  return JSON.parse(call.view ?? '{}');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Slack escapes what people write. */
function markup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function formOf(kind: 'interaction' | 'command', payload: Record<string, unknown>): string {
  if (kind === 'interaction') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}

function read(status: number, body: string): Response {
  return body.startsWith('{') ? { ...JSON.parse(body), status } : { status };
}

function toldBy({ status, text }: Response): Told {
  return text ? { status, note: text } : { status };
}

function isMissing(values: Values | { missing: string }): values is { missing: string } {
  return typeof values.missing === 'string';
}

function byLabel(view: types.ModalView, errors: Record<string, string>): Record<string, string> {
  const named = Object.entries(errors).map(([id, problem]): [string, string] => {
    const input = inputsIn(view).find((drawn) => drawn.block_id === id);
    if (!input)
      throw new Error(`Slack would refuse a sentence beside “${id}”, which is no question of the form.`);
    return [input.label.text, problem];
  });
  return Object.fromEntries(named);
}

function seenMessage({ ts, text, blocks, edited, thread, ephemeralFor }: Message): SeenMessage {
  const all = unfolded(blocks);
  return {
    id: ts,
    text: blocks.length > 0 ? all.text : text,
    buttons: all.buttons.map((button) => button.text.text),
    edited,
    ...(thread ? { thread } : {}),
    ...(ephemeralFor ? { ephemeralFor } : {}),
  };
}

function seenView({ id, view, problems }: OpenView): SeenView {
  return {
    id,
    title: view.title.text,
    text: readable(view.blocks as Block[]),
    inputs: inputsIn(view).map((input) => input.label.text),
    buttons: (view.blocks as Block[]).flatMap(buttonsIn).map((button) => button.text.text),
    problems,
  };
}
