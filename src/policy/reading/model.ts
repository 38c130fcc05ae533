/** What has been learned from examples, in a compact shape: which features speak for and against which labels. */

export type Model<L extends string> = {
  labels: L[];
  /** Each feature's place in the rows below. */
  features: Map<string, number>;
  /** What each feature counts for in a message: more, the rarer it is. */
  rarity: Float32Array;
  /** Row `n` of `labelNumbers` and `weights` runs from `starts[n]` to `starts[n + 1]`: which labels, and their weights in steps of `weightStep`. */
  starts: Uint32Array;
  labelNumbers: Uint16Array;
  weights: Int16Array;
};

export const weightStep = 0.02;

export type Guess<L extends string> = { label: L; share: number };

/** Every label with its share of the belief, best first; the shares add up to one. */
export type Classifier<L extends string> = (features: string[]) => Guess<L>[];

export function classifierFor<L extends string>(model: Model<L>): Classifier<L> {
  const { labels, features, rarity, starts, labelNumbers, weights } = model;
  return (names) => {
    const belief = new Float64Array(labels.length);
    const rows = names.map((name) => features.get(name)).filter((row) => row !== undefined);
    const length = Math.sqrt(rows.reduce((sum, row) => sum + at(rarity, row) ** 2, 0)) || 1;
    for (const row of rows) {
      const value = (at(rarity, row) * weightStep) / length;
      for (let place = at(starts, row); place < at(starts, row + 1); place++) {
        const label = at(labelNumbers, place);
        belief[label] = at(belief, label) + value * at(weights, place);
      }
    }
    turnIntoShares(belief);
    return labels
      .map((label, index) => ({ label, share: at(belief, index) }))
      .sort((first, second) => second.share - first.share);
  };
}

/** Turns scores into shares that add up to one. */
export function turnIntoShares(scores: Float64Array): void {
  const most = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (let label = 0; label < scores.length; label++) {
    const share = Math.exp((scores[label] ?? 0) - most);
    scores[label] = share;
    total += share;
  }
  for (let label = 0; label < scores.length; label++) scores[label] = (scores[label] ?? 0) / total;
}

/** The number at a place that is known to be there. */
function at(numbers: ArrayLike<number>, place: number): number {
  return numbers[place] ?? 0;
}
