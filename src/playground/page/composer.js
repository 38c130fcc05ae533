/** Where one writes. What has been begun in one conversation is still there when one comes back to it. */
/** @import { Conversation } from '../chat.ts' */
import { byId, el } from './dom.js';

/** @typedef {ReturnType<typeof openComposer>} Composer */

/** @param {(text: string) => void} say */
export function openComposer(say) {
  const field = byId('words', HTMLTextAreaElement);
  const problem = byId('words-problem');
  const replying = byId('replying');
  let here = '';

  /**
   * @param {string} key
   * @param {Conversation} conversation
   */
  function enter(key, conversation) {
    here = key;
    field.value = draftOf(key);
    problem.textContent = '';
    const name = conversation.kind === 'direct' ? 'Chalkline' : conversation.name;
    byId('words-label').textContent = `Message to ${name}`;
    field.placeholder = conversation.kind === 'direct' ? 'Ask Chalkline…' : 'Ask with @Chalkline…';
    grow();
  }

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (field.value.trim() === '') return field.focus();
    const text = field.value;
    fill('');
    say(text);
  }

  /** @param {string} text */
  function fill(text) {
    field.value = text;
    keepDraft(here, text);
    problem.textContent = '';
    grow();
    field.focus();
  }

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
  }

  field.addEventListener('input', () => {
    keepDraft(here, field.value);
    grow();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
  });
  byId('composer').addEventListener('submit', submit);

  return {
    enter,
    say,
    /**
     * Puts words back that could not be sent.
     * @param {string} text
     * @param {string} why
     */
    giveBack(text, why) {
      fill(field.value.trim() === '' ? text : field.value);
      problem.textContent = why;
    },
    /**
     * Leaves alone what is there already, so that nobody loses the place of their keyboard.
     * @param {string[]} suggestions
     */
    suggest(suggestions) {
      const list = byId('try');
      const shown = [...list.children].map((item) => item.textContent);
      if (shown.join('\n') === suggestions.join('\n')) return;
      if (list.contains(document.activeElement)) field.focus();
      list.replaceChildren(
        ...suggestions.map((text) =>
          el('li', {}, el('button', { type: 'button', class: 'chip', onclick: () => say(text) }, text)),
        ),
      );
    },
    /**
     * @param {string} name whose thread it is
     * @param {() => void} stop
     */
    replyTo(name, stop) {
      replying.hidden = false;
      replying.replaceChildren(
        el('span', {}, `Replying to ${name} in the thread`),
        el('button', { type: 'button', class: 'plain', onclick: stop }, 'Stop replying'),
      );
      fill('@Chalkline ');
    },
    stopReplying() {
      replying.hidden = true;
    },
    /**
     * A form that was closed before it was sent.
     * @param {{ title: string, goOn: () => void, discard: () => void } | undefined} form
     */
    offerForm(form) {
      const unsent = byId('unsent');
      if (unsent.contains(document.activeElement)) field.focus();
      unsent.hidden = !form;
      if (!form) return;
      unsent.replaceChildren(
        el('span', {}, `“${form.title}” isn’t sent yet.`),
        el('button', { type: 'button', class: 'plain', onclick: form.goOn }, 'Go on with it'),
        el('button', { type: 'button', class: 'plain', onclick: form.discard }, 'Discard it'),
      );
    },
  };
}

/** What has been begun is still there after a reload, in this tab. */
const draftKey = (/** @type {string} */ key) => `chalkline draft ${key}`;

/** @param {string} key */
function draftOf(key) {
  return sessionStorage.getItem(draftKey(key)) ?? '';
}

/**
 * @param {string} key
 * @param {string} text
 */
function keepDraft(key, text) {
  if (text === '') sessionStorage.removeItem(draftKey(key));
  else sessionStorage.setItem(draftKey(key), text);
}
