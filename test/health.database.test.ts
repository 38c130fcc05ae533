/** What a machine that looks after a bot is told while the database is away. */
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { start } from '../src/chalkline.ts';
import { examineStore } from '../src/cli/doctor/store.ts';
import { loadEngine } from '../src/policy/engine.ts';
import { readSettings } from '../src/settings.ts';
import { aDatabase } from './support/database.ts';
import { aFolder } from './support/folder.ts';
import { startProxy } from './support/proxy.ts';

const soon = { timeout: 40_000, interval: 500 };

test('a bot is not ready while its database is away, and is again when it is back', async () => {
  const proxy = await startProxy(await aDatabase());
  onTestFinished(() => proxy.close());
  const dir = join(aFolder(), 'store');
  const settings = readSettings({ PORT: '0', DATABASE_URL: proxy.url, DATA_DIR: dir });
  const bot = await start(settings, { engine: loadEngine('data'), log: () => {} });
  onTestFinished(() => bot.close());
  const ready = async () => {
    const response = await fetch(`${bot.address}/readyz`);
    return `${response.status} ${await response.text()}`;
  };
  await vi.waitFor(async () => expect(await ready()).toBe('200 ready\n'), soon);
  proxy.cut();
  await vi.waitFor(async () => expect(await ready()).toMatch(/^503 The database does not answer/), soon);
  proxy.mend();
  await vi.waitFor(async () => expect(await ready()).toBe('200 ready\n'), soon);
});

test('the doctor says how a database is, and who shares it', async () => {
  const url = await aDatabase();
  const told = async (at: string) => (await examineStore(at, '')).map(({ says }) => says).join('\n');
  expect(await told(url)).toMatch(/There is no store in the database .+ yet/);
  const settings = readSettings({ PORT: '0', DATABASE_URL: url, DATA_DIR: aFolder() });
  const bot = await start(settings, { engine: loadEngine('data'), log: () => {} });
  await vi.waitFor(
    async () => expect(await told(url)).toMatch(/schools in it: .*old-park[\s\S]*share it just now: 1\./),
    soon,
  );
  await bot.close();
  expect(await told(url)).toContain('share it just now: 0.');
  expect(await told('postgres://chalkline@127.0.0.1:1/none')).toContain('The database does not answer');
});
