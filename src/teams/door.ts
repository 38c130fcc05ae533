/** The Teams door: takes what Teams posts to `/api/messages`, and sends cards back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity as SdkActivity } from 'botbuilder';
import type { Door, Receive } from '../core/door.ts';
import { reasonOf } from '../core/reason.ts';
import { atHand } from '../doors/at-hand.ts';
import { bodyOf, parsed } from '../doors/body.ts';
import { within } from '../doors/patience.ts';
import { readActivity } from './activity.ts';
import { TeamsAdapter } from './adapter.ts';
import { TeamsBot } from './answer.ts';
import { type Authentication, type Identity, microsoft, type TeamsSettings } from './authentication.ts';
import { calls } from './calls.ts';
import { type Answer, respond } from './http.ts';
import { limits } from './limits.ts';
import { openSender } from './send.ts';

export type TeamsDoor = Door & {
  /** Serves `POST /api/messages`. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

export async function openTeamsDoor(
  settings: TeamsSettings,
  receive: Receive,
  authentication: Authentication = microsoft,
): Promise<TeamsDoor> {
  const { now, log } = atHand(settings);
  const identity = authentication(settings, calls);
  const adapter = new TeamsAdapter(identity.framework);
  let lastSeen = identity.serviceUrl;
  const sender = openSender(settings, adapter, () => lastSeen);
  const bot = new TeamsBot(receive, sender, log);

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return { status: 405 };
    const authorization = request.headers.authorization ?? '';
    if (!settings.anonymous && !authorization) return refused(401, 'Please sign the call.');
    const body = await bodyOf(request, limits.requestBytes);
    if (body === undefined) return refused(413, 'That is more than one message.');
    const posted = readActivity(parsed(body), now());
    if (!posted) return refused(400, 'That is not an activity.');
    // Other channels of the Bot Framework have other checks, which nobody here has looked at.
    if (!settings.anonymous && posted.channelId !== 'msteams')
      return refused(401, 'Only Teams is served here.');
    return await answerActivity(posted as SdkActivity, authorization);
  }

  async function answerActivity(posted: SdkActivity, authorization: string): Promise<Answer> {
    const checked = await adapter.check(posted, authorization).catch(refusal);
    if ('status' in checked) return checked;
    lastSeen = posted.serviceUrl;
    return (await adapter.answer(checked, posted, (turn) => bot.run(turn))) ?? { status: 200 };
  }

  return {
    platform: 'teams',
    ...sender,
    fault: () => faultOf(identity),
    close: () => bot.settled(),
    async handle(request, response) {
      try {
        respond(response, await answerTo(request));
      } catch (error) {
        log(`An activity could not be handled. ${reasonOf(error)}`);
        respond(response, refused(500, 'Something went wrong here. Please try again in a minute.'));
      }
    },
  };
}

function refused(status: number, error: string): Answer {
  return { status, body: { error } };
}

function refusal(error: unknown): Answer {
  return isOurs(error)
    ? refused(503, 'Please try again in a minute.')
    : refused(401, 'That is not a call from Teams.');
}

/** Microsoft's keys could not be read: that is no fault of the caller's. */
function isOurs(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'FetchError' || ('statusCode' in error && error.statusCode === 500);
}

async function faultOf(identity: Identity): Promise<string | undefined> {
  try {
    if ((await within(limits.callMs, identity.prove())) === 'late')
      throw new Error('Microsoft did not answer.');
    return undefined;
  } catch (error) {
    return `Microsoft gives no token for the Teams app: ${reasonOf(error)} Check TEAMS_APP_ID, TEAMS_APP_PASSWORD (it may have expired) and TEAMS_TENANT_ID.`;
  }
}
