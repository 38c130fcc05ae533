/** Cards from the outbox, put where people of the playground see them. */
import { randomUUID } from 'node:crypto';
import type { Card } from '../core/card.ts';
import { DeliveryError, type PersonTarget } from '../core/door.ts';
import type { MessageRef, Place } from '../core/event.ts';
import { type Chat, isConversation } from './chat.ts';
import { refOf } from './receive.ts';

export type Chats = ReadonlyMap<string, Chat>;

export async function post(
  chats: Chats,
  now: (school: string) => string,
  to: { place: Place } | { person: PersonTarget },
  card: Card,
): Promise<MessageRef> {
  const place = 'place' in to ? to.place : { conversation: to.person.user, via: to.person.via };
  return put(chats, now, place, card);
}

export async function whisper(
  chats: Chats,
  now: (school: string) => string,
  to: { place: Place; user: string },
  card: Card,
): Promise<void> {
  await put(chats, now, to.place, card, to.user);
}

export async function update(chats: Chats, message: MessageRef, card: Card): Promise<void> {
  const changed = await chatOf(chats, message.via).change(message.id, card);
  if (!changed) throw lost(`There is no card ${message.id} any more.`);
}

type Spot = Pick<Place, 'conversation' | 'thread'> & { via?: Record<string, string> | undefined };

async function put(
  chats: Chats,
  now: (school: string) => string,
  spot: Spot,
  card: Card,
  onlyFor?: string,
): Promise<MessageRef> {
  const chat = chatOf(chats, spot.via);
  const { conversation, thread } = spot;
  if (!isConversation(chat.school, conversation))
    throw lost(`Nobody at ${chat.school.name} has the conversation "${conversation}".`);
  const message = await chat.add({
    id: randomUUID(),
    at: now(chat.school.id),
    conversation,
    ...(thread ? { thread } : {}),
    ...(onlyFor ? { onlyFor } : {}),
    said: { by: 'chalkline', card },
  });
  return refOf(chat.school, message);
}

/** The same people work at every school of the playground, so an address must say which school is meant. */
function chatOf(chats: Chats, via: Record<string, string> | undefined): Chat {
  const only = chats.size === 1 ? [...chats.values()][0] : undefined;
  const chat = via?.school ? chats.get(via.school) : only;
  if (!chat) throw lost(`Expected via.school to name one of: ${[...chats.keys()].join(', ')}.`);
  return chat;
}

function lost(message: string): DeliveryError {
  return new DeliveryError(message, { retry: false });
}
