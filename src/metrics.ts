/** Counts what has happened since the start, in the text format that Prometheus reads. */

const meanings = {
  turns: 'Events that were played and committed.',
  strangers: 'Events from workspaces that no school claims.',
  faults: 'Turns that failed; they changed nothing.',
  sent: 'Cards that were delivered.',
  retried: 'Deliveries that will be tried again.',
  failed: 'Cards that could not be delivered.',
} as const;

type Counter = keyof typeof meanings;

export type Metrics = { count: (what: Counter) => void; text: () => string };

export function startMetrics(): Metrics {
  const counts = new Map<Counter, number>();
  return {
    count: (what) => counts.set(what, (counts.get(what) ?? 0) + 1),
    text: () =>
      (Object.keys(meanings) as Counter[])
        .map((name) => {
          const metric = `chalkline_${name}_total`;
          return `# HELP ${metric} ${meanings[name]}\n# TYPE ${metric} counter\n${metric} ${counts.get(name) ?? 0}\n`;
        })
        .join(''),
  };
}
