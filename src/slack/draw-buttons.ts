/** Buttons in rows as Slack allows them, each with an id of its own in the whole message. */
import type { types } from '@slack/bolt';
import type { Button } from '../core/card.ts';
import { clip } from '../core/clip.ts';
import { actionId, buttonValue } from './card-data.ts';
import { limits } from './limits.ts';

export type DrawButton = (button: Button) => types.Button;

/** One for each message: it numbers the buttons as they are drawn. */
export function buttonDrawer(): DrawButton {
  let number = 0;
  return (button) => drawButton(button, number++);
}

export function buttonRows(buttons: types.Button[]): types.ActionsBlock[] {
  const rows: types.ActionsBlock[] = [];
  for (let at = 0; at < buttons.length; at += limits.buttonsInBlock)
    rows.push({ type: 'actions', elements: buttons.slice(at, at + limits.buttonsInBlock) });
  return rows;
}

function drawButton(button: Button, number: number): types.Button {
  return {
    type: 'button',
    action_id: actionId(button, number),
    text: plain(button.label, limits.buttonLabel),
    value: buttonValue(button),
    ...(button.style ? { style: button.style } : {}),
    ...(button.spoken ? { accessibility_label: button.spoken } : {}),
    ...(button.confirm ? { confirm: drawConfirm(button.confirm, button.style) } : {}),
  };
}

function drawConfirm(
  confirm: NonNullable<Button['confirm']>,
  style: Button['style'],
): types.ConfirmationDialog {
  return {
    title: plain(confirm.title, limits.confirmTitle),
    text: plain(confirm.text, limits.confirmText),
    confirm: plain(confirm.yes, limits.confirmButton),
    deny: plain(confirm.no, limits.confirmButton),
    ...(style ? { style } : {}),
  };
}

/** Shown exactly as it is written: no formatting, no mention, no emoji by name. */
export function plain(text: string, longest: number): types.PlainTextElement {
  return { type: 'plain_text', text: clip(text, longest), emoji: false };
}
