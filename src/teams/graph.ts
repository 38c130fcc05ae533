/** Who is in a group of the school's Microsoft 365 tenant: asked of Microsoft Graph, with a token of the app's own. */
import { z } from 'zod';
import { DeliveryError, type GroupReader } from '../core/door.ts';
import type { Member } from '../core/groups.ts';
import { parsed } from '../doors/body.ts';
import { waitOf } from '../doors/retry-after.ts';
import { limits } from './limits.ts';

/** The app as Microsoft knows it. */
type App = { appId?: string; appPassword?: string; tenantId?: string };

/** Where Microsoft gives tokens, and where it is asked. */
export type GraphAddresses = { login: string; api: string };

export const microsoftGraph: GraphAddresses = {
  login: 'https://login.microsoftonline.com',
  api: 'https://graph.microsoft.com',
};

const account = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});
type Account = z.infer<typeof account>;

const page = z.object({ value: z.array(account), '@odata.nextLink': z.string().optional() });
const token = z.object({ access_token: z.string().min(1) });

export function groupsIn(app: App, at: GraphAddresses): () => GroupReader {
  return () => {
    let ours: Promise<string> | undefined;
    return async (group) => {
      ours ??= tokenFor(app, at);
      const accounts = await accountsIn(at, group, await ours);
      if (accounts.some(({ accountEnabled }) => accountEnabled == null))
        throw new DeliveryError(hidden, { retry: false });
      return accounts.flatMap(memberOf);
    };
  };
}

const hidden =
  'Microsoft names the group’s people but not whose account is open. Grant the app User.Read.All in Entra.';

async function tokenFor(
  { appId, appPassword, tenantId }: App,
  { login, api }: GraphAddresses,
): Promise<string> {
  if (!appId || !appPassword || !tenantId)
    throw new DeliveryError('Groups can’t be read without TEAMS_APP_ID.', { retry: false });
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: appPassword,
    scope: `${api}/.default`,
  });
  const answer = await asked(`${login}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
  return shaped(token, answer).access_token;
}

/** With everybody in the groups inside it. */
async function accountsIn({ api }: GraphAddresses, group: string, bearer: string): Promise<Account[]> {
  // Graph picks the people out of all members only with a count, and counts only so.
  const headers = { authorization: `Bearer ${bearer}`, consistencylevel: 'eventual' };
  const people = `/v1.0/groups/${encodeURIComponent(group)}/transitiveMembers/microsoft.graph.user`;
  const what = '$select=id,displayName,accountEnabled,userType,userPrincipalName&$count=true&$top=999';
  const accounts: Account[] = [];
  let next: string | undefined = `${api}${people}?${what}`;
  for (let pages = 0; next; pages++) {
    if (pages === limits.groupPages || new URL(next).origin !== new URL(api).origin) throw notMicrosoft();
    const answer: z.infer<typeof page> = shaped(page, await asked(next, { headers }));
    accounts.push(...answer.value);
    next = answer['@odata.nextLink'];
  }
  return accounts;
}

/** Guests, people of another tenant and closed accounts are nobody, whoever has put them into the group. */
function memberOf({ id, displayName, accountEnabled, userType, userPrincipalName }: Account): Member[] {
  // Accounts from before Microsoft told guests apart have no type.
  const isFromElsewhere =
    (userType ?? 'Member') !== 'Member' || userPrincipalName?.toUpperCase().includes('#EXT#');
  return accountEnabled && !isFromElsewhere ? [{ user: id, name: displayName ?? '' }] : [];
}

async function asked(url: string, request: RequestInit): Promise<unknown> {
  const { answer, text } = await called(url, request);
  const body = parsed(text);
  if (!answer.ok) throw refusal(answer, codeIn(body));
  return body;
}

async function called(url: string, request: RequestInit): Promise<{ answer: Response; text: string }> {
  try {
    // The token goes to nobody whom Microsoft only points to.
    const signal = AbortSignal.timeout(limits.callMs);
    const answer = await fetch(url, { ...request, redirect: 'error', signal });
    return { answer, text: await answer.text() };
  } catch (cause) {
    throw new DeliveryError('Microsoft could not be reached.', { retry: true, cause });
  }
}

function shaped<T>(shape: z.ZodType<T>, body: unknown): T {
  const read = shape.safeParse(body);
  if (!read.success) throw notMicrosoft(read.error);
  return read.data;
}

/** Graph names its refusals in one way, and the sign-in in another. */
const refused = z.union([
  z.object({ error: z.object({ code: z.string() }) }).transform(({ error }) => error.code),
  z.object({ error: z.string() }).transform(({ error }) => error),
]);

function codeIn(body: unknown): string | undefined {
  return refused.safeParse(body).data;
}

function refusal({ status, headers }: Response, code: string | undefined): DeliveryError {
  if (!code && status < 500 && status !== 429) return notMicrosoft();
  const afterMs = waitOf(headers.get('retry-after'));
  const retry = status === 429 || status >= 500;
  const said = `Microsoft answered ${status}${code ? ` (${code})` : ''}.${advice[status] ?? ''}`;
  return new DeliveryError(said, { retry, ...(afterMs === undefined ? {} : { afterMs }) });
}

const advice: Record<number, string> = {
  400: ' Check TEAMS_APP_ID, TEAMS_TENANT_ID and the group’s id.',
  401: ' Check TEAMS_APP_PASSWORD; it may have expired.',
  403: ' Grant the app GroupMember.Read.All and User.Read.All in Entra.',
  404: ' There is no such group; correct its id in the school file.',
};

function notMicrosoft(cause?: unknown): DeliveryError {
  const message =
    'Something on the way, such as a web filter, answered in Microsoft’s place. Let graph.microsoft.com through it.';
  return new DeliveryError(message, { retry: true, cause });
}
