/** Socket Mode: Slack's deliveries over a connection of our own, which is opened again whenever it breaks. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Logger, SocketModeReceiver, webApi } from '@slack/bolt';
import { reasonOf } from '../core/reason.ts';
import type { Answering } from './answer.ts';

type Parts = { appToken: string; apiUrl: string | undefined; answer: Answering['answer']; logger: Logger };
type Client = SocketModeReceiver['client'];

export type Socket = {
  /** Undefined while connected. */
  fault(): string | undefined;
  close(): Promise<void>;
};

const firstPatienceMs = 5_000;
const shortestPauseMs = 250;
const longestPauseMs = 30_000;

/** Resolves when connected, or when that takes so long that it goes on in the background. A refused token rejects. */
export async function openSocket(parts: Parts): Promise<Socket> {
  const client = clientOf(parts);
  client.on('slack_event', listener(parts));
  const closing = new AbortController();
  let fault: string | undefined = 'The connection to Slack is not open yet.';

  /** Rejects only when Slack refuses the token at the very first attempt. */
  async function stayConnected(whenFirstOpen: () => void): Promise<void> {
    let wasOpen = false;
    for (let failures = 0; !closing.signal.aborted; failures++) {
      try {
        await whileConnected(client, closing.signal, () => {
          [fault, failures, wasOpen] = [undefined, 0, true];
          whenFirstOpen();
        });
        fault = 'The connection to Slack is broken; it is being opened again.';
      } catch (error) {
        fault = `Slack does not take the connection. ${reasonOf(error ?? 'It broke off.')}`;
        if (error instanceof webApi.WebAPIPlatformError && !wasOpen) throw refusedToken(error);
      }
      const wait = Math.min(longestPauseMs, shortestPauseMs * 2 ** failures);
      await pause(wait, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  let running = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(resolve, firstPatienceMs);
    running = stayConnected(() => {
      clearTimeout(late);
      resolve();
    }).catch((error) => {
      clearTimeout(late);
      reject(error);
    });
  });
  return {
    fault: () => fault,
    async close() {
      closing.abort();
      await client.disconnect();
      await running;
    },
  };
}

function clientOf({ appToken, apiUrl, logger }: Parts): Client {
  const clientOptions = { logger, retryConfig: { retries: 0 }, ...(apiUrl ? { slackApiUrl: apiUrl } : {}) };
  // Its own way back waits five seconds, and ends the process when Slack refuses the token meanwhile.
  const autoReconnectEnabled = false;
  return new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled,
    installerOptions: { clientOptions },
  }).client;
}

function listener({ answer, logger }: Parts) {
  return async ({ body, ack }: { body: unknown; ack: (answer: object) => Promise<void> }) => {
    try {
      const reply = await answer(body);
      // Without an acknowledgement Slack delivers it again.
      if (reply.status !== 500) await ack(('body' in reply && reply.body) || {});
    } catch (error) {
      logger.warn(`a delivery was not acknowledged, so it will come again. ${error}`);
    }
  };
}

/** Resolves when a connection that had been opened is closed again. */
async function whileConnected(client: Client, closing: AbortSignal, whenOpen: () => void): Promise<void> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  client.once('disconnected', end);
  try {
    await client.start();
    whenOpen();
    if (closing.aborted) await client.disconnect();
    await ended;
  } finally {
    client.off('disconnected', end);
  }
}

function refusedToken(cause: Error): Error {
  return new Error(
    `Slack does not accept SLACK_APP_TOKEN (${cause.message}). Create an app-level token with connections:write and set it in .env.`,
    { cause },
  );
}
