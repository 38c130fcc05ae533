/** What was typed into a form and not accepted yet. It outlives closing the form and a reload, in this tab. */
/** @import { FormCard } from '../../core/card.ts' */
/** @import { Answers } from '../../core/event.ts' */
/** @import { ShownForm } from '../exchange.ts' */

/** The form that somebody has in front of them, or has closed before it was sent. */
/** @typedef {{ form: ShownForm, isOpen: boolean }} Unsent */

/**
 * The typed answers of one form, by who fills it in.
 * @param {string} owner
 * @param {FormCard} card
 */
export function draftOf(owner, { form, value }) {
  const key = `chalkline typed ${owner} ${form} ${JSON.stringify(value)}`;
  return {
    /** @returns {Answers | undefined} */
    read: () => read(key),
    /** @param {Answers} answers */
    keep: (answers) => keep(key, answers),
    forget: () => sessionStorage.removeItem(key),
  };
}

/**
 * The latest form of somebody that is not sent yet.
 * @param {string} owner
 */
export function unsentOf(owner) {
  const key = `chalkline form ${owner}`;
  return {
    /** @returns {Unsent | undefined} */
    read: () => read(key),
    /** @param {Unsent} unsent */
    keep: (unsent) => keep(key, unsent),
    forget: () => sessionStorage.removeItem(key),
  };
}

/** @param {string} key */
function read(key) {
  const text = sessionStorage.getItem(key);
  return text === null ? undefined : JSON.parse(text);
}

/**
 * @param {string} key
 * @param {object} value
 */
function keep(key, value) {
  sessionStorage.setItem(key, JSON.stringify(value));
}
