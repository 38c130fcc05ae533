/** The platforms' own SDKs with nothing on top: whatever is said is said back. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { CloudAdapter, type Request, type Response } from 'botbuilder';
import { authenticationAt } from '../../fakes/teams.ts';
import { listening, place } from './measured.ts';
import { tenCards } from './messages.ts';

const { signingSecret, botToken, apiUrl } = place.slack;
const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR });
const app = new App({
  token: botToken,
  receiver,
  clientOptions: { slackApiUrl: apiUrl },
  logLevel: LogLevel.ERROR,
});
app.message(async ({ message, say, client }) => {
  if (!('text' in message) || !message.text) return;
  if (message.text !== tenCards) return void (await say(message.text));
  const { channel, ts, text } = message;
  const changes = Array.from({ length: 10 }, () => client.chat.update({ channel, ts, text, blocks }));
  await Promise.all(changes);
});

/** About as much as the card of a request. */
const blocks = Array.from({ length: 10 }, (_, at) => ({
  type: 'section' as const,
  text: { type: 'plain_text' as const, text: `What it is about, part ${at}: ${'words '.repeat(15)}` },
}));

const { framework } = authenticationAt(place.keysUrl)(place.teams);
const adapter = new CloudAdapter(framework);

const server = createServer((request, response) => {
  if (request.url === '/slack/events') return receiver.requestListener(request, response);
  let text = '';
  request.on('data', (part) => {
    text += part;
  });
  request.on('end', () => {
    const asked = Object.assign(request, { body: JSON.parse(text) }) as unknown as Request;
    const answered: Response = {
      socket: response.socket,
      status: (code) => {
        response.statusCode = code;
      },
      header: (name, value) => response.setHeader(name, String(value)),
      send: (body) => response.write(JSON.stringify(body)),
      end: () => response.end(),
    };
    void adapter.process(asked, answered, async (context) => {
      if (context.activity.type === 'message') await context.sendActivity(context.activity.text);
    });
  });
});
server.listen(0, '127.0.0.1', () => listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
