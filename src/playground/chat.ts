/** What has been written at one school: who reads where, and every message, kept across restarts. */
import { z } from 'zod';
import type { Card } from '../core/card.ts';
import { holders, type Role, type RoomName, type School } from '../core/school.ts';

// Cards are made and checked by our own code, so they are kept as they are.
const card = z.custom<Card>((value) => typeof value === 'object' && value !== null && 'kind' in value);

/** One message on the page: a person's words, or one of Chalkline's cards. */
export const shown = z.object({
  id: z.string(),
  /** Grows with every message, so it says which came later, after a restart as well. */
  number: z.number(),
  at: z.string(),
  conversation: z.string(),
  /** The message under which this one stands. */
  thread: z.string().exactOptional(),
  /** Nobody else reads it. */
  onlyFor: z.string().exactOptional(),
  said: z.discriminatedUnion('by', [
    z.object({ by: z.literal('person'), person: z.string(), text: z.string() }),
    z.object({ by: z.literal('chalkline'), card }),
  ]),
  /** How often it has been changed. */
  edits: z.int(),
});
export type Shown = z.infer<typeof shown>;

/** Where the messages are kept. `write` adds a message, or puts it in the place of its older self. */
export interface Remember {
  read(school: string): Promise<Shown[]>;
  write(school: string, message: Shown): Promise<void>;
}

export type Conversation = { id: string; name: string; kind: 'direct' | 'room' | 'channel'; about: string };

export type Chat = {
  school: School;
  /** Oldest first. */
  messages(): Promise<Shown[]>;
  find(id: string): Promise<Shown | undefined>;
  /** Resolves when the message is kept. One that is there already stays as it is. */
  add(message: Omit<Shown, 'number' | 'edits'>): Promise<Shown>;
  /** Undefined when there is no such card. */
  change(id: string, card: Card): Promise<Shown | undefined>;
  /** Drops every message, in memory and, by what is handed in, where they are kept. */
  empty(forget: () => Promise<void>): Promise<void>;
  /** Something about the school itself has changed: it is another time there, or it has started afresh. */
  turnOver(): void;
  /** Calls back with every new and changed message, and with none when the school itself has changed, until the returned function is called. */
  listen(tell: (message?: Shown) => void): () => void;
};

export function openChat(school: School, remember: Remember): Chat {
  const listeners = new Set<(message?: Shown) => void>();
  let reading: Promise<Map<string, Shown>> | undefined;
  let writing: Promise<unknown> = Promise.resolve();

  const messages = () => {
    reading ??= remember.read(school.id).then(byId);
    // A reading that failed is tried again next time.
    reading.catch(() => {
      reading = undefined;
    });
    return reading;
  };

  /** One after another, so that numbers and edits follow the order in which things were asked for. */
  const inTurn = <T>(work: (all: Map<string, Shown>) => Promise<T>): Promise<T> => {
    const done = writing.then(messages).then(work);
    writing = done.catch(() => undefined);
    return done;
  };

  const keep = async (all: Map<string, Shown>, message: Shown) => {
    await remember.write(school.id, message);
    all.set(message.id, message);
    for (const tell of listeners) tell(message);
    return message;
  };

  return {
    school,
    messages: async () => [...(await messages()).values()],
    find: async (id) => (await messages()).get(id),
    add: (message) =>
      inTurn(async (all) => {
        const number = Math.max(Date.parse(message.at), (lastOf(all)?.number ?? 0) + 1);
        return all.get(message.id) ?? keep(all, { ...message, number, edits: 0 });
      }),
    change: (id, card) =>
      inTurn(async (all) => {
        const before = all.get(id);
        if (before?.said.by !== 'chalkline') return undefined;
        return keep(all, { ...before, said: { by: 'chalkline', card }, edits: before.edits + 1 });
      }),
    empty: (forget) =>
      inTurn(async (all) => {
        await forget();
        all.clear();
      }),
    turnOver() {
      for (const tell of listeners) tell();
    },
    listen(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}

function byId(messages: Shown[]): Map<string, Shown> {
  return new Map([...messages].sort((a, b) => a.number - b.number).map((message) => [message.id, message]));
}

function lastOf(all: Map<string, Shown>): Shown | undefined {
  return [...all.values()].at(-1);
}

const rooms: Record<RoomName, { role: Role; name: string; about: string }> = {
  slt: {
    role: 'slt',
    name: 'Leaders',
    about: 'What’s waiting for the senior leadership team, and what came of it.',
  },
  dsl: { role: 'dsl', name: 'Safeguarding', about: 'For the safeguarding lead.' },
  administrator: {
    role: 'administrator',
    name: 'Office',
    about: 'For whoever creates and looks after the accounts.',
  },
};

/** Where somebody reads and writes, their own private chat first. */
export function conversationsOf(school: School, person: string): Conversation[] {
  const mine = Object.entries(rooms).filter(([, room]) =>
    holders(school, room.role).some((holder) => holder.id === person),
  );
  return [
    { id: person, name: 'Private chat', kind: 'direct', about: 'Only you and Chalkline can read this.' },
    ...mine.map(([id, { name, about }]) => ({ id: `room:${id}`, name, kind: 'room' as const, about })),
    {
      id: 'channel:staffroom',
      name: '#staffroom',
      kind: 'channel',
      about: 'Everyone can read this. Write @Chalkline to ask it something.',
    },
  ];
}

export function isConversation(school: School, id: string): boolean {
  return school.people.some((person) => conversationsOf(school, person.id).some((place) => place.id === id));
}

export function canRead(school: School, person: string, message: Shown): boolean {
  return (
    (message.onlyFor === undefined || message.onlyFor === person) &&
    conversationsOf(school, person).some((conversation) => conversation.id === message.conversation)
  );
}
