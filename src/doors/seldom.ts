/** Lines about what is turned away: whoever knocks without end fills no disk with them. */
import type { AtHand } from './at-hand.ts';

const pauseMs = 60_000;

/** Logs a line at once, and the same one again a minute later at the earliest, with how often it came in between. */
export function seldom({ now, log }: AtHand): AtHand['log'] {
  const told = new Map<string, { at: number; since: number }>();
  return (line) => {
    const at = now().getTime();
    const last = told.get(line);
    if (last && at - last.at < pauseMs) {
      last.since++;
      return;
    }
    log(last && last.since > 0 ? `${line} (${last.since} more like this since the last line)` : line);
    told.set(line, { at, since: 0 });
  };
}
