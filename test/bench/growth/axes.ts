/** Where values stand between two ends of a picture, and which of them its grid shows. */

export type Axis = { place: (value: number) => number; ticks: number[] };
export type MakeAxis = (values: number[], from: number, to: number) => Axis;

/** Each value that was measured is shown; ten times as much is as far everywhere. */
export const steps: MakeAxis = (values, from, to) => {
  const ticks = [...new Set(values)].sort((one, other) => one - other);
  return { place: byTimes(ticks[0] ?? 1, ticks.at(-1) ?? 1, from, to), ticks };
};

/** Each line of the grid is ten times the one before. */
export const tenfold: MakeAxis = (values, from, to) => {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
  return { place: byTimes(10 ** low, 10 ** high, from, to), ticks };
};

/** From nothing up, in round steps. */
export const even: MakeAxis = (values, from, to) => {
  const most = Math.max(...values);
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [0.2, 0.5, 1, 2].map((part) => part * power).find((each) => most / each <= 5) ?? most;
  const count = Math.ceil(most / step);
  return {
    place: (value) => from + (value / (count * step)) * (to - from),
    ticks: Array.from({ length: count + 1 }, (_, at) => at * step),
  };
};

function byTimes(low: number, high: number, from: number, to: number): Axis['place'] {
  const all = Math.log(high / low) || 1;
  return (value) => from + (Math.log(value / low) / all) * (to - from);
}
