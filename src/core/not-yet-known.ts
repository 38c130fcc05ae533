/**
 * Thrown by a turn that has to know something from outside first. It has changed nothing; what it asks for is looked up
 * while nobody waits for the store, and then the turn is played again with what was found.
 */
export class NotYetKnown extends Error {
  override name = 'NotYetKnown';
  readonly look: () => Promise<unknown>;

  constructor(look: () => Promise<unknown>) {
    super('Expected this turn to be played again with what was found outside.');
    this.look = look;
  }
}
