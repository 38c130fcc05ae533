/** What the shared store does as processes and schools become more, on one PostgreSQL. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { databaseIn, dropAll } from '../../support/database.ts';
import { hasPostgres, startPostgres } from '../../support/postgres.ts';
import { kneeLine } from './knee.ts';
import type { Asked, Done } from './worker.ts';

type Round = { processes: number; schools: number; pace: number; half: number; most: number; sent: number };
export type SharedFigures = Round[];

const file = new URL('worker.ts', import.meta.url).pathname;

/** Nothing where there is no PostgreSQL. */
export async function measureShared(seconds: number): Promise<SharedFigures> {
  if (!hasPostgres()) return [];
  return onServer(async (server) => {
    const rounds: Round[] = [];
    for (const schools of [1, 100, 10_000])
      for (const processes of [1, 2, 4])
        rounds.push(await play(await databaseIn(server), { processes, schools, seconds, atOnce: 16 }));
    return rounds;
  });
}

/** On the one in DATABASE_URL, else on one of its own. */
export async function onServer<T>(measure: (server: string) => Promise<T>): Promise<T> {
  const given = process.env.DATABASE_URL;
  const server = given ? { url: given, stop: () => dropAll(given) } : await startPostgres();
  try {
    return await measure(server.url);
  } finally {
    await server.stop();
  }
}

type Sizes = { processes: number; schools: number; seconds: number; atOnce: number };

export async function play(url: string, { processes, schools, seconds, atOnce }: Sizes): Promise<Round> {
  const asked = (seed: number): Asked => ({ url, schools, seconds, atOnce, seed });
  const workers = [];
  // One after the other, as the first of them makes the tables.
  for (let seed = 1; seed <= processes; seed++) {
    const worker = fork(file, [JSON.stringify(asked(seed))], { execArgv: ['--import', 'tsx'] });
    await once(worker, 'message');
    workers.push(worker);
  }
  const done = workers.map(async (worker) => {
    const [told] = await once(worker, 'message');
    await once(worker, 'exit');
    return told as Done;
  });
  for (const worker of workers) worker.send('go');
  const all = await Promise.all(done);
  const times = all.flatMap((each) => each.times).sort((one, other) => one - other);
  const share = (part: number) => times[Math.floor((times.length - 1) * part)] ?? 0;
  return {
    processes,
    schools,
    pace: times.length / seconds,
    half: share(0.5),
    most: share(0.99),
    sent: all.reduce((sum, { sent }) => sum + sent, 0) / seconds,
  };
}

export function sharedLines(figures: SharedFigures): string[] {
  if (figures.length === 0) return ['The shared store was left out: there is no PostgreSQL here'];
  return [
    'Keeping records in one PostgreSQL, 16 turns at once in each process',
    '  schools  processes  turns/s    half in   99 % in   cards sent/s',
    ...figures.map(({ schools, processes, pace, half, most, sent }) =>
      [
        String(schools).padStart(9),
        String(processes).padStart(11),
        pace.toFixed(0).padStart(9),
        `${half.toFixed(1)} ms`.padStart(11),
        `${most.toFixed(0)} ms`.padStart(10),
        sent.toFixed(0).padStart(15),
      ].join(''),
    ),
    ...schoolsIn(figures).map((schools) => {
      const steps = figures.filter((round) => round.schools === schools);
      return `${kneeLine(
        'processes',
        steps.map(({ processes, ...step }) => ({ load: processes, ...step })),
      )}, ${schools} schools`;
    }),
  ];
}

function schoolsIn(figures: SharedFigures): number[] {
  return [...new Set(figures.map(({ schools }) => schools))];
}
