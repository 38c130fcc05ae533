/** Writes to Slack: posts, changes, notes for one person, the Home tab and forms. Whether to try again is for others to decide. */
import { createHash } from 'node:crypto';
import { type types, webApi } from '@slack/bolt';
import type { Card, FormCard } from '../core/card.ts';
import { type Called, DeliveryError, type Door, type Mark } from '../core/door.ts';
import type { MessageRef, Place } from '../core/event.ts';
import { reasonOf } from '../core/reason.ts';
import { type Answer, call } from '../doors/call.ts';
import { drawnOnce } from '../doors/drawings.ts';
import { draw, drawHome, summaryOf } from './draw.ts';
import { drawDialog } from './draw-form.ts';
import type { Block } from './draw-parts.ts';
import { limits } from './limits.ts';
import { homeOwner, isPerson } from './places.ts';

export type Sender = Pick<Door, 'post' | 'update' | 'whisper'> & {
  /** A form that somebody has asked for in a dialog opens over that one. */
  openForm(trigger: string, card: FormCard, place: Place, over?: object): Promise<void>;
  openDialog(trigger: string, view: types.ModalView): Promise<void>;
  changeDialog(id: string, view: types.ModalView): Promise<void>;
};

export function senderThrough(client: webApi.WebClient): Sender {
  const channels = new Map<string, string>();

  async function direct(user: string): Promise<string> {
    const knownChannel = channels.get(user);
    if (knownChannel) return knownChannel;
    const { channel } = await delivered(() => client.conversations.open({ users: user }));
    if (!channel?.id) throw new DeliveryError(`Slack opened no chat with ${user}.`, { retry: true });
    channels.set(user, channel.id);
    return channel.id;
  }

  async function write(
    channel: string,
    thread: string | undefined,
    card: Card,
    calls: Called[] = [],
    mark?: Mark,
  ): Promise<MessageRef> {
    const message = calling(calls, messageOf(card));
    const there = mark?.mayBeThere && !thread && (await find(channel, mark));
    if (there) return change(channel, there, message);
    const sent = await delivered(() =>
      client.chat.postMessage({
        channel,
        ...inText(message),
        unfurl_links: false,
        unfurl_media: false,
        ...(thread ? { thread_ts: thread } : {}),
        ...(mark ? { metadata: { event_type: 'chalkline_card', event_payload: { card: shown(mark) } } } : {}),
      }),
    );
    return { platform: 'slack', conversation: sent.channel ?? channel, id: idIn(sent.ts) };
  }

  /** A message of ours whose answer was lost. Where the app may not read it cannot be found, and is sent once more. */
  async function find(channel: string, mark: Mark): Promise<string | undefined> {
    try {
      const { messages = [] } = await delivered<{ messages?: Known[] }>(() =>
        client.conversations.history({ channel, include_all_metadata: true, limit: limits.lookedBack }),
      );
      return messages.find(({ metadata }) => metadata?.event_payload?.card === shown(mark))?.ts;
    } catch (error) {
      if (isUnreadable(error)) return undefined;
      throw error;
    }
  }

  async function change(channel: string, ts: string, message: Written): Promise<MessageRef> {
    const changed = await delivered(() => client.chat.update({ channel, ts, ...inText(message) }));
    return { platform: 'slack', conversation: channel, id: idIn(changed.ts) };
  }

  async function showAtHome(user: string, home: string, card: Card): Promise<MessageRef> {
    const drawn = drawing(() => drawHome(card));
    const { view } = await delivered(() => client.views.publish({ user_id: user, view: drawn }));
    return { platform: 'slack', conversation: home, id: idIn(view?.id) };
  }

  return {
    async post(to, card, calls, mark) {
      if ('person' in to) return write(await direct(to.person.user), undefined, card, [], mark);
      const { conversation, thread } = to.place;
      const owner = homeOwner(conversation);
      if (owner) return showAtHome(owner, conversation, card);
      const channel = isPerson(conversation) ? await direct(conversation) : conversation;
      return write(channel, thread, card, calls, mark);
    },

    async update({ conversation, id }, card) {
      const owner = homeOwner(conversation);
      if (owner) return void (await showAtHome(owner, conversation, card));
      await change(conversation, id, messageOf(card));
    },

    async whisper({ place, user }, card) {
      if (place.direct) return void (await write(await direct(user), place.thread, card));
      // A note in a thread that is not open yet would be seen by nobody.
      const { conversation: channel, thread } = place.unopened ? { ...place, thread: undefined } : place;
      const message = messageOf(card);
      try {
        const { message_ts } = await delivered(() =>
          client.chat.postEphemeral({
            channel,
            user,
            ...inText(message),
            ...(thread ? { thread_ts: thread } : {}),
          }),
        );
        idIn(message_ts);
      } catch (error) {
        // Not together in that channel (any more): the private chat reaches them just as quietly.
        if (!(error instanceof DeliveryError) || error.retry) throw error;
        await write(await direct(user), undefined, card);
      }
    },

    async openForm(trigger, card, place, over) {
      const open = { trigger_id: trigger, view: drawing(() => drawDialog(card, place)) };
      await delivered(() => (over ? client.views.push(open) : client.views.open(open)));
    },

    async openDialog(trigger, view) {
      await delivered(() => client.views.open({ trigger_id: trigger, view }));
    },

    async changeDialog(id, view) {
      await delivered(() => client.views.update({ view_id: id, view }));
    },
  };
}

const messageOf = drawnOnce((card) => drawing(() => ({ text: summaryOf(card), blocks: draw(card) })));

/** A card that cannot be drawn is our own mistake: another try would end the same way. */
function drawing<T>(draw: () => T): T {
  try {
    return draw();
  } catch (cause) {
    throw new DeliveryError(reasonOf(cause), { retry: false, cause });
  }
}

/** As objects the SDK would go through all of its blocks, again and again. It passes on text as well; only its types do not say so. */
function inText({ text, blocks }: Written): Written {
  return { text, blocks: JSON.stringify(blocks) as unknown as Block[] };
}

/** What Slack has taken has an id. Without one it was somebody else who said yes. */
function idIn(id: string | undefined): string {
  if (!id) throw notSlack();
  return id;
}

type Written = ReturnType<typeof messageOf>;
type Known = { ts?: string; metadata?: { event_payload?: Record<string, unknown> } };

/** Every app in a channel can read it, so that it tells nothing but that two messages are the same. */
function shown({ id }: Mark): string {
  return createHash('sha256').update(id).digest('base64url');
}

/** Mentions of our own making, before everything else. */
function calling(calls: Called[], { text, blocks }: Written): Written {
  if (calls.length === 0) return { text, blocks };
  const mentions = calls.map(({ user }) => `<@${user}>`).join(' ');
  const line: Block = { type: 'section', text: { type: 'mrkdwn', text: mentions, verbatim: true } };
  return {
    text: `${mentions} ${text}`.slice(0, limits.text),
    blocks: blocks.length < limits.blocks ? [line, ...blocks] : blocks,
  };
}

export async function delivered<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw deliveryError(error);
  }
}

/** What Slack answers when it is its own trouble, and gone in a while. */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'team_added_to_org',
]);

/** Somebody has to mend the app or its token; until then everything waits, as it would for a platform that is away. */
const mendable = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
]);

/** What it says, and what to do about it. */
const inWords: Record<string, string> = {
  channel_not_found:
    'there’s no such channel, or I’m not in it. Invite me there, or correct its id in the school file.',
  not_in_channel: 'I’m not in that channel. Invite me there.',
  is_archived: 'that channel is archived. Choose another one in the school file.',
  restricted_action: 'only some may write in that channel. Let me write there, or choose another one.',
  user_not_found: 'it doesn’t know that person. Correct their Slack id in the school file.',
  user_disabled: 'that person’s account is closed. Take them off the school file if they’ve left.',
  messages_tab_disabled: 'chats with me are switched off. Install the app again with its present manifest.',
  invalid_auth: 'it doesn’t know the token. Set SLACK_BOT_TOKEN to the token of the installed app.',
  token_revoked: 'the token was taken back. Install the app again, and set SLACK_BOT_TOKEN.',
  account_inactive: 'the app was taken out. Install it again, and set SLACK_BOT_TOKEN.',
  missing_scope: 'the app may not do that. Install it again with its present manifest.',
  no_such_subteam: 'it knows no such group. Correct the id of that user group in the school file.',
  message_not_found: 'the message was deleted, so there’s nothing to change.',
};

function deliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const message = `Slack asks to wait ${error.retryAfter} seconds.`;
    return new DeliveryError(message, { retry: true, afterMs: error.retryAfter * 1000, cause: error });
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const reason: unknown = error.data.error;
    if (typeof reason !== 'string' || !reason) return notSlack(error);
    const words = inWords[reason];
    return new DeliveryError(words ? `Slack says ${words}` : `Slack refused it: ${reason}.`, {
      retry: passing.has(reason) || mendable.has(reason),
      cause: error,
    });
  }
  // Slack itself refuses with 200 and a name; any other status is its own trouble, or a filter's on the way.
  if (error instanceof webApi.WebAPIHTTPError)
    return new DeliveryError(`Slack, or a filter on the way, answered ${error.statusCode}.`, {
      retry: true,
      cause: error,
    });
  if (error instanceof webApi.WebAPIRequestError && error.original instanceof NotFromSlack)
    return notSlack(error);
  return new DeliveryError('Slack could not be reached.', { retry: true, cause: error });
}

class NotFromSlack extends Error {}

/** A school's filter or proxy may answer in Slack's place, with a page and even with 200. */
export const fetchFromSlack: webApi.FetchFunction = async (url, { method, headers, body } = {}) => {
  if (typeof body !== 'string') throw new Error('Expected words for Slack, got files.');
  const answer = await call(String(url), { method, headers, body, longestMs: limits.callMs });
  const isJson = answer.headers.get('content-type')?.startsWith('application/json');
  if (answer.status === 200 && !isJson) throw new NotFromSlack('The answer is not from Slack.');
  return asFetched(String(url), answer);
};

/** As the SDK reads an answer. A whole `Response` for each would cost half as much as the call itself. */
function asFetched(url: string, { status, headers, text }: Answer): FetchResponse {
  return {
    ok: status === 200,
    status,
    statusText: '',
    url,
    headers: { get: (name) => headers.get(name) ?? null, entries: () => headers },
    text: async () => text,
    json: () => new Response(text).json(),
    arrayBuffer: () => new Response(text).arrayBuffer(),
  };
}

type FetchResponse = Awaited<ReturnType<webApi.FetchFunction>>;

export function notSlack(cause?: unknown): DeliveryError {
  const message =
    'Something on the way, such as a web filter, answered in Slack’s place. Let slack.com through it.';
  return new DeliveryError(message, { retry: true, cause });
}

/** Slack lets the app read its private chats only, and not too many at once; what is urgent cannot wait for that. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof DeliveryError)) return false;
  const { afterMs, cause, retry } = error;
  if (!retry || afterMs !== undefined) return true;
  return cause instanceof webApi.WebAPIPlatformError && cause.data.error === 'missing_scope';
}

/** Why Slack cannot be used just now, or nothing when it can. */
export async function faultOf(client: webApi.WebClient): Promise<string | undefined> {
  try {
    await delivered(() => client.auth.test());
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}
