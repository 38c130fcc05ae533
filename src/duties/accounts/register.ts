/** The register: what the school runs, narrowed to what somebody asks for, with a card for each account. */

import { isAdministrator, isLeader } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { button, type ListCard, notice } from '../../core/card.ts';
import type { Value } from '../../core/handler.ts';
import { inPrivate } from '../../core/turn.ts';
import { type Account, accounts, runs, titleOf } from './account.ts';
import { aboutView, accountCard, stateInWords, type View } from './account-cards.ts';
import { type Filter, filterIn } from './said.ts';

const pageLength = 15;

export async function showRegister(turn: PolicyTurn, text: string): Promise<void> {
  await showPage(turn, filterIn(text), 0);
}

export async function showMore(turn: PolicyTurn, value: Value): Promise<void> {
  const words = (value.words ?? '').split(' ').filter((word) => word !== '');
  const filter = { mine: value.mine === 'yes', words, ...(value.state ? { state: value.state } : {}) };
  await showPage(turn, filter, Number(value.from ?? 0) || 0);
}

async function showPage(turn: PolicyTurn, filter: Filter, from: number): Promise<void> {
  const all = await turn.work.find(accounts);
  const fit = all.filter((one) => fits(turn, one, filter)).sort(byName);
  inPrivate(turn).say(registerCard(turn, fit, all.length, filter, from));
}

/** Closed accounts stay in the register, but nobody looks for them unless they say so. */
function fits(turn: PolicyTurn, one: Account, { mine, state, words }: Filter): boolean {
  if (mine && !runs(one, turn.person.id)) return false;
  if (!stateFits(one, state)) return false;
  const people = [...one.owners, ...one.moderators].map((person) => person.name);
  const text = [one.platform, one.name, one.handle ?? '', ...people].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function stateFits(one: Account, state: string | undefined): boolean {
  switch (state) {
    case undefined:
      return one.state !== 'closed';
    case 'new':
      return one.state === 'creating';
    case 'closing':
      return one.state === 'closing' || (one.state === 'active' && one.closure !== undefined);
    case 'closed':
      return one.state === 'closed';
    default:
      return one.state === 'active';
  }
}

function byName(one: Account, other: Account): number {
  return one.name.localeCompare(other.name, 'en-GB') || one.id.localeCompare(other.id);
}

function registerCard(turn: PolicyTurn, fit: Account[], all: number, filter: Filter, from: number): ListCard {
  const page = fit.slice(from, from + pageLength);
  const next = from + pageLength;
  return {
    kind: 'list',
    title: `The social media accounts of ${turn.school.name}`,
    ...(all > 0
      ? {
          text: `${fit.length} of ${all} on record${filterWords(filter)}. You can also write “accounts instagram”, “accounts of Ada” or “closed accounts”.`,
        }
      : {}),
    items: page.map((one) => ({
      title: titleOf(one),
      text: stateInWords(one),
      facts: [{ label: 'Owners', value: andList(one.owners.map((person) => person.name)) || 'nobody' }],
      buttons: [button('Show', 'accounts.account', { id: one.id })],
    })),
    empty:
      all === 0
        ? 'The school has no account on record yet.'
        : 'No account fits. Write “accounts” to see them all.',
    buttons: [
      ...(fit.length > next
        ? [
            button(`Show the next ${Math.min(pageLength, fit.length - next)}`, 'accounts.more', {
              from: String(next),
              words: filter.words.join(' '),
              mine: filter.mine ? 'yes' : '',
              state: filter.state ?? '',
            }),
          ]
        : []),
      button('Enter an existing account', 'accounts.existing'),
      button('Ask for a new account', 'accounts.start'),
    ],
  };
}

function filterWords({ mine, state, words }: Filter): string {
  const parts = [...(mine ? ['yours'] : []), ...(state ? [state] : []), ...words.map((word) => `“${word}”`)];
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

export async function showOne(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await turn.work.get(accounts, value.id ?? '');
  if (!one) return turn.whisper(notice('info', 'This account is no longer on record.'));
  const view = viewOf(turn);
  inPrivate(turn).say(accountCard(turn, one, view), aboutView(one, view));
}

/** Where the sign-in details are kept is for the leaders and the administrator to know. */
function viewOf(turn: PolicyTurn): View {
  return isLeader(turn.person) || isAdministrator(turn) ? 'keepers' : 'staff';
}
