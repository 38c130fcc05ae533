/** What the readers have learned from the phrasings: kept in `data/cache`, and learned anew where that is missing, damaged or out of date. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { Knowledge } from '../load.ts';
import type { Act, Actor } from '../pack/rulings.ts';
import { actExamples, actorExamples } from './acts.ts';
import { type AlarmLabel, alarmExamples } from './alarm.ts';
import { createReader, type Reader, type Said } from './features.ts';
import { learn } from './learn.ts';
import type { Model } from './model.ts';
import { type Phrasing, phrasingsIn } from './phrasings.ts';
import { type FlowLabel, routeExamples } from './routes.ts';
import { readSealed, writeSealed } from './sealed-file.ts';
import { topicExamples } from './topics.ts';

export type Learned = {
  alarms: Model<AlarmLabel>;
  acts: Model<Act>;
  actors: Model<Actor>;
  routes: Model<FlowLabel>;
  topics: Model<string>;
  /** A few short ways of asking about each topic. */
  ways: Map<string, string[]>;
};

/** Hears a line for people: that learning takes its time, or that the result could not be kept. */
export type Tell = (line: string) => void;

/** What was learned before from the same examples; otherwise learned now, which takes about half a minute, and kept. */
export function recall(dataDir: string, knowledge: Knowledge, tell: Tell): Learned {
  const kept = readSealed(fileIn(dataDir), originOf(knowledge));
  if (kept) return deserialize(kept);
  tell(
    'Chalkline is learning what staff ask about. That takes about half a minute, and not at the next start.',
  );
  const learned = learnAll(knowledge);
  try {
    keep(dataDir, knowledge, learned);
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    tell(
      `${error.message} It runs all the same, and learns again at every start until that folder is writable.`,
    );
  }
  return learned;
}

export function learnAll(knowledge: Knowledge): Learned {
  const read = remembering(createReader(knowledge.lexicon));
  const ids = new Set(knowledge.topics.map(({ id }) => id));
  const phrasings = phrasingsIn(knowledge.phrasings, (id) => ids.has(id));
  const described = knowledge.topics.map(({ id, about }) => ({ topic: id, text: about }));
  return {
    alarms: learn(alarmExamples(phrasings, knowledge, read)),
    acts: learn(actExamples(phrasings, read), fewestOfActs),
    actors: learn(actorExamples(phrasings, read), fewestOfActs),
    routes: learn(routeExamples(phrasings, knowledge, read)),
    topics: learn(topicExamples([...described, ...phrasings], read)),
    ways: waysIn(phrasings),
  };
}

/** The short ones that end as a question, as people are shown them. */
function waysIn(phrasings: Phrasing[]): Map<string, string[]> {
  const ways = new Map<string, string[]>();
  for (const { topic, text } of phrasings) {
    if (!topic || text.length > shortWay || !/^[A-Z].*\?$/.test(text)) continue;
    const known = ways.get(topic) ?? [];
    if (known.length < mostWays) ways.set(topic, [...known, text]);
  }
  return ways;
}
const shortWay = 80;
const mostWays = 30;

/** These are told by turns of phrase, of which there are many, and each rare one takes room. */
const fewestOfActs = 4;

/** Each message is read once, whoever learns from it. */
function remembering(read: Reader): Reader {
  const allSaid = new Map<string, Said>();
  return (text) => {
    const said = allSaid.get(text) ?? read(text);
    allSaid.set(text, said);
    return said;
  };
}

export function keep(dataDir: string, knowledge: Knowledge, learned: Learned): void {
  try {
    writeSealed(fileIn(dataDir), originOf(knowledge), serialize(learned));
  } catch (error) {
    throw new NotKept(dataDir, error);
  }
}

export class NotKept extends Error {
  override name = 'NotKept';
  constructor(dataDir: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`What Chalkline has learned could not be kept in ${join(dataDir, 'cache')} (${reason}).`);
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'cache', 'learned');
}

/** Stands for everything that the result depends on: the phrasings, this room's code, and the engine that ran and stored it. */
function originOf({ topics, phrasings, lexicon }: Knowledge): string {
  const origin = createHash('sha256')
    .update(JSON.stringify([topics, lexicon]))
    .update(process.versions.v8);
  for (const { text } of phrasings) origin.update(text);
  const code = readdirSync(room).filter((name) => name.endsWith('.ts'));
  for (const name of code.sort()) origin.update(readFileSync(join(room, name)));
  return origin.digest('hex');
}

const room = fileURLToPath(new URL('.', import.meta.url));
