/** What one process on a PostgreSQL does as more turns are asked of it at once, and what each of them leaves on the disk. */
import { databaseIn, sql } from '../../support/database.ts';
import { hasPostgres } from '../../support/postgres.ts';
import { kneeLine, type Step } from './knee.ts';
import { onServer, play } from './shared.ts';

type Load = Step & { half: number; sent: number; bytes: number };
export type LoadFigures = Load[];

const schools = 100;

/** Nothing where there is no PostgreSQL. */
export async function measureLoad(seconds: number): Promise<LoadFigures> {
  if (!hasPostgres()) return [];
  return onServer(async (server) => {
    const steps: Load[] = [];
    for (const load of [1, 2, 4, 8, 16, 32, 64]) {
      const url = await databaseIn(server);
      const round = await play(url, { processes: 1, schools, seconds, atOnce: load });
      const { pace, half, most, sent } = round;
      steps.push({ load, pace, half, most, sent, bytes: (await sizeOf(url)) / (pace * seconds) });
    }
    return steps;
  });
}

async function sizeOf(url: string): Promise<number> {
  const [row] = await sql(
    url,
    `select sum(pg_total_relation_size(c.oid)) as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = current_schema() and c.relkind = 'r'`,
  );
  return Number(row?.bytes);
}

export function loadLines(figures: LoadFigures): string[] {
  if (figures.length === 0) return ['The load on the shared store was left out: there is no PostgreSQL here'];
  return [
    `More and more turns at once, in one process on a PostgreSQL with ${schools} schools`,
    '  at once  turns/s    half in   99 % in   cards sent/s   kept',
    ...figures.map(({ load, pace, half, most, sent, bytes }) =>
      [
        String(load).padStart(9),
        pace.toFixed(0).padStart(9),
        `${half.toFixed(1)} ms`.padStart(11),
        `${most.toFixed(0)} ms`.padStart(10),
        sent.toFixed(0).padStart(15),
        `${(bytes / 1024).toFixed(1)} kB`.padStart(10),
      ].join(''),
    ),
    kneeLine('at once', figures),
  ];
}
