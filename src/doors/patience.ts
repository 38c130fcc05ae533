/** A platform waits only so long for an answer. The work goes on, and what is left to say about it follows. */
import type { Incoming, Receive, Reply } from '../core/door.ts';
import { reasonOf } from '../core/reason.ts';
import type { AtHand } from './at-hand.ts';

/** What came of an event; `failed` where we were at fault, and nothing was changed. */
export type Outcome = Reply | 'failed';

export type Patience = {
  /** Hands an event to the core. What goes wrong there is logged. Never rejects. */
  play(incoming: Incoming): Promise<Outcome>;
  /** What the work comes to, or `late` where it takes too long; then its end is told to `tellLate`. */
  inTime<T>(work: Promise<T>, tellLate?: (outcome: T) => Promise<void>): Promise<T | 'late'>;
  /** Something that nobody waits for, apart from the closing of the door. */
  keep(work: Promise<unknown>): void;
  /** Resolves when nothing is in hand any more. */
  settled(): Promise<void>;
};

export function patience(longestMs: number, receive: Receive, log: AtHand['log']): Patience {
  const inHand = new Set<Promise<unknown>>();

  function keep(work: Promise<unknown>): void {
    const done = () => inHand.delete(work);
    inHand.add(work);
    work.then(done, done);
  }

  return {
    keep,
    async play(incoming) {
      try {
        return await receive(incoming);
      } catch (error) {
        log(`${incoming.event.id} could not be taken in. ${reasonOf(error)}`);
        return 'failed';
      }
    },
    async inTime(work, tellLate) {
      keep(work);
      const outcome = await within(longestMs, work);
      if (outcome === 'late' && tellLate) keep(work.then(tellLate));
      return outcome;
    },
    async settled() {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}

export async function within<T>(longestMs: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), longestMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
