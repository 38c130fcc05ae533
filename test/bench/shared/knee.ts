/** Where more load brings no more: the last step before everybody waits much longer, or before nothing is gained by it. */

/** How much was asked for at once, what was done in a second, and in how many milliseconds all but one in a hundred were. */
export type Step = { load: number; pace: number; most: number };

/** Less than that is as good as nothing. */
const worthwhile = 1.05;

/** Undefined where the last step was still worth it. */
export function kneeOf(steps: Step[]): Step | undefined {
  return steps.find((step, at) => {
    const next = steps[at + 1];
    return next && (next.most > 2 * step.most || next.pace < worthwhile * step.pace);
  });
}

export function kneeLine(what: string, steps: Step[]): string {
  const knee = kneeOf(steps);
  if (!knee) return `  no knee up to ${steps.at(-1)?.load} ${what}`;
  const { load, pace, most } = knee;
  return `  the knee: ${load} ${what}, ${pace.toFixed(0)} turns/s, 99 % in ${most.toFixed(0)} ms`;
}
