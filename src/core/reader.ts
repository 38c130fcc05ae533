/** Who has a copy of a card before them, and the card as they see it: buttons that are for some only, only they have. */
import { z } from 'zod';
import type { Card, CaseCard } from './card.ts';
import type { Platform } from './event.ts';
import { drawsForEach, handleOf, holders, rooms, type School } from './school.ts';

/** One person, all who read in a room, or, with neither, whoever happens to be there. */
export const reader = z.object({ person: z.string().exactOptional(), room: z.enum(rooms).exactOptional() });
export type Reader = z.infer<typeof reader>;

/** Where the copy is. */
type At = { school: School; platform: Platform };
type Only = NonNullable<CaseCard['buttonsFor']>;

/** The copy that goes out. Those of earlier releases do not say whose they are; on them a press is refused instead. */
export function asSent(card: Card, by: Reader | undefined, at: At): Card {
  if (card.kind !== 'case' || !card.buttonsFor || !by) return card;
  const { buttonsFor, ...whole } = card;
  if (mayAllPress(buttonsFor, by, at)) return whole;
  const plain = { ...whole, buttons: [] };
  return by.room && drawsForEach(at.platform) ? { ...plain, fetchedBy: fetching(buttonsFor, at) } : plain;
}

/** The copy in a room as one person has it, who has just pressed a button on it or fetched it. */
export function asFetched(card: Card, person: string, at: At): Card {
  const own = asSent(card, { person }, at);
  if (own.kind !== 'case' || card.kind !== 'case' || !card.buttonsFor) return own;
  return { ...own, fetchedBy: fetching(card.buttonsFor, at) };
}

/** Those who need a copy of their own, because the one in their room is without their buttons. */
export function inNeedOfOwn(card: Card, by: Reader | undefined, at: At): string[] {
  if (card.kind !== 'case' || !card.buttonsFor || !by?.room || drawsForEach(at.platform)) return [];
  if (mayAllPress(card.buttonsFor, by, at)) return [];
  const { people } = card.buttonsFor;
  return holders(at.school, by.room).flatMap(({ id }) => (people.includes(id) ? [id] : []));
}

function mayAllPress({ people }: Only, { person, room }: Reader, { school }: At): boolean {
  const readers = room ? holders(school, room).map(({ id }) => id) : person ? [person] : [];
  return readers.length > 0 && readers.every((id) => people.includes(id));
}

function fetching({ people, action, value }: Only, { school, platform }: At) {
  const listed = school.people.filter(({ id }) => people.includes(id));
  return { users: listed.flatMap((person) => handleOf(person, platform) ?? []), action, value };
}
