/** A card that could not be sent: to whom, about what as far as its reader may know, why, and what can be done about it. */
import type { PolicyTurn } from '../conversation/policy-turn.ts';
import { brief, dated, roleInWords } from '../conversation/words.ts';
import { type Card, type CaseCard, caseCard } from '../core/card.ts';
import type { Address } from '../core/effect.ts';
import { type LostCard, lostCards, shownPlatform } from '../core/lost.ts';
import { cardOf } from '../core/matter/cards.ts';
import type { Matter, Refusal } from '../core/matter/table.ts';
import { type Person, personById, type School } from '../core/school.ts';
import { isAmong } from '../core/someone.ts';
import { textOf } from '../core/text.ts';
import { shownInstant } from '../core/time.ts';
import { listKeepers } from '../duties/staff/matter.ts';

// biome-ignore lint/suspicious/noExplicitAny: whichever matter a card is about
type AnyMatter = Matter<any, PolicyTurn, any>;
export type Matters = () => AnyMatter[];
export type LostMatter = Matter<LostCard, PolicyTurn, 'again' | 'drop'>;

export function lostMatter(matters: Matters): LostMatter {
  return {
    name: lostCards.kind,
    records: lostCards,
    gone: 'This is no longer on record, so nothing was sent.',
    by: keepersOnly,
    sees: viewFor,
    confidential: true,
    views: () => [
      { name: 'lost', looks: (turn, lost) => lostCardFor(turn, matters, lost), acts: ['again', 'drop'] },
    ],
    acts: {
      again: {
        label: 'Send it again',
        style: 'primary',
        unless: async (turn, lost) => settled(lost) ?? (await notToBeSent(turn, matters, lost)),
        does: (lost, { by, at }) => ended(lost, 'again', { by, at }),
        audit: 'sent a lost card again',
        detail: ({ why }) => ({ why }),
        history: (_lost, { by }) => `${by.name} sent it again`,
        tells: async (turn, _lost, _moment, before) => {
          const { to, card } = await asNow(turn, matters, before);
          if (to && card) turn.tell(to, card, before.about);
        },
      },
      drop: {
        label: 'Let it go',
        unless: (_turn, lost) => settled(lost),
        does: (lost, { by, at }) => ended(lost, 'dropped', { by, at }),
        audit: 'let a lost card go',
        detail: ({ why }) => ({ why }),
        history: (_lost, { by }) => `${by.name} let it go`,
      },
    },
    kept: {
      days: 30,
      because: 'Long enough to put right what was in the way. At most the latest hundred are kept.',
      seenBy: 'Whoever keeps the list of staff; of what they may not see, only who it was for',
    },
    register: {
      name: 'undelivered',
      title: 'Cards that couldn’t be sent',
      columns: {
        For: (lost, turn) => whom(turn, lost),
        Why: ({ why }) => why,
        Since: ({ since }, turn) => shownInstant(since, turn.school.timezone),
        'Where it stands': statusOf,
      },
      notInCsv: ['place'],
      withheld: ['card', 'about'],
    },
  };
}

function keepersOnly(turn: PolicyTurn): Refusal | undefined {
  if (isKeeper(turn)) return undefined;
  return {
    says: 'Only whoever looks after Chalkline can do this. Nothing was sent.',
    audit: 'may not send again what was lost',
  };
}

function viewFor(turn: PolicyTurn): 'lost' | undefined {
  return isKeeper(turn) ? 'lost' : undefined;
}

export function isKeeper(turn: PolicyTurn): boolean {
  return isAmong(listKeepers(turn), turn.person.id);
}

function settled({ state, decided }: LostCard): string | undefined {
  if (state === 'again') return `${decided?.by.name} has sent this again already.`;
  return state === 'dropped' ? `${decided?.by.name} has let this go already.` : undefined;
}

/** Its words need not be kept any more. */
function ended(
  { card: _, ...lost }: LostCard,
  state: 'again' | 'dropped',
  decided: LostCard['decided'],
): LostCard {
  return { ...lost, state, ...(decided ? { decided } : {}) };
}

/** The same person or room as the school file has them today, and the card as its matter stands by now. */
async function asNow(
  turn: PolicyTurn,
  matters: Matters,
  lost: LostCard,
): Promise<{ to?: Address; card?: Card }> {
  const { reader, platform, place } = lost;
  const to = reader.person
    ? { person: reader.person, platform }
    : reader.room
      ? { room: reader.room, platform }
      : place && { place };
  const about = await aboutOf(turn, matters, lost);
  const card = about ? await cardOf(turn, about.matter, about.record, about.view) : lost.card;
  const isGone = lost.about !== undefined && !about;
  return { ...(to ? { to } : {}), ...(card && !isGone ? { card } : {}) };
}

async function notToBeSent(turn: PolicyTurn, matters: Matters, lost: LostCard): Promise<string | undefined> {
  const { to, card } = await asNow(turn, matters, lost);
  if (!card) return 'What this was about is no longer on record, so there’s nothing to send.';
  if (!to || !turn.canReach(to)) return `The school file has no way to reach ${whom(turn, lost)}.`;
  return (await isTheirs(turn, matters, lost)) ? undefined : 'They may not see it any more.';
}

/** Somebody may have left since, or have another role. */
async function isTheirs(turn: PolicyTurn, matters: Matters, lost: LostCard): Promise<boolean> {
  const { reader } = lost;
  if (!reader.person) return true;
  const person = personById(turn.school, reader.person) ?? unlisted(turn.school, reader.person);
  if (!person) return false;
  const about = await aboutOf(turn, matters, lost);
  return !about || (await about.matter.sees({ ...turn, person }, about.record)) !== undefined;
}

function unlisted(school: School, id: string): Person | undefined {
  return school.unlisted === 'staff' ? { id, name: id, roles: ['staff'] } : undefined;
}

/** The matter that it is about; undefined as well where that is no longer on record. */
async function aboutOf(turn: PolicyTurn, matters: Matters, { about = '' }: LostCard) {
  const [, name, id, view = ''] = /^([^:]*):(.*)\/([^/]*)$/.exec(about) ?? [];
  const matter = matters().find((candidate) => candidate.name === name);
  const record = matter && id ? await turn.work.get(matter.records, id) : undefined;
  return matter && record ? { matter, record, view } : undefined;
}

async function lostCardFor(turn: PolicyTurn, matters: Matters, lost: LostCard): Promise<CaseCard> {
  const { state, since, why, elsewhere, history } = lost;
  const hint = (await notToBeSent(turn, matters, lost)) ?? 'Put that right first, then send it again.';
  return caseCard({
    title: 'A card couldn’t be sent',
    status: statusOf(lost),
    tone: settled(lost) ? 'info' : 'warning',
    text: `${why}${elsewhere ? ' It has gone another way meanwhile.' : ''}`,
    facts: [
      { label: 'For', value: whom(turn, lost) },
      ...(lost.card ? [{ label: 'About', value: await aboutWhat(turn, matters, lost) }] : []),
      { label: 'Since', value: shownInstant(since, turn.school.timezone) },
    ],
    ...(state === 'new' || state === 'open' ? { aside: hint } : {}),
    history: history.map((past) => dated(turn.school, past)),
  });
}

function statusOf({ state, decided }: LostCard): string {
  if (state === 'again') return `Sent again by ${decided?.by.name}`;
  return state === 'dropped' ? `Let go by ${decided?.by.name}` : 'It didn’t arrive';
}

export function whom({ school }: PolicyTurn, { reader, platform }: LostCard): string {
  const on = `on ${shownPlatform(platform)}`;
  if (reader.person) return `${personById(school, reader.person)?.name ?? 'somebody'} ${on}`;
  return reader.room ? `the room of ${roleInWords(reader.room)} ${on}` : `a channel ${on}`;
}

/** Only what whoever reads this may see anyway: of all else not even what kind of thing it is. */
export async function aboutWhat(turn: PolicyTurn, matters: Matters, lost: LostCard): Promise<string> {
  const { reader, card } = lost;
  const about = await aboutOf(turn, matters, lost);
  const maySee = lost.about
    ? about && (await about.matter.sees(turn, about.record)) !== undefined
    : reader.person === turn.person.id || turn.person.roles.some((role) => role === reader.room);
  return maySee && card ? headingOf(card) : 'It’s between them and me';
}

function headingOf(card: Card): string {
  return brief('title' in card && card.title ? card.title : textOf(card));
}
