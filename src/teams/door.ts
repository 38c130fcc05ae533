/** The Teams door: takes what Teams posts to `/api/messages`, and sends cards back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity as SdkActivity } from 'botbuilder';
import type { Door, Receive } from '../core/door.ts';
import { activity } from './activity.ts';
import { type Answer, answer, type Show } from './answer.ts';
import { type Authentication, type Identity, microsoft, type TeamsSettings } from './authentication.ts';
import { calls } from './calls.ts';
import { bodyOf, parsed, respond } from './http.ts';
import { limits } from './limits.ts';
import { receive } from './receive.ts';
import { openSender, type Sender } from './send.ts';

export type TeamsDoor = Door & {
  /** Serves `POST /api/messages`. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

const worldwide = 'https://smba.trafficmanager.net/teams/';

export async function openTeamsDoor(
  settings: TeamsSettings,
  take: Receive,
  authentication: Authentication = microsoft,
): Promise<TeamsDoor> {
  const identity = authentication(settings, calls);
  let lastSeen: string | undefined;
  const sender = openSender(settings, identity, () => settings.serviceUrl ?? lastSeen ?? worldwide);
  const show = shower(sender);

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return { status: 405 };
    const authorization = request.headers.authorization ?? '';
    if (!settings.anonymous && !authorization) return refused(401, 'Please sign the call.');
    const body = await bodyOf(request, limits.requestBytes);
    if (body === undefined) return refused(413, 'That is more than one message.');
    const posted = parsed(body);
    const read = activity.safeParse(posted);
    if (!read.success) return refused(400, 'That is not an activity.');
    const stranger = await whyStranger(posted as SdkActivity, authorization);
    if (stranger) return stranger;
    lastSeen = read.data.serviceUrl;
    return await answer(receive(read.data, new Date().toISOString()), take, show);
  }

  async function whyStranger(posted: SdkActivity, authorization: string): Promise<Answer | undefined> {
    // Other channels of the Bot Framework have other checks, which nobody here has looked at.
    if (!settings.anonymous && posted.channelId !== 'msteams')
      return refused(401, 'Only Teams is served here.');
    try {
      await identity.framework.authenticateRequest(posted, authorization);
      return undefined;
    } catch (error) {
      return isOurs(error)
        ? refused(503, 'Please try again in a minute.')
        : refused(401, 'That is not a call from Teams.');
    }
  }

  return {
    platform: 'teams',
    ...sender,
    fault: () => faultOf(identity),
    close: async () => {},
    async handle(request, response) {
      try {
        respond(response, await answerTo(request));
      } catch (error) {
        console.error(`Teams: an activity could not be handled. ${reason(error)}`);
        respond(response, refused(500, 'Something went wrong here. Please try again in a minute.'));
      }
    },
  };
}

function refused(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** Privately, to whoever acted. */
function shower(sender: Sender): Show {
  return async ({ event }, card) => {
    try {
      await sender.whisper({ place: event.place, user: event.by.user }, card);
    } catch (error) {
      console.error(`Teams: an answer could not be shown. ${reason(error)}`);
    }
  };
}

/** Microsoft's keys could not be read: that is no fault of the caller's. */
function isOurs(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'FetchError' || ('statusCode' in error && error.statusCode === 500);
}

async function faultOf(identity: Identity): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Microsoft did not answer.')), limits.callMs);
  });
  try {
    await Promise.race([identity.prove(), late]);
    return undefined;
  } catch (error) {
    return `Microsoft gives no token for the Teams app: ${reason(error)} Check TEAMS_APP_ID, TEAMS_APP_PASSWORD (it may have expired) and TEAMS_TENANT_ID.`;
  } finally {
    clearTimeout(timer);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
