/** Buttons as Teams knows them: pressed in place, opening a dialog, or first asking whether it is meant. */
import type { Button } from '../core/card.ts';
import { clip } from '../core/clip.ts';
import { label, words } from './escape.ts';
import { limits } from './limits.ts';

export type Action = { type: string; title: string; [more: string]: unknown };
export type Row = { actions: Action[] };

export function buttonRows(buttons: Button[]): Row[] {
  return rowsOf(buttons.map(drawn));
}

/** Side by side as far as a phone has room for them, in their order. */
export function rowsOf(actions: Action[]): Row[] {
  const rows: Row[] = [];
  for (const together of setsOf(actions)) {
    const row = rows.at(-1);
    if (row && fits([...row.actions, ...together])) row.actions.push(...together);
    else rows.push({ actions: together });
  }
  return rows;
}

/** Signs that stand next to each other, such as two thumbs, say something as a pair only. */
function setsOf(actions: Action[]): Action[][] {
  const sets: Action[][] = [];
  for (const action of actions) {
    const before = sets.at(-1);
    if (before?.every(isSign) && isSign(action)) before.push(action);
    else sets.push([action]);
  }
  return sets;
}

function isSign({ tooltip }: Action): boolean {
  return tooltip !== undefined;
}

/** The first ones, as many as a card has rows for, then the one that unfolds the others. */
export function rowsWith(unfold: Action[], actions: Action[]): { rows: Row[]; left: Action[] } {
  const fitting = (most: number) => rowsOf([...actions.slice(0, most), ...unfold]);
  const most = actions.findLastIndex((_, at) => fitting(at + 1).length <= limits.rows) + 1;
  return { rows: fitting(most), left: actions.slice(most) };
}

function fits(row: Action[]): boolean {
  const letters = row.reduce((sum, { title }) => sum + title.length + limits.lettersInRim, 0);
  return row.length <= limits.buttonsInRow && letters <= limits.lettersInRow;
}

/** Unfolds a part of the card, and folds it again. */
export function toggle(title: string, id: string): Action {
  return { type: 'Action.ToggleVisibility', title: shown(title), targetElements: [id] };
}

export function drawn(button: Button): Action {
  return button.confirm ? confirmed(button, button.confirm) : pressable(button, button.label);
}

function pressable(button: Button, title: string): Action {
  const { action, value } = button;
  return button.opensForm
    ? dialog(title, { action, value }, style(button))
    : execute(title, action, { action, value }, style(button));
}

function dialog(title: string, data: object, look: object): Action {
  const msteams = { type: 'task/fetch' };
  return { type: 'Action.Submit', title: shown(title), data: { ...data, msteams }, ...look };
}

/** Older clients do not know Action.Execute; they send the same data as a message. */
export function execute(title: string, verb: string, data: object, look: object = {}): Action {
  const fallback = submit(title, data, look);
  return { type: 'Action.Execute', title: shown(title), verb, data, fallback, ...look };
}

export function submit(title: string, data: object, look: object = {}): Action {
  return { type: 'Action.Submit', title: shown(title), data, ...look };
}

/** Teams has no confirm dialog: the question opens under the button, with the button that counts in it. */
function confirmed(button: Button, confirm: NonNullable<Button['confirm']>): Action {
  const body = [
    { type: 'TextBlock', text: words(confirm.title), weight: 'Bolder', wrap: true },
    { type: 'TextBlock', text: words(confirm.text), wrap: true, spacing: 'Small' },
    {
      type: 'TextBlock',
      text: words(`${confirm.no}? Press “${button.label}” once more.`),
      size: 'Small',
      isSubtle: true,
      wrap: true,
    },
  ];
  const card = { type: 'AdaptiveCard', body, actions: [pressable(button, confirm.yes)] };
  return { type: 'Action.ShowCard', title: shown(button.label), card, ...style(button) };
}

function style(button: Button): object {
  const said = button.spoken ? { tooltip: button.spoken } : {};
  if (button.style === 'primary') return { ...said, style: 'positive' };
  return button.style === 'danger' ? { ...said, style: 'destructive' } : said;
}

function shown(title: string): string {
  return clip(label(title), limits.buttonLabel);
}
