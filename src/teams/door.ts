/** The Teams door: takes what Teams posts to `/api/messages`, and sends cards back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity as SdkActivity } from 'botbuilder';
import type { Door, Receive } from '../core/door.ts';
import { reasonOf } from '../core/reason.ts';
import { atHand } from '../doors/at-hand.ts';
import { bodyOf, parsed } from '../doors/body.ts';
import { isHostHere, isUrlHere } from '../doors/loopback.ts';
import { within } from '../doors/patience.ts';
import { seldom } from '../doors/seldom.ts';
import { readActivity } from './activity.ts';
import { TeamsAdapter } from './adapter.ts';
import { TeamsBot } from './answer.ts';
import {
  type Authentication,
  expires,
  type Identity,
  microsoft,
  type TeamsSettings,
} from './authentication.ts';
import { connectorWith } from './connector.ts';
import { groupsIn } from './graph.ts';
import { type Answer, respond } from './http.ts';
import { limits } from './limits.ts';
import { quietly } from './quietly.ts';
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
  const identity = authentication(settings);
  const adapter = new TeamsAdapter(identity.framework);
  let lastSeen = identity.serviceUrl;
  const sender = openSender(settings, connectorWith(identity.token), () => lastSeen);
  const bot = new TeamsBot(receive, sender, log);

  const logRefused = seldom({ now, log });

  function refused(status: keyof typeof reasons, error: string, why = reasons[status]): Answer {
    logRefused(`A call was refused with ${status}: ${why}. Nothing was changed.`);
    return failing(status, error);
  }

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return { status: 405 };
    const authorization = request.headers.authorization ?? '';
    if (!settings.anonymous && !authorization)
      return refused(401, 'Please sign the call.', 'it had no token');
    if (settings.anonymous && !isFromHere(request)) return refused(403, onlyHere);
    const body = await bodyOf(request, limits.requestBytes);
    if (body === undefined) return refused(413, 'That is more than one message.');
    const posted = readActivity(parsed(body), now());
    if (!posted) return refused(400, 'That is not an activity.');
    // Other channels of the Bot Framework have other checks, which nobody here has looked at.
    if (!settings.anonymous && posted.channelId !== 'msteams')
      return refused(401, 'Only Teams is served here.', 'it came over another channel than Teams');
    if (settings.anonymous && !isUrlHere(posted.serviceUrl)) return refused(403, onlyHere);
    return await answerActivity(posted as SdkActivity, authorization);
  }

  async function answerActivity(posted: SdkActivity, authorization: string): Promise<Answer> {
    const checked = await quietly(() => adapter.check(posted, authorization)).catch(refusal);
    if ('status' in checked) return checked;
    // The SDK takes a token without an end for one that never ends.
    if (!settings.anonymous && !expires(authorization)) return refused(401, notFromTeams);
    lastSeen = posted.serviceUrl;
    return (await adapter.answer(posted, (turn) => bot.run(turn))) ?? { status: 200 };
  }

  function refusal(error: unknown): Answer {
    return isOurs(error) ? refused(503, 'Please try again in a minute.') : refused(401, notFromTeams);
  }

  return {
    platform: 'teams',
    ...sender,
    groups: groupsIn(settings, identity.graph),
    fault: () => faultOf(identity),
    close: () => bot.settled(),
    async handle(request, response) {
      try {
        respond(response, await answerTo(request));
      } catch (error) {
        log(`An activity could not be handled. ${reasonOf(error)}`);
        respond(response, failing(500, 'Something went wrong here. Please try again in a minute.'));
      }
    },
  };
}

const reasons = {
  400: 'it is no activity',
  401: 'its token is not one that Teams has signed for this bot',
  403: 'without authentication only this machine is served',
  413: 'it is too large',
  503: 'Microsoft’s keys could not be read',
};
const notFromTeams = 'That is not a call from Teams.';
const onlyHere = 'Without authentication only this machine is served.';

function failing(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** Any page in a browser on this machine could call it, and a hostile name could be made to point here. */
function isFromHere({ headers: { host = '', origin } }: IncomingMessage): boolean {
  return isHostHere(host) && (origin === undefined || isUrlHere(origin));
}

/** Microsoft's keys could not be read: that is no fault of the caller's. */
function isOurs(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'FetchError' || ('statusCode' in error && error.statusCode === 500);
}

async function faultOf(identity: Identity): Promise<string | undefined> {
  try {
    if ((await within(limits.callMs, identity.token())) === 'late')
      throw new Error('Microsoft did not answer.');
    return undefined;
  } catch (error) {
    return `Microsoft gives no token for the Teams app: ${reasonOf(error)} Check TEAMS_APP_ID, TEAMS_APP_PASSWORD (it may have expired) and TEAMS_TENANT_ID.`;
  }
}
