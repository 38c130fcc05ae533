/** Many small turns at one school: what comes while one of them is played goes into the next one together. */
import type { Work } from '../core/record.ts';
import type { Claimed } from './store.ts';

type Play = (work: Work) => Promise<void>;
export type Settled = { claimed: Claimed; play: Play };
type Waiting = Settled & { done: () => void; failed: (error: unknown) => void };

export class Together {
  readonly #playAll: (school: string, all: Settled[]) => Promise<void>;
  /** By school, while a turn of it is played. */
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(playAll: (school: string, all: Settled[]) => Promise<void>) {
    this.#playAll = playAll;
  }

  play(settled: Settled): Promise<void> {
    const { school } = settled.claimed;
    return new Promise((done, failed) => {
      const one = { ...settled, done, failed };
      const waiting = this.#waiting.get(school);
      if (waiting) waiting.push(one);
      else void this.#playFrom(school, [one]);
    });
  }

  async #playFrom(school: string, first: Waiting[]): Promise<void> {
    for (let next = first; next.length > 0; next = this.#waiting.get(school) ?? []) {
      this.#waiting.set(school, []);
      await this.#playOrTell(school, next);
    }
    this.#waiting.delete(school);
  }

  /** What goes wrong with one of them is not the others' fault. */
  async #playOrTell(school: string, all: Waiting[]): Promise<void> {
    try {
      await this.#playAll(school, all);
      for (const { done } of all) done();
    } catch (error) {
      if (all.length === 1) for (const { failed } of all) failed(error);
      else for (const one of all) await this.#playOrTell(school, [one]);
    }
  }
}
