/** Talks to the playground's door. Every failure becomes a sentence that can be shown. */
export class Failure extends Error {
  /** `refused` says that trying the same again would not help. */
  constructor(message, refused) {
    super(message);
    this.refused = refused;
  }
}

export async function load(what, query) {
  return call(`/playground/${what}?${new URLSearchParams(query)}`);
}

export async function send(what, body) {
  return call(`/playground/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function call(address, options) {
  const response = await fetch(address, options).catch(() => {
    throw new Failure('The playground does not answer just now. Nothing is lost.', false);
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok)
    throw new Failure(
      body.error ?? 'That did not work. Nothing is lost; please try again.',
      response.status < 500,
    );
  return body;
}

/** An id for something a person does: sent again, it still counts once. */
export function freshId() {
  return crypto.randomUUID();
}

/**
 * Follows what happens. `fresh` is called whenever the stream begins anew, because something may have been missed.
 * A browser allows six connections in all, so pages that nobody looks at let go of theirs.
 */
export function follow(query, { fresh, news, lost }) {
  let stream;
  let again;
  const open = () => {
    stop();
    if (document.hidden) return;
    stream = new EventSource(`/playground/live?${new URLSearchParams(query)}`);
    stream.onopen = fresh;
    stream.onmessage = (event) => news(JSON.parse(event.data));
    stream.onerror = () => {
      lost();
      if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, 3000);
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
