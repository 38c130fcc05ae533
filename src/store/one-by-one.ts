/** Lets the turns of a school follow one another, while those of other schools go on beside them. */
import { setImmediate } from 'node:timers/promises';

/** A step seldom waits for anything, so that a whole crowd's would hold up whoever else wants to be heard. */
const longestMs = 10;

export class OneByOne {
  /** The latest step of each school; the next one begins when it has ended, well or badly. */
  readonly #latest = new Map<string, Promise<unknown>>();
  /** Since when steps have followed one another, while nothing else got its turn. */
  #since: number | undefined;

  run<T>(school: string, step: () => Promise<T>): Promise<T> {
    const before = this.#latest.get(school) ?? Promise.resolve();
    const next = () => this.#next(step);
    const mine = before.then(next, next);
    this.#latest.set(school, mine);
    return mine;
  }

  /** Resolves when all that was asked for so far has ended. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#latest.values());
  }

  async #next<T>(step: () => Promise<T>): Promise<T> {
    this.#since ??= this.#begin();
    if (performance.now() - this.#since > longestMs) await setImmediate();
    return step();
  }

  #begin(): number {
    void setImmediate().then(() => {
      this.#since = undefined;
    });
    return performance.now();
  }
}
