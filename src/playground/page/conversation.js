/** The conversation in front of one: what has been said in it, what is on its way, and what stands around both. */
import { load } from './api.js';
import { byId, el } from './dom.js';
import { openLog } from './log.js';
import { keyOf, whoIn } from './place.js';
import { suggestionsFor, welcomeTo } from './suggestions.js';

/** `read` is called with the number of the last message that one has seen. */
export function openConversation(composer, read) {
  const log = openLog();
  let here;
  let does;
  let messages = new Map();
  /** Words on their way, by message id, with what is needed to send them again. */
  const underway = new Map();

  byId('earlier').addEventListener('click', showEarlier);
  document.addEventListener('visibilitychange', noteRead);

  function enter(place, deeds) {
    here = place;
    does = deeds;
    messages = new Map();
    drawLog();
  }

  async function refresh() {
    const place = here;
    const page = await load('messages', { ...whoIn(place), conversation: place.conversation.id }).catch(
      () => undefined,
    );
    if (!page || place !== here) return;
    const isNew = page.messages.some((one) => messages.get(one.id)?.edits !== one.edits);
    for (const message of page.messages) keep(message);
    byId('earlier').hidden = !page.more;
    if (isNew) drawLog();
    drawAround();
    noteRead();
  }

  async function showEarlier() {
    const place = here;
    const before = Math.min(...[...messages.values()].map((one) => one.number));
    const page = await load('messages', { ...whoIn(place), conversation: place.conversation.id, before });
    if (place !== here) return;
    for (const message of page.messages) keep(message);
    byId('earlier').hidden = !page.more;
    drawLog();
  }

  /** Shows what has just been written or changed. */
  function take(message) {
    if (message.conversation !== here.conversation.id) return;
    keep(message);
    log.show(messages.get(message.id));
    drawAround();
    noteRead();
  }

  function keep(message) {
    const before = messages.get(message.id);
    if (!before || before.edits <= message.edits) messages.set(message.id, message);
    underway.delete(message.id);
  }

  /** Shows words on their way, or that they did not get through. */
  function showUnderway(message) {
    underway.set(message.id, message);
    if (isHere(message)) log.show(message);
    drawAround();
  }

  /** They have arrived. The server's own news of them may be late. */
  async function arrived(message) {
    underway.delete(message.id);
    if (isHere(message) && !messages.has(message.id)) await refresh();
  }

  function takeBack(message) {
    underway.delete(message.id);
    drawLog();
  }

  function isHere(message) {
    return message.key === keyOf(here);
  }

  function drawLog() {
    const inOrder = [...messages.values()].sort((a, b) => a.number - b.number);
    log.drawAll([...inOrder, ...mine()], {
      people: here.school.people,
      threads: here.conversation.kind !== 'direct',
      does,
    });
    drawAround();
  }

  function mine() {
    return [...underway.values()].filter(isHere);
  }

  /** A welcome where there are no messages, and things to try unless a form is underway. */
  function drawAround() {
    const { person, conversation, school } = here;
    composer.suggest(isAsked() ? [] : suggestionsFor(person, conversation));
    const isEmpty = messages.size === 0 && mine().length === 0;
    byId('empty').hidden = !isEmpty;
    if (!isEmpty) return;
    const { title, text } = welcomeTo(person, conversation, school);
    byId('empty').replaceChildren(
      el('img', { src: '/playground/page/mark.svg', alt: '', width: 56, height: 56 }),
      el('h2', {}, title),
      el('p', {}, text),
    );
  }

  /** In the middle of a form, what is written is its answer, and a suggestion would be taken as one. */
  function isAsked() {
    const cards = [...messages.values()].filter((one) => one.said.by === 'chalkline');
    const last = cards.sort((a, b) => a.number - b.number).at(-1)?.said.card;
    const actions = [...(last?.choices ?? []), ...(last?.buttons ?? [])].map((one) => one.action);
    return actions.some((action) => action.startsWith('form.') && action !== 'form.restore');
  }

  function noteRead() {
    if (!document.hidden) read(Math.max(0, ...[...messages.values()].map((one) => one.number)));
  }

  return { enter, refresh, drawLog, take, showUnderway, arrived, takeBack, isHere };
}
