/** `npm run store`: repairs a store that the start refuses, moves it to another place, or opens one again that has moved. */
import { parseArgs } from 'node:util';
import { planRepair } from '../store/embedded/repair.ts';
import { isDatabase, storeName } from '../store/open.ts';
import { CommandError, runCommand, say } from './command.ts';
import { repairInWords } from './store/in-words.ts';
import { countInWords, moveStore, reopenStore } from './store/move.ts';
import { repairStore } from './store/repair.ts';
import { keyFrom, storeAt } from './store-view.ts';

const usage = [
  'Use it like this: npm run store -- repair   (it only looks; with --yes it repairs)',
  'or: npm run store -- move --to postgres://…   (or --to ./a-folder; everything goes there, and is compared)',
  'or: npm run store -- reopen   (goes on with a store whose records have moved)',
  'Each works on the store that the settings name, or on --store ./a-folder or --store postgres://…',
].join('\n');

await runCommand(usage, () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false }, to: { type: 'string' }, store: { type: 'string' } },
  });
  const at = values.store ?? storeAt(process.env);
  const { to } = values;
  switch (positionals.join()) {
    case 'repair':
      return repair(at, values.yes);
    case 'reopen':
      return reopen(at);
    case 'move':
      if (to) return move(at, to);
  }
  throw new CommandError(usage);
});

async function move(from: string, to: string): Promise<number> {
  for (const count of await moveStore(from, to, new Date().toISOString())) say(countInWords(count));
  say(
    `Everything is in ${storeName(to)} now. Name it in ${isDatabase(to) ? 'DATABASE_URL' : 'DATA_DIR, and take DATABASE_URL out'}.`,
  );
  say(
    `Nothing is written any more to ${storeName(from)}, which is as it was. To go back: npm run store -- reopen`,
  );
  return 0;
}

async function reopen(at: string): Promise<number> {
  const wasMoved = await reopenStore(at);
  say(
    wasMoved
      ? `Chalkline can write to ${storeName(at)} again. What happened in the other store since is not in it.`
      : `The records of ${storeName(at)} have not moved, so there is nothing to do.`,
  );
  return 0;
}

function repair(at: string, isMeant: boolean): Promise<number> {
  if (isDatabase(at))
    throw new CommandError('A database is repaired with its own tools, or put back from a copy.');
  return isMeant ? repairNow(at) : lookOnly(at);
}

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
