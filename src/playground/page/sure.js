/** Asks once more before something is done. */
/** @import { Child } from './dom.js' */
import { el } from './dom.js';

/**
 * @typedef {object} Asked
 * @property {string} look a class of its own
 * @property {Child} title
 * @property {Child} body
 * @property {[words: Child, look: string]} no
 * @property {[words: Child, look: string]} yes
 */

/**
 * @param {Asked} asked
 * @param {() => void} then
 */
export function makeSure({ look, title, body, no, yes }, then) {
  const dialog = el(
    'dialog',
    { class: `form ${look}`, 'aria-labelledby': 'sure-title', onclose: close },
    el('h2', { id: 'sure-title' }, title),
    el('div', { class: 'form-body' }, body),
    el(
      'footer',
      {},
      el('button', { type: 'button', class: no[1], onclick: close }, no[0]),
      el('button', { type: 'button', class: yes[1], onclick: agree }, yes[0]),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();

  function close() {
    dialog.remove();
  }

  function agree() {
    close();
    then();
  }
}
