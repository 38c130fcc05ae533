/** Measures a folder of two hundred school files: the start, a look whether one has changed, and finding whose an event is. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepReading, readSchools, schoolsAt } from '../../src/schools/schools.ts';

/** All times are in milliseconds. */
export type SchoolFigures = {
  /** To read and check every file. */
  reading: number;
  /** To see that none has changed, once a second at most. */
  looking: number;
  /** One look-up by workspace, and how many times slower a search through all of them is. */
  lookUp: number;
  searchRatio: number;
};

const many = 200;
const people = 80;
const rounds = 100_000;

export function measureSchools(): SchoolFigures {
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-bench-'));
  try {
    for (let at = 0; at < many; at++) writeFileSync(join(folder, `${at}.json`), JSON.stringify(aSchool(at)));
    const reading = timeOf(() => readSchools(folder));
    let now = Date.now();
    const present = keepReading(folder, {
      check: () => {},
      log: () => {},
      now: () => new Date(now).toISOString(),
    });
    const looking = timeOf(() => {
      now += 2000;
      present();
    });
    const schools = present();
    const lookUp = each((at) => schoolsAt(schools, 'slack', `T${at}`).length);
    const search = each(
      (at) => schools.filter(({ workspaces }) => workspaces.slack.includes(`T${at}`)).length,
    );
    return { reading, looking, lookUp, searchRatio: search / lookUp };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function aSchool(at: number): object {
  const staff = Array.from({ length: people }, (_, person) => ({
    id: `p${person}`,
    name: `Person ${person}`,
    slack: `U${at}X${person}`,
  }));
  return {
    id: `s${at}`,
    name: `School ${at}`,
    policy: 'westgate',
    people: staff,
    workspaces: { slack: [`T${at}`] },
  };
}

function timeOf(work: () => unknown): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}

/** One of many, so that the clock is fine enough. */
function each(work: (at: number) => number): number {
  let found = 0;
  const time = timeOf(() => {
    for (let round = 0; round < rounds; round++) found += work(round % many);
  });
  if (found !== rounds) throw new Error(`Expected each workspace to be one school's, got ${found}.`);
  return time / rounds;
}

export function schoolLines({ reading, looking, lookUp, searchRatio }: SchoolFigures): string[] {
  return [
    `Serving ${many} schools of ${people} people each`,
    `  reading all of their files    ${reading.toFixed(0)} ms`,
    `  seeing that none has changed  ${looking.toFixed(2)} ms, once a second at most`,
    `  finding whose an event is     ${(lookUp * 1000).toFixed(2)} µs; a search takes ${searchRatio.toFixed(0)} times as long`,
  ];
}
