/** A disk that is full, can only be read, or has come to harm. As root it gets a small disk of its own to fill. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { reasonOf } from '../../src/core/reason.ts';
import { verifyTrail } from '../../src/store/audit.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { UnreadableError } from '../../src/store/line.ts';
import { notes } from '../store/notes.ts';
import { dice } from '../support/dice.ts';
import { damages } from './disk/damage.ts';
import type { Given, Outcome, Trial } from './trial.ts';

export const disk = {
  promise: 'Whatever becomes of the disk: a clear message, nothing acknowledged lost, nothing wrong served.',
  /** `times`: of each harm. The embedded store alone has files of its own. */
  sizes: { times: 200 },
  short: { times: 3 },
  run,
} satisfies Trial;

const writer = new URL('../store/embedded/writer.ts', import.meta.url).pathname;

async function run({ sizes, seed }: Given<'times'>): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), 'chalkline-disk-'));
  const faults: string[] = [];
  const figures: Outcome['figures'] = {};
  try {
    const whole = join(home, 'whole');
    await written(whole, 800);
    const before = await keptIn(whole);
    const chance = dice(seed);
    for (const [name, damage] of Object.entries(damages)) {
      const counts = { refused: 0, 'as it was': 0 };
      for (let time = 0; time < sizes.times; time++) {
        const dir = join(home, 'harmed');
        cpSync(whole, dir, { recursive: true });
        const done = damage(dir, chance);
        const after = await keptIn(dir).catch((error: unknown) => error);
        if (after instanceof UnreadableError) counts.refused += 1;
        else if (after === before) counts['as it was'] += 1;
        else faults.push(`${name}: ${done}: ${after instanceof Error ? reasonOf(after) : 'other data'}`);
        rmSync(dir, { recursive: true });
      }
      figures[name] = `${counts.refused} refused, ${counts['as it was']} read as it was`;
    }
    for (const [name, harm] of Object.entries(needsRoot)) {
      const isRoot = process.getuid?.() === 0;
      const found = isRoot ? await onItsOwnDisk(join(home, 'disk'), harm) : [];
      figures[name] = isRoot ? 'tried' : 'left out: it needs root';
      faults.push(...found.map((fault) => `${name}: ${fault}`));
    }
  } finally {
    rmSync(home, { recursive: true });
  }
  return { figures, faults };
}

/** Everything that is served of a store, as one text. What cannot be read whole is refused. */
async function keptIn(dir: string): Promise<string> {
  const store = await openEmbeddedStore({ dir });
  try {
    const kept = [];
    for (const school of await store.schools()) {
      const trail = [];
      for await (const entry of store.trail(school)) trail.push(entry);
      const broken = await verifyTrail(trail);
      if (broken) throw new UnreadableError(dir, `the trail of ${school} is broken`);
      kept.push([school, await store.read(school, (records) => records.find(notes)), trail]);
    }
    return JSON.stringify(kept);
  } finally {
    await store.close();
  }
}

function startWriter(dir: string, ...mode: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', writer, dir, ...mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** A store as a process leaves it that was killed after so many turns, opened and closed once more. */
async function written(dir: string, turns: number): Promise<void> {
  const child = startWriter(dir);
  const end = once(child, 'exit');
  let count = 0;
  for await (const _ of createInterface(child.stdout as Readable))
    if (++count === turns) child.kill('SIGKILL');
  await end;
  if (count < turns) throw new Error(`Expected ${turns} turns to be written, got ${count}.`);
  await keptIn(dir);
}

/** A small disk can be put under a store by root alone. */
const needsRoot: Record<string, (dir: string, disk: Disk) => Promise<string[]>> = {
  'a full disk': fillUp,
  'a disk that can only be read': startWhereNothingCanBeWritten,
};

type Disk = { change(option: string): void };

async function onItsOwnDisk(at: string, run: (dir: string, disk: Disk) => Promise<string[]>) {
  mkdirSync(at, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at]);
  try {
    return await run(join(at, 'store'), {
      change: (option) => void execFileSync('mount', ['-o', `remount,${option}`, at]),
    });
  } finally {
    execFileSync('umount', [at]);
  }
}

/** It is full while a process writes, and there is room again once that has said so. */
async function fillUp(dir: string, { change }: Disk): Promise<string[]> {
  const faults: string[] = [];
  const child = startWriter(dir, 'until-recovered');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout as Readable)) {
    if (/^\d+$/.test(line)) acknowledged.push(line);
    if (!line.startsWith('turn: ')) continue;
    if (!/cannot be written.*goes on by itself/.test(line)) faults.push(`no clear message: ${line}`);
    change('size=64m');
  }
  const store = await openEmbeddedStore({ dir });
  const kept = await store.read('ash', (records) => records.find(notes, 'tag:left'));
  await store.close();
  if (acknowledged.length === 0) faults.push('no turn was ever acknowledged');
  const ids = kept.map(({ id }) => id).join();
  if (ids !== acknowledged.map((id) => `left-${id}`).join())
    faults.push(`${acknowledged.length} turns were acknowledged, and ${kept.length} are kept`);
  return faults;
}

async function startWhereNothingCanBeWritten(dir: string, { change }: Disk): Promise<string[]> {
  change('size=64m');
  await written(dir, 200);
  const before = await keptIn(dir);
  change('ro');
  const said = await keptIn(dir).then(() => 'it was opened', reasonOf);
  change('rw');
  return [
    ...(said.includes(dir) && /cannot be written/.test(said) ? [] : [`no clear message: ${said}`]),
    ...((await keptIn(dir)) === before ? [] : ['other data afterwards']),
  ];
}
