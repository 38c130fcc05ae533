/** Where a card has to go so that the one it is for reads it: the rooms and private chats of every platform. */
import type { Address } from './effect.ts';
import type { Place, Platform } from './event.ts';
import type { Reader } from './reader.ts';
import { conversationOf, handleOf, holders, type RoomName, type School } from './school.ts';

export type AddressBook = { school: School; platforms: Platform[] };

export type ToPerson = {
  platform: Platform;
  order: { type: 'message'; person: string };
  reader: Reader;
};
type ToPlace = {
  platform: Platform;
  order: { type: 'post'; place: Place; instead?: string[] };
  reader: Reader;
};
export type To = ToPerson | ToPlace;

/** Is there anywhere at all where this would be read? */
export function isReachable(book: AddressBook, to: Address): boolean {
  return addresses(book, to).length > 0;
}

export function addresses(book: AddressBook, to: Address): To[] {
  if ('place' in to)
    return [{ platform: to.place.platform, order: { type: 'post', place: to.place }, reader: {} }];
  const on = to.platform ? { ...book, platforms: [to.platform] } : book;
  return 'person' in to ? personAddresses(on, to.person) : roomAddresses(on, to.room);
}

/** Somebody is written to on every platform that knows them, so that nothing waits where they never look. */
export function personAddresses(book: AddressBook, id: string): ToPerson[] {
  const listed = book.school.people.find((person) => person.id === id);
  return book.platforms.flatMap((platform): ToPerson[] => {
    const user = listed ? handleOf(listed, platform) : unlistedHandle(id, platform);
    return user ? [{ platform, order: { type: 'message', person: user }, reader: { person: id } }] : [];
  });
}

function unlistedHandle(id: string, platform: Platform): string | undefined {
  return id.startsWith(`${platform}:`) ? id.slice(platform.length + 1) : undefined;
}

/** A room is written to on every platform that has one; where a platform has none, its members are, one by one. */
function roomAddresses(book: AddressBook, room: RoomName): To[] {
  return book.platforms.flatMap((platform): To[] => {
    const members = holders(book.school, room).flatMap((member) =>
      personAddresses({ ...book, platforms: [platform] }, member.id),
    );
    const conversation = conversationOf(book.school, room, platform);
    if (!conversation) return members;
    const place = { platform, conversation, direct: false };
    const instead = members.map(({ order }) => order.person);
    return [{ platform, order: { type: 'post', place, instead }, reader: { room } }];
  });
}
