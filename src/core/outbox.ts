/** Turns what a turn wants to tell people into deliveries, one for each address, inside that turn's own commit. */
import { type AddressBook, addresses, personAddresses, type To } from './addresses.ts';
import type { Card } from './card.ts';
import { copies, type Delivery, deliveries } from './delivery.ts';
import type { Effect } from './effect.ts';
import type { Event, MessageRef, Platform } from './event.ts';
import { given, type Loose } from './given.ts';
import { asFetched, asSent, inNeedOfOwn, type Reader } from './reader.ts';
import type { Work } from './record.ts';
import { holders, whoIs } from './school.ts';

export type Mail = AddressBook & { event: Event; work: Work };
type Post = Extract<Effect, { type: 'post' }>;

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
    const lost = ifLost && { platform: event.place.platform, person: event.by.user, card: ifLost };
    work.put(deliveries, {
      id: `${event.id}/${number++}`,
      platform,
      order,
      card: asSent(card, reader, { school, platform }),
      ...given({ reader, ifLost: lost, heldFor: held?.for }),
      tries: 0,
      due: held?.until ?? event.at,
    });
  };
}

async function post(mail: Mail, effect: Post, to: To, send: Send): Promise<void> {
  const { card, about, ifLost, held } = effect;
  const { platform, order } = to;
  const reader = readerOf(mail, to);
  if (!about) return send(withCalls(mail, effect, to), platform, card, { reader, ifLost, held });
  if (order.type === 'message' && hasOwnButtons(card) && (await isOnItsWay(mail, about, to))) return;
  send({ ...withCalls(mail, effect, to), about }, platform, card, { reader, ifLost, held });
  await giveOwn(mail, { about, card, platform, reader }, send);
}

/** In a private chat it is whoever acts there. */
function readerOf({ school, event }: Mail, { order, reader }: To): Reader {
  return order.type === 'post' && order.place.direct ? { person: whoIs(school, event.by).id } : reader;
}

/** Everybody in the room but the one who acts. */
function withCalls(
  mail: Mail,
  { to, calls }: Post,
  { platform, order }: To,
): Exclude<Delivery['order'], { type: 'update' | 'whisper' }> {
  if (!calls || order.type !== 'post' || !('room' in to)) return order;
  const called = holders(mail.school, to.room).flatMap(({ id, name }) => {
    const [address] = personAddresses({ ...mail, platforms: [platform] }, id);
    return address?.order.type === 'message' ? [{ user: address.order.person, name }] : [];
  });
  return { ...order, calls: called.filter(({ user }) => user !== mail.event.by.user) };
}

function hasOwnButtons(card: Card): boolean {
  return card.kind === 'case' && card.buttonsFor !== undefined;
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

type Shared = { about: string; card: Card; platform: Platform; reader: Reader | undefined };

/** Where the copy in a room is without buttons, those who may press them get one of their own, once. */
async function giveOwn(mail: Mail, { about, card, platform, reader }: Shared, send: Send): Promise<void> {
  const people = inNeedOfOwn(card, reader, { school: mail.school, platform });
  if (people.length === 0) return;
  const out = await mail.work.find(copies, `about:${about}`);
  const have = out.filter(({ message }) => message.platform === platform).map((copy) => copy.reader?.person);
  for (const person of people.filter((id) => !have.includes(id)))
    for (const to of personAddresses({ ...mail, platforms: [platform] }, person))
      if (!(await isOnItsWay(mail, about, to)))
        send({ ...to.order, about }, platform, card, { reader: to.reader });
}

/** Sent copies are updated; those still waiting to be sent simply go out as they should look now. */
async function updateCopies(mail: Mail, about: string, card: Card, send: Send): Promise<Card | undefined> {
  const { school, work, event } = mail;
  const waiting = await work.find(deliveries, `about:${about}`);
  for (const delivery of waiting)
    work.put(deliveries, { ...delivery, card: asSent(card, delivery.reader, { school, ...delivery }) });
  const changing = waiting.flatMap(({ order }) => (order.type === 'update' ? [keyOf(order.message)] : []));
  const sent = await work.find(copies, `about:${about}`);
  for (const { message, reader } of sent)
    if (!changing.includes(keyOf(message)))
      send({ type: 'update', message, about }, message.platform, card, { reader });
  const shared = [...waiting, ...sent.map(({ message, reader }) => ({ platform: message.platform, reader }))];
  for (const { platform, reader } of shared) await giveOwn(mail, { about, card, platform, reader }, send);
  const pressed = event.type === 'pressed' && event.message && keyOf(event.message);
  return sent.some(({ message }) => keyOf(message) === pressed)
    ? asFetched(card, whoIs(school, event.by).id, { school, platform: event.place.platform })
    : undefined;
}

function keyOf({ platform, conversation, id }: MessageRef): string {
  return `${platform} ${conversation} ${id}`;
}
