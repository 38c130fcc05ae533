/** What a person did, told in the past tense and the same way whichever door it came through. */
import { z } from 'zod';

/** Where people and the bot meet, by the name that its door gives. */
export type Platform = string;

/** Somewhere messages are written: a private chat, or a channel and one thread in it. */
export type Place = {
  platform: Platform;
  conversation: string;
  thread?: string;
  /** Nobody has answered in that thread yet: an answer opens it. */
  unopened?: true;
  /** Nobody but the person and the bot reads here. */
  direct: boolean;
  /** No chat but a page, which shows how things are whenever it is opened. */
  home?: true;
  /** What the door needs to write here again (an address, a tenant); nobody else reads it. */
  via?: Record<string, string>;
};

/** One message that the bot wrote, so that it can be changed later. */
export type MessageRef = {
  platform: Platform;
  conversation: string;
  id: string;
  via?: Record<string, string>;
};

/** What was filled in on a form: one text, or several for fields that take more than one. */
export const answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
export type Answers = z.infer<typeof answers>;

export type Act =
  /** `cut` where it went on for longer than any honest message does. */
  | { type: 'said'; text: string; attachments?: number; cut?: true }
  | {
      type: 'pressed';
      action: string;
      value: Record<string, string>;
      message?: MessageRef;
      /** What was filled in on the card beside the button. */
      answers?: Answers;
    }
  /** Nobody pressed anything: the platform asks how a card is for the one who looks at it. */
  | { type: 'looked'; action: string; value: Record<string, string> }
  | { type: 'submitted'; form: string; value: Record<string, string>; answers: Answers }
  | { type: 'opened' }
  | { type: 'joined' }
  | { type: 'timePassed' };

/** Time and a unique id come in with the event, so the core needs neither clock nor chance. */
export type Event = {
  id: string;
  at: string;
  by: { platform: Platform; user: string; name?: string };
  place: Place;
} & Act;
