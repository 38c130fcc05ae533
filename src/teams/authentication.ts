/** Who we are to Microsoft, and how it is made sure that a call comes from Teams. */
import {
  type CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import { z } from 'zod';
import type { AtHand } from '../doors/at-hand.ts';
import { parsed } from '../doors/body.ts';
import { type GraphAddresses, microsoftGraph } from './graph.ts';

export type TeamsSettings = Partial<AtHand> & {
  appId?: string;
  appPassword?: string;
  tenantId?: string;
  /** No authentication at all, for emulators on this machine. */
  anonymous?: boolean;
};

export type Identity = {
  framework: NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;
  /** Microsoft's token, with which our calls are signed; undefined where nobody checks. Rejects when there is none to be had. */
  token(): Promise<string | undefined>;
  /** Where Teams is called before anybody has written. */
  serviceUrl: string;
  /** Where it is asked who is in a group. */
  graph: GraphAddresses;
};

export type Authentication = (settings: TeamsSettings) => Identity;

const audience = 'https://api.botframework.com';
const worldwide = 'https://smba.trafficmanager.net/teams/';
const login = 'https://login.microsoftonline.com/';

export const microsoft: Authentication = (settings) => {
  const credentials = new ConfigurationServiceClientCredentialFactory(registration(settings));
  return {
    framework: new ConfigurationBotFrameworkAuthentication({}, credentials),
    token: () => ourToken(settings, credentials),
    serviceUrl: worldwide,
    graph: microsoftGraph,
  };
};

/** Whether a token, as it stands in a header, says when it ends. Who signed it is checked elsewhere. */
export function expires(authorization: string): boolean {
  const [, claims = ''] = authorization.split('.');
  return token.safeParse(parsed(Buffer.from(claims, 'base64url').toString())).success;
}

const token = z.object({ exp: z.number() });

/** An empty app id would switch the check of every call off, so it is let through only when that was asked for. */
function registration({ appId, appPassword, tenantId, anonymous }: TeamsSettings): Record<string, string> {
  if (anonymous) {
    if (appId) throw new Error('Teams: use either an app id or anonymous mode, not both.');
    return {};
  }
  if (!appId || !appPassword || !tenantId)
    throw new Error('Teams: give the app id, its password and the tenant id, or ask for anonymous mode.');
  return {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: appId,
    MicrosoftAppPassword: appPassword,
    MicrosoftAppTenantId: tenantId,
  };
}

async function ourToken(
  { appId }: TeamsSettings,
  credentials: ConfigurationServiceClientCredentialFactory,
): Promise<string | undefined> {
  if (!appId) return undefined;
  const ours = await credentials.createCredentials(appId, audience, login, true);
  // The SDK does not say so in its types, but whatever signs requests by password can get the token first.
  if (!('getToken' in ours) || typeof ours.getToken !== 'function')
    throw new Error('Teams: expected credentials that can get a token; look into botbuilder’s change log.');
  return z
    .string()
    .min(1)
    .parse(await ours.getToken());
}
