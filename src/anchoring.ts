/** Notes once a day how the audit trails stand, and says so in the log, which is kept somewhere else. */
import type { Log } from './log.ts';
import { anchorTrails } from './store/anchors.ts';

type Parts = Parameters<typeof anchorTrails>[0] & { log: Log };

/** Called as time passes; a day on which it failed is tried again. */
export function anchoring({ log, ...parts }: Parts): (now: string) => Promise<void> {
  let lastDay = '';
  return async (now) => {
    const day = now.slice(0, 10);
    if (day === lastDay) return;
    for (const { school, number, hash } of await anchorTrails(parts, now))
      log('the audit trail was anchored', { school, entries: number, hash });
    lastDay = day;
  };
}
