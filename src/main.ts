/** Starts Chalkline from the settings in the environment and in .env, and stops it in good order. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { start } from './chalkline.ts';
import { loadEngine } from './policy/engine.ts';
import { readSettings, SettingsError } from './settings.ts';

try {
  if (existsSync('.env')) loadEnvFile('.env');
  const settings = readSettings(process.env);
  const running = await start(settings, { engine: loadEngine('data') });
  process.stdout.write(welcome(running.address, settings.playground));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      running.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
} catch (error) {
  const known = error instanceof SettingsError || (error instanceof Error && error.name !== 'TypeError');
  process.stderr.write(
    `${known && error instanceof Error ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
}

function welcome(address: string, playground: boolean): string {
  return playground
    ? `\nChalkline is running. Open ${address}/ to try it: everybody there is made up.\nPress Ctrl+C to stop; nothing is lost.\n\n`
    : `\nChalkline is running at ${address}.\n\n`;
}
