/** Turns what a turn wants to tell people into deliveries, one for each address, inside that turn's own commit. */
import { type AddressBook, addresses, personAddresses, type To, type ToPerson } from './addresses.ts';
import { type Card, notice } from './card.ts';
import { type Copy, copies, type Delivery, deliveries, keyOf } from './delivery.ts';
import type { Effect } from './effect.ts';
import type { Event, MessageRef, Place, Platform } from './event.ts';
import { given, type Loose } from './given.ts';
import { asFetched, asSent, inNeedOfOwn, isForSome, type Reader } from './reader.ts';
import type { Work } from './record.ts';
import { conversationOf, holders, personById, rooms, whoIs } from './school.ts';

export type Mail = AddressBook & { event: Event; work: Work; elsewhere?: () => Promise<unknown> };
type Post = Extract<Effect, { type: 'post' }>;
type Sending = Exclude<Delivery['order'], { type: 'update' | 'whisper' }>;

/** Gives back what the pressed card has become, if it is one of those that change: the platform waits for it. */
export async function enqueue(mail: Mail, effects: Effect[]): Promise<Card | undefined> {
  const send = sendingFor(mail);
  let replaced: Card | undefined;
  for (const effect of effects) {
    switch (effect.type) {
      case 'post':
        for (const to of addresses(mail, effect.to)) await post(mail, effect, to, send);
        break;
      case 'update':
        replaced = (await updateCopies(mail, effect.about, effect.card, send)) ?? replaced;
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

type Send = (
  order: Delivery['order'],
  platform: Platform,
  card: Card,
  more?: Loose<{ reader: Reader; ifLost: Card; held: Post['held'] }>,
) => void;

function sendingFor({ event, school, work }: Mail): Send {
  let number = 0;
  return (order, platform, card, { reader, ifLost, held } = {}) => {
    const { place, by, at } = event;
    const lost = ifLost && { platform: place.platform, person: by.user, card: ifLost, at };
    work.put(deliveries, {
      id: `${event.id}/${number++}`,
      platform,
      order,
      card: asSent(card, reader, { school, platform }),
      ...given({ reader, ifLost: lost, heldFor: held?.for }),
      tries: 0,
      made: event.at,
      due: held?.until ?? event.at,
      since: event.at,
    });
  };
}

async function post(mail: Mail, effect: Post, to: To, send: Send): Promise<void> {
  const { card, about, ifLost, held } = effect;
  const { platform, order } = to;
  const reader = readerOf(mail, to);
  if (!about) return send(withCalls(mail, effect, to), platform, card, { reader, ifLost, held });
  if (order.type === 'message') {
    if (isForSome(card) && (await isOnItsWay(mail, about, to))) return;
    return send({ ...order, about }, platform, card, { reader, ifLost });
  }
  const shared = { about, card, platform, reader, room: order.place };
  const own = inNeed(mail, shared);
  send({ ...insteadBut(own, withCalls(mail, effect, to)), about }, platform, card, { reader, ifLost });
  for (const each of own) await giveOwn(mail, shared, each, send);
}

/** In a private chat it is whoever acts there. */
function readerOf({ school, event }: Mail, { order, reader }: To): Reader {
  return order.type === 'post' && order.place.direct ? { person: whoIs(school, event.by).id } : reader;
}

/** Everybody in the room but the one who acts. */
function withCalls(mail: Mail, { to, calls }: Post, { platform, order }: To): Sending {
  if (!calls || order.type !== 'post' || !('room' in to)) return order;
  const called = holders(mail.school, to.room).flatMap(({ id, name }) => {
    const [address] = personAddresses({ ...mail, platforms: [platform] }, id);
    return address ? [{ user: address.order.person, name }] : [];
  });
  return { ...order, calls: called.filter(({ user }) => user !== mail.event.by.user) };
}

/** Whoever gets a copy of their own needs none in place of the room's. */
function insteadBut(own: ToPerson[], order: Sending): Sending {
  if (order.type !== 'post' || !order.instead) return order;
  const theirs = own.map(({ order }) => order.person);
  return { ...order, instead: order.instead.filter((user) => !theirs.includes(user)) };
}

/** One turn may both hand a matter to somebody and find that they need a copy; they get one. */
async function isOnItsWay({ work }: Mail, about: string, { platform, reader }: To): Promise<boolean> {
  const waiting = await work.find(deliveries, `about:${about}`);
  return waiting.some(
    (delivery) =>
      delivery.order.type === 'message' &&
      delivery.platform === platform &&
      delivery.reader?.person === reader.person,
  );
}

/** A copy that several people read. */
type Shared = { about: string; card: Card; platform: Platform; reader: Reader | undefined; room: Place };

/** Where the copy in a room is without buttons, those who may press them have one of their own. */
function inNeed(mail: Mail, { card, platform, reader }: Shared): ToPerson[] {
  const people = inNeedOfOwn(card, reader, { school: mail.school, platform });
  return people.flatMap((id) => personAddresses({ ...mail, platforms: [platform] }, id));
}

async function giveOwn(
  mail: Mail,
  { about, card, platform, room }: Shared,
  to: ToPerson,
  send: Send,
): Promise<void> {
  if (await isOnItsWay(mail, about, to)) return;
  send({ ...to.order, about, room }, platform, card, { reader: to.reader });
}

/** Who may press has changed since the card went to the room: a copy that is out already is only brought up to date. */
async function giveMissing(mail: Mail, shared: Shared, out: Copy[], send: Send): Promise<void> {
  const have = out.flatMap(({ message, reader }) =>
    message.platform === shared.platform ? [reader?.person] : [],
  );
  for (const to of inNeed(mail, shared))
    if (!have.includes(to.reader.person)) await giveOwn(mail, shared, to, send);
}

/** Sent copies are updated; those still waiting to be sent simply go out as they should look now. */
async function updateCopies(mail: Mail, about: string, card: Card, send: Send): Promise<Card | undefined> {
  const { school, work, event } = mail;
  const waiting = await work.find(deliveries, `about:${about}`);
  const cardFor = (reader: Reader | undefined) => (isGone(mail, reader) ? closed : card);
  for (const delivery of waiting) {
    const { reader } = delivery;
    work.put(deliveries, { ...delivery, card: asSent(cardFor(reader), reader, { school, ...delivery }) });
  }
  const changing = waiting.flatMap(({ order }) => (order.type === 'update' ? [keyOf(order.message)] : []));
  const found = await copiesAbout(mail, about);
  const sent = found.map((copy) => ({ message: copy.message, reader: readerOfCopy(mail, copy) }));
  for (const { message, reader } of sent)
    if (!changing.includes(keyOf(message)))
      send({ type: 'update', message, about }, message.platform, cardFor(reader), { reader });
  const places = [
    ...waiting.flatMap(({ order, reader }) => (order.type === 'post' ? [{ room: order.place, reader }] : [])),
    ...sent.map(({ message, reader }) => ({ room: placeOf(message), reader })),
  ];
  for (const { room, reader } of places)
    await giveMissing(mail, { about, card, platform: room.platform, reader, room }, found, send);
  const pressed = event.type === 'pressed' && event.message && keyOf(event.message);
  return sent.some(({ message }) => keyOf(message) === pressed)
    ? asFetched(card, whoIs(school, event.by).id, { school, platform: event.place.platform })
    : undefined;
}

/** Whoever has left keeps their copies, and reads nothing new on them. */
function isGone({ school }: Mail, reader: Reader | undefined): boolean {
  return (
    reader?.person !== undefined &&
    school.unlisted === 'nobody' &&
    personById(school, reader.person) === undefined
  );
}

const closed = notice('info', 'You’re not on the staff list any more, so this is closed for you.');

/** A card that stands there twice is known by its second message only, until somebody presses the first one. */
async function copiesAbout({ work, event }: Mail, about: string): Promise<Copy[]> {
  const known = await work.find(copies, `about:${about}`);
  const pressed = event.type === 'pressed' && event.message;
  if (!pressed || (await work.find(copies, `message:${keyOf(pressed)}`)).length > 0) return known;
  const twin = known.find(
    ({ message, mayBeTwice }) =>
      mayBeTwice && message.platform === pressed.platform && message.conversation === pressed.conversation,
  );
  if (!twin) return known;
  const first = { ...twin, id: `${twin.id}/${pressed.id}`, message: pressed };
  work.put(copies, first);
  return [...known, first];
}

/** Copies of earlier releases do not say whose they are, but a room is known by its conversation. */
function readerOfCopy({ school }: Mail, { message, reader }: Copy): Reader | undefined {
  if (reader) return reader;
  const room = rooms.find((name) => conversationOf(school, name, message.platform) === message.conversation);
  return room && { room };
}

function placeOf({ platform, conversation }: MessageRef): Place {
  return { platform, conversation, direct: false };
}
