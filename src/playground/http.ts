/** The little HTTP the playground needs: who may knock, how a body is read, and how an answer is written. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { bodyOf, parsed } from '../doors/body.ts';
import { isHostHere } from '../doors/loopback.ts';

/** Something the page should be told instead of an answer. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

/**
 * Any page in the same browser could send requests here, and a hostile name could be made to point here.
 * So only what was addressed to this machine, and comes from our own page, is let in.
 */
export function checkCaller(req: IncomingMessage): void {
  const { host = '', origin } = req.headers;
  if (!isHostHere(host))
    throw new Refusal(403, 'The playground answers on this machine only, for example at http://127.0.0.1.');
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Refusal(403, 'The playground listens to its own page only.');
}

const longestBody = 256 * 1024;

export async function readBody<T>(req: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? ''))
    throw new Refusal(415, 'Please send JSON.');
  const text = await bodyOf(req, longestBody);
  if (text === undefined) throw new Refusal(413, 'That is too much at once. Please send something shorter.');
  const json = parsed(text);
  if (json === undefined) throw new Refusal(400, 'This is not JSON, so nothing was done with it.');
  return checked(schema, json);
}

export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(400, `Something is missing or wrong in ${issue?.path.join('.') || 'this request'}.`);
}

export const guards = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function answer(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, {
    ...guards,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  res.end(JSON.stringify(body));
}
