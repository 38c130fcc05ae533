/** A stand-in for Microsoft's sign-in and Graph: groups with people and groups in them, in pages, and what Microsoft refuses. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { GraphAddresses } from '../../src/teams/graph.ts';

type Account = {
  id: string;
  displayName: string;
  accountEnabled?: boolean;
  userType?: 'Member' | 'Guest' | null;
  userPrincipalName?: string;
};
type Trouble = { status: number; code?: string; retryAfter?: string; page?: string };
type Permission = 'GroupMember.Read.All' | 'User.Read.All';
type App = { appId: string; appPassword: string; tenantId: string };

export type FakeGraph = Awaited<ReturnType<typeof startFakeGraph>>;

const ourToken = 'a-token-for-graph';

export async function startFakeGraph(app: App) {
  /** By group: people, and the ids of groups inside it. */
  const groups = new Map<string, (Account | string)[]>();
  const troubles: Trouble[] = [];
  /** Every path that was asked for. */
  const asked: string[] = [];
  let granted: Permission[] = ['GroupMember.Read.All', 'User.Read.All'];
  let password = app.appPassword;
  let pageSize = 999;
  let isAway = false;
  let pointsTo: string | undefined;

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addresses: GraphAddresses = { login: `${origin}/login`, api: origin };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', origin);
    asked.push(url.pathname);
    const body = await text(request);
    if (isAway) return void request.socket.destroy();
    const trouble = troubles.shift();
    if (trouble?.page !== undefined)
      return void response.writeHead(trouble.status, { 'content-type': 'text/html' }).end(trouble.page);
    if (trouble) return refuse(response, trouble);
    if (url.pathname.startsWith('/login/')) return signIn(url, new URLSearchParams(body), response);
    if (request.headers.authorization !== `Bearer ${ourToken}`)
      return refuse(response, { status: 401, code: 'InvalidAuthenticationToken' });
    answerMembers(url, request, response);
  }

  function signIn(url: URL, said: URLSearchParams, response: ServerResponse): void {
    const isRight =
      url.pathname === `/login/${app.tenantId}/oauth2/v2.0/token` &&
      said.get('grant_type') === 'client_credentials' &&
      said.get('client_id') === app.appId &&
      said.get('client_secret') === password &&
      said.get('scope') === `${origin}/.default`;
    if (isRight) send(response, 200, { token_type: 'Bearer', expires_in: 3599, access_token: ourToken });
    else send(response, 401, { error: 'invalid_client', error_description: 'AADSTS7000222: expired.' });
  }

  function answerMembers(url: URL, { headers }: IncomingMessage, response: ServerResponse): void {
    const [, group] =
      /^\/v1\.0\/groups\/([^/]+)\/transitiveMembers\/microsoft\.graph\.user$/.exec(url.pathname) ?? [];
    const top = Number(url.searchParams.get('$top') ?? 100);
    const counts = url.searchParams.get('$count') === 'true' && headers.consistencylevel === 'eventual';
    if (!counts || top < 1 || top > 999) return refuse(response, { status: 400, code: 'Request_BadRequest' });
    if (!granted.includes('GroupMember.Read.All'))
      return refuse(response, { status: 403, code: 'Authorization_RequestDenied' });
    if (!group || !groups.has(group))
      return refuse(response, { status: 404, code: 'Request_ResourceNotFound' });
    const people = [...new Map(peopleIn(group).map((person) => [person.id, person])).values()];
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const end = from + Math.min(top, pageSize);
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(end));
    send(response, 200, {
      value: people.slice(from, end).map(shown),
      ...(end < people.length ? { '@odata.nextLink': pointsTo ?? next.href } : {}),
    });
  }

  function peopleIn(group: string, seen: string[] = []): Account[] {
    if (seen.includes(group)) return [];
    return (groups.get(group) ?? []).flatMap((member) =>
      typeof member === 'string' ? peopleIn(member, [...seen, group]) : [member],
    );
  }

  /** Without the permission for people, Graph gives their ids and nothing else. */
  function shown(account: Account): object {
    const { id, displayName, accountEnabled = true, userType = 'Member' } = account;
    const { userPrincipalName = `${id}@school.example` } = account;
    return granted.includes('User.Read.All')
      ? { id, displayName, accountEnabled, userType, userPrincipalName }
      : { id, displayName: null, accountEnabled: null, userType: null, userPrincipalName: null };
  }

  return {
    addresses,
    asked,
    /** Who is in a group from now on. */
    group: (id: string, members: (Account | string)[]) => groups.set(id, members),
    failNext: (trouble: Trouble) => troubles.push(trouble),
    grant: (permissions: Permission[]) => {
      granted = permissions;
    },
    away: (away: boolean) => {
      isAway = away;
    },
    pages: (size: number) => {
      pageSize = size;
    },
    /** The next page is said to be there. */
    pointElsewhere: (url: string) => {
      pointsTo = url;
    },
    expirePassword: () => {
      password = 'another one';
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(response: ServerResponse, { status, code = 'Unknown', retryAfter }: Trouble): void {
  send(response, status, { error: { code, message: 'Refused.' } }, retryAfter);
}

function send(response: ServerResponse, status: number, body: object, retryAfter?: string): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      ...(retryAfter ? { 'retry-after': retryAfter } : {}),
    })
    .end(JSON.stringify(body));
}
