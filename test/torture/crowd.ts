/** A thousand people in conversation at once, through real Bolt and botbuilder, and then a long time of it. */
import { dice } from '../support/dice.ts';
import { type Kind, longestMs, shareOf, Talk } from './crowd/talk.ts';
import { Town } from './crowd/town.ts';
import type { Given, Outcome, Trial } from './trial.ts';

type Size = 'people' | 'seconds' | 'turns' | 'day';

export const crowd = {
  promise:
    'With a thousand conversations at once each platform is answered in time, and memory does not grow.',
  /** `people` converse for `seconds`; all write at the same moment; then `turns` go by, so many a school day. */
  sizes: { people: 1000, seconds: 120, turns: 200_000, day: 2_500 },
  short: { people: 12, seconds: 1, turns: 60, day: 60 },
  run,
} satisfies Trial;

const dayMs = 24 * 60 * 60 * 1000;
/** What the second half of a long run may add to what is there after the first: by then the shortest times are over. */
const mostGrowth = 1.1;

async function run({ sizes, seed, tell }: Given<Size>): Promise<Outcome> {
  const town = await Town.open(sizes.people);
  const [conversation, moment, long] = [0, 1, 2].map((at) => new Talk(town, dice(seed + at)));
  if (!conversation || !moment || !long) throw new Error('Expected three parts.');
  try {
    await conversation.converse(sizes.seconds);
    await nextDay(town);
    await moment.rush(sizes.people, sizes.people);
    await nextDay(town);
    const { pace, growth, last } = await live(town, long, sizes, tell);
    return {
      figures: {
        ...inWords('conversing', conversation),
        ...inWords('all in one moment', moment),
        ...inWords('in a long run', long),
        'turns a second in it': pace,
        'memory at the end': `${inMegabytes(last)}, ${growth.toFixed(2)} of what it was half way`,
      },
      faults: [
        ...[conversation, moment, long].flatMap(({ failed }) => failed),
        ...[conversation, long].flatMap(tooLate),
        ...(growth > mostGrowth ? ['memory grows'] : []),
      ],
    };
  } finally {
    await town.close();
  }
}

async function live(town: Town, talk: Talk, { turns, day }: Given<Size>['sizes'], tell: Given<Size>['tell']) {
  const began = performance.now();
  const heaps: number[] = [];
  while (talk.turns < turns) {
    await talk.rush(Math.min(day, turns - talk.turns), 20);
    await nextDay(town);
    const { heap, process } = await town.weigh();
    heaps.push(heap);
    tell(`  ${talk.turns} turns: ${inMegabytes(heap)} in use, ${inMegabytes(process)} in all`);
  }
  const early = heaps[Math.floor(heaps.length / 2)] ?? 0;
  const last = heaps.at(-1) ?? 0;
  return { pace: Math.round((talk.turns * 1000) / (performance.now() - began)), growth: last / early, last };
}

async function nextDay(town: Town): Promise<void> {
  await town.pass(dayMs);
  town.slack.forget();
  town.teams.forget();
}

function tooLate({ times }: Talk): string[] {
  return kindsIn(times).flatMap((kind) => {
    const late = times[kind].filter((ms) => ms > longestMs[kind]).length;
    return late > 0 ? [`${kind} waited too long ${late} times of ${times[kind].length}`] : [];
  });
}

function inWords(when: string, { times }: Talk): Record<string, string> {
  const figures = kindsIn(times).map((kind) => {
    const [half, most, all] = [0.5, 0.99, 1].map((share) => shareOf(times[kind], share));
    return [
      `${when}: ${kind}`,
      `${times[kind].length}, half in ${half} ms, 99 % in ${most} ms, all in ${all} ms`,
    ];
  });
  return Object.fromEntries(figures);
}

function kindsIn(times: Talk['times']): Kind[] {
  return (Object.keys(times) as Kind[]).filter((kind) => times[kind].length > 0);
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
