/** The one server behind which every door stands, with health, readiness and metrics. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reasonOf } from './core/reason.ts';
import type { Log } from './log.ts';

export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<unknown> | unknown;

export type Routes = {
  slack?: Handler;
  teams?: Handler;
  /** Answers whether the request was its own. */
  playground?: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>;
  /** Why nothing that happens can be kept; undefined when it can. */
  storeFault: () => Promise<string | undefined>;
  /** What keeps it from being ready; empty when it is. */
  faults: () => Promise<string[]>;
  metrics: () => Promise<string>;
  log: Log;
};

/** When a whole school writes at once, whoever has to knock twice is answered too late. */
const mostKnocking = 4096;

export type Listening = { address: string; close(): Promise<void> };

export async function listen(routes: Routes, port: number, host: string): Promise<Listening> {
  const server = createServer((req, res) => {
    serve(routes, req, res).catch((error: unknown) => {
      routes.log('a request failed', { why: reasonOf(error) });
      if (!res.headersSent) res.writeHead(500);
      res.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, mostKnocking, resolve);
  });
  return { address: addressOf(server), close: () => closeServer(server) };
}

async function serve(routes: Routes, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '/').split('?', 1)[0];
  const key = `${req.method} ${path}`;
  if (key === 'GET /healthz') return alive(routes, res);
  if (key === 'GET /readyz') return ready(routes, res);
  if (key === 'GET /metrics') return plain(res, 200, await routes.metrics());
  if (path === '/slack/events' && routes.slack) return onlyPost(routes.slack, req, res);
  if (path === '/api/messages' && routes.teams) return onlyPost(routes.teams, req, res);
  if (routes.playground && (await routes.playground(req, res))) return;
  plain(res, 404, 'There is nothing here.\n');
}

async function onlyPost(handler: Handler, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (req.method === 'POST') await handler(req, res);
  else plain(res, 405, 'This address takes POST only.\n');
}

async function alive(routes: Routes, res: ServerResponse): Promise<void> {
  const fault = await routes.storeFault();
  plain(res, fault ? 503 : 200, `${fault ?? 'alive'}\n`);
}

async function ready(routes: Routes, res: ServerResponse): Promise<void> {
  const faults = await routes.faults();
  plain(res, faults.length > 0 ? 503 : 200, faults.length > 0 ? `${faults.join('\n')}\n` : 'ready\n');
}

function plain(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  res.end(text);
}

function addressOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** Takes no more requests, lets those in hand finish, and does not wait for idle or live connections. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}
