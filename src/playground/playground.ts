/** What every answer of the playground is made from, and who is asking. */
import type { Card } from '../core/card.ts';
import type { Receive } from '../core/door.ts';
import type { Listed, School } from '../core/school.ts';
import { type Chat, conversationsOf, type Remember } from './chat.ts';
import type { ShownRecords } from './exchange.ts';
import { Refusal } from './http.ts';
import type { Live } from './live.ts';

export type PlaygroundSettings = {
  schools: School[];
  /** The instant it is at a school. */
  now(school: string): string;
  /** Missing where the playground shows real schools: their time is everybody's, and nothing of theirs is dropped. */
  madeUp?: MadeUp | undefined;
  /** The same card as the other platforms would draw it: a form as the dialog it opens in, with its inputs. */
  drawTeams(card: Card): unknown;
  drawSlack(card: Card): unknown;
  remember: Remember;
  records: Records;
};

/** What a school keeps, as far as somebody may read it. Undefined where there is no such table. */
export type Records = {
  read(school: School, person: string, table: string): Promise<ShownRecords | undefined>;
  csv(school: School, person: string, table: string): Promise<string | undefined>;
};

/** What can be done with a made-up school, and never with a real one. */
export type MadeUp = {
  clockOf(school: string): { isMoved: boolean; begun: string };
  /** Never back. Lets the time pass, and resolves when all that comes of it has been sent. */
  goTo(school: School, at: string): Promise<void>;
  /** Resolves when everything that is due has been sent. */
  settled(): Promise<void>;
  forget(school: School, by: string): Promise<void>;
};

export type Playground = {
  settings: PlaygroundSettings;
  chats: ReadonlyMap<string, Chat>;
  live: Live;
  receive: Receive;
  /** The schools whose time is moving, or which are starting afresh. */
  changing: Set<string>;
};

export type Viewer = { chat: Chat; person: Listed };

export function viewerOf({ chats }: Playground, { school, as }: { school: string; as: string }): Viewer {
  const chat = chats.get(school);
  if (!chat) throw new Refusal(404, 'There is no such school in the playground.');
  const person = chat.school.people.find((listed) => listed.id === as);
  if (!person) throw new Refusal(404, `Nobody at ${chat.school.name} goes by that name.`);
  return { chat, person };
}

export function mustBeIn({ school }: Chat, person: Listed, conversation: string): void {
  if (!conversationsOf(school, person.id).some((place) => place.id === conversation))
    throw new Refusal(403, `${person.name} isn’t in that conversation.`);
}
