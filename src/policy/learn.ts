/**
 * Learns from examples what a message is most like: a linear model over sparse features.
 * Naive Bayes counts to begin with, then a few rounds that correct its mistakes.
 */
import { grain, type Model, shareOut } from './model.ts';

export type Example<L extends string> = { label: L; features: string[] };

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
type Feature = { name: string; rarity: number; labels: number[]; weights: number[]; pulls: number[] };
type Point = { feature: Feature; value: number };
type Seen = { label: number; features: string[] };

export function learn<L extends string>(examples: Example<L>[]): Model<L> {
  const labels = [...new Set(examples.map((one) => one.label))];
  const numbers = new Map(labels.map((label, index) => [label, index]));
  const seen = examples.map((one) => ({ label: numbers.get(one.label) ?? 0, features: one.features }));
  const sizes = new Float64Array(labels.length);
  for (const { label } of seen) sizes[label] = (sizes[label] ?? 0) + 1;
  const features = countFeatures(seen, sizes);
  const lessons = seen.map((one) => ({ label: one.label, points: pointsOf(one.features, features) }));
  // Labels with few examples count for more, so that none is forgotten.
  const worth = sizes.map((size) => Math.sqrt(seen.length / labels.length / size));
  for (let round = 0; round < rounds; round++) {
    for (const index of shuffled(lessons.length, round + 1)) {
      const lesson = lessons[index];
      if (lesson) correct(lesson.points, lesson.label, worth[lesson.label] ?? 0, labels.length);
    }
  }
  return compact(labels, [...features.values()]);
}

/** Features that stand in one example only say nothing about the next message. */
function countFeatures(seen: Seen[], sizes: Float64Array): Map<string, Feature> {
  const counts = new Map<string, Map<number, number>>();
  for (const { label, features } of seen) {
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
      name,
      rarity: Math.log(1 + seen.length / total) * (emphasis[name[0] ?? ''] ?? 1),
      labels: [...row.keys()],
      weights: [...row].map(
        ([label, count]) => countScale * Math.log1p((9 * count) / (countFloor * (sizes[label] ?? 0))),
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

/** One step towards the right label and away from those wrongly believed in; well-trodden weights move less. */
function correct(points: Point[], right: number, worth: number, size: number): void {
  const off = new Float64Array(size);
  for (const { feature, value } of points) {
    const { labels, weights } = feature;
    for (let place = 0; place < labels.length; place++) {
      const label = labels[place] ?? 0;
      off[label] = (off[label] ?? 0) + value * (weights[place] ?? 0);
    }
  }
  shareOut(off);
  off[right] = (off[right] ?? 0) - 1;
  for (let label = 0; label < size; label++) {
    const error = off[label] ?? 0;
    if (Math.abs(error) < negligible) continue;
    for (const { feature, value } of points) pull(feature, label, error * value * worth);
  }
}

function pull(feature: Feature, label: number, strength: number): void {
  let place = feature.labels.indexOf(label);
  if (place < 0) {
    place = feature.labels.push(label) - 1;
    feature.weights.push(0);
    feature.pulls.push(0);
  }
  const pulled = (feature.pulls[place] ?? 0) + strength * strength;
  feature.pulls[place] = pulled;
  feature.weights[place] = (feature.weights[place] ?? 0) - (step * strength) / Math.sqrt(pulled + 1e-6);
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

function compact<L extends string>(labels: L[], features: Feature[]): Model<L> {
  const starts = [0];
  const spoken: number[] = [];
  const weights: number[] = [];
  for (const feature of features) {
    feature.labels.forEach((label, place) => {
      const weight = Math.round((feature.weights[place] ?? 0) / grain);
      if (weight === 0) return;
      spoken.push(label);
      weights.push(weight);
    });
    starts.push(spoken.length);
  }
  return {
    labels,
    features: new Map(features.map((one, row) => [one.name, row])),
    rarity: Float32Array.from(features, (one) => one.rarity),
    starts: Uint32Array.from(starts),
    spoken: Uint16Array.from(spoken),
    weights: Int16Array.from(weights),
  };
}
