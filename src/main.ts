/** Starts Chalkline from the settings in the environment and in .env, and stops it in good order. */
import './lean.ts';
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { type Running, start } from './chalkline.ts';
import { reasonOf } from './core/reason.ts';
import { endLeanStart } from './lean.ts';
import { loadEngine } from './policy/engine.ts';
import { languageModel } from './reader/language-model.ts';
import { readSettings } from './settings.ts';

// A log that nobody reads any more, or whose disk is full, is no reason to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

try {
  if (existsSync('.env')) loadEnvFile('.env');
  const settings = readSettings(process.env);
  const tell = (line: string) => void process.stdout.write(`${line}\n`);
  const starting = start(settings, {
    engine: loadEngine('data', tell, settings.reader && languageModel(settings.reader, tell)),
  });
  // Before the start has ended as well: whoever stops it then finds nothing half done.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(starting));
  const { address } = await starting;
  endLeanStart();
  process.stdout.write(welcome(address, settings.playground));
} catch (error) {
  process.stderr.write(`${reason(error)}\n`);
  process.exit(1);
}

/** Whoever stops a program often kills it ten seconds later; what is not done by then is done after the next start. */
const longestStopMs = 7500;

function stop(starting: Promise<Running>): void {
  setTimeout(() => process.exit(0), longestStopMs).unref();
  starting
    .then((running) => running.close())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
}

/** What was thrown on purpose says in its message what to do; only our own mistakes need the place where they happened. */
function reason(error: unknown): string {
  const isMistake = [TypeError, ReferenceError, RangeError].some((kind) => error instanceof kind);
  return isMistake && error instanceof Error && error.stack ? error.stack : reasonOf(error);
}

function welcome(address: string, playground: boolean): string {
  return playground
    ? `\nChalkline is running. Open ${address}/ to try it: everybody there is made up.\nPress Ctrl+C to stop; nothing is lost.\n\n`
    : `\nChalkline is running at ${address}.\n\n`;
}
