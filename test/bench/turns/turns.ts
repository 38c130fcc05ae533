/** What a turn costs beside the platforms' bare SDKs: the same loopback platform, one interleaved run, many people at once. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, startBot } from './bots.ts';
import { apply, decide, type Waiting } from './decisions.ts';
import { chatOf, Loopback } from './loopback.ts';
import { type Place, tenCards } from './messages.ts';

/** What one kind of turn came to, on the bot of its own process. Times are in milliseconds. */
type Round = {
  /** Turns a second: acknowledged, and the answer has arrived. */
  pace: number;
  /** How long half of the acknowledgements took, and all but one in a hundred. */
  half: number;
  most: number;
  /** Processor time of a turn, with all that follows from it. */
  cpu: number;
  /** Cards that it put before people. */
  calls: number;
  /** The longest that the event loop was held. */
  held: number;
  /** Memory of the process, in bytes. */
  memory: number;
};
export type TurnFigures = Partial<Record<Course, Round>>;

/** The platforms' own SDKs, and beside each what Chalkline does on it. */
export const courses = {
  'bare Bolt': undefined,
  'ten cards with bare Bolt': undefined,
  'a fixed word on Slack': 'bare Bolt',
  'a full answer on Slack': 'bare Bolt',
  'a decision on Slack': 'bare Bolt',
  'bare botbuilder': undefined,
  'a fixed word on Teams': 'bare botbuilder',
  'a full answer on Teams': 'bare botbuilder',
} as const;
export type Course = keyof typeof courses;

export type Sizes = {
  people: number;
  atOnce: number;
  turns: number;
  rounds: number;
  /** One of them alone, and where to write what its time went into. */
  only?: Course;
  profile?: string;
};
export type Turn = (at: number) => Promise<number>;

export async function measureTurns(sizes: Sizes): Promise<TurnFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-turns-'));
  const loopback = await Loopback.open();
  const place = placeOf(folder, loopback, sizes.people);
  const [bare, ours] = await Promise.all([startBot('bare', place), startBot('ours', place, sizes.profile)]);
  try {
    loopback.address = ours.address;
    const waiting = await requestsFrom(loopback, sizes.people, requestsFor(sizes));
    await loopback.quiet();
    const turns = turnsOf(loopback, waiting, sizes);
    const rounds: Partial<Record<Course, Round[]>> = {};
    const names = Object.keys(courses) as Course[];
    // The first round only warms up.
    for (let round = 0; round <= sizes.rounds; round++)
      for (const name of names.filter((each) => !sizes.only || each === sizes.only)) {
        const bot = courses[name] ? ours : bare;
        const measured = await play(loopback, bot, turns[name], countOf(name, sizes), sizes.atOnce, round);
        if (round > 0) rounds[name] = [...(rounds[name] ?? []), measured];
      }
    return Object.fromEntries(Object.entries(rounds).map(([name, all]) => [name, middleOf(all)]));
  } finally {
    await Promise.all([bare.close(), ours.close()]);
    await loopback.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const questions = readFileSync('data/phrasings/topics.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line): string => JSON.parse(line).text);

export function turnsOf(
  loopback: Loopback,
  waiting: Waiting[],
  { people }: Pick<Sizes, 'people'>,
): Record<Course, Turn> {
  const onSlack = (at: number) => personAt(2 * (at % (people / 2)));
  const onTeams = (at: number) => personAt(2 * (at % (people / 2)) + 1);
  const question = (at: number) => questions[(at * 31) % questions.length] ?? '';
  const fixed = () => 'thanks';
  const saysOnSlack =
    (words: (at: number) => string): Turn =>
    (at) =>
      answered(loopback, onSlack(at), () => loopback.saysOnSlack(onSlack(at), words(at)));
  const saysOnTeams =
    (words: (at: number) => string): Turn =>
    (at) =>
      answered(loopback, onTeams(at), () => loopback.saysOnTeams(onTeams(at), words(at)));
  return {
    'bare Bolt': saysOnSlack(question),
    'ten cards with bare Bolt': saysOnSlack(() => tenCards),
    'a fixed word on Slack': saysOnSlack(fixed),
    'a full answer on Slack': saysOnSlack(question),
    'a decision on Slack': () => {
      const next = waiting.pop();
      if (!next) throw new Error('Expected a request that waits for a decision.');
      return answered(loopback, next.applicant, () => decide(loopback, next));
    },
    'bare botbuilder': saysOnTeams(question),
    'a fixed word on Teams': saysOnTeams(fixed),
    'a full answer on Teams': saysOnTeams(question),
  };
}

/** Each decision needs a request that was sent before. */
function countOf(course: Course, { turns }: Sizes): number {
  return course === 'a decision on Slack' ? Math.ceil(turns / 5) : turns;
}

/** Acknowledged, and what is to be read has arrived. Tells how long the acknowledgement took. */
async function answered(loopback: Loopback, user: string, does: () => Promise<number>): Promise<number> {
  const arrived = loopback.next(chatOf(user));
  const began = performance.now();
  const status = await does();
  const took = performance.now() - began;
  if (status !== 200) throw new Error(`Expected 200, got ${status}.`);
  await arrived;
  return took;
}

async function play(
  loopback: Loopback,
  bot: Bot,
  turn: Turn,
  turns: number,
  atOnce: number,
  round: number,
): Promise<Round> {
  loopback.address = bot.address;
  await bot.used();
  const calls = loopback.calls;
  const times: number[] = [];
  let begun = 0;
  const began = performance.now();
  const one = async () => {
    while (begun < turns) times.push(await turn(round * turns + begun++));
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  const seconds = (performance.now() - began) / 1000;
  await loopback.quiet();
  const { cpu, held, memory } = await bot.used();
  times.sort((one, other) => one - other);
  const share = (part: number) => times[Math.floor((times.length - 1) * part)] ?? 0;
  return {
    pace: turns / seconds,
    half: share(0.5),
    most: share(0.99),
    cpu: cpu / turns,
    calls: (loopback.calls - calls) / turns,
    held,
    memory,
  };
}

function requestsFor(sizes: Sizes): number {
  const isNeeded = !sizes.only || sizes.only === 'a decision on Slack';
  return isNeeded ? countOf('a decision on Slack', sizes) * (sizes.rounds + 1) : 0;
}

/** Everybody but the leaders sends one after the other, so that nobody sends more in a minute than is taken in. */
export async function requestsFrom(loopback: Loopback, people: number, count: number): Promise<Waiting[]> {
  const all: Waiting[] = [];
  for (let at = 0; at < count; at++) {
    const applicant = personAt(2 * (at % (people / 2 - 2)) + 4);
    all.push(await apply(loopback, applicant, personAt(2 * (at % 2)), `Account ${at} of ${applicant}.`));
  }
  return all;
}

function middleOf(rounds: Round[]): Round {
  const middle = (name: keyof Round) =>
    rounds.map((round) => round[name]).sort((one, other) => one - other)[rounds.length >> 1] ?? 0;
  return {
    pace: middle('pace'),
    half: middle('half'),
    most: middle('most'),
    cpu: middle('cpu'),
    calls: middle('calls'),
    held: Math.max(...rounds.map(({ held }) => held)),
    memory: rounds.at(-1)?.memory ?? 0,
  };
}

function personAt(at: number): string {
  return `p${at}`;
}

/** Every other one is on Slack, the rest on Teams; the first four are leaders. */
export function placeOf(folder: string, loopback: Loopback, people: number): Place {
  const schoolFile = join(folder, 'school.json');
  const listed = Array.from({ length: people }, (_, at) => ({
    id: personAt(at),
    name: `Person ${at}`,
    roles: [at < 4 ? 'slt' : 'staff'],
    [at % 2 === 0 ? 'slack' : 'teams']: personAt(at),
  }));
  const { slack, keys, workspaces } = loopback;
  const school = { id: 'bench', name: 'Bench School', policy: 'kenn-kenton', people: listed, workspaces };
  writeFileSync(schoolFile, JSON.stringify(school));
  return { schoolFile, dataDir: join(folder, 'store'), slack, teams: keys.settings, keysUrl: keys.url };
}

export function turnLines(figures: TurnFigures): string[] {
  const lines = (Object.keys(courses) as Course[]).flatMap((name) => {
    const round = figures[name];
    if (!round) return [];
    const beside = courses[name] && figures[courses[name]];
    const ratio = (of: 'pace' | 'cpu' | 'most') =>
      beside ? ` (${(round[of] / beside[of]).toFixed(2)} ×)` : '';
    const shown = [
      `${round.pace.toFixed(0)}/s${ratio('pace')}`,
      `acknowledged in ${round.half.toFixed(1)}, 99 % in ${round.most.toFixed(1)} ms${ratio('most')}`,
      `${round.cpu.toFixed(2)} ms of processor${ratio('cpu')}`,
      `${round.calls.toFixed(1)} cards`,
      `held for ${round.held.toFixed(0)} ms`,
      `${(round.memory / 2 ** 20).toFixed(0)} MB`,
    ];
    return [`  ${name.padEnd(24)} ${shown.join(', ')}`];
  });
  return ['Turns beside the platforms’ bare SDKs, 50 people at once', ...lines];
}
