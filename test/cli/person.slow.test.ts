/** The command as a technician runs it: looked at first, confirmed, and then nothing is left. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { trainings } from '../../src/duties/training/standing.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { aFolder } from '../support/folder.ts';

test('shows what is kept, asks before it erases, and then finds nothing', async () => {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('hill', async (work) =>
    work.put(trainings, { id: 'ada', trained: { at: '2027-01-04', by: 'sam' } }),
  );
  const run = (...options: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', 'src/cli/person.ts', 'ada', '--handle', 'ada', ...options],
      {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, DATA_DIR: dir },
      },
    );
  expect(JSON.parse(run().stdout)).toMatchObject({ records: { standing: [{ id: 'ada' }] } });
  expect(run('--erase').stdout).toContain('add --yes');
  const whileRunning = run('--erase', '--yes');
  expect(whileRunning.status).toBe(1);
  expect(whileRunning.stderr).toMatch(/^[^\n]+\n$/);
  await store.close();
  expect(run('--erase', '--yes').stdout).toContain('Records they were taken out of: 1. Deleted: 0.');
  expect(run().stdout).toContain('Nothing is kept about “ada” at hill.');
});
