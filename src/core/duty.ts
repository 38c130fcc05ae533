/** What a duty offers the rest of the program: the routes it opens, the buttons and forms that are its own, and what time brings. */
import type { Answers } from './event.ts';
import type { Turn } from './turn.ts';

export type Duty = {
  /** The first word of its actions and forms: "accounts" owns "accounts.approve". */
  name: string;
  /** What a message opens, by route ("apply"). */
  opens?: Record<string, (turn: Turn, text: string) => Promise<void>>;
  /** What a button does, by the action's second word. */
  pressed?: Record<string, (turn: Turn, value: Record<string, string>) => Promise<void>>;
  /** What a submitted form does, by the form's second word. */
  submitted?: Record<string, (turn: Turn, answers: Answers, value: Record<string, string>) => Promise<void>>;
  /** Called for each school every so often. */
  timePassed?: (turn: Turn) => Promise<void>;
};
