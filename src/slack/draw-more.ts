/** What only some look up stands behind “More”: the button carries it, and a dialog shows it as it was on the card. */
import type { types } from '@slack/bolt';
import { type Card, type CaseCard, loud, type NoticeCard, quiet } from '../core/card.ts';
import { clip } from '../core/clip.ts';
import { moreLabel } from '../core/text.ts';
import type { Measure } from '../doors/measure.ts';
import { type Folded, moreAction, type Origin, writeFolded, writeOrigin } from './card-data.ts';
import { buttonDrawer, buttonRows, type DrawButton, plain } from './draw-buttons.ts';
import { type Block, drawFacts, drawHistory, header, paragraphs } from './draw-parts.ts';
import { limits, measures } from './limits.ts';

/** The buttons, and whatever stands below them: more than the button can carry is not folded. */
export function drawFoot(
  card: CaseCard | NoticeCard,
  aside: Block[],
  measure: Measure,
  button: DrawButton,
): Block[] {
  const folded = foldedOf(card);
  const more = folded && moreButton(folded);
  if (more) return [...buttonRows([...loud(card.buttons).map(button), more]), ...aside];
  const buttons = [...loud(card.buttons), ...quiet(card.buttons)].map(button);
  return [...buttonRows(buttons), ...aside, ...drawFolded(folded, measure)];
}

function foldedOf(card: CaseCard | NoticeCard): Folded | undefined {
  const { title = '', details = [] } = card;
  const history = card.kind === 'case' ? card.history : [];
  const buttons = quiet(card.buttons);
  const isEmpty = details.length + history.length + buttons.length === 0;
  if (isEmpty) return undefined;
  return { title, details: details.map(({ label, value }) => [label, value]), history, buttons };
}

function moreButton(folded: Folded): types.Button | undefined {
  const value = writeFolded(folded);
  if (value === undefined) return undefined;
  const about = folded.title.trim();
  return {
    type: 'button',
    action_id: moreAction,
    text: plain(moreLabel, limits.buttonLabel),
    value,
    ...(about ? { accessibility_label: clip(`${moreLabel} about ${about}`, limits.buttonLabel) } : {}),
  };
}

function drawFolded(folded: Folded | undefined, measure: Measure): Block[] {
  if (!folded) return [];
  const facts = folded.details.map(([label, value]) => ({ label, value }));
  return [...drawFacts(facts, measure), ...drawHistory(folded.history, measure)];
}

/** What the “More” of a card would open, if it has one. */
export function moreOf(card: Card, origin: Origin): types.ModalView | undefined {
  const folded = card.kind === 'case' || card.kind === 'notice' ? foldedOf(card) : undefined;
  return folded && moreButton(folded) ? drawMore(folded, origin) : undefined;
}

/** Whatever fits into a button fits into a dialog. */
export function drawMore(folded: Folded, origin: Origin): types.ModalView {
  return dialog(origin, [
    ...(folded.title ? header(folded.title) : []),
    ...drawFolded(folded, measures[0] as Measure),
    ...buttonRows(folded.buttons.map(buttonDrawer())),
  ]);
}

/** The buttons in a dialog stay when one of them was pressed, and Slack closes none for us. */
export function drawPressed(origin: Origin): types.ModalView {
  return dialog(origin, paragraphs('What came of it is in the chat. You can close this.'));
}

function dialog(origin: Origin, blocks: Block[]): types.ModalView {
  return {
    type: 'modal',
    callback_id: moreAction,
    private_metadata: writeOrigin(origin),
    title: plain(moreLabel, limits.viewTitle),
    close: plain('Close', limits.viewButton),
    blocks,
  };
}
