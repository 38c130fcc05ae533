/** Slack's requests on a server that others share: checked, bounded, parsed, and answered with the right status. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BufferedIncomingMessage, HTTPModuleFunctions as bolt } from '@slack/bolt';
import { reasonOf } from '../core/reason.ts';
import type { AtHand } from '../doors/at-hand.ts';
import { seldom } from '../doors/seldom.ts';
import type { Answering } from './answer.ts';
import { limits } from './limits.ts';

type Parts = AtHand & { signingSecret: string; answer: Answering['answer'] };
type Ready = Parts & { refused: AtHand['log'] };

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

export function httpHandler(parts: Parts): Handle {
  const ready = { ...parts, refused: seldom(parts) };
  return (request, response) => {
    handle(ready, request, response).catch((error: unknown) => {
      parts.log(`A request could not be answered. ${reasonOf(error)}`);
      if (!response.headersSent) response.writeHead(500).end();
    });
  };
}

async function handle(parts: Ready, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return end(response, 405, { allow: 'POST' });
  const checked = await check(parts.signingSecret, request);
  const body = typeof checked === 'number' ? checked : bodyOf(checked);
  if (typeof body === 'number') {
    parts.refused(`A request was refused with ${body}: ${reasons[body]}. Nothing was changed.`);
    return end(response, body, { connection: 'close' });
  }
  if (body.ssl_check === '1') return end(response, 200);
  if (body.type === 'url_verification') return bolt.buildUrlVerificationResponse(response, body);
  const answer = await parts.answer(body);
  if (answer.status === 200) bolt.buildContentResponse(response, answer.body);
  else end(response, answer.status);
}

const reasons = {
  400: 'its body is broken',
  401: 'it was not signed by Slack within five minutes',
  413: 'it is too large',
} as const;

type Refusal = keyof typeof reasons;

async function check(
  signingSecret: string,
  request: IncomingMessage,
): Promise<BufferedIncomingMessage | Refusal> {
  if (Number(request.headers['content-length']) > limits.requestBytes) return 413;
  // Bolt leaves the future open, and a request signed for it could be played again until then.
  const ahead = Number(request.headers['x-slack-request-timestamp']) * 1000 - Date.now();
  if (ahead > limits.clockSkewMs) return 401;
  try {
    const options = { enabled: true, signingSecret, bodyLimit: limits.requestBytes };
    return await bolt.parseAndVerifyHTTPRequest(options, request);
  } catch (error) {
    return bolt.isRawBodyError(error) && error.statusCode === 413 ? 413 : 401;
  }
}

function bodyOf(request: BufferedIncomingMessage): Record<string, unknown> | Refusal {
  try {
    const body: unknown = bolt.parseHTTPRequestBody(request);
    return typeof body === 'object' && body !== null ? { ...body } : 400;
  } catch {
    return 400;
  }
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end();
}
