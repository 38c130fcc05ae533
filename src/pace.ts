/** How much one person may do in a minute: far more than anybody can, and far less than a program that never tires. */
import type { Incoming } from './core/door.ts';

const minuteMs = 60_000;

export type Pace = (incoming: Incoming) => 'well' | 'too much' | 'told already';

/** Time is that of the events themselves; what somebody only looks at is not theirs to slow down. */
export function paceOf(most: number): Pace {
  const people = new Map<string, { since: number; count: number }>();
  let tidied = 0;

  /** Whoever has been quiet for a minute is forgotten. */
  function tidy(at: number): void {
    if (at - tidied < minuteMs) return;
    tidied = at;
    for (const [person, { since }] of people) if (at - since >= minuteMs) people.delete(person);
  }

  return ({ event, workspace }) => {
    if (event.type === 'looked' || event.type === 'opened') return 'well';
    const at = Date.parse(event.at);
    tidy(at);
    const key = `${event.by.platform} ${workspace} ${event.by.user}`;
    const before = people.get(key);
    const now =
      before && at - before.since < minuteMs
        ? { ...before, count: before.count + 1 }
        : { since: at, count: 1 };
    people.set(key, now);
    if (now.count <= most) return 'well';
    return now.count === most + 1 ? 'too much' : 'told already';
  };
}
