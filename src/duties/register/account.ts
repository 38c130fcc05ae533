/** An account that the school runs, or is setting up: who runs it, where it is, and all that has happened to it. */

import { z } from 'zod';
import { brief } from '../../conversation/words.ts';
import { answers } from '../../core/event.ts';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { isAmong, someone } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';

const account = z.object({
  id: z.string(),
  /** The request that it came from. */
  request: z.string(),
  name: z.string(),
  platform: z.string(),
  state: z.enum(['creating', 'active', 'closing', 'closed']),
  askedBy: someone,
  owners: z.array(someone),
  moderators: z.array(someone),
  /** Everybody who has been approved to run it; nobody else is entered as an owner or moderator. */
  approved: z.array(someone),
  open: z.enum(['open', 'private']).optional(),
  handle: z.string().optional(),
  address: z.string().optional(),
  /** Where the sign-in details are kept; never the details themselves. */
  credentials: z.string().optional(),
  goesLive: z.string().optional(),
  closes: z.string().optional(),
  review: z.string().optional(),
  /** What has been approved since, such as the use of the logo. */
  leave: z.array(z.object({ label: z.string(), words: z.string() })),
  fewestOwners: z.int(),
  checklist: z.array(z.object({ id: z.string(), text: z.string() })),
  ticked: z.array(z.string()),
  /** Decided and not yet confirmed, or carried out. */
  closure: z
    .object({
      on: z.string(),
      content: z.enum(['archived', 'deleted', 'readable']),
      why: z.string(),
      by: someone,
    })
    .optional(),
  /** Counts the changes to what is recorded, with what stood there before, so that two people can edit at once. */
  version: z.int(),
  edits: z.array(z.object({ version: z.int(), by: someone, was: answers })),
  history,
  /** The day since which a task of the administrator waits, and the last one on which they were reminded. */
  since: z.string(),
  reminded: z.string().optional(),
  /** When each alarm was last raised, by kind. */
  alarmed: z.record(z.string(), z.string()),
});
export type Account = z.infer<typeof account>;

export const accounts: Collection<Account> = {
  kind: 'account',
  schema: account,
  keys: (account) => [
    `state:${account.state}`,
    ...(account.state === 'active' && account.closure ? ['closing:planned'] : []),
    ...[...new Set([...account.owners, ...account.moderators].map(({ id }) => id))].map((id) => `runs:${id}`),
  ],
};

export function titleOf({ name, platform }: Account): string {
  return `${brief(name)} on ${brief(platform, 40)}`;
}

export function runs({ owners, moderators }: Account, id: string): boolean {
  return isAmong([...owners, ...moderators], id);
}

/** The same account under another entry, if it is in the register already. */
export async function twinOf(
  turn: Turn,
  wanted: { id: string; platform: string; handle: string; address: string },
): Promise<Account | undefined> {
  const plain = (text = '') => text.toLowerCase().replace(/^(?:https?:\/\/)?(?:www\.)?@?|\/+$/g, '');
  const all = await turn.work.find(accounts);
  return all.find(
    ({ id, state, address, handle, platform }) =>
      id !== wanted.id &&
      state !== 'closed' &&
      ((wanted.address !== '' && plain(address) === plain(wanted.address)) ||
        (wanted.handle !== '' &&
          plain(handle) === plain(wanted.handle) &&
          plain(platform) === plain(wanted.platform))),
  );
}

/** What the audit trail tells of an account, so that the register can be told again from the trail alone. */
export function auditedFacts(account: Account): Record<string, string> {
  const ids = (people: Account['owners']) => people.map(({ id }) => id).join(', ');
  return {
    state: account.state,
    name: account.name,
    platform: account.platform,
    handle: account.handle ?? '',
    address: account.address ?? '',
    owners: ids(account.owners),
    moderators: ids(account.moderators),
    open: account.open ?? '',
    closes: account.closes ?? '',
    review: account.review ?? '',
    leave: account.leave.map(({ label, words }) => `${label}: ${words}`).join('; '),
    ticked: account.ticked.join(', '),
    closure: account.closure ? `${account.closure.on}, ${account.closure.content}` : '',
    credentials: account.credentials ? 'recorded' : '',
  };
}
