/** The records of a store have gone elsewhere, and nothing is written to it by mistake. */

export class MovedError extends Error {
  override name = 'MovedError';

  /** `where` and `to` as they may stand in a sentence. */
  constructor(where: string, to: string) {
    super(
      `The records of ${where} have moved to ${to}, so nothing is written here any more. Name that store in the settings. ` +
        'To go on with this one, as it was when they moved: npm run store -- reopen',
    );
  }
}
