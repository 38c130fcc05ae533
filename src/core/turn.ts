/** One turn as a duty sees it: who did what, what is remembered, and the verbs with which to answer. */
import { isReachable } from './addresses.ts';
import type { Card, FormCard } from './card.ts';
import type { Reply } from './door.ts';
import type { Address, Care, Effect } from './effect.ts';
import type { Event, Platform } from './event.ts';
import { given } from './given.ts';
import { reference } from './ids.ts';
import { asFetched } from './reader.ts';
import type { Detail, Work } from './record.ts';
import type { Person, School } from './school.ts';
import { dayAt } from './time.ts';

export type Turn = {
  readonly event: Event;
  readonly school: School;
  readonly person: Person;
  readonly work: Work;
  /** What was looked up outside for this turn; null where nothing was found, and nothing at all before it was asked for. */
  readonly found?: unknown;
  /** Looks at the other schools to which whoever acts belongs; not there where nobody could belong to two. */
  readonly elsewhere?: () => Promise<unknown>;
  /** The day it is at the school. */
  readonly today: string;
  /** Answers where the person wrote. */
  say(card: Card, about?: string): void;
  /** Answers so that nobody else reads it. */
  whisper(card: Card): void;
  /** Writes to somebody else, or somewhere else. */
  tell(to: Address, card: Card, about?: string, care?: Care): void;
  /** Would anybody read what is told there? */
  canReach(to: Address): boolean;
  /** Changes every copy of the cards about a matter. */
  update(about: string, card: Card): void;
  /** Puts a card in the place of the one that was pressed; answers where there is none. */
  replace(card: Card): void;
  /** Shows the copy that they look at as it is for them; nobody else sees a difference. */
  reveal(card: Card): void;
  /** Opens a form in front of the person, now. */
  openForm(card: FormCard): void;
  /** Refuses a submitted form, with a sentence for each field. */
  refuse(problems: Record<string, string>): void;
  audit(what: string, about: string, detail?: Detail): void;
  /** Says that a record has changed, so that whoever follows its kind takes it from there. */
  changed(kind: string, id: string): void;
  /** Is there anybody who takes this form once it has been filled in and sent? */
  takesForm(form: string): boolean;
  /** A new reference such as "A-7K3FQWBT". */
  reference(prefix: string): string;
};

/** The same turn, answering where nobody else reads. */
export function inPrivate<T extends Turn>(turn: T): T {
  if (turn.event.place.direct) return turn;
  const to = { person: turn.person.id, platform: turn.event.place.platform };
  return {
    ...turn,
    say: (card, about) => turn.tell(to, card, about),
    whisper: (card) => turn.tell(to, card),
  };
}

export type Outcome = { effects: Effect[]; reply: Reply; changes: { kind: string; id: string }[] };

export function beginTurn({
  event,
  school,
  person,
  work,
  platforms,
  takesForm,
  found,
  elsewhere,
}: {
  event: Event;
  school: School;
  person: Person;
  work: Work;
  platforms: Platform[];
  takesForm: (form: string) => boolean;
  found?: unknown;
  elsewhere?: (() => Promise<unknown>) | undefined;
}): { turn: Turn; outcome: Outcome } {
  const outcome: Outcome = { effects: [], reply: {}, changes: [] };
  const { effects, reply, changes } = outcome;
  let references = 0;
  const turn: Turn = {
    event,
    school,
    person,
    work,
    found,
    ...given({ elsewhere }),
    today: dayAt(event.at, school.timezone),
    say: (card, about) =>
      effects.push({ type: 'post', to: { place: event.place }, card, ...(about ? { about } : {}) }),
    whisper: (card) =>
      effects.push({ type: 'whisper', to: { place: event.place, user: event.by.user }, card }),
    tell: (to, card, about, care) => effects.push({ type: 'post', to, card, ...given({ about }), ...care }),
    canReach: (to) => isReachable({ school, platforms }, to),
    update: (about, card) => effects.push({ type: 'update', about, card }),
    replace(card) {
      if (event.type !== 'pressed' || !event.message) return this.say(card);
      reply.replaced = card;
      effects.push({ type: 'replace', message: event.message, card });
    },
    reveal: (card) => {
      reply.replaced = asFetched(card, person.id, { school, platform: event.place.platform });
    },
    openForm: (card) => {
      reply.openForm = card;
    },
    refuse: (problems) => {
      reply.problems = problems;
    },
    audit: (what, about, detail) =>
      work.audit({
        at: event.at,
        by: person.id,
        from: whence(event),
        what,
        about,
        ...(detail ? { detail } : {}),
      }),
    changed(kind, id) {
      if (!changes.some((change) => change.kind === kind && change.id === id)) changes.push({ kind, id });
    },
    takesForm,
    reference: (prefix) => reference(prefix, `${event.id}#${references++}`),
  };
  return { turn, outcome };
}

function whence(event: Event): string {
  return `${event.place.platform}:${event.place.conversation}`;
}
