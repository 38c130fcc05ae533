/** What can be wrong with a database, each with what it means for people. */

/** It cannot be reached, or cannot work just now. */
export class AwayError extends Error {
  override name = 'AwayError';

  constructor(why: string, options: ErrorOptions = {}) {
    super(
      `The database does not answer (${why}), so nothing can be kept just now. Nothing that was acknowledged is lost. ` +
        'Chalkline goes on by itself once the database is back.',
      options,
    );
  }
}

/** Others were in the way, so that the same is worth another try at once. */
export class BusyError extends Error {
  override name = 'BusyError';
}

/** It went away before it could say whether a turn was kept, and has not come back. */
export class UnsureError extends Error {
  override name = 'UnsureError';

  constructor(cause: unknown) {
    super(
      'The database went away just as a turn was to be kept, so nobody can say whether it was. ' +
        'Look before it is done again.',
      { cause },
    );
  }
}

/** An earlier release is still at work there, and its records are not as this one has them. */
export class NotYetError extends Error {
  override name = 'NotYetError';

  constructor() {
    super(
      'The records in the database are of an earlier release, and its processes are still running. Nothing has been changed. ' +
        'Stop all of them, make a backup, and start this release: it brings the records over. One that was killed counts for half a minute more.',
    );
  }
}

/** Nobody has brought its records over yet. */
export class OlderError extends Error {
  override name = 'OlderError';

  constructor() {
    super(
      'The records in the database are of an earlier release. Start Chalkline once: it brings them over.',
    );
  }
}

/** It is there, and does not let this program work with it. */
export class RefusedError extends Error {
  override name = 'RefusedError';

  constructor(cause: Error) {
    super(`The database does not let Chalkline in (${cause.message}). Put DATABASE_URL right.`, { cause });
  }
}

/** It has no room for every character that people write. */
export class EncodingError extends Error {
  override name = 'EncodingError';

  constructor(encoding: string) {
    super(
      `The database keeps text as ${encoding}, so what people write could not be kept. Nothing has been changed. ` +
        'Make one with: createdb --encoding UTF8 --template template0',
    );
  }
}

/** What it holds is not for this release. */
export class NewerError extends Error {
  override name = 'NewerError';

  constructor() {
    super(
      'A later release of Chalkline has worked with this database. Nothing has been changed. Start that release.',
    );
  }
}
