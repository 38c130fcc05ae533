/** Finds what a message is most like, from examples: complement naive Bayes over features that are weighed by rarity. */

export type Guess = { label: string; share: number };
export type Classifier = (features: string[]) => Guess[];
export type Example = { label: string; features: string[] };

/** Learns from the examples; guesses come best first, and their shares add up to one. */
export function learn(examples: Example[]): Classifier {
  const labels = [...new Set(examples.map((one) => one.label))];
  const at = new Map(labels.map((label, index) => [label, index]));
  const counts = new Map<string, Float64Array>();
  const seen = new Map<string, number>();
  const sizes = new Float64Array(labels.length);
  for (const { label, features } of examples) {
    const index = at.get(label) ?? 0;
    for (const feature of features) {
      const row = counts.get(feature) ?? new Float64Array(labels.length);
      row[index] = (row[index] ?? 0) + 1;
      counts.set(feature, row);
      seen.set(feature, (seen.get(feature) ?? 0) + 1);
    }
    sizes[index] = (sizes[index] ?? 0) + 1;
  }
  return (features) => {
    const scores = new Float64Array(labels.length);
    let length = 0;
    for (const feature of features) {
      const row = counts.get(feature);
      if (!row) continue;
      const rarity = Math.log(examples.length / (seen.get(feature) ?? 1));
      length += rarity * rarity;
      for (let index = 0; index < labels.length; index++) {
        scores[index] =
          (scores[index] ?? 0) + rarity * Math.log(1 + (9 * (row[index] ?? 0)) / (sizes[index] ?? 1) / 0.3);
      }
    }
    const norm = Math.sqrt(length) || 1;
    return labels
      .map((label, index) => ({ label, share: (scores[index] ?? 0) / norm }))
      .sort((a, b) => b.share - a.share);
  };
}
