/** What could not be sent: whoever looks after Chalkline hears where and why, and sends it again once that is put right. */
import type { PolicyTurn } from '../conversation/policy-turn.ts';
import { button, type Card, item, listCard, notice } from '../core/card.ts';
import type { Duty, HomeLine } from '../core/duty.ts';
import { addressOf, type LostCard, lostCards } from '../core/lost.ts';
import { give, showButton } from '../core/matter/cards.ts';
import { change } from '../core/matter/change.ts';
import { inPrivate } from '../core/turn.ts';
import { listKeepers } from '../duties/staff/matter.ts';
import { aboutWhat, isKeeper, type LostMatter, lostMatter, type Matters, whom } from './lost-card.ts';

/** More at once are one trouble, and told as one. */
const mostCards = 3;
const mostListed = 12;

export function undeliveredOf(duties: () => Duty<PolicyTurn>[]): Duty<PolicyTurn> {
  const matters = () => duties().flatMap(({ matters = [] }) => matters);
  const matter = lostMatter(matters);
  return {
    name: 'undelivered',
    help: {
      part: 'lead',
      title: 'What couldn’t be sent',
      text: '“Undelivered” lists cards that didn’t arrive, with why, and sends them again.',
      isOn: isKeeper,
    },
    opens: {
      undelivered: {
        said: /^(?:show (?:me )?)?(?:the |all )?undelivered(?: cards)?$|^what (?:couldn['’]?t|could not|can['’]?t|cannot) be sent$/,
        harmless: true,
        interrupts: true,
        run: (turn) => list(turn, matters),
      },
    },
    pressed: {
      list: (turn) => list(turn, matters),
      all: (turn) => sendAll(turn, matter),
    },
    matters: [matter],
    timePassed: (turn) => tellKeepers(turn, matter),
    home,
  };
}

/** Where one place fails again and again, the first card says it all; the others stand in the list. */
async function tellKeepers(turn: PolicyTurn, matter: LostMatter): Promise<void> {
  const fresh = await turn.work.find(lostCards, 'state:new');
  if (fresh.length === 0) return;
  const told = new Set((await turn.work.find(lostCards, 'state:open')).map(addressOf));
  const first = fresh.filter((lost) => !told.has(addressOf(lost)) && told.add(addressOf(lost)));
  for (const lost of fresh) turn.work.put(lostCards, opened(lost));
  const keepers = listKeepers(turn).map(({ id }) => ({ person: id }));
  if (first.length > mostCards) for (const keeper of keepers) turn.tell(keeper, several(first.length));
  else for (const lost of first) await give(turn, matter, opened(lost), 'lost', keepers);
}

function opened(lost: LostCard): LostCard {
  return { ...lost, state: 'open' };
}

function several(count: number): Card {
  return notice('warning', `I couldn’t write to ${count} people or rooms.`, { buttons: [showThem] });
}

const showThem = button('Show them', 'undelivered.list');

async function home(turn: PolicyTurn): Promise<HomeLine[]> {
  const waiting = isKeeper(turn) ? await turn.work.find(lostCards, 'waiting') : [];
  const last = waiting.at(-1);
  if (!last) return [];
  const title = waiting.length === 1 ? 'A card couldn’t be sent' : `${waiting.length} cards couldn’t be sent`;
  const text = `For ${whom(turn, last)}: ${last.why}`;
  return [{ part: 'waits', item: item(title, text, { buttons: [showThem] }) }];
}

async function list(turn: PolicyTurn, matters: Matters): Promise<void> {
  if (!isKeeper(turn))
    return turn.whisper(notice('info', 'Only whoever looks after Chalkline can see this.'));
  const waiting = (await turn.work.find(lostCards, 'waiting')).toReversed();
  const items = [];
  for (const lost of waiting.slice(0, mostListed))
    items.push(
      item(`For ${whom(turn, lost)}`, `${await aboutWhat(turn, matters, lost)}. ${lost.why}`, {
        buttons: [showButton({ name: lostCards.kind }, lost)],
      }),
    );
  inPrivate(turn).say(
    listCard('What couldn’t be sent', items, {
      ...(waiting.length > mostListed ? { text: `${waiting.length} in all; these are the latest.` } : {}),
      empty: 'Everything has arrived.',
      buttons: waiting.length > 1 ? [button('Send all again', 'undelivered.all')] : [],
    }),
  );
}

async function sendAll(turn: PolicyTurn, matter: LostMatter): Promise<void> {
  if (!isKeeper(turn)) return turn.whisper(notice('info', 'Only whoever looks after Chalkline can do this.'));
  const waiting = await turn.work.find(lostCards, 'waiting');
  let sent = 0;
  for (const lost of waiting) {
    const { again } = matter.acts;
    if (await again.unless?.(turn, lost)) continue;
    if ('does' in again) await change(turn, matter, lost, again);
    sent += 1;
  }
  turn.whisper(notice('good', inWords(sent, waiting.length)));
}

function inWords(sent: number, all: number): string {
  const left = all - sent;
  const cards = sent === 1 ? '1 card is' : `${sent} cards are`;
  return `${cards} on the way again.${left > 0 ? ` ${left} can’t be sent yet; “undelivered” says why.` : ''}`;
}
