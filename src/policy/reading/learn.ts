/**
 * Learns from examples what a message is most like: a linear model over sparse features.
 * Naive Bayes counts to begin with, then a few rounds that correct its mistakes.
 */
import { type Model, turnIntoShares, weightStep } from './model.ts';

export type Example<L extends string> = { label: L; features: string[] };

/** What a kind of feature, told by its first letter, counts for: pieces of letters less than words. */
const emphasis: Record<string, number> = { g: 0.35 };

/** Settings found by cross-validation over the topics. */
const countScale = 2;
const countFloor = 0.3;
const rounds = 4;
const learningRate = 0.2;
/** Belief that is off by less than this is left alone, which keeps the weights sparse and learning quick. */
const negligible = 0.02;

/** An example in numbers: its label, and the features of it that are known. */
type Lesson = { label: number; points: Points };
/** The features of a message: where the row of each in the table starts, and how much it counts for there. */
type Points = { starts: Uint32Array; values: Float32Array };
/** A row for each feature, with a place in it for each label. */
type Table = {
  weights: Float32Array;
  /** How much each weight has been moved already. */
  moved: Float32Array;
};

/** A feature counts that stands in so many examples at least. */
export function learn<L extends string>(examples: Example<L>[], fewest = 2): Model<L> {
  const labels = [...new Set(examples.map((example) => example.label))];
  const rarity = rarityIn(examples, fewest);
  const lessons = lessonsFrom(examples, labels, rarity);
  const sizes = new Float64Array(labels.length);
  for (const { label } of lessons) sizes[label] = (sizes[label] ?? 0) + 1;
  const table = { weights: counted(lessons, sizes, rarity.size), moved: tableOf(rarity.size, labels.length) };
  // Labels with few examples count for more, so that none is forgotten.
  const worth = sizes.map((size) => Math.sqrt(lessons.length / labels.length / size));
  const belief = new Float64Array(labels.length);
  for (let round = 0; round < rounds; round++) {
    for (const index of shuffled(lessons.length, round + 1)) {
      const lesson = lessons[index];
      if (lesson) correct(table, lesson, worth[lesson.label] ?? 0, belief);
    }
  }
  return compact(labels, rarity, table.weights);
}

/** What each feature counts for: more, the rarer it is. One that stands in hardly any example says nothing about the next message. */
function rarityIn(examples: Example<string>[], fewest: number): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { features } of examples) {
    for (const name of features) totals.set(name, (totals.get(name) ?? 0) + 1);
  }
  const told = [...totals].filter(([, total]) => total >= fewest);
  return new Map(
    told.map(([name, total]) => [
      name,
      Math.log(1 + examples.length / total) * (emphasis[name[0] ?? ''] ?? 1),
    ]),
  );
}

function lessonsFrom(examples: Example<string>[], labels: string[], rarity: Map<string, number>): Lesson[] {
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const rows = new Map(
    [...rarity].map(([name, value], row) => [name, { start: row * labels.length, value }]),
  );
  return examples.map(({ label, features }) => {
    const known = features.map((name) => rows.get(name)).filter((row) => row !== undefined);
    return { label: numbers.get(label) ?? 0, points: pointsOf(known) };
  });
}

/** Long and short messages count alike. */
function pointsOf(rows: { start: number; value: number }[]): Points {
  const length = Math.sqrt(rows.reduce((sum, { value }) => sum + value * value, 0)) || 1;
  return {
    starts: Uint32Array.from(rows, ({ start }) => start),
    values: Float32Array.from(rows, ({ value }) => value / length),
  };
}

function tableOf(features: number, labels: number): Float32Array {
  return new Float32Array(features * labels);
}

/** The weights to begin with: how often each feature stands in the examples of each label. */
function counted(lessons: Lesson[], sizes: Float64Array, features: number): Float32Array {
  const counts = tableOf(features, sizes.length);
  for (const { label, points } of lessons) {
    for (const start of points.starts) counts[start + label] = (counts[start + label] ?? 0) + 1;
  }
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] ?? 0;
    if (count === 0) continue;
    counts[place] = countScale * Math.log1p((9 * count) / (countFloor * (sizes[place % sizes.length] ?? 0)));
  }
  return counts;
}

/** One step towards the right label and away from those wrongly believed in; `belief` is room to reckon in. */
function correct(table: Table, { label, points }: Lesson, worth: number, belief: Float64Array): void {
  believe(belief, points, table.weights);
  const wrong: number[] = [];
  for (let other = 0; other < belief.length; other++) {
    belief[other] = (belief[other] ?? 0) - (other === label ? 1 : 0);
    if (Math.abs(belief[other] ?? 0) >= negligible) wrong.push(other);
  }
  const { starts, values } = points;
  // Row by row, as the table lies in memory.
  for (let point = 0; point < starts.length; point++) {
    const strength = (values[point] ?? 0) * worth;
    for (const other of wrong) pull(table, (starts[point] ?? 0) + other, (belief[other] ?? 0) * strength);
  }
}

/** Sets `belief` to each label's share of it. */
function believe(belief: Float64Array, { starts, values }: Points, weights: Float32Array): void {
  belief.fill(0);
  for (let point = 0; point < starts.length; point++) {
    const start = starts[point] ?? 0;
    const value = values[point] ?? 0;
    for (let label = 0; label < belief.length; label++)
      belief[label] = (belief[label] ?? 0) + value * (weights[start + label] ?? 0);
  }
  turnIntoShares(belief);
}

/** Well-trodden weights move less. */
function pull({ weights, moved }: Table, place: number, strength: number): void {
  const pulled = (moved[place] ?? 0) + strength * strength;
  moved[place] = pulled;
  weights[place] = (weights[place] ?? 0) - (learningRate * strength) / Math.sqrt(pulled + 1e-6);
}

/** The same order at every start, so that the same data always make the same model. */
function shuffled(size: number, seed: number): number[] {
  const order = Array.from({ length: size }, (_, index) => index);
  let state = seed;
  for (let last = size - 1; last > 0; last--) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const other = state % (last + 1);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

/** Most features speak for and against a few labels only, and only those weights are kept. */
function compact<L extends string>(labels: L[], rarity: Map<string, number>, table: Float32Array): Model<L> {
  const starts = [0];
  const labelNumbers: number[] = [];
  const weights: number[] = [];
  for (let start = 0; start < table.length; start += labels.length) {
    for (let label = 0; label < labels.length; label++) {
      const weight = Math.round((table[start + label] ?? 0) / weightStep);
      if (weight === 0) continue;
      labelNumbers.push(label);
      weights.push(weight);
    }
    starts.push(labelNumbers.length);
  }
  return {
    labels,
    features: new Map([...rarity.keys()].map((name, row) => [name, row])),
    rarity: Float32Array.from(rarity.values()),
    starts: Uint32Array.from(starts),
    labelNumbers: Uint16Array.from(labelNumbers),
    weights: Int16Array.from(weights),
  };
}
