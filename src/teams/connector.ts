/**
 * The connector, by which a bot writes to Teams: three calls of its REST interface. The SDK's own client for it takes most
 * of what a card costs. Each call is tried once: whether and when to try again is for the outbox to decide.
 */
import type { Activity, ConversationParameters } from 'botbuilder';
import { z } from 'zod';
import { DeliveryError } from '../core/door.ts';
import { parsed } from '../doors/body.ts';
import { type Answer, call } from '../doors/call.ts';
import { waitOf } from '../doors/retry-after.ts';
import type { Identity } from './authentication.ts';
import { limits } from './limits.ts';

/** A chat, a channel or a thread, and where Teams is reached about it. */
export type Address = { serviceUrl: string; conversation: string };

export type Connector = {
  /** Opens a chat with somebody, or finds the one there is; gives back its id. */
  open(serviceUrl: string, asked: ConversationParameters): Promise<string>;
  /** Gives back the id of the message. */
  post(to: Address, activity: Partial<Activity>): Promise<string>;
  update(to: Address, id: string, activity: Partial<Activity>): Promise<void>;
};

export function connectorWith(token: Identity['token']): Connector {
  async function tell(method: string, url: string, body: object): Promise<unknown> {
    const answer = await sent(method, url, JSON.stringify(body), await signature());
    if (answer.status >= 300) throw refusal(answer);
    if (!answer.text) return undefined;
    const told = parsed(answer.text);
    if (told === undefined) throw notTeams();
    return told;
  }

  /** Whatever is not Teams' own refusal may pass. */
  async function signature(): Promise<Record<string, string>> {
    try {
      const ours = await token();
      return ours === undefined ? {} : { authorization: `Bearer ${ours}` };
    } catch (cause) {
      throw new DeliveryError('Microsoft gives no token to write to Teams with.', { retry: true, cause });
    }
  }

  return {
    open: async (serviceUrl, asked) => idIn(await tell('POST', conversations(serviceUrl), asked)),
    post: async (to, activity) => idIn(await tell('POST', activities(to), activity)),
    async update(to, id, activity) {
      await tell('PUT', `${activities(to)}/${encodeURIComponent(id)}`, activity);
    },
  };
}

function conversations(serviceUrl: string): string {
  return `${serviceUrl.replace(/\/$/, '')}/v3/conversations`;
}

function activities({ serviceUrl, conversation }: Address): string {
  return `${conversations(serviceUrl)}/${encodeURIComponent(conversation)}/activities`;
}

/** What Teams has taken has an id. Without one it was somebody else who said yes. */
function idIn(told: unknown): string {
  const { data } = taken.safeParse(told);
  if (!data) throw notTeams();
  return data.id;
}

const taken = z.object({ id: z.string().min(1) });

async function sent(
  method: string,
  url: string,
  body: string,
  signature: Record<string, string>,
): Promise<Answer> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', ...signature };
  try {
    return await call(url, { method, headers, body, longestMs: limits.callMs });
  } catch (cause) {
    throw new DeliveryError('Teams could not be reached.', { retry: true, cause });
  }
}

/** Until somebody has mended the app's password (401), everything waits, as it would for a Teams that is away. */
const passing = [401, 412, 429];

function refusal({ status, headers, text }: Answer): DeliveryError {
  const afterMs = waitOf(headers.get('retry-after'));
  const code = codeIn(text);
  const isPassing = passing.includes(status) || status >= 500;
  if (!code && !isPassing) return notTeams(status);
  const words = inWords[status];
  return new DeliveryError(
    words ? `Teams says ${words}` : `Teams answered ${status}${code && ` (${code})`}.`,
    {
      retry: isPassing,
      ...(afterMs === undefined ? {} : { afterMs }),
    },
  );
}

/** Teams names a code whenever it refuses. A school's filter or proxy that answers in its place does not. */
function notTeams(status = 200): DeliveryError {
  return new DeliveryError(
    `Something on the way, such as a web filter, answered ${status} in Teams’ place. Let Teams through it.`,
    { retry: true },
  );
}

function codeIn(body: string): string {
  return /"code"\s*:\s*"(\w+)/.exec(body)?.[1] ?? '';
}

/** What it says, and what to do about it. */
const inWords: Record<number, string> = {
  401: 'it doesn’t know the app. Check the app id, its password and the tenant.',
  403: 'the app isn’t there, or that person has blocked it. Add it there again.',
  404: 'that chat or message isn’t there any more.',
  413: 'the message is too large.',
};
