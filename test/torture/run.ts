/** `npm run torture -- <trial>`: runs one trial in full, or all of them, and prints its figures. Ends with 1 where a promise does not hold. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { reasonOf } from '../../src/core/reason.ts';
import { isStore } from './stores.ts';
import type { Outcome, Trial } from './trial.ts';
import { trials } from './trials.ts';

const mostFaultsShown = 20;
const say = (line: string) => void process.stdout.write(`${line}\n`);

const [name = '', ...rest] = process.argv.slice(2);
const trial = trials[name];
if (trial) process.exitCode = (await runOne(name, trial, rest)) ? 0 : 1;
else explain();

function explain(): void {
  say('npm run torture -- <trial> [--seed 7] [--store embedded] [--<size> 100]\n');
  for (const [name, { promise, sizes }] of Object.entries(trials)) {
    const options = Object.entries(sizes).map(([size, count]) => `--${size} ${count}`);
    say(`${name} ${options.join(' ')}\n  ${promise}`);
  }
  process.exitCode = name ? 1 : 0;
}

/** Tells whether the promise holds. */
async function runOne(
  name: string,
  { promise, sizes, on = 'embedded', run }: Trial,
  args: string[],
): Promise<boolean> {
  const text = { type: 'string' } as const;
  const named = Object.fromEntries(Object.keys(sizes).map((size) => [size, text]));
  const options = { ...named, seed: text, store: { ...text, default: on } };
  const values: Record<string, string | undefined> = parseArgs({ args, options }).values;
  const seed = numberFrom(values.seed, randomInt(2 ** 31));
  const store = values.store ?? '';
  if (!isStore(store)) throw new Error(`Expected a store that there is, got ${store}.`);
  const given = Object.entries(sizes).map(([size, count]) => [size, numberFrom(values[size], count)]);
  say(`${name}, seed ${seed}: ${promise}`);
  const began = performance.now();
  const { figures, faults } = await run({
    sizes: Object.fromEntries(given),
    seed,
    store,
    tell: say,
  }).catch(
    (error: unknown): Outcome => ({ figures: {}, faults: [`It could not go on. ${reasonOf(error)}`] }),
  );
  for (const [what, figure] of Object.entries(figures)) say(`  ${what.padEnd(44)} ${figure}`);
  say(`  ${'minutes'.padEnd(44)} ${((performance.now() - began) / 60_000).toFixed(1)}`);
  for (const fault of faults.slice(0, mostFaultsShown)) say(`  NOT SO: ${fault}`);
  if (faults.length > mostFaultsShown) say(`  and ${faults.length - mostFaultsShown} more`);
  say(
    faults.length === 0 ? 'It holds.' : `It does not hold: ${faults.length} times. Again with --seed ${seed}`,
  );
  return faults.length === 0;
}

function numberFrom(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`Expected a whole number, got ${text}.`);
  return number;
}
