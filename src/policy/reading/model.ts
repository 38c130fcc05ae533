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

/** How much of the belief each label has. */
export type Classifier<L extends string> = {
  labels: L[];
  /** In the order of the labels; the shares add up to one. The same numbers are filled in again by the next message. */
  sharesOf(features: string[]): Float64Array;
};

export function classifierFor<L extends string>(model: Model<L>): Classifier<L> {
  const { labels, features, rarity, starts, labelNumbers, weights } = model;
  const shares = new Float64Array(labels.length);
  return {
    labels,
    // A message has hundreds of features with hundreds of weights each, so nothing here makes an object or calls a function.
    sharesOf(names) {
      const rows: number[] = [];
      let squares = 0;
      for (const name of names) {
        const row = features.get(name);
        if (row === undefined) continue;
        rows.push(row);
        squares += (rarity[row] as number) ** 2;
      }
      const step = weightStep / (Math.sqrt(squares) || 1);
      shares.fill(0);
      for (const row of rows) {
        const value = (rarity[row] as number) * step;
        const end = starts[row + 1] as number;
        for (let place = starts[row] as number; place < end; place++)
          (shares[labelNumbers[place] as number] as number) += value * (weights[place] as number);
      }
      turnIntoShares(shares);
      return shares;
    },
  };
}

/** The likeliest of all labels. */
export function bestOf<L extends string>(
  { labels, sharesOf }: Classifier<L>,
  features: string[],
): Guess<L> | undefined {
  return bestIn(labels, sharesOf(features), 1)[0];
}

/** The likeliest labels, best first. */
export function bestIn<L extends string>(labels: L[], shares: Float64Array, most: number): Guess<L>[] {
  const best: Guess<L>[] = [];
  for (const [number, label] of labels.entries()) {
    const share = shares[number] as number;
    const place = best.findIndex((other) => share > other.share);
    if (place >= 0) best.splice(place, 0, { label, share });
    else if (best.length < most) best.push({ label, share });
    if (best.length > most) best.pop();
  }
  return best;
}

/** Turns scores into shares that add up to one. */
export function turnIntoShares(scores: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let total = 0;
  for (let label = 0; label < scores.length; label++) {
    const share = Math.exp((scores[label] as number) - most);
    scores[label] = share;
    total += share;
  }
  for (let label = 0; label < scores.length; label++) (scores[label] as number) /= total;
}
