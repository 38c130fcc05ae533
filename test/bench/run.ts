/**
 * `npm run bench`: every benchmark, printed for people, and with `-- --json FILE` written as figures. `--only turns` runs
 * one of them, `--short` does so little that it only shows that they run. `--picture FILE` measures nothing and draws
 * what was written before.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { alarmLines, measureAlarm } from './alarm.ts';
import { type AskSizes, askLines, measureAsk } from './ask/ask.ts';
import { pictureOf } from './growth/growth.ts';
import { measureNeed, needLines } from './need/need.ts';
import { measureSchools, schoolLines } from './schools.ts';
import { loadLines, measureLoad } from './shared/load.ts';
import { measureShared, sharedLines } from './shared/shared.ts';
import { measureStore, type StoreSizes, storeLines } from './store/store.ts';
import { measureMemory, memoryLines } from './turns/memory.ts';
import { type Course, courses, measureTurns, type Sizes, turnLines } from './turns/turns.ts';
import { measureUnderstanding, understandingLines } from './understanding.ts';
import { measureWaiting, waitingLines } from './waiting/waiting.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    json: text,
    only: text,
    short: { type: 'boolean' },
    course: text,
    profile: text,
    picture: { ...text, multiple: true },
  },
});

/** Measures, and says it in lines. */
type Bench = () => Promise<{ figures: unknown; lines: string[] }>;

function bench<F>(measure: () => F | Promise<F>, inLines: (figures: F) => string[]): Bench {
  return async () => {
    const figures = await measure();
    return { figures, lines: inLines(figures) };
  };
}

const benches: Record<string, Bench> = {
  ask: bench(() => measureAsk(askSizes()), askLines),
  understanding: bench(measureUnderstanding, understandingLines),
  alarm: bench(measureAlarm, alarmLines),
  schools: bench(measureSchools, schoolLines),
  store: bench(() => measureStore(storeSizes()), storeLines),
  shared: bench(() => measureShared(values.short ? 1 : 10), sharedLines),
  load: bench(() => measureLoad(values.short ? 0.3 : 5), loadLines),
  waiting: bench(() => measureWaiting({ isShort: values.short ?? false }), waitingLines),
  need: bench(() => measureNeed({ isShort: values.short ?? false }), needLines),
  turns: bench(() => measureTurns(turnSizes()), turnLines),
  memory: bench(() => measureMemory(memorySizes()), memoryLines),
};

function storeSizes(): StoreSizes {
  return values.short
    ? { sizes: [1000, 10_000], rounds: 2 }
    : { sizes: [1000, 10_000, 100_000, 1_000_000], rounds: 60 };
}

function askSizes(): AskSizes {
  return values.short ? { rounds: 1, every: 40 } : { rounds: 5, every: 1 };
}

/** `--course "a decision on Slack"` takes one kind of turn alone, `--profile DIR` writes down what its time went into. */
function turnSizes(): Sizes {
  const { short, course, profile } = values;
  if (course && !isCourse(course)) throw new Error(`Expected one of: ${Object.keys(courses).join(', ')}.`);
  const sizes = short ? { turns: 100, rounds: 1 } : { turns: 1000, rounds: 5 };
  return {
    people: 60,
    atOnce: 50,
    ...sizes,
    ...(course && isCourse(course) ? { only: course } : {}),
    ...(profile ? { profile } : {}),
  };
}

/** A quarter of an hour; in short, a minute. */
function memorySizes() {
  return values.short ? { turns: 10_000, every: 2_500 } : { turns: 200_000, every: 10_000 };
}

function isCourse(name: string): name is Course {
  return name in courses;
}

async function measureAll({ only, json }: { only?: string; json?: string }): Promise<void> {
  if (only && !(only in benches)) throw new Error(`Expected one of: ${Object.keys(benches).join(', ')}.`);
  const all: Record<string, unknown> = {};
  for (const [name, measure] of Object.entries(benches)) {
    if (only && only !== name) continue;
    const { figures, lines } = await measure();
    all[name] = figures;
    process.stdout.write(`${lines.join('\n')}\n\n`);
  }
  if (json) writeFileSync(json, `${JSON.stringify(all, null, 2)}\n`);
}

if (values.picture) writeFileSync('data/pictures/growth.svg', pictureOf(values.picture));
else await measureAll(values);
