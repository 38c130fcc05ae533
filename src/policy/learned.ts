/** What the engine has learned from the topics and routes: kept beside them, and learned afresh where they have changed since. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Route } from './answer.ts';
import { createReader, textsOf } from './features.ts';
import { learn } from './learn.ts';
import type { Knowledge } from './load.ts';
import { type Model, packModel, unpackModel } from './model.ts';
import { routeExamples } from './routes.ts';

export type Learned = { topics: Model<string>; routes: Model<Route> };

const packed = z.object({
  labels: z.array(z.string()),
  features: z.array(z.string()),
  rarity: z.string(),
  starts: z.string(),
  spoken: z.string(),
  weights: z.string(),
});
const file = z.object({ from: z.string(), topics: packed, routes: packed });

export function learnAll(known: Knowledge): Learned {
  const read = createReader(known.lexicon);
  const topics = known.topics.flatMap((one) =>
    [one.about, ...textsOf(one)].map((text) => ({ label: one.id, features: read(text).features })),
  );
  return { topics: learn(topics), routes: learn(routeExamples(known, read)) };
}

/** What was learned before, where it was learned from the same examples; otherwise learned now, which takes a few seconds. */
export function recall(dataDir: string, known: Knowledge): Learned {
  const kept = readKept(join(dataDir, keptFile));
  if (kept?.from !== fingerprint(known)) return learnAll(known);
  return { topics: unpackModel(kept.topics), routes: unpackModel(kept.routes) as Model<Route> };
}

export function keep(dataDir: string, known: Knowledge, learned: Learned): void {
  const content = {
    from: fingerprint(known),
    topics: packModel(learned.topics),
    routes: packModel(learned.routes),
  };
  writeFileSync(join(dataDir, keptFile), `${JSON.stringify(content)}\n`);
}

const keptFile = 'learned.json';

function readKept(path: string): z.infer<typeof file> | undefined {
  try {
    return file.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function fingerprint({ topics, routes, lexicon }: Knowledge): string {
  return createHash('sha256')
    .update(JSON.stringify([topics, routes, lexicon]))
    .digest('hex');
}
