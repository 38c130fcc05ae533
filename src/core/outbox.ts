/** Turns what a turn wants to tell people into deliveries, one for each address, inside that turn's own commit. */
import type { Card } from './card.ts';
import { copies, type Delivery, deliveries } from './delivery.ts';
import type { Address, Effect } from './effect.ts';
import type { Event, MessageRef, Place, Platform } from './event.ts';
import { given } from './given.ts';
import type { Work } from './record.ts';
import { conversationOf, handleOf, holders, type RoomName, type School } from './school.ts';

export type AddressBook = { school: School; platforms: Platform[] };
export type Mail = AddressBook & { event: Event; work: Work };

/** Gives back what the pressed card has become, if it is one of those that change: the platform waits for it. */
export async function enqueue(mail: Mail, effects: Effect[]): Promise<Card | undefined> {
  let replaced: Card | undefined;
  let number = 0;
  const send = (order: Delivery['order'], platform: Platform, card: Card, ifLost?: Card) => {
    const id = `${mail.event.id}/${number++}`;
    const lost = ifLost && { platform: mail.event.place.platform, person: mail.event.by.user, card: ifLost };
    mail.work.put(deliveries, {
      id,
      platform,
      order,
      card,
      ...given({ ifLost: lost }),
      tries: 0,
      due: mail.event.at,
    });
  };
  for (const effect of effects) {
    switch (effect.type) {
      case 'post':
        for (const to of addresses(mail, effect.to)) {
          const order = { ...to.order, ...(effect.about ? { about: effect.about } : {}) };
          send(withCalls(mail, effect, to.platform, order), to.platform, effect.card, effect.ifLost);
        }
        break;
      case 'update':
        if (await updateCopies(mail, effect.about, effect.card, send)) replaced = effect.card;
        break;
      case 'replace':
        send({ type: 'update', message: effect.message }, effect.message.platform, effect.card);
        break;
      case 'whisper':
        send({ type: 'whisper', ...effect.to }, effect.to.place.platform, effect.card);
        break;
    }
  }
  return replaced;
}

/** Everybody in the room but the one who acts. */
function withCalls(
  mail: Mail,
  { to, calls }: Extract<Effect, { type: 'post' }>,
  platform: Platform,
  order: Delivery['order'],
): Delivery['order'] {
  if (!calls || order.type !== 'post' || !('room' in to)) return order;
  const called = holders(mail.school, to.room).flatMap(({ id, name }) => {
    const [address] = personAddresses({ ...mail, platforms: [platform] }, id);
    return address?.order.type === 'message' ? [{ user: address.order.person, name }] : [];
  });
  return { ...order, calls: called.filter(({ user }) => user !== mail.event.by.user) };
}

type Send = (order: Delivery['order'], platform: Platform, card: Card) => void;

/** Sent copies are updated; those still waiting to be sent simply go out as they should look now. */
async function updateCopies(mail: Mail, about: string, card: Card, send: Send): Promise<boolean> {
  const waiting = await mail.work.find(deliveries, `about:${about}`);
  for (const delivery of waiting) mail.work.put(deliveries, { ...delivery, card });
  const changing = waiting.flatMap(({ order }) => (order.type === 'update' ? [keyOf(order.message)] : []));
  const pressed = mail.event.type === 'pressed' ? mail.event.message : undefined;
  let isPressed = false;
  for (const { message } of await mail.work.find(copies, `about:${about}`)) {
    if (!changing.includes(keyOf(message))) send({ type: 'update', message, about }, message.platform, card);
    isPressed ||= pressed !== undefined && keyOf(message) === keyOf(pressed);
  }
  return isPressed;
}

function keyOf({ platform, conversation, id }: MessageRef): string {
  return `${platform} ${conversation} ${id}`;
}

type To = {
  platform: Platform;
  order: { type: 'post'; place: Place; instead?: string[] } | { type: 'message'; person: string };
};

/** Is there anywhere at all where this would be read? */
export function isReachable(book: AddressBook, to: Address): boolean {
  return addresses(book, to).length > 0;
}

function addresses(book: AddressBook, to: Address): To[] {
  if ('place' in to) return [{ platform: to.place.platform, order: { type: 'post', place: to.place } }];
  if ('person' in to)
    return personAddresses(to.platform ? { ...book, platforms: [to.platform] } : book, to.person);
  return roomAddresses(book, to.room);
}

/** Somebody is written to on every platform that knows them, so that nothing waits where they never look. */
function personAddresses(book: AddressBook, id: string): To[] {
  const listed = book.school.people.find((person) => person.id === id);
  return book.platforms.flatMap((platform) => {
    const user = listed ? handleOf(listed, platform) : unlistedHandle(id, platform);
    return user ? [{ platform, order: { type: 'message' as const, person: user } }] : [];
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
    const instead = members.flatMap(({ order }) => (order.type === 'message' ? [order.person] : []));
    return [{ platform, order: { type: 'post', place, instead } }];
  });
}
