/** The conversation in front of one: what has been said in it, what is on its way, and what stands around both. */
/** @import { Button, Card } from '../../core/card.ts' */
/** @import { ShownMessage } from '../exchange.ts' */
/** @import { Composer } from './composer.js' */
/** @import { Underway, Verbs } from './messages.js' */
/** @import { Place } from './place.js' */
import { failureOf, load } from './api.js';
import { byId, el } from './dom.js';
import { openLog } from './log.js';
import { keyOf, whoIn } from './place.js';
import { suggestionsFor, tiles, welcomeTo } from './suggestions.js';

/** @typedef {ReturnType<typeof openConversation>} OpenConversation */

/**
 * @param {Composer} composer
 * @param {() => void} watch plays the story
 * @param {(number: number) => void} read is called with the number of the last message that one has seen.
 */
export function openConversation(composer, watch, read) {
  const log = openLog();
  /** @type {Place} */
  let here;
  /** @type {Verbs} */
  let does;
  /** @type {Map<string, ShownMessage>} */
  let messages = new Map();
  /** Until they have been fetched, nobody knows that there are none. */
  let isFetched = false;
  /** @type {Map<string, Underway>} */
  const underway = new Map();

  byId('earlier').addEventListener('click', showEarlier);
  document.addEventListener('visibilitychange', noteRead);

  /**
   * @param {Place} place
   * @param {Verbs} actions
   */
  function enter(place, actions) {
    here = place;
    does = actions;
    messages = new Map();
    isFetched = false;
    drawLog();
  }

  async function refresh() {
    const place = here;
    const page = await load('messages', { ...whoIn(place), conversation: place.conversation.id }).catch(
      () => undefined,
    );
    if (!page || place !== here) return;
    isFetched = true;
    const isNew = page.messages.some(({ id, edits }) => messages.get(id)?.edits !== edits);
    for (const message of page.messages) keep(message);
    byId('earlier').hidden = !page.more;
    if (isNew) drawLog();
    drawWelcome();
    noteRead();
  }

  async function showEarlier() {
    const place = here;
    const query = { ...whoIn(place), conversation: place.conversation.id, before: Math.min(...numbers()) };
    try {
      const page = await load('messages', query);
      if (place !== here) return;
      for (const message of page.messages) keep(message);
      byId('earlier').hidden = !page.more;
      byId('offline').textContent = '';
      drawLog();
    } catch (error) {
      byId('offline').textContent = failureOf(error).message;
    }
  }

  /**
   * Shows what has just been written or changed.
   * @param {ShownMessage} message
   */
  function take(message) {
    if (message.conversation !== here.conversation.id) return;
    log.show(keep(message));
    drawWelcome();
    noteRead();
  }

  /**
   * A late, older state of a message never takes the place of a newer one.
   * @param {ShownMessage} message
   */
  function keep(message) {
    const before = messages.get(message.id);
    const newest = before && before.edits > message.edits ? before : message;
    messages.set(message.id, newest);
    underway.delete(message.id);
    return newest;
  }

  /**
   * Shows words on their way, or that they did not get through.
   * @param {Underway} message
   */
  function showUnderway(message) {
    underway.set(message.id, message);
    if (isHere(message)) log.show(message);
    drawWelcome();
  }

  /**
   * They have arrived. The server's own news of them may be late.
   * @param {Underway} message
   */
  async function arrived(message) {
    underway.delete(message.id);
    if (isHere(message) && !messages.has(message.id)) await refresh();
  }

  /** @param {Underway} message */
  function takeBack(message) {
    underway.delete(message.id);
    drawLog();
  }

  /** @param {{ key: string }} of something that was begun in a place */
  function isHere({ key }) {
    return key === keyOf(here);
  }

  function drawLog() {
    log.drawAll([...inOrder(), ...mine()], {
      people: here.school.people,
      threads: here.conversation.kind !== 'direct',
      does,
    });
    drawWelcome();
  }

  function numbers() {
    return [...messages.values()].map(({ number }) => number);
  }

  function inOrder() {
    return [...messages.values()].sort((a, b) => a.number - b.number);
  }

  function mine() {
    return [...underway.values()].filter(isHere);
  }

  /** A welcome where there are no messages, and things to try unless a form is underway. */
  function drawWelcome() {
    const { person, conversation } = here;
    const isEmpty = isFetched && messages.size === 0 && mine().length === 0;
    const hasTiles = isEmpty && conversation.kind === 'direct';
    byId('empty').hidden = !isEmpty;
    if (!isFetched) return;
    composer.suggest(isAsked() || hasTiles ? [] : suggestionsFor(person, conversation));
    if (!isEmpty) return;
    const { title, text } = welcomeTo(here);
    byId('empty').replaceChildren(
      el('img', { src: '/playground/page/mark.svg', alt: '', width: 56, height: 56 }),
      el('h2', {}, title),
      el('p', {}, text),
      ...(hasTiles && here.school.standing.isMadeUp ? [watchButton()] : []),
      ...(hasTiles ? [el('ul', { class: 'tiles' }, tiles.map(drawTile))] : []),
    );
  }

  /** @param {typeof tiles[number]} tile */
  function drawTile({ title, words, text }) {
    return el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'tile', onclick: () => composer.say(words) },
        el('strong', {}, title),
        el('span', { class: 'said' }, `“${words}”`),
        el('span', {}, text),
      ),
    );
  }

  function watchButton() {
    return el('button', { type: 'button', class: 'watch', onclick: watch }, 'Watch a 60-second story');
  }

  /** In the middle of a form, what is written is its answer, and a suggestion would be taken as one. */
  function isAsked() {
    const last = inOrder().findLast((message) => message.said.by === 'chalkline');
    return last?.said.by === 'chalkline' && buttonsUnder(last.said.card).some(belongsToForm);
  }

  function noteRead() {
    if (!document.hidden) read(Math.max(0, ...numbers()));
  }

  return { enter, refresh, drawLog, take, showUnderway, arrived, takeBack, isHere };
}

/** @param {Card} card */
function buttonsUnder(card) {
  if (card.kind === 'form') return [];
  return card.kind === 'question' ? [...card.choices, ...card.buttons] : card.buttons;
}

/** @param {Button} button */
function belongsToForm({ action }) {
  return action.startsWith('form.') && action !== 'form.restore';
}
