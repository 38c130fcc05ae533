/**
 * A matter is something that people take further: a request, a call, an account. It is told as one table: its record,
 * who may act, how it looks, what time brings, and its acts. Buttons, guards, forms, the audit trail, the history and
 * every copy of its cards follow from that table, so no act can forget one of them.
 */
import { z } from 'zod';
import type { Button, Card } from '../card.ts';
import type { Answers } from '../event.ts';
import type { Field } from '../field.ts';
import type { Value } from '../handler.ts';
import type { Collection, Detail } from '../record.ts';
import type { Register } from '../register.ts';
import type { School } from '../school.ts';
import type { Someone } from '../someone.ts';
import type { Turn } from '../turn.ts';

/** What has happened, oldest first: one line for each act. A part of every matter's record. */
export const history = z.array(z.object({ at: z.string(), words: z.string() }));
export type MatterRecord = { id: string; history: z.infer<typeof history> };

type Maybe<Result> = Result | undefined | Promise<Result | undefined>;

/** What is known at the moment of a change, as plain data. */
export type Moment = {
  by: Someone;
  at: string;
  /** The day it is at the school. */
  today: string;
  school: School;
  answers: Answers;
  /** What the button carried. */
  value: Value;
};

/** One way in which a record changes, and all that belongs to it. */
export type Change<R, T> = {
  /**
   * The record as it is afterwards; undefined takes it out of the store, and the very same record is no change at all.
   * Pure: all it knows is the moment.
   */
  does: (record: R, moment: Moment) => R | undefined;
  /** For the audit trail. A change without it is a note of our own that nobody sees, such as when we last reminded. */
  audit?: string | ((record: R) => string);
  detail?: (record: R, moment: Moment) => Detail;
  /** The line of its history. */
  history?: (record: R, moment: Moment) => string;
  /** Who hears of it. */
  tells?: (turn: T, record: R, moment: Moment, before: R) => void | Promise<void>;
  /** What else comes of it at once. What other duties make of it, they follow by themselves. */
  after?: (turn: T, record: R, moment: Moment) => Promise<void>;
};

/** Why somebody may not, as they are told it and, where it is no mere slip, as the audit trail has it. */
export type Refusal = { says: string; audit?: string };
export type Right<R, T> = (turn: T, record: R, value: Value) => Maybe<Refusal>;

/** What is asked before an act counts. */
export type Asked = {
  title: string;
  intro?: string | undefined;
  fields: Field[];
  answers?: Answers;
  submit: string;
  /** Travels with the form beside what the button carried. */
  value?: Value;
};

type Checked = { answers: Answers; problems: Record<string, string> };

/** What somebody can do about it, at a button. */
export type Act<R, T> = {
  label: string | ((record: R) => string);
  style?: Button['style'];
  rank?: Button['rank'];
  confirm?: Button['confirm'] | ((record: R) => Button['confirm']);
  /** Who may; without it, whoever may act on the matter at all. */
  by?: Right<R, T>;
  /** Why it cannot be done just now. While there is a reason there is no button, and whoever presses an old one reads it. */
  unless?: (turn: T, record: R) => Maybe<string>;
} & (Taking<R, T> | Opening<R, T>);

/** An act that changes the record, perhaps after a form. */
type Taking<R, T> = Change<R, T> & {
  audit: string | ((record: R) => string);
  asks?: (turn: T, record: R) => Asked | Promise<Asked>;
  /** Looks beyond what each field can see by itself. */
  checks?: (turn: T, record: R, answers: Answers, value: Value) => Promise<Checked>;
};

/** An act that only leads on: to a conversation, to another card. */
type Opening<R, T> = { opens: (turn: T, record: R, value: Value) => Promise<void>; asks?: never };

/** What time brings to every record that has the key, once it is due. */
export type Tick<R, T> = Change<R, T> & {
  among: string;
  /** Where it becomes due with a new day only: from when on that day. Then all are looked at once, and not every minute. */
  daily?: (turn: T) => boolean;
  due: (turn: T, record: R) => boolean | Promise<boolean>;
};

/** One card about a matter, of which any number of people may have a copy. */
export type View<R, T, A extends string = string> = {
  /** Tells it from the matter's other cards. */
  name: string;
  /** The card without the buttons of its acts. */
  looks: (turn: T, record: R) => Card | Promise<Card>;
  /** The acts that are offered on it, in this order. */
  acts: A[];
  /** Whom they are offered to, and in no room; without it, everybody who has the card. Whoever presses is asked for the right as well. */
  offeredTo?: (turn: T) => string[];
};

type Kept = {
  days: number | 'always';
  because: string;
  /** Who can read it, in words for whoever looks after the school's data. */
  seenBy: string;
};

export type Matter<R extends MatterRecord, T extends Turn, A extends string = string> = {
  /** The first word of its actions, forms and cards. */
  name: string;
  records: Collection<R>;
  /** Told to whoever acts on one that is not on record any more. */
  gone: string;
  /** Who may act on it, where an act does not say otherwise. */
  by: Right<R, T>;
  /** When it is over for every act, as whoever comes too late is told. */
  over?: (turn: T, record: R) => string | undefined;
  /** What every button carries of what its reader saw, and what is said where that has changed since. */
  seen?: {
    of: (record: R) => Value;
    outdated: (turn: T, record: R, seen: Value, act: A) => string | undefined;
  };
  views: (record: R) => View<R, T, A>[];
  /** Who may see it, and which of its views; nobody else. */
  sees: (turn: T, record: R) => Maybe<string>;
  /** Nobody else may know that there is one: it is left out of whatever table they look at, and of the audit trail. */
  confidential?: true;
  acts: Record<A, Act<R, T>>;
  /** What somebody finds of it on their home. */
  home?: {
    /** The keys of what is open. */
    among: string[];
    /** It stands before everything else. */
    urgent?: true;
    /** The acts for which it waits. */
    waits: A[];
    /** Nothing where it is not for their home: it waits for them, or they only see it. */
    line: (turn: T, record: R, waits: boolean) => { title: string; text: string; part?: 'known' } | undefined;
  };
  clock?: Record<string, Tick<R, T>>;
  /** How long it is kept, and why: so many days after the day under its key "ended:2027-03-02". A school may set its own. */
  kept: Kept;
  /** Its table in the export and among the records. */
  register?: Omit<Register<R, T>, 'kind'>;
  /** What the audit trail tells of it at every change, so that it can be told again from the trail alone. */
  facts?: (record: R) => Record<string, string>;
};
