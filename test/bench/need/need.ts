/** What all schools of a country would need, worked out from what is measured here and what is assumed of them. */
import { kneeOf } from '../shared/knee.ts';
import { measureLoad } from '../shared/load.ts';
import { measureTurns } from '../turns/turns.ts';
import { measureClockAt } from '../waiting/waiting.ts';

/** Guesses: nobody has counted them. Another one is another line here. */
const assumed = {
  schools: 24_000,
  people: 30,
  turnsOfOneADay: 2,
  hoursADay: 8,
  /** How much more is done in the busiest hour than in a usual one. */
  peak: 5,
  /** What part of the turns are decisions; the others are answers. */
  decisions: 0.1,
  pressAndAlarmsOfASchoolADay: 0.05,
  cardsOfOneAlarm: 10,
  /** They all come in the first minute of the morning. */
  remindersOfASchoolADay: 3,
  daysAYear: 190,
  /** What part of a processor or a database may be busy in the busiest hour. */
  busy: 0.5,
  /** Each process keeps up to so many. */
  connections: 10,
};

type Measured = {
  /** Processor time of a turn, in milliseconds, and the cards it led to. */
  answer: { cpu: number; calls: number };
  decision: { cpu: number; calls: number };
  /** Turns and cards a second that one database takes, at the knee, and the bytes that a turn leaves there. */
  database: { pace: number; bytes: number };
  /** A minute of the clock, in milliseconds for each school. */
  minute: number;
};

export type Need = {
  turns: number;
  cards: number;
  processes: number;
  connections: number;
  /** Of those that were measured here. */
  databases: number;
  /** How many minutes a minute of the clock takes, in each process. */
  clock: number;
  morning: number;
  gigabytesAYear: number;
  bottleneck: string;
};
export type NeedFigures = { assumed: typeof assumed; measured: Measured; need: Need } | undefined;

/** Nothing where there is no PostgreSQL. */
export async function measureNeed({ isShort }: { isShort: boolean }): Promise<NeedFigures> {
  const steps = await measureLoad(isShort ? 0.3 : 5);
  const best = kneeOf(steps) ?? steps.at(-1);
  const load = steps.find(({ load }) => load === best?.load);
  if (!load) return undefined;
  const measured = {
    answer: await turnOf('a full answer on Slack', isShort),
    decision: await turnOf('a decision on Slack', isShort),
    database: { pace: load.pace + load.sent, bytes: load.bytes },
    minute: await minuteOfASchool(isShort ? 5 : 100),
  };
  return { assumed, measured, need: needOf(measured) };
}

async function turnOf(only: 'a full answer on Slack' | 'a decision on Slack', isShort: boolean) {
  const sizes = { people: 60, atOnce: 50, turns: isShort ? 50 : 1000, rounds: 1, only };
  const { cpu = 0, calls = 0 } = (await measureTurns(sizes))[only] ?? {};
  return { cpu, calls };
}

async function minuteOfASchool(schools: number): Promise<number> {
  const { clockMinute } = await measureClockAt('database', { schools, waiting: 4 * schools, rounds: 3 });
  return clockMinute / schools;
}

export function needOf({ answer, decision, database, minute }: Measured): Need {
  const { schools, people, busy, decisions, hoursADay, peak } = assumed;
  const inPeak = (aDay: number) => (aDay * schools * peak) / (hoursADay * 3600);
  const mixed = (of: 'cpu' | 'calls') => answer[of] * (1 - decisions) + decision[of] * decisions;
  const turnsADay = people * assumed.turnsOfOneADay;
  const alarms = assumed.pressAndAlarmsOfASchoolADay * assumed.cardsOfOneAlarm;
  const [turns, cards] = [inPeak(turnsADay), inPeak(turnsADay * mixed('calls') + alarms)];
  const processes = Math.ceil((turns * mixed('cpu')) / 1000 / busy);
  const databases = (turns + cards) / database.pace / busy;
  const clock = (minute * schools) / 60_000;
  return {
    turns,
    cards,
    processes,
    connections: processes * assumed.connections,
    databases,
    clock,
    morning: (assumed.remindersOfASchoolADay * schools) / database.pace / 60,
    gigabytesAYear: (turnsADay * assumed.daysAYear * schools * database.bytes) / 1e9,
    // More processes help with neither.
    bottleneck: clock > databases ? 'the clock' : 'the database',
  };
}

export function needLines(figures: NeedFigures): string[] {
  if (!figures) return ['What a country needs was left out: there is no PostgreSQL here'];
  const { measured, need } = figures;
  const { schools, people } = assumed;
  return [
    `What ${schools.toLocaleString('en')} schools with ${people} staff each would need, on processors and disks like these`,
    `  in the busiest hour           ${need.turns.toFixed(0)} turns and ${need.cards.toFixed(0)} cards a second`,
    `  processes, one processor each ${need.processes}, with up to ${need.connections} connections`,
    `  databases                     ${need.databases.toFixed(1)} of one that takes ${measured.database.pace.toFixed(0)} turns and cards a second`,
    `  a minute of the clock         ${need.clock.toFixed(2)} minutes in each process, ${measured.minute.toFixed(1)} ms a school`,
    `  the morning’s reminders       ${need.morning.toFixed(1)} minutes for the database`,
    `  kept                          ${need.gigabytesAYear.toFixed(0)} GB a year, ${((need.gigabytesAYear * 1000) / schools).toFixed(0)} MB a school`,
    `  the first to be too little    ${need.bottleneck}`,
  ];
}
