/** What is answered to one HTTP request, on Node's own server. */
import type { ServerResponse } from 'node:http';

export type Answer = { status: number; body?: object };

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
