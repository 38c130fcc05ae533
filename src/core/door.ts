/** What a door gives and takes. The rest of the program knows no more of a platform than this. */
import type { Card, FormCard } from './card.ts';
import type { Event, MessageRef, Place, Platform } from './event.ts';
import type { Member } from './groups.ts';

/** An event as a door hands it in, with the workspace or tenant it comes from. */
export type Incoming = { event: Event; workspace: string };

/** What the door must show at once, because the platform waits for it. Everything else comes by `post`, `update` and `whisper`. */
export type Reply = {
  openForm?: FormCard;
  /** A sentence for each field of a submitted form that could not be accepted; the form stays open. */
  problems?: Record<string, string>;
  /** The card that takes the place of the one that was pressed. It is also sent as an update. */
  replaced?: Card;
  /** The name of a button or form that nobody knows any more: worth a line in the log. */
  stray?: string;
};

/** Hands an event to the core. Resolves when it is committed; rejects only when we are at fault, and then nothing was changed. */
export type Receive = (incoming: Incoming) => Promise<Reply>;

/** One person privately, by platform id, with whatever the door noted when they last wrote. */
export type PersonTarget = { user: string; via?: Record<string, string> };

/** Somebody to be called, by platform id. */
export type Called = { user: string; name: string };

/** By what a message is known again where the platform can tell; `mayBeThere` once it may have been taken already. */
export type Mark = { id: string; mayBeThere: boolean };

/** Everybody in one of the platform's own groups who may be staff. Rejects where it cannot be read, as a delivery does. */
export type GroupReader = (group: string) => Promise<Member[]>;

export interface Door {
  platform: Platform;
  /** `calls` are mentioned in the platform's own way, so that they are rung up. */
  post(
    to: { place: Place } | { person: PersonTarget },
    card: Card,
    calls?: Called[],
    mark?: Mark,
  ): Promise<MessageRef>;
  update(message: MessageRef, card: Card): Promise<void>;
  whisper(to: { place: Place; user: string }, card: Card): Promise<void>;
  /** Reads groups, each as it is now; what they have in common is asked for once. */
  groups?(): GroupReader;
  /** Undefined when ready, else what is wrong and what to do. */
  fault(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A card could not be delivered, or a group not read. `retry` says whether trying again later may help. */
export class DeliveryError extends Error {
  readonly retry: boolean;
  readonly afterMs: number | undefined;

  constructor(message: string, options: { retry: boolean; afterMs?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'DeliveryError';
    this.retry = options.retry;
    this.afterMs = options.afterMs;
  }
}
