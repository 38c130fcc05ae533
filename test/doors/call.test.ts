import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { call } from '../../src/doors/call.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const opened = createServer(listener);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
}

const longestMs = 10_000;

test('what is sent arrives as it is, and so does the answer', async () => {
  const url = await serve(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    response.writeHead(201, { 'x-heard': `${request.method} ${request.headers.mark}` });
    response.end(Buffer.concat(parts));
  });
  const answer = await call(url, { method: 'PUT', headers: { mark: 'seen' }, body: 'naïve 👋', longestMs });
  expect(answer).toMatchObject({ status: 201, text: 'naïve 👋' });
  expect(answer.headers.get('x-heard')).toBe('PUT seen');
});

test('the next call goes over the same connection', async () => {
  const ports = new Set<number | undefined>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  for (let count = 0; count < 3; count++) await call(url, { body: '', longestMs });
  expect(ports.size).toBe(1);
});

test('an answer that points elsewhere is not followed', async () => {
  const paths: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(await call(url, { body: '', longestMs })).toMatchObject({ status: 302 });
  expect(paths).toEqual(['/']);
});

test('whoever answers nothing is given up', async () => {
  const url = await serve(() => {});
  await expect(call(url, { body: '', longestMs: 20 })).rejects.toThrow('No answer in 20 ms');
});

test('whoever never ends an answer is given up, too', async () => {
  const url = await serve((_request, response) => void response.write('Once upon a time'));
  await expect(call(url, { body: '', longestMs: 20 })).rejects.toThrow('No answer in 20 ms');
});

test('half an answer is none', async () => {
  const url = await serve((request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => request.socket.destroy());
  });
  await expect(call(url, { body: '', longestMs })).rejects.toThrow();
});

test('nobody there is told at once', async () => {
  const url = await serve(() => {});
  server?.close();
  await expect(call(url, { body: '', longestMs })).rejects.toThrow('ECONNREFUSED');
});
