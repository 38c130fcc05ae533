/** Counts what has happened since the start, in the text format that Prometheus reads. */

const meanings = {
  turns: 'Events that were played and committed.',
  strangers: 'Events from workspaces that no school claims.',
  faults: 'Turns that failed; they changed nothing.',
  sent: 'Cards that were delivered.',
  retried: 'Deliveries that will be tried again.',
  failed: 'Cards that could not be delivered.',
} as const;

const gaugeMeanings = {
  waiting: 'Cards that wait to be sent.',
  oldest_waiting_seconds: 'How long the oldest of them has waited.',
  undelivered: 'Cards that could not be delivered, and that nobody has seen to yet.',
} as const;

type Counter = keyof typeof meanings;
export type Gauges = Record<keyof typeof gaugeMeanings, number>;

export type Metrics = { count: (what: Counter) => void; text: (now: Gauges) => string };

export function startMetrics(): Metrics {
  const counts = new Map<Counter, number>();
  return {
    count: (what) => counts.set(what, (counts.get(what) ?? 0) + 1),
    text: (now) =>
      [
        ...(Object.keys(meanings) as Counter[]).map((name) =>
          metric(`${name}_total`, 'counter', meanings[name], counts.get(name) ?? 0),
        ),
        ...(Object.keys(gaugeMeanings) as (keyof Gauges)[]).map((name) =>
          metric(name, 'gauge', gaugeMeanings[name], now[name]),
        ),
      ].join(''),
  };
}

function metric(name: string, type: 'counter' | 'gauge', meaning: string, value: number): string {
  const whole = `chalkline_${name}`;
  return `# HELP ${whole} ${meaning}\n# TYPE ${whole} ${type}\n${whole} ${value}\n`;
}
