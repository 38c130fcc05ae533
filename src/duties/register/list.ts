/** The register as a list: what the school runs, narrowed to what somebody asks for. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { button, item, type ListCard, listCard } from '../../core/card.ts';
import type { Value } from '../../core/handler.ts';
import { showButton } from '../../core/matter/cards.ts';
import { inPrivate } from '../../core/turn.ts';
import { type Account, accounts, runs, titleOf } from './account.ts';
import { stateInWords } from './cards.ts';
import { accountMatter } from './matter.ts';

const pageLength = 15;

export async function showRegister(turn: PolicyTurn, text: string): Promise<void> {
  await showPage(turn, filterIn(text), 0);
}

export async function showMore(turn: PolicyTurn, value: Value): Promise<void> {
  const words = (value.words ?? '').split(' ').filter((word) => word !== '');
  const filter = { mine: value.mine === 'yes', words, ...(value.state ? { state: value.state } : {}) };
  await showPage(turn, filter, Number(value.from ?? 0) || 0);
}

/** "accounts", "accounts instagram", "accounts of Ada", "closed accounts", "my accounts". */
const registerWords =
  /^(?:please )?(?:(?:show|list)(?: me)? )?(?:all )?(?:the |our )?(?<mine>my )?(?:school )?(?:(?<state>active|live|new|closing|closed) )?accounts(?: (?:of|by|run by|for|on|from) (?<rest>[^?]{2,60})| (?<word>[^\s?]+(?: [^\s?]+)?))?[.!]?$/iu;

const wholeRegister =
  /^(?:please )?(?:(?:show|open|see)(?: me)? )?(?:the |our )?(?:accounts? )?register(?: of (?:school )?accounts)?[.!]?$/i;

export function asksForRegister(text: string): boolean {
  return registerWords.test(text.trim()) || wholeRegister.test(text.trim());
}

type Filter = { mine: boolean; state?: string; words: string[] };

/** What the register is to be narrowed to. Words that are no command narrow nothing. */
function filterIn(text: string): Filter {
  const groups = registerWords.exec(text.trim())?.groups;
  const words = (groups?.rest ?? groups?.word ?? '').toLowerCase().split(/[\s,]+/);
  const states = words.filter((word) => stateWords.has(word));
  const state = groups?.state?.toLowerCase() ?? states[0];
  return {
    mine: groups?.mine !== undefined || words.includes('me') || /\bI (?:run|own|am)\b/i.test(text),
    ...(state ? { state } : {}),
    words: words.filter((word) => word !== '' && !ownWords.has(word) && !stateWords.has(word)),
  };
}

const ownWords = new Set(['me', 'i', 'run', 'own']);
const stateWords = new Set(['active', 'live', 'new', 'closing', 'closed']);

async function showPage(turn: PolicyTurn, filter: Filter, from: number): Promise<void> {
  const all = await turn.work.find(accounts);
  const fit = all.filter((account) => fits(turn, account, filter)).sort(byName);
  inPrivate(turn).say(registerCard(turn, fit, all.length, filter, from));
}

/** Closed accounts stay in the register, but nobody looks for them unless they say so. */
function fits(turn: PolicyTurn, account: Account, { mine, state, words }: Filter): boolean {
  if (mine && !runs(account, turn.person.id)) return false;
  if (!stateFits(account, state)) return false;
  const people = [...account.owners, ...account.moderators].map(({ name }) => name);
  const text = [account.platform, account.name, account.handle ?? '', ...people].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function stateFits({ state, closure }: Account, wanted: string | undefined): boolean {
  switch (wanted) {
    case undefined:
      return state !== 'closed';
    case 'new':
      return state === 'creating';
    case 'closing':
      return state === 'closing' || (state === 'active' && closure !== undefined);
    case 'closed':
      return state === 'closed';
    default:
      return state === 'active';
  }
}

function byName(account: Account, other: Account): number {
  return account.name.localeCompare(other.name, 'en-GB') || account.id.localeCompare(other.id);
}

function registerCard(
  turn: PolicyTurn,
  fit: Account[],
  total: number,
  filter: Filter,
  from: number,
): ListCard {
  const page = fit.slice(from, from + pageLength);
  const text = `${fit.length} of ${total} on record${filterWords(filter)}. You can also write “accounts instagram”, “accounts of Ada” or “closed accounts”.`;
  return listCard(
    `The social media accounts of ${turn.school.name}`,
    page.map((account) =>
      item(titleOf(account), stateInWords(turn, account), {
        facts: [{ label: 'Owners', value: andList(account.owners.map(({ name }) => name)) || 'nobody' }],
        buttons: [showButton(accountMatter, account)],
      }),
    ),
    {
      text: total > 0 ? text : undefined,
      empty:
        total === 0
          ? 'Your school has no accounts on record yet.'
          : 'No account matches. Write “accounts” to see them all.',
      buttons: [
        ...moreButton(fit.length, filter, from + pageLength),
        button('Add an existing account', 'requests.existing'),
        button('Ask for a new account', 'requests.start'),
      ],
    },
  );
}

function moreButton(count: number, { words, mine, state }: Filter, next: number) {
  if (count <= next) return [];
  const value = { from: String(next), words: words.join(' '), mine: mine ? 'yes' : '', state: state ?? '' };
  return [button(`Show the next ${Math.min(pageLength, count - next)}`, 'register.more', value)];
}

function filterWords({ mine, state, words }: Filter): string {
  const parts = [...(mine ? ['yours'] : []), ...(state ? [state] : []), ...words.map((word) => `“${word}”`)];
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}
