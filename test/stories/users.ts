/** One person at one platform, as a story sees them: what they write, press, fill in and read there. */
import { playgroundPeople } from '../fakes/playground.ts';
import type { FakeSlack } from '../fakes/slack.ts';
import type { FakeTeams } from '../fakes/teams.ts';

export type Read = { id: string; text: string; buttons: string[]; edited: boolean };
export type Given = Record<string, string | string[]>;
type Where = { channel: string; thread?: string };

export type User = {
  /** As the platform knows them. */
  id: string;
  says(text: string, where?: Where): Promise<void>;
  /** Presses the newest button of that label that they can see, in their own chat or in a room. */
  presses(label: string, where?: 'room' | 'chat'): Promise<void>;
  /** Presses the newest button of that label that somebody else can see, as no client would let them. */
  forges(label: string, whose: User): Promise<void>;
  /** Fills in what stands on the newest card with that button, by its name, and presses it. */
  picks(answers: Given, label: string): Promise<void>;
  /** Fills in the form in front of them, by a question's label or name. Gives back the sentences for what was not accepted. */
  fills(answers: Given): Promise<Record<string, string>>;
  /** Their own chat. */
  reads(): Read[];
  /** Everything in sight: the rooms first, then their own chat. */
  sees(): Read[];
  /** Opens every room and their own chat first, as some platforms fetch what is for them alone only then. */
  looks(): Promise<Read[]>;
  /** The text of everything since they last looked, or of the last few messages. */
  last(count?: number): string;
};

/** What one person does and sees, in the platform's own way. */
type Eyes = { chat(): Read[]; rooms(): Read[] };
type Hands = {
  say(text: string, where?: Where): Promise<unknown>;
  press(message: Read, label: string, answers?: Given, whose?: string): Promise<unknown>;
  fill(answers: Given): Promise<Record<string, string>>;
  /** What the platform does when somebody opens a room or a chat. */
  look?(): Promise<void>;
};

function userOf(id: string, { chat, rooms }: Eyes, hands: Hands, settle: () => Promise<void>): User {
  const sees = () => [...rooms(), ...chat()];
  const inSight = { room: rooms, chat, anywhere: sees };
  return {
    id,
    says: async (text, where) => {
      await hands.say(text, where);
      await settle();
    },
    presses: async (label, where) => {
      await hands.look?.();
      await hands.press(newest(inSight[where ?? 'anywhere'](), label), label);
      await settle();
    },
    forges: async (label, whose) => {
      await hands.press(newest(await whose.looks(), label), label, undefined, whose.id);
      await settle();
    },
    picks: async (answers, label) => {
      await hands.press(newest(chat(), label), label, answers);
      await settle();
    },
    fills: async (answers) => {
      const problems = await hands.fill(answers);
      await settle();
      return problems;
    },
    reads: chat,
    sees,
    looks: async () => {
      await hands.look?.();
      return sees();
    },
    last: (count = 1) => textOf(chat(), count),
  };
}

export function slackUser(
  slack: FakeSlack,
  user: string,
  rooms: string[],
  settle: () => Promise<void>,
): User {
  const eyes = {
    chat: () => slack.direct(user),
    rooms: () =>
      rooms
        .flatMap((room) => slack.channel(room))
        .filter(({ ephemeralFor }) => !ephemeralFor || ephemeralFor === user),
  };
  const hands: Hands = {
    say: (text, where) => slack.say(user, text, where),
    press: (message, label, answers) => slack.press(user, message, label, answers),
    fill: async (answers) => (await slack.fill(user, opened(slack.openView(user)), answers)).problems ?? {},
  };
  return userOf(user, eyes, hands, settle);
}

export function teamsUser(
  teams: FakeTeams,
  user: string,
  rooms: string[],
  settle: () => Promise<void>,
): User {
  const eyes = {
    chat: () => teams.direct(user),
    rooms: () => rooms.flatMap((room) => teams.channel(room, undefined, user)),
  };
  const hands: Hands = {
    look: async () => {
      for (const room of rooms) await teams.look(user, room);
      await teams.look(user);
    },
    say: (text, where) => teams.say(user, text, conversationOf(where)),
    press: (message, label, answers = {}, whose = user) =>
      teams.press(user, message, label, { answers, whose }),
    fill: async (answers) => {
      const view = opened(teams.openView(user));
      const idOf = (label: string) => view.fields.find((field) => field.label === label)?.id ?? label;
      const byId = Object.entries(answers).map(([label, answer]) => [idOf(label), answer]);
      await teams.fill(user, view, Object.fromEntries(byId));
      const after = teams.openView(user);
      const labelOf = (id: string) => after?.fields.find((field) => field.id === id)?.label ?? id;
      return Object.fromEntries(
        Object.entries(after?.problems ?? {}).map(([id, problem]) => [labelOf(id), problem]),
      );
    },
  };
  return userOf(user, eyes, hands, settle);
}

export type Page = ReturnType<typeof openPage>;

/** The playground in everybody's browser, as it looked when things had last come to rest. */
export function openPage(
  address: string,
  school: string,
  cast: readonly { id: string; roles: readonly string[] }[],
) {
  const people = playgroundPeople(address, school);
  const seen = new Map<string, { chat: Read[]; rooms: Read[] }>();

  async function look(): Promise<void> {
    for (const { id, roles } of cast) {
      const rooms = await Promise.all(roomsOf(roles).map((room) => people.channel(room, id)));
      seen.set(id, { chat: await people.direct(id), rooms: rooms.flat() });
    }
  }

  return { people, look, seenBy: (who: string) => seen.get(who) ?? { chat: [], rooms: [] } };
}

function roomsOf(roles: readonly string[]): string[] {
  const own = roles.filter((role) => ['slt', 'dsl', 'administrator'].includes(role));
  return ['channel:staffroom', ...own.map((role) => `room:${role}`)];
}

export function playgroundUser({ people, seenBy }: Page, who: string, settle: () => Promise<void>): User {
  const eyes = { chat: () => seenBy(who).chat, rooms: () => seenBy(who).rooms };
  const hands: Hands = {
    say: async (text, where) => taken(await people.say(who, text, conversationOf(where))),
    press: async (message, label) => taken(await people.press(who, message, label)),
    fill: async (answers) => {
      taken(await people.fill(who, opened(people.openView(who)), answers));
      return people.openView(who)?.problems ?? {};
    },
  };
  return userOf(who, eyes, hands, settle);
}

function conversationOf(where: Where | undefined) {
  return where && { conversation: where.channel, ...(where.thread ? { thread: where.thread } : {}) };
}

function taken({ status, error }: { status: number; error?: string }): void {
  if (status !== 200) throw new Error(`Expected the playground to take it, got ${status}: ${error}`);
}

function opened<T>(view: T | undefined): T {
  if (!view) throw new Error('Expected an open form.');
  return view;
}

function newest(messages: Read[], label: string): Read {
  const found = messages.findLast(({ buttons }) => buttons.includes(label));
  if (!found)
    throw new Error(
      `Expected a button “${label}”; there are: ${messages.flatMap(({ buttons }) => buttons).join(', ')}`,
    );
  return found;
}

function textOf(messages: Read[], count: number): string {
  return messages
    .slice(-count)
    .map(({ text }) => text)
    .join('\n');
}
