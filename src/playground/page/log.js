/** The conversation on the page. Only what has changed is drawn again, so that screen readers are told of it once. */
/** @import { ShownPerson } from '../exchange.ts' */
/** @import { Message, Verbs } from './messages.js' */
import { openBelow } from './below.js';
import { byId, el } from './dom.js';
import { drawMessage } from './messages.js';

/**
 * @typedef {object} Context
 * @property {ShownPerson[]} people
 * @property {boolean} threads whether a message can be answered under it
 * @property {Verbs} does
 */

export function openLog() {
  const log = byId('log');
  const scroller = byId('scroller');
  const below = openBelow(articleOf);
  /** @type {Map<string, Message>} */
  let shown = new Map();
  /** @type {Context} */
  let context;
  /** To the end. What comes in one go would otherwise look further down than it is. */
  let isOnItsWay = false;

  /**
   * @param {Message[]} messages
   * @param {Context} newContext
   */
  function drawAll(messages, newContext) {
    context = newContext;
    shown = new Map();
    log.setAttribute('aria-busy', 'true');
    log.replaceChildren();
    below.clear();
    for (const message of messages) put(message);
    if (messages.length > 0) toEnd(messages.at(-1)?.id);
    requestAnimationFrame(() => log.removeAttribute('aria-busy'));
  }

  /**
   * A late, older state of a message never takes the place of a newer one.
   * @param {Message} message
   */
  function show(message) {
    const before = shown.get(message.id);
    if (before && !message.state && !before.state && before.edits > message.edits) return;
    const nearEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
    put(message);
    if (nearEnd || isOnItsWay || isMine(message)) toEnd(message.id);
    else if (!before) below.add(message.id);
  }

  /** @param {Message} message */
  function isMine({ said }) {
    return said.by === 'person' && said.person === context.does.person;
  }

  /** @param {Message} message */
  function put(message) {
    shown.set(message.id, message);
    const drawn = drawMessage(message, context.people, context.does);
    const before = articleOf(message.id);
    if (before?.classList.contains('sending') && !message.state) return settle(before);
    if (before) return swap(before, drawn);
    if (message.thread) return repliesTo(message.thread).append(drawn);
    log.append(drawPost(message, drawn));
  }

  /**
   * @param {Message} message
   * @param {HTMLElement} drawn
   */
  function drawPost(message, drawn) {
    const answer = el(
      'button',
      { type: 'button', class: 'plain answer', onclick: () => context.does.answer(message) },
      'Reply in thread',
    );
    return el(
      'div',
      { class: 'post' },
      drawn,
      el('div', { class: 'replies', data: { to: message.id } }),
      context.threads && answer,
    );
  }

  /**
   * Where the first message of a thread has not been loaded, its replies stand for themselves.
   * @param {string} thread
   */
  function repliesTo(thread) {
    const replies = log.querySelector(`.replies[data-to="${CSS.escape(thread)}"]`);
    if (replies) return replies;
    const newReplies = el('div', { class: 'replies', data: { to: thread } });
    log.append(el('div', { class: 'post' }, newReplies));
    return newReplies;
  }

  /**
   * @param {Element} before
   * @param {HTMLElement} drawn
   */
  function swap(before, drawn) {
    const hadFocus = before.contains(document.activeElement);
    before.replaceWith(drawn);
    if (!hadFocus) return;
    drawn.tabIndex = -1;
    drawn.focus();
  }

  /**
   * What was on its way has arrived. It was read out when it was written, so it stays as it is.
   * @param {Element} article
   */
  function settle(article) {
    article.classList.remove('sending');
    article.querySelector('.mark')?.remove();
  }

  /**
   * To the end, but never past the beginning of what has just come.
   * @param {string} [id]
   */
  function toEnd(id) {
    isOnItsWay = true;
    requestAnimationFrame(() => {
      isOnItsWay = false;
      scroller.scrollTop = scroller.scrollHeight;
      const article = id && articleOf(id);
      const hidden = article ? scroller.getBoundingClientRect().top - article.getBoundingClientRect().top : 0;
      if (hidden > 0) scroller.scrollTop -= hidden + 12;
    });
  }

  /**
   * @param {string} id
   * @returns {HTMLElement | undefined}
   */
  function articleOf(id) {
    return log.querySelector(`article[data-id="${CSS.escape(id)}"]`) ?? undefined;
  }

  return { drawAll, show };
}
