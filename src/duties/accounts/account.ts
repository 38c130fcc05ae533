/** An account that the school runs, or is setting up: who runs it, where it is, and all that has happened to it. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import type { Collection } from '../../core/record.ts';
import { someone } from '../../core/someone.ts';
import { answers } from './request.ts';

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
  history: z.array(z.object({ at: z.string(), words: z.string() })),
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
  keys: (one) => [
    `state:${one.state}`,
    ...(one.state === 'active' && one.closure ? ['closing:planned'] : []),
    ...[...new Set([...one.owners, ...one.moderators].map((person) => person.id))].map((id) => `runs:${id}`),
  ],
};

export function titleOf(one: Account): string {
  return `${brief(one.name)} on ${brief(one.platform, 40)}`;
}

export function runs(one: Account, id: string): boolean {
  return [...one.owners, ...one.moderators].some((person) => person.id === id);
}

/** The same account under another entry, if it is in the register already. */
export async function twinOf(
  turn: PolicyTurn,
  wanted: { id: string; platform: string; handle: string; address: string },
): Promise<Account | undefined> {
  const plain = (text = '') => text.toLowerCase().replace(/^(?:https?:\/\/)?(?:www\.)?@?|\/+$/g, '');
  const all = await turn.work.find(accounts);
  return all.find(
    (one) =>
      one.id !== wanted.id &&
      one.state !== 'closed' &&
      ((wanted.address !== '' && plain(one.address) === plain(wanted.address)) ||
        (wanted.handle !== '' &&
          plain(one.handle) === plain(wanted.handle) &&
          plain(one.platform) === plain(wanted.platform))),
  );
}

/** What the audit trail tells of an account, so that the register can be told again from the trail alone. */
function auditedFacts(one: Account): Record<string, string> {
  const ids = (people: Account['owners']) => people.map((person) => person.id).join(', ');
  return {
    state: one.state,
    name: one.name,
    platform: one.platform,
    handle: one.handle ?? '',
    address: one.address ?? '',
    owners: ids(one.owners),
    moderators: ids(one.moderators),
    open: one.open ?? '',
    closes: one.closes ?? '',
    review: one.review ?? '',
    leave: one.leave.map((each) => `${each.label}: ${each.words}`).join('; '),
    ticked: one.ticked.join(', '),
    closure: one.closure ? `${one.closure.on}, ${one.closure.content}` : '',
    credentials: one.credentials ? 'recorded' : '',
  };
}

/** Keeps a change with a line in the account's history and in the audit trail: the state it has now, and what is different. */
export async function keepAccount(
  turn: PolicyTurn,
  one: Account,
  what: string,
  words: string,
): Promise<Account> {
  const before = await turn.work.get(accounts, one.id);
  const kept: Account = { ...one, history: [...one.history, { at: turn.event.at, words }] };
  const old = before ? auditedFacts(before) : {};
  const changed = Object.entries(auditedFacts(kept)).filter(
    ([fact, value]) => fact === 'state' || value !== (old[fact] ?? ''),
  );
  turn.work.put(accounts, kept);
  turn.audit(what, kept.id, Object.fromEntries(changed));
  return kept;
}
