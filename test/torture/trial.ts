/** A trial: one promise of Chalkline, put to the test for as long as it takes, with figures that anybody can make again. */
import type { StoreName } from './stores.ts';

export type Given<Size extends string> = {
  sizes: Record<Size, number>;
  /** What is left to chance is the same in every run with the same seed. */
  seed: number;
  store: StoreName;
  /** Says how far it is. */
  tell: (line: string) => void;
};

export type Outcome = {
  figures: Record<string, string | number>;
  /** Whatever was not as promised; none where the promise holds. */
  faults: string[];
};

export type Trial<Size extends string = string> = {
  promise: string;
  /** How much there is of what, as it is in full; each can be given otherwise. */
  sizes: Record<Size, number>;
  /** As little as still shows that it runs and holds: a few seconds, beside all other tests. */
  short: Record<Size, number>;
  /** Where it can only run on this one. */
  on?: StoreName;
  run(given: Given<Size>): Promise<Outcome>;
};
