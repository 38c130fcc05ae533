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
type Lesson = { label: number; points: Point[] };
/** A feature of a message: where its row in the table starts, and how much it counts for there. */
type Point = { start: number; value: number };
/** A row for each feature, with a place in it for each label. */
type Table = {
  weights: Float64Array;
  /** How much each weight has been moved already. */
  moved: Float64Array;
};

export function learn<L extends string>(examples: Example<L>[]): Model<L> {
  const labels = [...new Set(examples.map((example) => example.label))];
  const rarity = rarityIn(examples);
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

/** What each feature counts for: more, the rarer it is. One that stands in a single example says nothing about the next message. */
function rarityIn(examples: Example<string>[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { features } of examples) {
    for (const name of features) totals.set(name, (totals.get(name) ?? 0) + 1);
  }
  const told = [...totals].filter(([, total]) => total > 1);
  return new Map(
    told.map(([name, total]) => [
      name,
      Math.log(1 + examples.length / total) * (emphasis[name[0] ?? ''] ?? 1),
    ]),
  );
}

function lessonsFrom(examples: Example<string>[], labels: string[], rarity: Map<string, number>): Lesson[] {
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const starts = new Map([...rarity.keys()].map((name, row) => [name, row * labels.length]));
  return examples.map(({ label, features }) => {
    const points = features.flatMap((name) => {
      const start = starts.get(name);
      return start === undefined ? [] : [{ start, value: rarity.get(name) ?? 0 }];
    });
    return { label: numbers.get(label) ?? 0, points: scaled(points) };
  });
}

/** Long and short messages count alike. */
function scaled(points: Point[]): Point[] {
  const length = Math.sqrt(points.reduce((sum, point) => sum + point.value * point.value, 0)) || 1;
  return points.map(({ start, value }) => ({ start, value: value / length }));
}

function tableOf(features: number, labels: number): Float64Array {
  return new Float64Array(features * labels);
}

/** The weights to begin with: how often each feature stands in the examples of each label. */
function counted(lessons: Lesson[], sizes: Float64Array, features: number): Float64Array {
  const counts = tableOf(features, sizes.length);
  for (const { label, points } of lessons) {
    for (const { start } of points) counts[start + label] = (counts[start + label] ?? 0) + 1;
  }
  return counts.map((count, place) =>
    count === 0
      ? 0
      : countScale * Math.log1p((9 * count) / (countFloor * (sizes[place % sizes.length] ?? 0))),
  );
}

/** One step towards the right label and away from those wrongly believed in; `belief` is room to reckon in. */
function correct(table: Table, lesson: Lesson, worth: number, belief: Float64Array): void {
  believe(belief, lesson.points, table.weights);
  for (let label = 0; label < belief.length; label++) {
    const error = (belief[label] ?? 0) - (label === lesson.label ? 1 : 0);
    if (Math.abs(error) < negligible) continue;
    for (const { start, value } of lesson.points) pull(table, start + label, error * value * worth);
  }
}

/** Sets `belief` to each label's share of it. */
function believe(belief: Float64Array, points: Point[], weights: Float64Array): void {
  belief.fill(0);
  for (const { start, value } of points) {
    for (let label = 0; label < belief.length; label++) {
      belief[label] = (belief[label] ?? 0) + value * (weights[start + label] ?? 0);
    }
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
function compact<L extends string>(labels: L[], rarity: Map<string, number>, table: Float64Array): Model<L> {
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
