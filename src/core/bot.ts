/** Every duty under one roof: who handles which button, form and opening, and who follows which record. */
import type { Duty, Follower, Opening } from './duty.ts';
import type { Pressed, Submitted } from './handler.ts';
import { handlersOf } from './matter/acting.ts';
import type { Register } from './register.ts';
import type { Turn } from './turn.ts';

/** By the whole action: "press.claim". */
export type Handlers<T> = {
  pressed: Map<string, Pressed<T>>;
  submitted: Map<string, Submitted<T>>;
  /** What shows somebody the card that they look at as it is for them. */
  looked: Map<string, Pressed<T>>;
  /** May whoever acts see this one? By the name of the matter. */
  seen: Map<string, (turn: T, id: string) => Promise<boolean>>;
  /** What sending a form does that was filled in as a conversation. */
  forms: Map<string, Submitted<T>>;
  followers: Follower<T>[];
};

export type Bot<T extends Turn = Turn> = Handlers<T> & {
  duties: Duty<T>[];
  /** What the duties know beside the turn itself, such as the policy that is in force. */
  enter: (turn: Turn) => T;
  /** Takes what somebody said: an answer to a question, or something that opens a duty. */
  said: (turn: T, text: string) => Promise<void>;
  /** Answers somebody who is on no list, where such are nobody. */
  nobody: (turn: T) => Promise<void>;
  greet: (turn: T) => Promise<void>;
  /** Answers a button or form that nobody knows any more. */
  unknown: (turn: T) => void;
};

export function handlersIn<T extends Turn>(duties: Duty<T>[]): Handlers<T> {
  const all: Handlers<T> = {
    pressed: new Map(),
    submitted: new Map(),
    looked: new Map(),
    seen: new Map(),
    forms: new Map(),
    followers: [],
  };
  for (const { name, pressed, submitted, forms, matters = [], follows = [] } of duties) {
    addAll(all.pressed, name, pressed);
    addAll(all.submitted, name, submitted);
    addAll(all.forms, name, forms);
    for (const matter of matters) {
      const handlers = handlersOf(matter);
      addAll(all.pressed, matter.name, handlers.pressed);
      addAll(all.submitted, matter.name, handlers.submitted);
      addAll(all.looked, matter.name, handlers.looked);
      all.seen.set(matter.name, handlers.seen);
    }
    all.followers.push(...follows);
  }
  return all;
}

function addAll<H>(to: Map<string, H>, owner: string, handlers: Record<string, H> = {}): void {
  for (const [name, handler] of Object.entries(handlers)) {
    add(to, `${owner}.${name}`, handler, 'handler for');
  }
}

function add<H>(to: Map<string, H>, name: string, item: H, what: string): void {
  if (to.has(name)) throw new Error(`Expected one ${what} “${name}”, got two.`);
  to.set(name, item);
}

/** Everything that a message may open, by its name. */
export function openingsIn<T extends Turn>(duties: Duty<T>[]): Map<string, Opening<T>> {
  const openings = new Map<string, Opening<T>>();
  for (const { opens = {} } of duties)
    for (const [name, opening] of Object.entries(opens)) add(openings, name, opening, 'opening');
  return openings;
}

/** Everything that is exported, in the order of the duties. */
// biome-ignore lint/suspicious/noExplicitAny: a row of registers, each with a record of its own
export function registersIn<T extends Turn>(duties: Duty<T>[]): Register<any, T>[] {
  return duties.flatMap(({ matters = [], registers = [] }) => [
    ...matters.flatMap(({ records, register }) => (register ? [{ ...register, kind: records.kind }] : [])),
    ...registers,
  ]);
}
