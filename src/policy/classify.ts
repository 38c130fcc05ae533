/**
 * Tells what a message is most like, learned from examples when the engine starts.
 * A linear model over sparse features: naive Bayes counts to begin with, then a few rounds that correct its mistakes.
 */

export type Example<L extends string> = { label: L; features: string[] };
export type Guess<L extends string> = { label: L; share: number };

/** Every label with its share of the belief, best first; the shares add up to one. */
export type Classifier<L extends string> = (features: string[]) => Guess<L>[];

/** What a kind of feature, told by its first letter, counts for: pieces of letters less than words. */
const emphasis: Record<string, number> = { g: 0.25 };

/** Settings found by cross-validation over the topics. */
const countScale = 2;
const countFloor = 0.3;
const rounds = 4;
const step = 0.2;
/** Belief that is off by less than this is left alone, which keeps the weights sparse and learning quick. */
const negligible = 0.02;

/** A feature's weights stand only for the labels that it speaks for or against. */
type Feature = { rarity: number; labels: number[]; weights: number[]; pulls: number[] };
type Point = { feature: Feature; value: number };

export function learn<L extends string>(examples: Example<L>[]): Classifier<L> {
  const labels = [...new Set(examples.map((one) => one.label))];
  const at = new Map(labels.map((label, index) => [label, index]));
  const seen = examples.map((one) => ({ label: at.get(one.label) ?? 0, features: one.features }));
  const features = countFeatures(seen, labels.length);
  const lessons = seen.map((one) => ({ label: one.label, points: pointsOf(one.features, features) }));
  const worth = worthOfLabels(seen, labels.length);
  for (let round = 0; round < rounds; round++) {
    for (const index of shuffled(lessons.length, round + 1)) {
      const lesson = lessons[index];
      if (lesson) correct(lesson.points, lesson.label, worth[lesson.label] ?? 1, labels.length);
    }
  }
  return (given) => {
    const belief = believe(pointsOf(given, features), labels.length);
    return labels
      .map((label, index) => ({ label, share: belief[index] ?? 0 }))
      .sort((one, other) => other.share - one.share);
  };
}

/** Features that stand in one example only say nothing about the next message. */
function countFeatures(seen: { label: number; features: string[] }[], size: number): Map<string, Feature> {
  const counts = new Map<string, Map<number, number>>();
  const perLabel = new Float64Array(size);
  for (const { label, features } of seen) {
    perLabel[label] = (perLabel[label] ?? 0) + 1;
    for (const name of features) {
      const row = counts.get(name) ?? new Map<number, number>();
      counts.set(name, row.set(label, (row.get(label) ?? 0) + 1));
    }
  }
  const features = new Map<string, Feature>();
  for (const [name, row] of counts) {
    const total = [...row.values()].reduce((sum, count) => sum + count, 0);
    if (total < 2) continue;
    features.set(name, {
      rarity: Math.log(1 + seen.length / total) * (emphasis[name[0] ?? ''] ?? 1),
      labels: [...row.keys()],
      weights: [...row].map(
        ([label, count]) => countScale * Math.log1p((9 * count) / (countFloor * (perLabel[label] ?? 1))),
      ),
      pulls: [...row].map(() => 0),
    });
  }
  return features;
}

/** The known features of a message, scaled so that long and short messages count alike. */
function pointsOf(names: string[], features: Map<string, Feature>): Point[] {
  const known = names.map((name) => features.get(name)).filter((one) => one !== undefined);
  const length = Math.sqrt(known.reduce((sum, one) => sum + one.rarity * one.rarity, 0)) || 1;
  return known.map((feature) => ({ feature, value: feature.rarity / length }));
}

function believe(points: Point[], size: number): Float64Array {
  const belief = new Float64Array(size);
  for (const { feature, value } of points) {
    feature.labels.forEach((label, at) => {
      belief[label] = (belief[label] ?? 0) + value * (feature.weights[at] ?? 0);
    });
  }
  const most = belief.reduce((top, one) => Math.max(top, one), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (let label = 0; label < size; label++) {
    const one = Math.exp((belief[label] ?? 0) - most);
    belief[label] = one;
    total += one;
  }
  return belief.map((one) => one / total);
}

/** One step towards the right label and away from those wrongly believed in; well-trodden weights move less. */
function correct(points: Point[], right: number, worth: number, size: number): void {
  const belief = believe(points, size);
  belief[right] = (belief[right] ?? 0) - 1;
  const off = [...belief.keys()].filter((label) => Math.abs(belief[label] ?? 0) >= negligible);
  for (const { feature, value } of points) {
    for (const label of off) {
      const pull = (belief[label] ?? 0) * value * worth;
      let at = feature.labels.indexOf(label);
      if (at < 0) {
        at = feature.labels.push(label) - 1;
        feature.weights.push(0);
        feature.pulls.push(0);
      }
      const pulled = (feature.pulls[at] ?? 0) + pull * pull;
      feature.pulls[at] = pulled;
      feature.weights[at] = (feature.weights[at] ?? 0) - (step * pull) / Math.sqrt(pulled + 1e-6);
    }
  }
}

/** Labels with few examples count for more, so that none is forgotten. */
function worthOfLabels(seen: { label: number }[], size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const { label } of seen) counts[label] = (counts[label] ?? 0) + 1;
  return counts.map((count) => Math.sqrt(seen.length / size / count));
}

/** The same order at every start, so that the same data always make the same engine. */
function shuffled(size: number, seed: number): number[] {
  const order = Array.from({ length: size }, (_, at) => at);
  let state = seed;
  for (let at = size - 1; at > 0; at--) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const other = state % (at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
