/** What one does in one place: say, answer, press, fill in. Each belongs to the place in which it was begun. */
/** @import { Answers } from '../../core/event.ts' */
/** @import { ShownForm } from '../exchange.ts' */
/** @import { Composer } from './composer.js' */
/** @import { OpenConversation } from './conversation.js' */
/** @import { Message, Pressed, Underway } from './messages.js' */
/** @import { Place } from './place.js' */
import { failureOf, freshId, send } from './api.js';
import { el } from './dom.js';
import { openForm } from './form.js';
import { draftOf, unsentOf } from './form-draft.js';
import { writerOf } from './messages.js';
import { now } from './now.js';
import { keyOf, whoIn } from './place.js';

/** @typedef {ReturnType<typeof actionsIn>} Actions */

/**
 * @param {Place} place
 * @param {Composer} composer
 * @param {OpenConversation} conversation
 */
export function actionsIn(place, composer, conversation) {
  const who = whoIn(place);
  const owner = `${who.school}/${who.as}`;
  /** @type {string | undefined} */
  let thread;
  stopReplying();

  /** @param {string} text */
  function say(text) {
    const id = freshId();
    const at = { conversation: place.conversation.id, ...(thread ? { thread } : {}) };
    stopReplying();
    post({
      state: 'sending',
      id: `${place.person.id}-${id}`,
      key: keyOf(place),
      body: { id, ...who, at, text },
      number: Number.POSITIVE_INFINITY,
      at: now().toISOString(),
      ...at,
      said: { by: 'person', person: place.person.id, text },
      edits: 0,
    });
  }

  /**
   * Shows the words at once, and what has become of them after. Sent again, they still count once.
   * @param {Underway} message
   */
  async function post(message) {
    conversation.showUnderway({ ...message, state: 'sending' });
    try {
      const reply = await send('say', message.body);
      await conversation.arrived(message);
      if (reply.form) ask(reply.form);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.refused && conversation.isHere(message)) {
        conversation.takeBack(message);
        composer.giveBack(message.body.text, failure.message);
      } else conversation.showUnderway({ ...message, state: 'failed', problem: failure.message });
    }
  }

  /**
   * The button waits for the answer; pressed again because of a failure, it is the same press.
   * @param {Message} message
   * @param {Pressed} pressed
   * @param {Element} button
   */
  async function press(message, pressed, button, id = freshId()) {
    if (button.getAttribute('aria-busy') === 'true') return;
    const card = button.closest('.told');
    card?.querySelector('.pressing')?.remove();
    button.setAttribute('aria-busy', 'true');
    try {
      const reply = await send('press', { id, ...who, message: message.id, ...pressed });
      if (reply.form) ask(reply.form);
    } catch (error) {
      const failure = failureOf(error);
      const again = () => press(message, pressed, button, id);
      card?.append(
        el(
          'p',
          { class: 'problem pressing', role: 'alert' },
          `${failure.message} `,
          !failure.refused && el('button', { type: 'button', class: 'plain', onclick: again }, 'Try again'),
        ),
      );
    } finally {
      button.removeAttribute('aria-busy');
    }
  }

  /** @param {ShownForm} form */
  function ask(form) {
    const id = freshId();
    let tries = 0;
    openForm(form, owner, { submit, closed: offerUnsent });

    /** @param {Answers} answers */
    async function submit(answers) {
      const { form: name, value } = form.card;
      const reply = await send('submit', {
        id: `${id}-${tries}`,
        ...who,
        at: form.at,
        form: name,
        value,
        answers,
      });
      // What was refused was a deed of its own; only what did not get through is sent again under its id.
      tries += 1;
      const { form: next, problems = {} } = reply;
      return { problems, next: next && (() => ask(next)) };
    }
  }

  /** A form that was closed before it was sent waits; one that a reload has closed opens again. */
  function resume() {
    const unsent = unsentOf(owner).read();
    if (unsent?.isOpen) ask(unsent.form);
    else offerUnsent();
  }

  function offerUnsent() {
    if (!conversation.isHere({ key: keyOf(place) })) return;
    const unsent = unsentOf(owner).read();
    composer.offerForm(unsent && { title: unsent.form.card.title, goOn: () => ask(unsent.form), discard });

    function discard() {
      if (unsent) draftOf(owner, unsent.form.card).forget();
      unsentOf(owner).forget();
      offerUnsent();
    }
  }

  /** @param {Message} message */
  function reply(message) {
    thread = message.id;
    composer.replyTo(writerOf(message, place.school.people), stopReplying);
  }

  function stopReplying() {
    thread = undefined;
    composer.stopReplying();
  }

  return { person: place.person.id, say, again: post, press, answer: reply, resume };
}
