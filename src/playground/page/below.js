/** Says that something new has come below what one is reading, and takes one there. */
import { byId, el } from './dom.js';

/** @param {(id: string) => HTMLElement | undefined} articleOf finds a message on the page */
export function openBelow(articleOf) {
  const scroller = byId('scroller');
  const place = byId('below');
  /** @type {string[]} */
  let unseen = [];

  scroller.addEventListener('scroll', look);

  /**
   * Counts a message that has just come, unless it is in view.
   * @param {string} id
   */
  function add(id) {
    unseen = [...unseen.filter((other) => other !== id), id];
    look();
  }

  function clear() {
    unseen = [];
    draw();
  }

  function look() {
    if (unseen.length === 0) return;
    unseen = unseen.filter(isBelow);
    draw();
  }

  /** @param {string} id */
  function isBelow(id) {
    const article = articleOf(id);
    if (!article) return false;
    const hidden = article.getBoundingClientRect().top - scroller.getBoundingClientRect().bottom;
    return hidden > -leastSeen;
  }

  function draw() {
    const words = unseen.length === 1 ? '1 new message' : `${unseen.length} new messages`;
    if (unseen.length === 0) place.replaceChildren();
    else if (place.textContent !== `${words}${arrow}`) place.replaceChildren(hint(words));
  }

  /** @param {string} words */
  function hint(words) {
    return el(
      'button',
      { type: 'button', onclick: goThere },
      words,
      el('span', { 'aria-hidden': 'true' }, arrow),
    );
  }

  /** To the first of them, where the keyboard then is as well. */
  function goThere() {
    const article = articleOf(unseen[0] ?? '');
    if (!article) return clear();
    article.tabIndex = -1;
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: 'start' });
    look();
  }

  return { add, clear };
}

const arrow = ' ↓';
/** What shows less than this at the lower edge has not been seen. */
const leastSeen = 40;
