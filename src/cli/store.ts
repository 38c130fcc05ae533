/** `npm run store -- repair`: says what can be saved of a store that the start refuses; with --yes it does so. */
import { parseArgs } from 'node:util';
import { planRepair } from '../store/embedded/repair.ts';
import { CommandError, runCommand, say } from './command.ts';
import { repairInWords } from './store/in-words.ts';
import { repairStore } from './store/repair.ts';
import { keyFrom, storeFolder } from './store-view.ts';

const usage = 'Use it like this: npm run store -- repair   (it only looks; with --yes it repairs)';

await runCommand(usage, async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false } },
  });
  if (positionals.join() !== 'repair') throw new CommandError(usage);
  const dir = storeFolder(process.env);
  return values.yes ? repairNow(dir) : lookOnly(dir);
});

async function lookOnly(dir: string): Promise<number> {
  const repair = await planRepair(dir);
  if (!repair) return sayNothingToRepair();
  say(repairInWords(repair));
  say('Nothing has been changed. Look for a backup first. To repair it: npm run store -- repair --yes');
  return 1;
}

async function repairNow(dir: string): Promise<number> {
  const done = await repairStore(dir, new Date().toISOString(), keyFrom(process.env));
  if (!done) return sayNothingToRepair();
  say(repairInWords(done.repair));
  say(`Repaired. The files as they were, and left-out.jsonl with all of this, are in ${done.before}.`);
  return 0;
}

function sayNothingToRepair(): number {
  say('There is nothing to repair in the journals of this store.');
  return 0;
}
