/** Looking at the embedded store from one process while another writes as fast as it can. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { verifySchool } from '../../../src/cli/audit/verify.ts';
import { viewEmbeddedStore } from '../../../src/store/embedded/view.ts';
import { aFolder } from '../../support/folder.ts';

const replacements = 8;

test(`is whole at every moment until the files were replaced ${replacements} times`, async () => {
  const dir = aFolder();
  await startWriter(dir);
  let before = 0;
  while (newestJournal(dir) <= replacements) {
    const view = await viewEmbeddedStore(dir);
    if (!view) throw new Error('Expected a store.');
    const verdict = await verifySchool(view, 'ash');
    view.close();
    expect(verdict).not.toHaveProperty('broken');
    expect(verdict.entries).toBeGreaterThanOrEqual(before);
    before = verdict.entries;
  }
});

/** Resolves when the first turn is acknowledged. */
async function startWriter(dir: string): Promise<void> {
  const file = new URL('writer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', file, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    const ended = once(child, 'exit');
    if (child.kill('SIGKILL')) await ended;
  });
  await once(child.stdout, 'data');
  child.stdout.resume();
}

function newestJournal(dir: string): number {
  return Math.max(...readdirSync(dir).map((name) => Number(/^journal\.(\d+)\.log$/.exec(name)?.[1] ?? 0)));
}
