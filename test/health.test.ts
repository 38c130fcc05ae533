/** What a machine that looks after the bot is told at /healthz and /readyz. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { start } from '../src/chalkline.ts';
import { loadEngine } from '../src/policy/engine.ts';
import { readSettings } from '../src/settings.ts';
import { anEntry } from './store/notes.ts';
import { aFolder } from './support/folder.ts';

async function aBot(dir: string) {
  const settings = readSettings({ PORT: '0', DATA_DIR: dir });
  const bot = await start(settings, { engine: loadEngine('data'), log: () => {} });
  onTestFinished(() => bot.close());
  const ask = async (path: string) => {
    const response = await fetch(`${bot.address}${path}`);
    return { status: response.status, body: await response.text() };
  };
  return { ...bot, ask };
}

test('a bot that can keep what happens is alive and ready', async () => {
  const bot = await aBot(join(aFolder(), 'store'));
  expect(await bot.ask('/healthz')).toEqual({ status: 200, body: 'alive\n' });
  expect(await bot.ask('/readyz')).toEqual({ status: 200, body: 'ready\n' });
});

test('a bot that can keep nothing says why, whether it is asked if it lives or if it is ready', async () => {
  const dir = join(aFolder(), 'store');
  const bot = await aBot(dir);
  for (const name of readdirSync(dir)) if (name.endsWith('.lock')) rmSync(join(dir, name));
  await bot.store.turn('ash', async (work) => work.audit(anEntry('A-1'))).catch(() => {});
  const told = { status: 503, body: expect.stringContaining('has taken over the folder') };
  expect(await bot.ask('/healthz')).toEqual(told);
  expect(await bot.ask('/readyz')).toEqual(told);
});
