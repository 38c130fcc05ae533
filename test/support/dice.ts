/** Chance told by a seed, so that every run with it is the same. */
export type Dice = {
  next: () => number;
  below: (end: number) => number;
  pick: <T>(of: readonly T[]) => T | undefined;
};

/** Mulberry32: small, even, and the same everywhere. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { next, below, pick: (of) => of[below(of.length)] };
}
