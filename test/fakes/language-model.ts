/** A language model behind the chat-completions protocol, on loopback: it takes what the protocol asks for, and answers as it is told to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

const request = z.object({
  model: z.string().min(1),
  temperature: z.number().min(0).max(2).optional(),
  response_format: z.object({ type: z.enum(['text', 'json_object']) }).optional(),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
});

export type FakeModel = {
  url: string;
  /** What it has been sent, the message of the user only. */
  heard: string[];
  /** The keys that came with it. */
  keys: (string | undefined)[];
  /** What it says next: its content, or a whole reply of another kind. */
  says: object | string;
  replies?: { status?: number; body?: string; headers?: Record<string, string>; never?: true };
};

export async function aLanguageModel(): Promise<FakeModel> {
  const model: FakeModel = { url: '', heard: [], keys: [], says: {} };
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    const { never, status = 200, headers = {}, body: other } = model.replies ?? {};
    if (incoming.method !== 'POST' || incoming.url !== '/v1/chat/completions')
      return outgoing.writeHead(404).end();
    const parsed = request.safeParse(JSON.parse(body));
    if (!parsed.success)
      return outgoing.writeHead(400).end(JSON.stringify({ error: { message: 'bad request' } }));
    model.keys.push(incoming.headers.authorization);
    model.heard.push(
      parsed.data.messages
        .filter(({ role }) => role === 'user')
        .map(({ content }) => content)
        .join('\n'),
    );
    if (never) return undefined;
    const content = typeof model.says === 'string' ? model.says : JSON.stringify(model.says);
    const reply = {
      id: 'c1',
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content } }],
    };
    return outgoing
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(other ?? JSON.stringify(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  model.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return model;
}
