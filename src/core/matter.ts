/**
 * A matter is something that people take further: a request, a call, an account. It is told as one table: its record,
 * who may act, how it looks, what time brings, and its acts. Buttons, guards, forms, the audit trail, the history and
 * every copy of its cards follow from that table, so no act can forget one of them.
 */
import { z } from 'zod';
import { type Button, button, type Card, formCard, notice, withButtons } from './card.ts';
import type { Address } from './effect.ts';
import type { Answers } from './event.ts';
import type { Field } from './field.ts';
import { checkAll } from './form.ts';
import type { Loose } from './given.ts';
import type { Pressed, Submitted, Value } from './handler.ts';
import type { Collection } from './record.ts';
import type { School } from './school.ts';
import { asSomeone, type Someone } from './someone.ts';
import { offeringStaff } from './staff.ts';
import { daysSinceTidied, wasTidied } from './tidy.ts';
import { addDays } from './time.ts';
import { inPrivate, type Turn } from './turn.ts';

/** What has happened, oldest first: one line for each act. A part of every matter's record. */
export const history = z.array(z.object({ at: z.string(), words: z.string() }));
type MatterRecord = { id: string; history: z.infer<typeof history> };

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
  detail?: (record: R, moment: Moment) => Record<string, string>;
  /** The line of its history. */
  history?: (record: R, moment: Moment) => string;
  /** Who hears of it. */
  tells?: (turn: T, record: R, moment: Moment, before: R) => void | Promise<void>;
  /** What else comes of it at once. What other duties make of it, they follow by themselves. */
  after?: (turn: T, record: R, moment: Moment) => Promise<void>;
};

/** Why somebody may not, as they are told it and, where it is no mere slip, as the audit trail has it. */
export type Refusal = { says: string; audit?: string };
type Right<R, T> = (turn: T, record: R, value: Value) => Maybe<Refusal>;

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
type Act<R, T> = {
  label: string | ((record: R) => string);
  style?: Button['style'];
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
type Opening<R, T> = { opens: (turn: T, record: R, value: Value) => Promise<void> };

/** What time brings to every record that has the key, once it is due. */
export type Tick<R, T> = Change<R, T> & {
  among: string;
  due: (turn: T, record: R) => boolean | Promise<boolean>;
};

/** One card about a matter, of which any number of people may have a copy. */
type View<R, T, A extends string = string> = {
  /** Tells it from the matter's other cards. */
  name: string;
  /** The card without the buttons of its acts. */
  looks: (turn: T, record: R) => Card | Promise<Card>;
  /** The acts that are offered on it, in this order. */
  acts: A[];
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
  acts: Record<A, Act<R, T>>;
  clock?: Record<string, Tick<R, T>>;
  /** How long it is kept: always, or so many days after the day under its key "ended:2027-03-02". */
  kept: 'always' | { days: number };
  /** Its table in the export. */
  register?: { name: string; notInCsv?: string[] };
  /** What the audit trail tells of it at every change, so that it can be told again from the trail alone. */
  facts?: (record: R) => Record<string, string>;
};

/** Puts a new one on record. */
export function raise<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  how: { audit: string; detail?: Record<string, string>; history?: string },
): R {
  const fresh = withHistory(record, turn.event.at, how.history);
  keep(turn, matter, undefined, fresh, how.audit, how.detail);
  return fresh;
}

/** Takes a record further, and brings everything that hangs on it along. Gives it back as it is then. */
export async function change<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  how: Change<R, T>,
  filled: Loose<Pick<Moment, 'answers' | 'value'>> = {},
): Promise<R> {
  const moment = momentOf(turn, filled);
  const changed = how.does(record, moment);
  if (changed === record) return record;
  const audit = typeof how.audit === 'function' ? how.audit(changed ?? record) : how.audit;
  if (!changed) {
    turn.work.remove(matter.records, record.id);
    if (audit) {
      turn.audit(audit, record.id, how.detail?.(record, moment));
      retire(turn, matter, record);
    }
    await how.tells?.(turn, record, moment, record);
    return record;
  }
  const after = withHistory(changed, moment.at, how.history?.(changed, moment));
  if (!audit) turn.work.put(matter.records, after);
  else {
    keep(turn, matter, record, after, audit, how.detail?.(after, moment));
    await refresh(turn, matter, after, record);
  }
  await how.tells?.(turn, after, moment, record);
  await how.after?.(turn, after, moment);
  return (await turn.work.get(matter.records, record.id)) ?? after;
}

function keep<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  before: R | undefined,
  after: R,
  audit: string,
  detail: Record<string, string> | undefined,
): void {
  turn.work.put(matter.records, after);
  const all = { ...newFacts(matter, before, after), ...detail };
  turn.audit(audit, after.id, Object.keys(all).length > 0 ? all : undefined);
  turn.changed(matter.records.kind, after.id);
}

function newFacts<R extends MatterRecord, T extends Turn, A extends string>(
  { facts }: Matter<R, T, A>,
  before: R | undefined,
  after: R,
): Record<string, string> {
  if (!facts) return {};
  const old = before ? facts(before) : {};
  const changed = Object.entries(facts(after)).filter(
    ([fact, value]) => fact === 'state' || value !== (old[fact] ?? ''),
  );
  return Object.fromEntries(changed);
}

function withHistory<R extends MatterRecord>(record: R, at: string, words: string | undefined): R {
  return words === undefined ? record : { ...record, history: [...record.history, { at, words }] };
}

function momentOf(
  turn: Turn,
  { answers = {}, value = {} }: Loose<Pick<Moment, 'answers' | 'value'>>,
): Moment {
  const { event, today, school, person } = turn;
  return { by: asSomeone(person), at: event.at, today, school, answers, value };
}

/** Brings every copy of every card about it up to date, also of those that it only had before. */
export async function refresh<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  before: R = record,
): Promise<void> {
  const views = new Map([...matter.views(before), ...matter.views(record)].map((view) => [view.name, view]));
  for (const view of views.values())
    turn.update(aboutOf(matter, record, view.name), await drawn(turn, matter, record, view));
}

/** Leaves no button on any card about what is gone. */
function retire<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
): void {
  for (const { name } of matter.views(record))
    turn.update(aboutOf(matter, record, name), notice('info', 'This is no longer on record.'));
}

/** Gives one of its cards to people, who have its present state on it from now on. */
export async function give<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  view: string,
  to: Address[] | Telling<T>,
): Promise<void> {
  const card = await cardOf(turn, matter, record, view);
  const about = aboutOf(matter, record, view);
  if (typeof to === 'function') to(turn, card, about);
  else for (const address of to) turn.tell(address, card, about);
}

/** Knows by itself whom a card goes to. */
type Telling<T> = (turn: T, card: Card, about: string) => void;

/** Shows one of its cards to whoever acts. */
export async function show<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  view: string,
): Promise<void> {
  turn.say(await cardOf(turn, matter, record, view), aboutOf(matter, record, view));
}

export function aboutOf(matter: { name: string }, record: { id: string }, view: string): string {
  return `${matter.name}:${record.id}/${view}`;
}

export async function cardOf<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  name: string,
): Promise<Card> {
  const view = matter.views(record).find((candidate) => candidate.name === name);
  if (!view) throw new Error(`Expected a view “${name}” of ${matter.name} ${record.id}, got none.`);
  return drawn(turn, matter, record, view);
}

async function drawn<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  view: View<R, T, A>,
): Promise<Card> {
  const buttons: Button[] = [];
  for (const act of view.acts) {
    if (!(await reasonAgainst(turn, matter, record, act))) buttons.push(actButton(matter, act, record));
  }
  return withButtons(await view.looks(turn, record), buttons);
}

/** The button of an act, for a card of the matter or for any other. */
export function actButton<R extends MatterRecord, T extends Turn, A extends string>(
  matter: Matter<R, T, A>,
  name: A,
  record: R,
): Button {
  const act = matter.acts[name];
  const label = typeof act.label === 'function' ? act.label(record) : act.label;
  const confirm = typeof act.confirm === 'function' ? act.confirm(record) : act.confirm;
  const opensForm = 'asks' in act ? true : undefined;
  return button(
    label,
    `${matter.name}.${name}`,
    { ...matter.seen?.of(record), id: record.id },
    { style: act.style, confirm, opensForm },
  );
}

/** Leads to the card that whoever presses it may see. */
export function showButton(matter: { name: string }, record: { id: string }, label = 'Show'): Button {
  return button(label, `${matter.name}.show`, { id: record.id });
}

type Handlers<T extends Turn> = {
  pressed: Record<string, Pressed<T>>;
  submitted: Record<string, Submitted<T>>;
};

/** What is pressed and sent about a matter, by the action's second word. */
export function handlersOf<R extends MatterRecord, T extends Turn, A extends string>(
  matter: Matter<R, T, A>,
): Handlers<T> {
  const acts = Object.entries(matter.acts) as [A, Act<R, T>][];
  if ('show' in matter.acts) throw new Error(`Expected one handler for “${matter.name}.show”, got two.`);
  return {
    pressed: {
      show: (turn, value) => showWhatMayBeSeen(turn, matter, value),
      ...Object.fromEntries(
        acts.map(([name]) => [name, (turn: T, value: Value) => press(turn, matter, name, value)]),
      ),
    },
    submitted: Object.fromEntries(
      acts
        .filter(([, act]) => 'asks' in act)
        .map(([name]) => [
          name,
          (turn: T, answers: Answers, value: Value) => submit(turn, matter, name, answers, value),
        ]),
    ),
  };
}

async function press<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  name: A,
  value: Value,
): Promise<void> {
  const record = await allowed(turn, matter, name, value);
  if (!record) return;
  const act = matter.acts[name];
  if ('opens' in act) return act.opens(turn, record, value);
  if (act.asks) return turn.openForm(formOf(turn, matter, name, value, await act.asks(turn, record)));
  await carryOut(turn, matter, record, act, { answers: {}, value });
}

async function submit<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  name: A,
  answers: Answers,
  value: Value,
): Promise<void> {
  const record = await allowed(turn, matter, name, value);
  const act = matter.acts[name];
  if (!record || 'opens' in act || !act.asks) return;
  const { fields } = formOf(turn, matter, name, value, await act.asks(turn, record));
  const each = checkAll(fields, answers, turn.today);
  const whole = act.checks ? await act.checks(turn, record, each.answers, value) : each;
  // A field that cannot be read is the first thing to put right about it.
  const problems = { ...whole.problems, ...each.problems };
  if (Object.keys(problems).length > 0) return turn.refuse(problems);
  await carryOut(turn, matter, record, act, { answers: whole.answers, value });
}

/** Does it, or says that there was nothing to do. */
async function carryOut<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  act: Change<R, T>,
  filled: Pick<Moment, 'answers' | 'value'>,
): Promise<void> {
  if (act.does(record, momentOf(turn, filled)) === record)
    turn.whisper(notice('info', 'Nothing was different, so nothing was changed.'));
  else await change(turn, matter, record, act, filled);
}

function formOf<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  name: A,
  carried: Value,
  { title, intro, fields, answers = {}, submit: label, value }: Asked,
) {
  return formCard({
    form: `${matter.name}.${name}`,
    title,
    intro,
    fields: offeringStaff(turn.school, fields),
    answers,
    submit: label,
    value: { ...carried, ...value },
  });
}

/** The record, if it is there, this person may, and it is not too late; else they are told why not. */
async function allowed<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  name: A,
  value: Value,
): Promise<R | undefined> {
  const record = await turn.work.get(matter.records, value.id ?? '');
  if (!record) {
    turn.whisper(notice('info', matter.gone));
    return undefined;
  }
  const refusal = await (matter.acts[name].by ?? matter.by)(turn, record, value);
  if (refusal) {
    refuse(turn, record, refusal);
    return undefined;
  }
  const reason =
    matter.seen?.outdated(turn, record, value, name) ?? (await reasonAgainst(turn, matter, record, name));
  if (!reason) return record;
  turn.whisper(notice('info', reason));
  // The button was on a card that had fallen behind.
  await refresh(turn, matter, record);
  return undefined;
}

function refuse(turn: Turn, record: { id: string }, { says, audit }: Refusal): void {
  if (audit) turn.audit(`was refused: ${audit}`, record.id);
  turn.whisper(notice('info', says));
}

async function reasonAgainst<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  name: A,
): Promise<string | undefined> {
  return matter.over?.(turn, record) ?? (await matter.acts[name].unless?.(turn, record));
}

async function showWhatMayBeSeen<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  { id = '' }: Value,
): Promise<void> {
  const record = await turn.work.get(matter.records, id);
  if (!record) return turn.whisper(notice('info', matter.gone));
  const view = await matter.sees(turn, record);
  if (view === undefined)
    return refuse(turn, record, {
      says: 'This one is not for you to see. If you think it should be, please ask one of the leaders.',
      audit: 'may not see this',
    });
  await show(inPrivate(turn), matter, record, view);
}

/** Lets time pass for all records of a matter: what is due happens, and what was kept long enough goes. */
export async function tick<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
): Promise<void> {
  for (const due of Object.values<Tick<R, T>>(matter.clock ?? {})) {
    for (const { id } of await turn.work.find(matter.records, due.among)) {
      // An earlier one may have changed it.
      const record = await turn.work.get(matter.records, id);
      if (record && (await due.due(turn, record))) await change(turn, matter, record, due);
    }
  }
  if (matter.kept !== 'always') await forgetOld(turn, matter, matter.kept.days);
}

async function forgetOld<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  days: number,
): Promise<void> {
  for (const { id } of await keptLongEnough(turn, matter, days)) {
    turn.work.remove(matter.records, id);
    turn.audit('deleted what had been kept long enough', id);
  }
}

/**
 * They are found by their day, so that the cost does not grow with what is kept. Only where the time for which they
 * are kept is new, all are looked at once.
 */
async function keptLongEnough<R extends MatterRecord>(
  turn: Turn,
  { name, records }: { name: string; records: Collection<R> },
  days: number,
): Promise<R[]> {
  const what = `${name} kept for ${days} days`;
  const isNew = !(await wasTidied(turn, what));
  const lastDays = await daysSinceTidied(turn, what);
  if (isNew) {
    const last = `ended:${addDays(turn.today, -days)}`;
    const hasRunOut = (key: string) => key.startsWith('ended:') && key <= last;
    return (await turn.work.find(records)).filter((record) => records.keys(record).some(hasRunOut));
  }
  const found: R[] = [];
  for (const day of lastDays) found.push(...(await turn.work.find(records, `ended:${addDays(day, -days)}`)));
  return found;
}
