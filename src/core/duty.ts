/** What a duty brings along: what opens it, its buttons and forms, its matters, what follows, and what time brings. */
import type { Button, Item } from './card.ts';
import type { Draft } from './draft.ts';
import type { Pressed, Submitted } from './handler.ts';
import type { Matter } from './matter/table.ts';
import type { Collection } from './record.ts';
import type { Register } from './register.ts';
import type { Turn } from './turn.ts';

/** Something that staff may write to begin. */
export type Opening<T> = {
  /** Plain commands for it. They are exact, so that no question ever looks like one. */
  said?: RegExp | ((text: string, today: string) => boolean);
  /** All of its words are our own, so nothing in them tells of a child. */
  harmless?: true;
  /** Opens in the middle of a form as well, which then waits. */
  interrupts?: true | ((text: string, draft: Draft) => boolean);
  /** The form that it begins. The same wish said again in the middle of it goes on with it, and is no answer. */
  begins?: string;
  run: (turn: T, text: string) => Promise<void>;
};

/** Told of each record of a kind that a turn has changed, whoever changed it. */
export type Follower<T> = { kind: string; run: (turn: T, id: string) => Promise<void> };

export type HelpLine<T> = {
  /** Under which heading it stands: what one asks, what one gets done, what leaders look at. */
  part: 'ask' | 'do' | 'lead';
  /** Among the few that are read first; the others are a press away. */
  first?: true;
  title: string;
  text: string;
  button?: Button;
  /** Whether there is such a thing at this school, and for whoever asks; without it, for everybody. */
  isOn?: (turn: T) => boolean;
};

/** A line of somebody's home: what waits for them, what is theirs, or what is good to know. */
export type HomeLine = { part: 'waits' | 'mine' | 'known'; item: Item; urgent?: boolean };

export type Duty<T extends Turn = Turn> = {
  /** The first word of its actions and forms: "press" owns "press.start". */
  name: string;
  /** Its line in the help, or its lines. */
  help?: HelpLine<T> | HelpLine<T>[];
  /** What a message opens: by the route that the words were understood as, or by a plain command. */
  opens?: Record<string, Opening<T>>;
  /** Buttons that belong to no matter, by the action's second word. */
  pressed?: Record<string, Pressed<T>>;
  submitted?: Record<string, Submitted<T>>;
  /** Forms that are filled in as a conversation: what sending one does, by the form's second word. */
  forms?: Record<string, Submitted<T>>;
  // biome-ignore lint/suspicious/noExplicitAny: a row of matters, each with a record and acts of its own
  matters?: Matter<any, T, any>[];
  follows?: Follower<T>[];
  /** Called for each school every so often, beside the clocks of its matters. */
  timePassed?: (turn: T) => Promise<void>;
  /** What somebody finds of it on their home beside its matters. */
  home?: (turn: T) => Promise<HomeLine[]>;
  /** What is exported beside its matters. */
  // biome-ignore lint/suspicious/noExplicitAny: a row of registers, each with a record of its own
  registers?: Register<any, T>[];
};

/** Follows the records of a kind; one that was removed meanwhile is nobody's concern. */
export function following<R extends { id: string }, T extends Turn>(
  of: Collection<R>,
  run: (turn: T, record: R) => Promise<void>,
): Follower<T> {
  return {
    kind: of.kind,
    run: async (turn, id) => {
      const record = await turn.work.get(of, id);
      if (record) await run(turn, record);
    },
  };
}
