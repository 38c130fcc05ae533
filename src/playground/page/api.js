/** Talks to the playground's door. Every failure becomes a sentence that can be shown. */
/** @import { Loads, News, Sends, Standing } from '../exchange.ts' */
/** @import { Who } from '../receive.ts' */

class Failure extends Error {
  /**
   * @param {string} message
   * @param {boolean} refused says that trying the same again would not help.
   */
  constructor(message, refused) {
    super(message);
    this.refused = refused;
  }
}

/** @param {unknown} error */
export function failureOf(error) {
  if (error instanceof Failure) return error;
  console.error(error);
  return new Failure(notDone, false);
}

const notDone = 'That didn’t work. Nothing is lost. Please try again.';

/**
 * @template {keyof Loads} What
 * @param {What} what
 * @param {Loads[What]['query']} query
 */
export async function load(what, query) {
  const answer = await call(`/playground/${what}?${searchOf(query)}`);
  return /** @type {Loads[What]['answer']} */ (answer);
}

/** @param {object} query */
function searchOf(query) {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)]));
}

/**
 * @template {keyof Sends} What
 * @param {What} what
 * @param {Sends[What]['body']} body
 */
export async function send(what, body) {
  const answer = await call(`/playground/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return /** @type {Sends[What]['answer']} */ (answer);
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<unknown>}
 */
async function call(address, options) {
  const response = await fetch(address, options).catch(() => {
    throw new Failure('The playground isn’t answering just now. Nothing is lost.', false);
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Failure(body.error ?? notDone, response.status < 500);
  return body;
}

/** An id for something a person does: sent again, it still counts once. */
export function freshId() {
  return crypto.randomUUID();
}

/**
 * Follows what happens. `fresh` is called whenever the stream begins anew, because something may have been missed.
 * A browser allows six connections in all, so pages that nobody looks at let go of theirs.
 * @param {Who} who
 * @param {{
 *   fresh: () => unknown,
 *   news: (news: News) => unknown,
 *   standing: (standing: Standing) => unknown,
 *   lost: () => unknown,
 * }} told
 */
export function follow(who, { fresh, news, standing, lost }) {
  /** @type {EventSource | undefined} */
  let stream;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  const open = () => {
    stop();
    if (document.hidden) return;
    const opened = new EventSource(`/playground/live?${searchOf(who)}`);
    stream = opened;
    opened.onopen = fresh;
    opened.onmessage = (event) => news(JSON.parse(event.data));
    opened.addEventListener('standing', (event) => standing(JSON.parse(event.data)));
    opened.onerror = () => {
      lost();
      if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, 3000);
    };
  };
  const stop = () => {
    clearTimeout(again);
    stream?.close();
  };
  document.addEventListener('visibilitychange', open);
  open();
  return () => {
    document.removeEventListener('visibilitychange', open);
    stop();
  };
}
