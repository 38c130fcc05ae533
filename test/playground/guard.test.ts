/** Whom the playground lets in, and how it refuses what it cannot use. */
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { playgroundPeople } from '../fakes/playground.ts';
import { openPlayground, type Playground } from './playground.ts';

let playground: Playground;

beforeEach(async () => {
  playground = await openPlayground();
});

afterEach(() => playground.close());

const words = { id: '12345678', school: 'old-park', as: 'ada', at: { conversation: 'ada' }, text: 'hello' };
const json = { 'content-type': 'application/json' };

/** Unlike fetch, this sends whatever host name it is given. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: playground.port, method, path, headers },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part) => {
            text += part;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    },
  );
}

describe('a caller', () => {
  test.each(['127.0.0.1:3978', 'localhost:3978', '[::1]:3978', '127.0.0.1'])(
    'may call it %s',
    async (host) => {
      expect((await ask('GET', '/', { host })).status).toBe(200);
    },
  );

  test.each([
    'rebound.example',
    '127.0.0.1.rebound.example',
    'localhost.rebound.example:3978',
    '10.0.0.4',
    'chalkline.example',
  ])('may not call it “%s”', async (host) => {
    const refused = await ask('GET', '/playground/schools', { host });
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.body).error).toContain('on this machine only');
  });

  test.each(['http://hostile.example', 'http://127.0.0.1:1', 'null', 'https://localhost'])(
    'may not come from the page %s',
    async (origin) => {
      const refused = await ask('POST', '/playground/say', { ...json, origin }, JSON.stringify(words));
      expect(refused.status).toBe(403);
      expect(playground.received).toEqual([]);
    },
  );

  test('may come from the page itself', async () => {
    const origin = playground.address;
    expect((await ask('POST', '/playground/say', { ...json, origin }, JSON.stringify(words))).status).toBe(
      200,
    );
  });
});

describe('a request', () => {
  test('that is no JSON by its type is refused, so that no other page can send one unasked', async () => {
    const refused = await ask(
      'POST',
      '/playground/say',
      { 'content-type': 'text/plain' },
      JSON.stringify(words),
    );
    expect(refused.status).toBe(415);
  });

  test('that is broken is refused', async () => {
    expect((await ask('POST', '/playground/say', json, '{"id":')).status).toBe(400);
  });

  test('that is very large is refused in words', async () => {
    const refused = await ask(
      'POST',
      '/playground/say',
      json,
      JSON.stringify({ ...words, text: 'x'.repeat(600_000) }),
    );
    expect(refused.status).toBe(413);
    expect(JSON.parse(refused.body).error).toContain('shorter');
  });

  test.each([
    ['somebody unknown', { as: 'eve' }, 404],
    ['a school unknown', { school: 'nowhere' }, 404],
    ['a room of others', { at: { conversation: 'room:slt' } }, 403],
    ['no words', { text: '  \n ' }, 400],
    ['50,000 characters', { text: 'x'.repeat(50_000) }, 400],
    ['an id that is none', { id: 'x' }, 400],
    ['no place', { at: undefined }, 400],
  ])('with %s is refused in one sentence and changes nothing', async (_what, wrong, status) => {
    const refused = await ask('POST', '/playground/say', json, JSON.stringify({ ...words, ...wrong }));
    expect(refused.status).toBe(status);
    expect(JSON.parse(refused.body).error).toMatch(/\.$/);
    expect(playground.received).toEqual([]);
  });

  test('that the bot cannot answer is refused without telling what broke, which only the server learns', async () => {
    const refused = await ask('POST', '/playground/say', json, JSON.stringify({ ...words, text: 'fail' }));
    expect(refused.status).toBe(500);
    expect(refused.body).not.toContain('fire');
    expect(playground.failures).toEqual(['the bot is on fire']);
  });

  test('for something else is left to others', async () => {
    expect((await ask('GET', '/healthz')).body).toBe('not the playground');
    expect((await ask('GET', '//')).body).toBe('not the playground');
  });

  test.each([
    '/playground/page/../door.ts',
    '/playground/page/%2e%2e/door.ts',
    '/playground/page/nothing.js',
    '/playground/page/tsconfig.json',
    '/playground/',
  ])('for %s finds nothing', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });
});

describe('the page', () => {
  test('may load nothing from elsewhere and run nothing inline', async () => {
    const { headers, body } = await ask('GET', '/');
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(body).not.toMatch(/<script(?![^>]* src="\/)|<style|\son[a-z]+=|style=|https?:/);
  });

  test.each([
    '/playground/page/app.js',
    '/playground/page/style.css',
    '/playground/page/mark.svg',
    '/playground/adaptivecards.js',
  ])('finds %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(200);
  });
});

describe('live news', () => {
  test('brings a message to whoever may read it, and only its place to others', async () => {
    const joy = await stream('joy');
    const sam = await stream('sam');
    await playgroundPeople(playground.address, 'old-park').say('ada', 'apply');
    const seen = { sam: await sam.next(3), joy: await joy.next(3) };
    const room = (news: News[]) => news.find((item) => item.conversation === 'room:slt');
    expect(room(seen.sam)?.message).toMatchObject({ said: { by: 'chalkline' }, teams: { teams: 'case' } });
    expect(room(seen.joy)).toBeDefined();
    expect(seen.joy.every((item) => item.message === undefined)).toBe(true);
    joy.stop();
    sam.stop();
  });

  test('ends when the door closes', async () => {
    const ada = await stream('ada');
    await playground.door.close();
    expect(await ada.ended()).toBe(true);
  });

  test('is refused to somebody unknown', async () => {
    const response = await fetch(`${playground.address}/playground/live?school=old-park&as=eve`);
    expect(response.status).toBe(404);
  });
});

type News = { conversation: string; message?: unknown };

async function stream(as: string) {
  const stopping = new AbortController();
  const response = await fetch(`${playground.address}/playground/live?school=old-park&as=${as}`, {
    signal: stopping.signal,
  });
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const read = async () => {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: true });
    return done;
  };
  await read();
  const news = () =>
    [...text.matchAll(/^event: message\ndata: (.*)\n\n/gm)].map(([, data]) => JSON.parse(data ?? '') as News);
  return {
    async next(count: number): Promise<News[]> {
      while (news().length < count) await read();
      return news();
    },
    ended: read,
    stop: () => stopping.abort(),
  };
}
