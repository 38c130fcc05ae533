/** Every command says how it is used, before it does anything. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const commands = readdirSync('src/cli').filter(
  (name) => name.endsWith('.ts') && !['command.ts', 'store-view.ts'].includes(name),
);

test.each(commands)('%s --help', (name) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `src/cli/${name}`, '--help'],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('npm run');
});
