/** The cards of a matter: each view with the buttons of the acts that can be done just now, and every copy kept up to date. */
import { type Button, button, type Card, notice, withButtons } from '../card.ts';
import type { Address, Care } from '../effect.ts';
import type { Turn } from '../turn.ts';
import type { Matter, MatterRecord, View } from './table.ts';

/** Gives one of its cards to people, who have its present state on it from now on. */
export async function give<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  view: string,
  to: Address[] | Telling<T>,
  care?: Care,
): Promise<void> {
  const card = await cardOf(turn, matter, record, view);
  const about = aboutOf(matter, record, view);
  if (typeof to === 'function') to(turn, card, about);
  else for (const address of to) turn.tell(address, card, about, care);
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

/** By what its copies are found. */
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
  const card = withButtons(await view.looks(turn, record), buttons);
  if (!view.offeredTo || buttons.length === 0 || card.kind !== 'case') return card;
  const value = { id: record.id, view: view.name };
  return { ...card, buttonsFor: { people: view.offeredTo(turn), action: `${matter.name}.mine`, value } };
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
    { style: act.style, rank: act.rank, confirm, opensForm },
  );
}

/** Leads to the card that whoever presses it may see. */
export function showButton(matter: { name: string }, record: { id: string }, label = 'Show'): Button {
  return button(label, `${matter.name}.show`, { id: record.id });
}

/** Brings every copy of every card about it up to date. Those that it only had before have no buttons any more. */
export async function refresh<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  before: R = record,
): Promise<void> {
  const now = matter.views(record);
  const past = matter.views(before).filter(({ name }) => now.every((view) => view.name !== name));
  for (const view of [...now, ...past.map((view) => ({ ...view, acts: [] }))])
    turn.update(aboutOf(matter, record, view.name), await drawn(turn, matter, record, view));
}

/** Leaves no button on any card about what is gone. */
export function retire<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
): void {
  for (const { name } of matter.views(record))
    turn.update(aboutOf(matter, record, name), notice('info', 'This is no longer on record.'));
}

/** Why an act cannot be done just now, if there is a reason. */
export async function reasonAgainst<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  name: A,
): Promise<string | undefined> {
  return matter.over?.(turn, record) ?? (await matter.acts[name].unless?.(turn, record));
}
