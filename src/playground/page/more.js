/** What only some look up, as Slack shows it: in a dialog over the conversation, and unfolded on paper. */
/** @import { Block, View } from './slack.js' */
/** @import { Pressed } from './messages.js' */
import { dialogHead } from './dialog-head.js';
import { el } from './dom.js';
import { drawSlack } from './slack.js';

/**
 * What is pressed in it is pressed on the card.
 * @param {View} view
 * @param {Element} opener
 * @param {(pressed: Pressed, button: Element) => void} press
 */
export function openMore({ title, close: closing, blocks }, opener, press) {
  const dialog = el(
    'dialog',
    { class: 'form slack-modal', 'aria-labelledby': 'more-title', onclose: remove },
    dialogHead('more-title', title.text, close),
    el('div', { class: 'form-body', tabindex: 0 }, drawSlack(/** @type {Block[]} */ (blocks), pressIn)),
    el(
      'footer',
      {},
      el('button', { type: 'button', class: 'slack-button', onclick: close }, closing?.text ?? 'Close'),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();

  function close() {
    dialog.close();
  }

  function remove() {
    dialog.remove();
  }

  /** The button goes with the dialog, so that whatever is to be said stands by the one that opened it. */
  function pressIn(/** @type {Pressed} */ pressed) {
    close();
    press(pressed, opener);
  }
}

/** @param {View} view */
export function printedMore({ blocks }) {
  const told = /** @type {Block[]} */ (blocks).filter(({ type }) => type !== 'header' && type !== 'actions');
  return el(
    'div',
    { class: 'slack-more' },
    drawSlack(told, () => undefined),
  );
}
