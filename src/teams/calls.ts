/** One call to Teams, tried once: whether and when to try again is for the outbox to decide. */
import { DeliveryError } from '../core/door.ts';
import { parsed } from '../doors/body.ts';
import type { Calls } from './authentication.ts';
import { limits } from './limits.ts';

type Client = NonNullable<Calls['httpClient']>;
type Request = Parameters<Client['sendRequest']>[0];

const client: Client = {
  async sendRequest(request) {
    const answer = await sent(request);
    const bodyAsText = await answer.text();
    if (!answer.ok) throw refusal(answer, bodyAsText);
    if (bodyAsText && parsed(bodyAsText) === undefined) throw notTeams();
    return { request, status: answer.status, headers: headersOf(answer, request), bodyAsText };
  },
};

export const calls: Calls = { httpClient: client };

async function sent({ url, method, headers, body }: Request): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: headers.rawHeaders(),
      signal: AbortSignal.timeout(limits.callMs),
      ...(typeof body === 'string' ? { body } : {}),
    });
  } catch (cause) {
    throw new DeliveryError('Teams could not be reached.', { retry: true, cause });
  }
}

/** The SDK has its own kind of headers, which is at hand only as those of the request. */
function headersOf(answer: Response, request: Request): Request['headers'] {
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  answer.headers.forEach((value, name) => {
    headers.set(name, value);
  });
  return headers;
}

/** Until somebody has mended the app's password (401), everything waits, as it would for a Teams that is away. */
const passing = [401, 412, 429];

function refusal(answer: Response, body: string): DeliveryError {
  const afterMs = waitOf(answer.headers.get('retry-after'));
  const code = codeIn(body);
  const isPassing = passing.includes(answer.status) || answer.status >= 500;
  if (!code && !isPassing) return notTeams(answer.status);
  const words = inWords[answer.status];
  return new DeliveryError(
    words ? `Teams says ${words}` : `Teams answered ${answer.status}${code && ` (${code})`}.`,
    {
      retry: isPassing,
      ...(afterMs === undefined ? {} : { afterMs }),
    },
  );
}

/** Teams names a code whenever it refuses. A school's filter or proxy that answers in its place does not. */
export function notTeams(status = 200): DeliveryError {
  return new DeliveryError(
    `Something on the way, such as a web filter, answered ${status} in Teams’ place. Let Teams through it.`,
    { retry: true },
  );
}

/** Seconds, or the moment itself. */
function waitOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
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
