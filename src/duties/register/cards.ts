/** How an account looks: in the register, to those who may see all of it, and to the administrator as a task. */
import { administrators } from '../../conversation/people.ts';
import { andList, dated } from '../../conversation/words.ts';
import { button, type CaseCard, caseCard, type Fact } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import type { Columns } from '../../core/register.ts';
import type { Turn } from '../../core/turn.ts';
import { type Account, titleOf } from './account.ts';

export const contentWords = {
  archived: 'archived by the school',
  deleted: 'deleted',
  readable: 'left readable, with nobody posting',
} as const;

/** Where the sign-in details are kept is for the leaders and the administrator to know. */
export type Reader = 'staff' | 'keepers';

export function accountCard(turn: Turn, account: Account, reader: Reader): CaseCard {
  return caseCard({
    title: titleOf(account),
    status: stateInWords(turn, account),
    tone: tones[account.state],
    facts: factsOf(account, reader),
    history: account.history.map((past) => dated(turn.school, past)),
    buttons:
      account.state === 'active' ? [button('Ask for a change', 'requests.changing', { id: account.id })] : [],
  });
}

const tones = { creating: 'warning', active: 'good', closing: 'warning', closed: 'info' } as const;

export function stateInWords({ today }: Turn, { state, closure, goesLive }: Account): string {
  switch (state) {
    case 'creating':
      return 'Approved, and being created';
    case 'active': {
      const stands = goesLive && goesLive > today ? `Ready; goes live on ${shownDate(goesLive)}` : 'Active';
      return closure ? `${stands}; closes on ${shownDate(closure.on)}` : stands;
    }
    case 'closing':
      return 'Being closed';
    case 'closed':
      return 'Closed';
  }
}

function factsOf(account: Account, reader: Reader): Fact[] {
  const { closure } = account;
  const told = (label: string, value: string | undefined) => (value ? [{ label, value }] : []);
  const day = (label: string, value: string | undefined) => told(label, value && shownDate(value));
  const people = (label: string, all: Account['owners']) => told(label, andList(all.map(({ name }) => name)));
  return [
    ...told('Handle', account.handle),
    ...told('Address', account.address),
    ...people('Owners', account.owners),
    ...people('Moderators', account.moderators),
    ...told('Open or private', account.open && openWords[account.open]),
    ...day('Goes live', account.goesLive),
    ...day('Next check', account.review),
    ...day('Closes', closure ? undefined : account.closes),
    ...account.leave.map(({ label, words }) => ({ label, value: words })),
    ...told(
      account.state === 'closed' ? 'Closed' : 'Closes',
      closure && `${shownDate(closure.on)}. Its content is ${contentWords[closure.content]}. ${closure.why}`,
    ),
    ...told(
      'Sign-in details are kept',
      reader === 'keepers' ? (account.credentials ?? 'not recorded yet') : undefined,
    ),
  ];
}

/** One line of the register, as it's shown to an inspector. */
export const accountColumns: Columns<Account, Turn> = {
  Account: titleOf,
  Status: (account, turn) => stateInWords(turn, account),
  Owners: ({ owners }) => andList(owners.map(({ name }) => name)),
  Moderators: ({ moderators }) => andList(moderators.map(({ name }) => name)),
  'Where it is': ({ address, handle }) => address ?? handle,
  'Open or private': ({ open }) => open && openWords[open],
  'Next check': ({ review }) => review && shownDate(review),
};

const openWords = { open: 'Open: anyone can see it', private: 'Private: we decide who comes in' } as const;

/** The administrator's task: to create the account and record it, or to close it and confirm. */
export function taskCard(turn: Turn, account: Account): CaseCard {
  const whole = { ...accountCard(turn, account, 'keepers'), buttons: [] };
  switch (account.state) {
    case 'creating':
      return { ...whole, ...creatingTask(turn, account) };
    case 'closing':
      return { ...whole, ...closingTask(turn, account) };
    case 'active':
    case 'closed':
      return whole;
  }
}

function creatingTask(turn: Turn, account: Account): Partial<CaseCard> {
  const { checklist, ticked } = account;
  return {
    title: `Create ${titleOf(account)}`,
    status: `Waiting for ${whoKeeps(turn)}: ${ticked.length} of ${checklist.length} steps done`,
    text: 'Please create it on the platform, work through these steps, then record where it is. Never write a password here, only where it’s kept.',
    steps: checklist.map(({ id, text }) => ({ label: text, state: ticked.includes(id) ? 'done' : 'now' })),
  };
}

function closingTask(turn: Turn, account: Account): Partial<CaseCard> {
  const content = account.closure ? contentWords[account.closure.content] : 'kept as agreed';
  return {
    title: `Close ${titleOf(account)}`,
    status: `Waiting for ${whoKeeps(turn)}`,
    text: `Please close it on the platform. Its content should be ${content}. Then confirm here.`,
  };
}

function whoKeeps(turn: Turn): string {
  const names = administrators(turn).map(({ name }) => name);
  return names.length > 0 ? andList(names) : 'an administrator (nobody is set up as one)';
}
