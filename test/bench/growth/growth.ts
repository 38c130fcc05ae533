/** The picture of how cost grows, from the figures that `npm run bench -- --json FILE` has written. What was not measured is left out. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { even, steps, tenfold } from './axes.ts';
import { draw, inThousands, type Line, type Panel, type Point } from './draw.ts';

// A grid of tens has no place for nothing.
const some = z.number().positive();
const maybe = some.optional();

/** Times are in milliseconds, memory in MB. Of the embedded store: */
const size = z.object({
  records: some,
  open: some,
  firstTurn: some,
  write: some,
  readByKey: some,
  memory: some,
});
/** Of the shared one. */
const round = z.object({ processes: some, schools: some, pace: some, most: some });
/** Of the outbox and the clock, on either store. */
const queue = z.object({
  store: z.string().optional(),
  schools: maybe,
  waiting: some,
  claim: maybe,
  settle: maybe,
  clockMinute: maybe,
});
/** Of one process that goes on and on. */
const sample = z.object({ turns: z.number(), resident: some });

const figures = z.object({
  store: z.object({ sizes: z.array(size).default([]) }).default({ sizes: [] }),
  shared: z.array(round).default([]),
  waiting: z.array(queue).default([]),
  memory: z.array(sample).default([]),
});
type Figures = z.infer<typeof figures>;

/** What several runs have written counts together, the later file before the earlier. */
export function pictureOf(files: string[]): string {
  const written = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
  return drawGrowth(figures.parse(Object.assign({}, ...written)));
}

function drawGrowth({ store, shared, waiting, memory }: Figures): string {
  const panels = [
    ...ofFolder(store.sizes),
    ...ofDatabase(shared),
    ...ofQueues(waiting),
    { ...ofTurns, lines: lineOf('resident', memory, ({ turns, resident }) => [turns, resident]) },
  ];
  return draw(
    'How cost grows',
    'The lower, the better; of turns a second, the higher. A line that stays flat costs no more as things become more.',
    panels.filter(({ lines }) => lines.length > 0),
  );
}

function ofFolder(sizes: Figures['store']['sizes']): Panel[] {
  const byRecords = { across: 'records kept', acrossBy: steps, upBy: tenfold };
  return [
    {
      ...byRecords,
      title: 'Records in a folder: time',
      inWords: inTime,
      lines: [
        ...lineOf('opening', sizes, ({ records, open }) => [records, open]),
        ...lineOf('first turn', sizes, ({ records, firstTurn }) => [records, firstTurn]),
        ...lineOf('one turn', sizes, ({ records, write }) => [records, write]),
        ...lineOf('one look-up', sizes, ({ records, readByKey }) => [records, readByKey]),
      ],
    },
    {
      ...byRecords,
      title: 'Records in a folder: memory',
      inWords: inMemory,
      lines: lineOf('in use', sizes, ({ records, memory }) => [records, memory]),
    },
  ];
}

function ofDatabase(rounds: Figures['shared']): Panel[] {
  const byProcesses = { across: 'processes', acrossBy: steps, upBy: even };
  return [
    {
      ...byProcesses,
      title: 'Records in a database: turns a second',
      inWords: short,
      lines: linesBy(schoolsOf, rounds, ({ processes, pace }) => [processes, pace]),
    },
    {
      ...byProcesses,
      title: 'Records in a database: 99 % of turns within',
      inWords: inTime,
      lines: linesBy(schoolsOf, rounds, ({ processes, most }) => [processes, most]),
    },
  ];
}

function ofQueues(queues: Figures['waiting']): Panel[] {
  const byWaiting = { across: 'cards waiting', acrossBy: steps, upBy: tenfold, inWords: inTime };
  return [
    {
      ...byWaiting,
      title: 'The outbox: to take 50 that are due',
      lines: linesBy(storeOf, queues, ({ waiting, claim }) => [waiting, claim]),
    },
    {
      ...byWaiting,
      title: 'The outbox: to note that 50 were sent',
      lines: linesBy(storeOf, queues, ({ waiting, settle }) => [waiting, settle]),
    },
    {
      ...byWaiting,
      title: 'The clock: one minute’s round',
      across: 'reminders waiting',
      lines: linesBy(storeOf, queues, ({ waiting, clockMinute }) => [waiting, clockMinute]),
    },
  ];
}

const ofTurns = {
  title: 'One process: memory',
  across: 'turns played',
  acrossBy: even,
  upBy: even,
  inWords: inMemory,
};

type PointOf<Row> = (row: Row) => [across: number, up: number | undefined];

/** From the least to the most; no line where nothing was measured. */
function lineOf<Row>(name: string, rows: Row[], pointOf: PointOf<Row>): Line[] {
  const points = rows.map(pointOf).filter((point): point is Point => point[1] !== undefined);
  return points.length > 0 ? [{ name, points: points.sort(([one], [other]) => one - other) }] : [];
}

function linesBy<Row>(nameOf: (row: Row) => string, rows: Row[], pointOf: PointOf<Row>): Line[] {
  return [...new Set(rows.map(nameOf))].flatMap((name) =>
    lineOf(
      name,
      rows.filter((row) => nameOf(row) === name),
      pointOf,
    ),
  );
}

function storeOf({ store, schools }: z.infer<typeof queue>): string {
  const where = store === undefined ? [] : [places[store] ?? store];
  return [...where, ...(schools === undefined ? [] : [schoolsOf({ schools })])].join(', ') || 'it takes';
}

/** As the README calls them. */
const places: Record<string, string> = { embedded: 'folder', database: 'database' };

function schoolsOf({ schools }: { schools: number }): string {
  return schools === 1 ? '1 school' : `${inThousands(schools)} schools`;
}

function inTime(ms: number): string {
  if (ms > 0 && ms < 0.1) return `${short(ms * 1000)} µs`;
  return ms < 1000 ? `${short(ms)} ms` : `${short(ms / 1000)} s`;
}

function inMemory(mb: number): string {
  return mb < 1000 ? `${short(mb)} MB` : `${short(mb / 1000)} GB`;
}

/** Two figures tell enough. */
function short(value: number): string {
  return inThousands(value < 100 ? Number(value.toPrecision(2)) : Math.round(value));
}
