/** What should reach people after a turn, said as orders. They are committed with the turn and sent after it. */
import type { Card } from './card.ts';
import type { MessageRef, Place, Platform } from './event.ts';
import type { RoomName } from './school.ts';

/** Where a card goes: a place, one person privately, or a room of leaders; those two on one platform, or on all that know them. */
export type Address =
  | { place: Place }
  | { person: string; platform?: Platform }
  | { room: RoomName; platform?: Platform };

/** What is done so that a card is seen. */
export type Care = {
  /** Told to whoever acted, should it never arrive: they were promised that it would. */
  ifLost?: Card;
  /** Calls everybody who reads in that room, by the platform's own mention. */
  calls?: true;
  /** Waits for somebody who is away. */
  held?: { for: string; until: string };
};

export type Effect =
  /** `about` names the matter, so that every copy of the card can be changed when it moves on. */
  | ({ type: 'post'; to: Address; card: Card; about?: string } & Care)
  /** Changes every copy of the cards about this matter, wherever they are, sent or still waiting. */
  | { type: 'update'; about: string; card: Card }
  /** Changes one message: the card somebody has just pressed. */
  | { type: 'replace'; message: MessageRef; card: Card }
  /** Only for the eyes of the one who acted, at the place where they acted. */
  | { type: 'whisper'; to: { place: Place; user: string }; card: Card };
