/** What was filled in and not accepted yet. It outlives closing a form and a reload, in this tab. */
/** @import { FormCard } from '../../core/card.ts' */
/** @import { Answers } from '../../core/event.ts' */
/** @import { ShownForm } from '../exchange.ts' */

/** The form that somebody has in front of them, or has closed before it was sent. */
/** @typedef {{ form: ShownForm, isOpen: boolean }} Unsent */

/**
 * The typed answers of one form, by who fills it in.
 * @param {string} owner
 * @param {FormCard} card
 * @returns {Kept<Answers>}
 */
export function draftOf(owner, { form, value }) {
  return keptUnder(`typed ${owner} ${form} ${JSON.stringify(value)}`);
}

/**
 * The latest form of somebody that is not sent yet.
 * @param {string} owner
 * @returns {Kept<Unsent>}
 */
export function unsentOf(owner) {
  return keptUnder(`form ${owner}`);
}

/**
 * What is picked on the card of one message.
 * @param {string} message
 * @returns {Kept<string | string[]>}
 */
export function picksOn(message) {
  return keptUnder(`picked ${message}`);
}

/**
 * @template Value
 * @typedef {{ read: () => Value | undefined, keep: (value: Value) => void, forget: () => void }} Kept
 */

/** @param {string} name */
function keptUnder(name) {
  const key = `chalkline ${name}`;
  return {
    read() {
      const text = sessionStorage.getItem(key);
      return text === null ? undefined : JSON.parse(text);
    },
    /** @param {unknown} value */
    keep: (value) => sessionStorage.setItem(key, JSON.stringify(value)),
    forget: () => sessionStorage.removeItem(key),
  };
}
