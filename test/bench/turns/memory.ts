/** How much memory Chalkline holds while school days go by, with turns of every kind on both platforms. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot } from './bots.ts';
import { Loopback } from './loopback.ts';
import { type Course, placeOf, requestsFrom, turnsOf } from './turns.ts';

/** Resident memory of the process in MB, after so many turns. */
type Sample = { turns: number; resident: number };

type Sizes = { turns: number; every: number };

const people = 60;
const atOnce = 50;
const dayMs = 24 * 60 * 60 * 1000;
/** Many times what a school of 60 asks for in a day. */
const turnsOfADay = 2_500;
const decisionsOfADay = 10;
const kinds = [
  'a fixed word on Slack',
  'a full answer on Slack',
  'a fixed word on Teams',
  'a full answer on Teams',
] as const satisfies Course[];

export async function measureMemory({ turns, every }: Sizes): Promise<Sample[]> {
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-memory-'));
  const loopback = await Loopback.open();
  const ours = await startBot('ours', placeOf(folder, loopback, people));
  loopback.address = ours.address;
  const resident = async () => Math.round((await ours.used()).memory / 2 ** 20);
  try {
    const samples: Sample[] = [{ turns: 0, resident: await resident() }];
    for (let played = 0; played < turns; ) {
      await playADay(loopback, played);
      played += turnsOfADay;
      await ours.pass(dayMs);
      if (played % every === 0) samples.push({ turns: played, resident: await resident() });
    }
    return samples;
  } finally {
    await ours.close();
    await loopback.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function playADay(loopback: Loopback, played: number): Promise<void> {
  const waiting = await requestsFrom(loopback, people, decisionsOfADay);
  const play = turnsOf(loopback, waiting, { people });
  let begun = 0;
  const one = async () => {
    while (begun < turnsOfADay) {
      const at = played + begun++;
      await play[kinds[at % kinds.length] ?? kinds[0]](at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  for (let at = 0; at < decisionsOfADay; at++) await play['a decision on Slack'](at);
  await loopback.quiet();
}

export function memoryLines(samples: Sample[]): string[] {
  return [
    'Memory while school days go by',
    ...samples.map(({ turns, resident }) => `  after ${String(turns).padStart(7)} turns  ${resident} MB`),
  ];
}
