/**
 * Teams on this machine: the service the bot calls, the keys that sign Teams' own calls, and the people who use it.
 * It remembers chats and messages, refuses what Teams refuses, and shows what people would see.
 */
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Authentication } from '../../src/teams/authentication.ts';
import type { GraphAddresses } from '../../src/teams/graph.ts';
import { limits } from '../../src/teams/limits.ts';
import { startFakeGraph } from './graph.ts';
import type { Weather } from './slack.ts';
import {
  buttonLabels,
  buttonNamed,
  type CardButton,
  type CardInput,
  cardButtons,
  cardInputs,
  type Node,
  readable,
  refusalOf,
} from './teams-cards.ts';

export type SeenMessage = { id: string; text: string; buttons: string[]; edited: boolean; calls?: string[] };
export type SeenView = {
  id: string;
  title: string;
  text: string;
  fields: CardInput[];
  problems: Record<string, string>;
};
export type Given = Record<string, string | string[]>;
export type Answered = { status: number; body: unknown; text: string };

type Message = {
  id: string;
  chat: string;
  thread?: string;
  card: unknown;
  summary: string;
  /** Whom it mentions, so that Teams rings them up. */
  calls: string[];
  edited: boolean;
  views: Map<string, unknown>;
};
type Open = { id: string; title: string; card: unknown; chat: string };
/** With a `page` it is not Teams that answers, but something on the way. */
type Trouble = { status: number; code?: string; retryAfter?: string; page?: string };
const asTrouble: Partial<Record<Weather, Trouble>> = {
  error: { status: 503, page: 'Down.' },
  busy: { status: 429, code: 'TooManyRequests', retryAfter: '3' },
};
type Person = { id: string; user: string; name: string; tenant: string };

export type FakeTeams = Awaited<ReturnType<typeof startFakeTeams>>;

const appId = '00000000-0000-0000-0000-00000000b070';
const tenantId = '00000000-0000-0000-0000-000000000001';
const botId = `28:${appId}`;
const botName = 'Chalkline';
const botToken = 'a-token-for-the-bot';

// Making a pair takes long, so that all Teams in one process share it.
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** `clock` is the time that Teams writes on what people do. */
export async function startFakeTeams(clock: () => Date = () => new Date()) {
  const people = new Map<string, Person>();
  const messages: Message[] = [];
  const views = new Map<string, Open>();
  const gone = new Set<string>();
  const troubles: Trouble[] = [];
  let isAway = false;
  let losesAnswers = false;
  let filter: Trouble | undefined;
  let weatherOf: () => Weather = () => 'fine';
  /** What Teams would not take, in its own words. A story without faults leaves this empty. */
  const refusals: string[] = [];
  let doorUrl = '';
  let counter = 1_700_000_000_000;

  const settings = { appId, appPassword: 'not-a-secret', tenantId };
  const graph = await startFakeGraph(settings);
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => serve(request, body, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = serviceAt(url);

  // ---- the service that the bot calls ----

  function serve(request: IncomingMessage, body: string, response: ServerResponse): void {
    if (isAway) return void request.socket.destroy();
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    if (path === '/openid') return send(response, 200, openId());
    if (path === '/keys') return send(response, 200, publicKeys());
    const weather = weatherOf();
    if (weather === 'reset') return void request.socket.destroy();
    const refusal = asTrouble[weather] ?? whyNot(request, path, body);
    if (refusal?.page !== undefined)
      return void response.writeHead(refusal.status, { 'content-type': 'text/html' }).end(refusal.page);
    if (refusal) {
      refusals.push(`${request.method} ${path}: ${refusal.status} ${refusal.code ?? ''}`.trim());
      const error = { error: { code: refusal.code ?? 'Unknown', message: 'Refused.' } };
      return send(response, refusal.status, error, refusal.retryAfter);
    }
    const [status, answer] = done(request.method ?? '', path, body);
    if (losesAnswers || weather === 'lost') return void request.socket.destroy();
    send(response, status, answer);
  }

  function whyNot(request: IncomingMessage, path: string, body: string): Trouble | undefined {
    if (request.headers.authorization !== `Bearer ${botToken}`) return { status: 401, code: 'Unauthorized' };
    const trouble = filter ?? troubles.shift();
    if (trouble) return trouble;
    if (!isWithin(limits.messageBytes, body)) return { status: 413, code: 'MessageSizeTooBig' };
    const chat = chatIn(path);
    if (chat === undefined) return undefined;
    if (!isKnown(chat)) return { status: 404, code: 'ConversationNotFound' };
    if (gone.has(chat)) return { status: 403, code: 'BotNotInConversationRoster' };
    if (request.method === 'DELETE')
      return find(path) ? undefined : { status: 404, code: 'ActivityNotFound' };
    if (request.method === 'GET') return undefined;
    const card = cardIn(body);
    const wrong = refusalOf(card, { version: limits.cardVersion, buttonsInRow: limits.buttonsInRow });
    if (wrong) return { status: 400, code: `BadSyntax: ${wrong}` };
    return request.method === 'PUT' && !find(path) ? { status: 404, code: 'ActivityNotFound' } : undefined;
  }

  function done(method: string, path: string, body: string): [number, object] {
    const chat = chatIn(path);
    if (chat === undefined) return created(body);
    if (method === 'GET')
      return [200, { members: [...people.values()].map(({ id, name }) => ({ id, name })) }];
    const known = find(path);
    if (method === 'DELETE') {
      if (known) messages.splice(messages.indexOf(known), 1);
      return [200, {}];
    }
    if (method === 'PUT' && known) {
      known.card = cardIn(body);
      known.edited = true;
      known.views.clear();
      return [200, { id: known.id }];
    }
    const thread = /;messageid=(\d+)/.exec(path)?.[1];
    const summary = String(JSON.parse(body).summary ?? '');
    const calls = calledIn(body);
    const fresh = { id: nextId(), chat, card: cardIn(body), summary, calls, edited: false, views: new Map() };
    messages.push(thread ? { ...fresh, thread } : fresh);
    return [201, { id: fresh.id }];
  }

  function created(body: string): [number, object] {
    const { members, tenantId: tenant } = JSON.parse(body);
    const id = String(members?.[0]?.id ?? '');
    const user = [...people.values()].find((person) => person.id === id)?.user ?? id;
    if (!tenant) return [400, { error: { code: 'BadArgument', message: 'Tenant id is missing.' } }];
    if (gone.has(chatOf(user)))
      return [403, { error: { code: 'ForbiddenOperationException', message: 'Not installed.' } }];
    person(user);
    return [201, { id: chatOf(user), serviceUrl, activityId: nextId() }];
  }

  function isKnown(chat: string): boolean {
    return chat.startsWith('19:') || [...people.keys()].some((user) => chatOf(user) === chat);
  }

  function find(path: string): Message | undefined {
    const id = /\/activities\/(.+)$/.exec(path)?.[1];
    return messages.find((message) => message.id === id && message.chat === chatIn(path));
  }

  function openId(): object {
    return {
      issuer: 'https://api.botframework.com',
      jwks_uri: `${url}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  function publicKeys(): object {
    const jwk = keys.publicKey.export({ format: 'jwk' });
    return { keys: [{ ...jwk, kid: 'key-1', endorsements: ['msteams'] }] };
  }

  // ---- the people who use it ----

  function person(user: string): Person {
    const known = people.get(user);
    if (known) return known;
    const fresh = { user, id: `29:${user}`, name: user, tenant: tenantId };
    people.set(user, fresh);
    return fresh;
  }

  /** Tells a person's name, or that they belong to another school. */
  function introduce(user: string, more: { name?: string; tenant?: string }): void {
    Object.assign(person(user), more);
  }

  async function say(
    user: string,
    text: string,
    {
      conversation,
      thread,
      mention = true,
    }: { conversation?: string; thread?: string; mention?: boolean } = {},
  ): Promise<Answered> {
    const id = nextId();
    if (!conversation) return deliver({ ...base(user, chatOf(user)), type: 'message', id, text });
    const at = { type: 'mention', text: `<at>${botName}</at>`, mentioned: { id: botId, name: botName } };
    return deliver({
      ...base(user, `${conversation};messageid=${thread ?? id}`),
      type: 'message',
      id,
      text: mention ? `<at>${botName}</at>&nbsp;${text}` : text,
      entities: mention ? [at] : [],
    });
  }

  /** Somebody opens a channel or chat: Teams fetches the cards that they see as nobody else does. */
  async function look(user: string, chat = chatOf(user)): Promise<void> {
    for (const message of messages.filter((message) => message.chat === chat)) {
      const { refresh } = message.card as { refresh?: { action: Node; userIds: string[] } };
      if (!refresh?.userIds.includes(`8:orgid:${user}`) || message.views.has(user)) continue;
      const value = { action: refresh.action, trigger: 'automatic' };
      const answered = await invoke(user, placeOf(message), 'adaptiveCard/action', value, message.id);
      const answer = answered.body as { type?: string; value?: unknown };
      if (answer.type === 'application/vnd.microsoft.card.adaptive') message.views.set(user, answer.value);
    }
  }

  /** Presses the button of that label; where it asks first, says yes. `whose` view it is on, where somebody forges the press. */
  async function press(
    user: string,
    seen: { id: string },
    label: string,
    {
      client = 'new',
      answers = {},
      whose = user,
    }: { client?: 'new' | 'old'; answers?: Given; whose?: string } = {},
  ): Promise<Answered> {
    const message = messageById(seen.id);
    const card = message.views.get(whose) ?? message.card;
    const button = buttonNamed(card, label);
    if (!button)
      throw new Error(`Expected a button “${label}”; there are: ${buttonLabels(card).join(', ')}.`);
    if (button.kind === 'dialog') return fetchDialog(user, message, button);
    if (button.kind === 'submit' || client === 'old') return sendValue(user, message, button.data);
    const filled = Object.entries(answers).map(([name, value]) => [name, [value].flat().join(',')]);
    return execute(user, message, button, Object.fromEntries(filled));
  }

  async function execute(
    user: string,
    message: Message,
    button: CardButton,
    filled: Node,
  ): Promise<Answered> {
    const data = { ...button.data, ...filled };
    const action = { type: 'Action.Execute', title: button.label, verb: button.verb, data };
    const answered = await invoke(
      user,
      placeOf(message),
      'adaptiveCard/action',
      { action, trigger: 'manual' },
      message.id,
    );
    const answer = answered.body as { type?: string; value?: unknown } | undefined;
    if (answered.status !== 200 || !answer?.type) return answered;
    if (answer.type === 'application/vnd.microsoft.card.adaptive') message.views.set(user, answer.value);
    return { ...answered, text: seenIn(answer.value) };
  }

  async function sendValue(user: string, message: Message, value: Node): Promise<Answered> {
    return deliver({
      ...base(user, placeOf(message)),
      type: 'message',
      id: `f:${randomUUID()}`,
      replyToId: message.id,
      value,
    });
  }

  async function fetchDialog(user: string, message: Message, button: CardButton): Promise<Answered> {
    const place = placeOf(message);
    const answered = await invoke(
      user,
      place,
      'task/fetch',
      { data: button.data, context: { theme: 'default' } },
      message.id,
    );
    return showTask(user, place, answered);
  }

  function showTask(user: string, place: string, answered: Answered): Answered {
    const task = (answered.body as { task?: { type: string; value: unknown } } | undefined)?.task;
    views.delete(user);
    if (task?.type !== 'continue')
      return { ...answered, text: typeof task?.value === 'string' ? task.value : '' };
    const { title, card } = task.value as { title: string; card: { content: unknown } };
    const wrong = refusalOf(card.content, { version: limits.cardVersion, buttonsInRow: limits.buttonsInRow });
    if (wrong) refusals.push(`dialog: ${wrong}`);
    views.set(user, { id: `dialog-${nextId()}`, title, card: card.content, chat: place });
    return { ...answered, text: readable(card.content) };
  }

  /** Fills in the open dialog, or a form that stands in the chat, and sends it. */
  async function fill(user: string, form: { id: string }, answers: Given): Promise<Answered> {
    const view = views.get(user);
    const message = view?.id === form.id ? undefined : messageById(form.id);
    const card = message ? (message.views.get(user) ?? message.card) : view?.card;
    const button = cardButtons(card)[0];
    if (!button) throw new Error('Expected a form with a button to send it.');
    const filled = filledIn(cardInputs(card), answers);
    if (message) return execute(user, message, button, filled);
    const place = view?.chat ?? chatOf(user);
    const data = { ...button.data, ...filled };
    return showTask(
      user,
      place,
      await invoke(user, place, 'task/submit', { data, context: { theme: 'default' } }),
    );
  }

  async function invoke(
    user: string,
    place: string,
    name: string,
    value: unknown,
    replyToId?: string,
  ): Promise<Answered> {
    const activity = { ...base(user, place), type: 'invoke', id: `f:${randomUUID()}`, name, value };
    const answered = await deliver(replyToId ? { ...activity, replyToId } : activity);
    if (isWithin(limits.messageBytes, JSON.stringify(answered.body ?? ''))) return answered;
    refusals.push(`${name}: 413 MessageSizeTooBig`);
    return { status: 413, body: undefined, text: '' };
  }

  /** Installs the app for one person, which Teams tells the bot twice. */
  async function install(user: string): Promise<void> {
    gone.delete(chatOf(user));
    const who = person(user);
    const added = [{ id: botId }, { id: who.id, aadObjectId: user }];
    const update = {
      ...base(user, chatOf(user)),
      type: 'conversationUpdate',
      id: `f:${randomUUID()}`,
      membersAdded: added,
    };
    await deliver(update);
    await deliver({
      ...base(user, chatOf(user)),
      type: 'installationUpdate',
      id: `f:${randomUUID()}`,
      action: 'add',
    });
  }

  function base(user: string, conversation: string): Node {
    const { id, name, tenant } = person(user);
    const direct = conversation === chatOf(user);
    return {
      channelId: 'msteams',
      serviceUrl,
      timestamp: clock().toISOString(),
      from: { id, name, aadObjectId: user, ...(tenant === tenantId ? {} : { tenantId: tenant }) },
      recipient: { id: botId, name: botName },
      conversation: {
        id: conversation,
        tenantId,
        conversationType: direct ? 'personal' : 'channel',
        isGroup: !direct,
      },
      channelData: { tenant: { id: tenantId } },
    };
  }

  /** Posts any activity to the bot, signed as Teams signs it unless another token is given. */
  async function deliver(activity: Node, { token }: { token?: string | null } = {}): Promise<Answered> {
    const authorization = token === undefined ? `Bearer ${sign({ serviceurl: activity.serviceUrl })}` : token;
    const response = await fetch(doorUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined, text: '' };
  }

  /** A token as Teams would send it, with other claims or another key where a test asks for it. */
  function sign(claims: object = {}, key = keys.privateKey): string {
    const now = Math.floor(Date.now() / 1000);
    const whole = {
      iss: 'https://api.botframework.com',
      aud: appId,
      nbf: now - 60,
      exp: now + 600,
      ...claims,
    };
    const unsigned = [{ alg: 'RS256', typ: 'JWT', kid: 'key-1' }, whole].map(encoded).join('.');
    return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(key, 'base64url')}`;
  }

  // ---- what can be seen ----

  function direct(user: string): SeenMessage[] {
    return messages.filter((message) => message.chat === chatOf(user)).map((message) => seen(message, user));
  }

  /** As it is for everybody, or for one who has looked. */
  function channel(id: string, thread?: string, user?: string): SeenMessage[] {
    return messages
      .filter((message) => message.chat === id && (!thread || message.thread === thread))
      .map((message) => seen(message, user));
  }

  function seen(message: Message, user?: string): SeenMessage {
    const card = (user && message.views.get(user)) ?? message.card;
    const { id, calls, edited } = message;
    return {
      id,
      text: readable(card),
      buttons: buttonLabels(card),
      edited,
      ...(calls.length > 0 ? { calls } : {}),
    };
  }

  function openView(user: string): SeenView | undefined {
    const view = views.get(user);
    if (!view) return undefined;
    const fields = cardInputs(view.card);
    const problems = Object.fromEntries(
      fields.flatMap((field) => (field.problem ? [[field.id, field.problem]] : [])),
    );
    return { id: view.id, title: view.title, text: readable(view.card), fields, problems };
  }

  function messageById(id: string): Message {
    const message = messages.find((known) => known.id === id);
    if (!message) throw new Error(`Expected a message with the id ${id}; there is none.`);
    return message;
  }

  function nextId(): string {
    counter += 1_000;
    return String(counter);
  }

  return {
    settings,
    authentication: authenticationAt(url, graph.addresses),
    /** Microsoft 365, where groups are. */
    graph,
    serviceUrl,
    refusals,
    connect: (address: string) => {
      doorUrl = address;
    },
    introduce,
    install,
    /** The person blocks the app, or it is taken away from them. */
    remove: (user: string) => gone.add(chatOf(user)),
    /** Somebody takes the bot out of a channel. */
    leave: (channel: string) => gone.add(channel),
    /** The next call of the bot fails in this way. */
    failNext: (trouble: Trouble) => troubles.push(trouble),
    /** While it is away, no call of the bot gets through. */
    away: (away: boolean) => {
      isAway = away;
    },
    /** While there is one, something on the way answers in its place. */
    filter: (by: Trouble | undefined) => {
      filter = by;
    },
    /** What becomes of each call from now on. */
    weathers: (weather: () => Weather) => {
      weatherOf = weather;
    },
    /** While its answers are lost, it does what the bot calls for, and the bot hears nothing of it. */
    loseAnswers: (isLost: boolean) => {
      losesAnswers = isLost;
    },
    say,
    look,
    press,
    fill,
    /** Puts the form that is open before somebody before somebody else as well, as no client would. */
    copyForm: (from: string, to: string) => {
      const open = views.get(from);
      if (open) views.set(to, open);
    },
    deliver,
    sign,
    direct,
    channel,
    openView,
    summaries: (user: string) =>
      messages.filter((message) => message.chat === chatOf(user)).map((message) => message.summary),
    url,
    /** Nobody scrolls back any more. */
    forget: () => {
      messages.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await Promise.all([graph.close(), new Promise((resolve) => server.close(resolve))]);
    },
  };
}

/** Lets the bot's keys be read here, and its own calls pass without Microsoft. */
export function authenticationAt(url: string, graph: GraphAddresses = noGraph): Authentication {
  return () => ({
    framework: new ConfigurationBotFrameworkAuthentication(
      {
        MicrosoftAppId: appId,
        ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
        ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
        ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
        ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
        ToChannelFromBotOAuthScope: 'https://api.botframework.com',
        OAuthUrl: 'https://token.botframework.com/',
        CallerId: '',
        ValidateAuthority: 'true',
      },
      {
        isValidAppId: async (id) => id === appId,
        isAuthenticationDisabled: async () => false,
        createCredentials: async () => ({
          signRequest: async (request) => {
            request.headers.set('authorization', `Bearer ${botToken}`);
            return request;
          },
        }),
      },
    ),
    token: async () => botToken,
    serviceUrl: serviceAt(url),
    graph,
  });
}

/** For a school that names no group. */
const noGraph: GraphAddresses = { login: 'http://127.0.0.1:1', api: 'http://127.0.0.1:1' };

function serviceAt(url: string): string {
  return `${url}/emea/`;
}

/** Teams counts in UTF-16. */
function isWithin(bytes: number, body: string): boolean {
  return body.length * 2 <= bytes;
}

function chatOf(user: string): string {
  return `a:${user}`;
}

function placeOf(message: Message): string {
  return message.chat.startsWith('19:')
    ? `${message.chat};messageid=${message.thread ?? message.id}`
    : message.chat;
}

function chatIn(path: string): string | undefined {
  return /\/v3\/conversations\/([^/;]+)/.exec(path)?.[1];
}

function cardIn(body: string): unknown {
  return JSON.parse(body).attachments?.[0]?.content;
}

/** Teams calls whoever is named both in the words and beside them. */
function calledIn(body: string): string[] {
  const { text = '', entities = [] } = JSON.parse(body) as {
    text?: string;
    entities?: { type: string; text?: string; mentioned?: { id: string } }[];
  };
  return entities.flatMap((entity) =>
    entity.type === 'mention' && entity.text && text.includes(entity.text) && entity.mentioned
      ? [entity.mentioned.id]
      : [],
  );
}

function seenIn(value: unknown): string {
  if (typeof value === 'string') return value;
  const message = (value as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : readable(value);
}

/** What stands in the inputs when the button is pressed: choices by their title, several joined by commas. */
function filledIn(inputs: CardInput[], answers: Given): Node {
  const filled = inputs.map((input): [string, string] => {
    const answer = answers[input.id];
    if (answer === undefined) return [input.id, input.value];
    const parts = (Array.isArray(answer) ? answer : [answer]).map(
      (part) => input.choices.find((choice) => choice.title === part)?.value ?? part,
    );
    return [input.id, parts.join(input.type === 'Input.ChoiceSet' ? ',' : '\n')];
  });
  const empty = inputs.find((input, at) => input.isRequired && !filled[at]?.[1]);
  if (empty) throw new Error(`Teams would not send this: “${empty.label}” must be filled in.`);
  return Object.fromEntries(filled.filter(([, value]) => value !== ''));
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, status: number, body: object, retryAfter?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter ? { 'retry-after': retryAfter } : {}),
  });
  response.end(JSON.stringify(body));
}
