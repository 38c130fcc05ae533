/** Who is in a Slack user group and may be staff: whole members of the workspace, whose account is open. */
import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { DeliveryError, type GroupReader } from '../core/door.ts';
import type { Member } from '../core/groups.ts';
import { limits } from './limits.ts';
import { delivered, notSlack } from './send.ts';

const group = z.object({ users: z.array(z.string()) });

const account = z.object({
  id: z.string(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
});
type Account = z.infer<typeof account>;

const page = z.object({
  members: z.array(account),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export function groupsThrough(client: webApi.WebClient): () => GroupReader {
  return () => {
    let accounts: Promise<Map<string, Account>> | undefined;
    return async (id) => {
      const { users } = parsed(group, await delivered(() => client.usergroups.users.list({ usergroup: id })));
      if (users.length === 0) return [];
      accounts ??= accountsThrough(client);
      const known = await accounts;
      return users.flatMap((user) => memberOf(known.get(user)));
    };
  };
}

async function accountsThrough(client: webApi.WebClient): Promise<Map<string, Account>> {
  const accounts = new Map<string, Account>();
  let cursor: string | undefined;
  for (let pages = 0; pages < limits.accountPages; pages++) {
    const asked = { limit: limits.listedAccounts, ...(cursor ? { cursor } : {}) };
    const { members, response_metadata } = parsed(page, await delivered(() => client.users.list(asked)));
    for (const each of members) accounts.set(each.id, each);
    cursor = response_metadata?.next_cursor;
    if (!cursor) return accounts;
  }
  throw new DeliveryError('Slack’s list of accounts has no end.', { retry: true });
}

/** Guests, bots, closed accounts and people of another organisation are nobody, whoever has put them into the group. */
function memberOf(known: Account | undefined): Member[] {
  if (!known) return [];
  const { id, deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger } = known;
  if (deleted || is_bot || is_restricted || is_ultra_restricted || is_stranger) return [];
  return [{ user: id, name: known.real_name || known.name || '' }];
}

/** An answer in another shape names nobody, so it is no answer. */
function parsed<T>(shape: z.ZodType<T>, answer: unknown): T {
  const read = shape.safeParse(answer);
  if (!read.success) throw notSlack(read.error);
  return read.data;
}
