/** The ids by which Teams knows people: Entra's for everybody in the tenant, else the one it made for this bot alone. */

const teamsOnly = 'teams-id:';

export function userIdOf({
  aadObjectId,
  id,
}: {
  aadObjectId?: string | null | undefined;
  id: string;
}): string {
  return aadObjectId ?? `${teamsOnly}${id}`;
}

/** As a chat is opened with them. */
export function memberIdOf(user: string): string {
  return user.startsWith(teamsOnly) ? user.slice(teamsOnly.length) : user;
}

/** As a card names those who fetch their own. */
export function mriOf(user: string): string {
  return user.startsWith(teamsOnly) ? memberIdOf(user) : `8:orgid:${user}`;
}
