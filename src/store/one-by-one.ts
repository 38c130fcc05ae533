/** Lets the turns of a school follow one another, while those of other schools go on beside them. */
export class OneByOne {
  /** The latest step of each school; the next one begins when it has ended, well or badly. */
  readonly #latest = new Map<string, Promise<unknown>>();

  run<T>(school: string, step: () => Promise<T>): Promise<T> {
    const before = this.#latest.get(school) ?? Promise.resolve();
    const mine = before.then(step, step);
    this.#latest.set(school, mine);
    return mine;
  }

  /** Resolves when all that was asked for so far has ended. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#latest.values());
  }
}
