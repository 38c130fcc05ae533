/** The top of a dialog that is not only a question: what it is called, and the way out. */
/** @import { Child } from './dom.js' */
import { el, icon } from './dom.js';

const cross = 'm5 5 10 10M15 5 5 15';

/**
 * @param {string} id
 * @param {string} title
 * @param {() => void} close
 * @param {Child[]} beside
 */
export function dialogHead(id, title, close, ...beside) {
  return el(
    'header',
    {},
    el('img', { src: '/playground/page/mark.svg', alt: '', width: 24, height: 24 }),
    el('h2', { id }, title),
    ...beside,
    el('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: close }, icon(cross)),
  );
}
