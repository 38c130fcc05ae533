/** What the page and its server say to each other. Both are held to these types. */
import type { FormCard } from '../core/card.ts';
import type { Conversation, Shown } from './chat.ts';
import type { LookingUp, Moving, Pressing, Saying, Submitting, Viewing, Where, Who } from './receive.ts';

export type ShownPerson = {
  id: string;
  name: string;
  /** What they are at the school, as a newcomer would say it. */
  part: string;
  leads: boolean;
  conversations: Conversation[];
};

/** What time it is at a school, and since when everything there has been written. */
export type Standing = {
  now: string;
  timezone: string;
  /** Something of its own each time a made-up school has started afresh. */
  begun: string;
  isMoved: boolean;
  /** A made-up school can be moved on in time and started afresh. */
  isMadeUp: boolean;
};

export type ShownSchool = { id: string; name: string; people: ShownPerson[]; standing: Standing };

/** A card as each platform draws it, and as text. Only the page's own drawing knows what is in them. */
export type Drawings = { teams?: unknown; slack?: unknown; twin: string };

export type ShownMessage = Shown & Partial<Drawings>;

/** Of a message, only where it is and who wrote it: enough to count what somebody has not read. */
export type Envelope = {
  conversation: string;
  number: number;
  onlyFor?: string | undefined;
  /** Nobody's name when it is Chalkline's. */
  by?: string | undefined;
};

/** Something has been written or changed. The message itself comes only to those who may read it. */
export type News = Envelope & { message?: ShownMessage };

/** The latest messages, or the latest before a number; `more` when there are earlier ones. */
export type Pageful = { messages: ShownMessage[]; more: boolean };

export type ShownForm = Drawings & { at: Where; card: FormCard };

export type Told = {
  /** To be opened at once. */
  form?: ShownForm;
  /** A sentence for each field that was not accepted. */
  problems?: Record<string, string> | undefined;
};

/** One table of the records, newest first. */
export type ShownTable = {
  name: string;
  columns: string[];
  rows: string[][];
  /** Whether nothing in it was changed or taken out, where that can be told. */
  check?: { whole: boolean; words: string };
};

export type ShownRecords = { tables: { name: string; title: string }[]; table: ShownTable };

/** What is asked for, by its address. */
export type Loads = {
  schools: { query: Record<string, never>; answer: ShownSchool[] };
  tally: { query: Who; answer: Envelope[] };
  messages: { query: Viewing; answer: Pageful };
  records: { query: LookingUp; answer: ShownRecords };
};

/** What is done, by its address. */
export type Sends = {
  say: { body: Saying; answer: Told };
  press: { body: Pressing; answer: Told };
  submit: { body: Submitting; answer: Told };
  move: { body: Moving; answer: Standing };
  afresh: { body: Who; answer: Standing };
};
