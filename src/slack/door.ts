/** Opens the door to Slack: over HTTP with a signing secret, or over Socket Mode with an app-level token. */
import { type Logger, LogLevel, webApi } from '@slack/bolt';
import type { Door, Receive } from '../core/door.ts';
import { type AtHand, atHand } from '../doors/at-hand.ts';
import { answering } from './answer.ts';
import { groupsThrough } from './groups.ts';
import { type Handle, httpHandler } from './http.ts';
import { faultOf, fetchFromSlack, senderThrough } from './send.ts';
import { openSocket } from './socket.ts';

export type SlackSettings = Partial<AtHand> & {
  botToken: string;
  signingSecret?: string | undefined;
  /** With it Slack is reached over Socket Mode, and no public address is needed. */
  appToken?: string | undefined;
  apiUrl?: string | undefined;
};

/** `handle` takes `POST /slack/events`; with Socket Mode there is nothing to take. */
export type SlackDoor = Door & { handle?: Handle };

export async function openSlackDoor(settings: SlackSettings, receive: Receive): Promise<SlackDoor> {
  const { signingSecret, appToken, apiUrl } = settings;
  const { now, log } = atHand(settings);
  const logger = quietLogger(log);
  const client = clientFor(settings, logger);
  const send = senderThrough(client);
  const { answer, settled } = answering({ receive, send, now, log });
  const { post, update, whisper } = send;
  const door = { platform: 'slack', post, update, whisper, groups: groupsThrough(client) };

  if (appToken) {
    const socket = await openSocket({ appToken, apiUrl, answer, logger });
    return {
      ...door,
      fault: async () => socket.fault() ?? (await faultOf(client)),
      async close() {
        await settled();
        await socket.close();
      },
    };
  }
  if (!signingSecret)
    throw new Error(
      'Slack needs SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode; add one of them to .env.',
    );
  return {
    ...door,
    fault: () => faultOf(client),
    close: settled,
    handle: httpHandler({ signingSecret, answer, now, log }),
  };
}

/** How Slack is called, also by whoever only looks. */
export function clientFor({ botToken, apiUrl }: SlackSettings, logger = quietLogger(() => {})) {
  return new webApi.WebClient(botToken, {
    logger,
    fetch: fetchFromSlack,
    // The outbox decides what is sent again, and when; a call that Slack did not answer may have been heard.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  });
}

/** Bolt's own lines: only what somebody should look at. */
function quietLogger(log: AtHand['log']): Logger {
  const line = (...parts: unknown[]) => log(`${parts.map(String).join(' ')}`);
  return {
    debug: () => {},
    info: () => {},
    warn: line,
    error: line,
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
