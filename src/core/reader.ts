/** Who has a copy of a card before them, and the card as they see it: buttons that are for some only, only they have. */
import { z } from 'zod';
import type { Card, CaseCard } from './card.ts';
import type { Platform } from './event.ts';
import { given } from './given.ts';
import { handleOf, holders, mostFetching, rooms, type School } from './school.ts';

/** One person, all who read in a room, or, with neither, whoever happens to be there. */
export const reader = z.object({ person: z.string().exactOptional(), room: z.enum(rooms).exactOptional() });
export type Reader = z.infer<typeof reader>;

/** Where the copy is. */
type At = { school: School; platform: Platform };
type Only = NonNullable<CaseCard['buttonsFor']>;

/** A card whose buttons only some have. */
type ForSome = CaseCard & { buttonsFor: Only };

export function isForSome(card: Card): card is ForSome {
  return 'buttonsFor' in card;
}

/** The copy that goes out. Those of earlier releases do not say whose they are; on them a press is refused instead. */
export function asSent(card: Card, by: Reader | undefined, at: At): Card {
  return by && isForSome(card) ? copyFor(card, by, at) : card;
}

/** The copy in a room as one person has it, who has just pressed a button on it or fetched it. */
export function asFetched(card: Card, person: string, at: At): Card {
  if (!isForSome(card)) return card;
  return { ...copyFor(card, { person }, at), ...given({ fetchedBy: fetchedBy(card.buttonsFor, at) }) };
}

/** In a room nobody knows who else reads, so its copy never has them there. */
function copyFor({ buttonsFor, ...whole }: ForSome, by: Reader, at: At): CaseCard {
  if (by.person && buttonsFor.people.includes(by.person)) return whole;
  return { ...whole, buttons: [], ...(by.room ? wayToThem(buttonsFor, at) : {}) };
}

/** Those who need a copy of their own, because they cannot fetch their buttons in the room. */
export function inNeedOfOwn(card: Card, by: Reader | undefined, at: At): string[] {
  if (!by?.room || !isForSome(card)) return [];
  const { people } = card.buttonsFor;
  const fetch = fetching(card.buttonsFor, at).map(({ id }) => id);
  const readers = holders(at.school, by.room).map(({ id }) => id);
  return readers.filter((id) => people.includes(id) && !fetch.includes(id));
}

function wayToThem(only: Only, at: At): Pick<CaseCard, 'fetchedBy' | 'aside'> {
  const fetched = fetchedBy(only, at);
  return fetched
    ? { fetchedBy: fetched }
    : { aside: 'Whoever can decide has the buttons in their own chat with me.' };
}

function fetchedBy(only: Only, at: At): CaseCard['fetchedBy'] {
  const { action, value } = only;
  const users = fetching(only, at).map(({ user }) => user);
  return users.length > 0 ? { users, action, value } : undefined;
}

function fetching({ people }: Only, { school, platform }: At): { id: string; user: string }[] {
  const known = school.people
    .filter(({ id }) => people.includes(id))
    .flatMap((person) => {
      const user = handleOf(person, platform);
      return user ? [{ id: person.id, user }] : [];
    });
  return known.slice(0, mostFetching(platform));
}
