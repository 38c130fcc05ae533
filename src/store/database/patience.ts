/** Tries again while the database is away or busy, for as long as somebody can be kept waiting. */
import { setTimeout as wait } from 'node:timers/promises';
import { AwayError, BusyError, UnsureError } from './errors.ts';

/** Whoever pressed something is told after so long that it did not work. */
const usualMs = 5000;
/** It would be worse to tell them so, and be wrong. */
const longestUnsureMs = 30_000;

type Patience = {
  /** When somebody began to wait. */
  since?: number;
  longestMs?: number;
  /** Whether something was sent whose answer was lost, so that it may have been done. */
  isUnsure?: () => boolean;
};

export async function patiently<T>(
  play: () => Promise<T>,
  { since = performance.now(), longestMs = usualMs, isUnsure = () => false }: Patience = {},
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await play();
    } catch (error) {
      if (!(error instanceof AwayError || error instanceof BusyError)) throw error;
      const longest = isUnsure() ? longestUnsureMs : longestMs;
      if (performance.now() - since > longest) throw isUnsure() ? new UnsureError(error) : error;
      // With a little chance, so that many do not come back at once.
      await wait(Math.min(1000, 10 * 2 ** tries) * (0.5 + Math.random()));
    }
  }
}
