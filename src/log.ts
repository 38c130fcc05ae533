/**
 * One JSON line for each thing worth knowing later. Never what people wrote, and never a secret; what belongs to a turn
 * has the id of its event, or of a card that begins with it.
 */
export type Log = (what: string, details?: Record<string, string | number | boolean>) => void;

const minuteMs = 60_000;

/**
 * What is said again within a minute is only counted, so that whoever knocks without end cannot fill the disk. The
 * count is told with the next line after that.
 */
export function logTo(stream: { write(line: string): unknown }, now = () => new Date()): Log {
  const times = new Map<string, number>();
  let begun = 0;
  const write = (details: object) =>
    stream.write(`${JSON.stringify({ at: now().toISOString(), ...details })}\n`);

  const tellCounted = () => {
    for (const [said, count] of times) if (count > 1) write({ ...JSON.parse(said), again: count - 1 });
    times.clear();
    begun = now().getTime();
  };

  return (what, details = {}) => {
    // However far a clock was set, a minute later things are told again.
    if (Math.abs(now().getTime() - begun) >= minuteMs) tellCounted();
    const said = JSON.stringify({ what, ...details });
    const count = (times.get(said) ?? 0) + 1;
    times.set(said, count);
    if (count === 1) write({ what, ...details });
  };
}
