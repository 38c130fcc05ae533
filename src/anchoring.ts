/** Notes once a day how the audit trails stand, and says so in the log, which is kept somewhere else. */
import type { Log } from './log.ts';
import { anchorTrails } from './store/anchors.ts';

type Trails = Parameters<typeof anchorTrails>[0];
/** The schools as they are on the day. */
type Parts = Omit<Trails, 'schools'> & { schools: () => Trails['schools']; log: Log };

/** Called as time passes; a day on which it failed is tried again. */
export function anchoring({ log, schools, ...parts }: Parts): (now: string) => Promise<void> {
  let lastDay = '';
  return async (now) => {
    const day = now.slice(0, 10);
    if (day === lastDay) return;
    for (const { school, number, hash } of await anchorTrails({ ...parts, schools: schools() }, now))
      log('the audit trail was anchored', { school, entries: number, hash });
    lastDay = day;
  };
}
