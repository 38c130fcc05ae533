/** One call to Teams, tried once: whether and when to try again is for the outbox to decide. */
import { DeliveryError } from '../core/door.ts';
import type { Calls } from './authentication.ts';
import { limits } from './limits.ts';

type Client = NonNullable<Calls['httpClient']>;
type Request = Parameters<Client['sendRequest']>[0];

const client: Client = {
  async sendRequest(request) {
    const answer = await sent(request);
    const bodyAsText = await answer.text();
    if (!answer.ok) throw refusal(answer, bodyAsText);
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
  return new DeliveryError(`Teams answered ${answer.status}${codeIn(body)}.${advice(answer.status)}`, {
    retry: passing.includes(answer.status) || answer.status >= 500,
    ...(afterMs === undefined ? {} : { afterMs }),
  });
}

/** Seconds, or the moment itself. */
function waitOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function codeIn(body: string): string {
  const code = /"code"\s*:\s*"(\w+)"/.exec(body)?.[1];
  return code ? ` (${code})` : '';
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
