/** One HTTP request in, one answer out, on Node's own server. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Answer = { status: number; body?: object };

/** Undefined where there is more than the limit; the rest is not kept. */
export async function bodyOf(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // A request that is cut off takes its connection with it, and the answer could not be heard.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > limit) {
      request.resume();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function respond(response: ServerResponse, { status, body }: Answer): void {
  if (response.headersSent) return;
  const text = body ? JSON.stringify(body) : '';
  response.writeHead(status, {
    'content-length': Buffer.byteLength(text),
    ...(body ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(status === 405 ? { allow: 'POST' } : {}),
    // Whatever was refused may still be on its way.
    ...(status === 413 || status === 401 ? { connection: 'close' } : {}),
  });
  response.end(text);
}
