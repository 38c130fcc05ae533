/** One call to Teams, tried once: whether and when to try again is for the outbox to decide. */
import { DeliveryError } from '../core/door.ts';
import { parsed } from '../doors/body.ts';
import { waitOf } from '../doors/retry-after.ts';
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
  return new DeliveryError(
    `Teams answered ${answer.status}${code && ` (${code})`}.${advice(answer.status)}`,
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

function codeIn(body: string): string {
  return /"code"\s*:\s*"(\w+)/.exec(body)?.[1] ?? '';
}

function advice(status: number): string {
  switch (status) {
    case 401:
      return ' Check the app id, its password and the tenant.';
    case 403:
      return ' The app is not installed there, or the person has blocked it.';
    case 404:
      return ' The chat or message is not there any more.';
    case 413:
      return ' The message is too large.';
    default:
      return '';
  }
}
