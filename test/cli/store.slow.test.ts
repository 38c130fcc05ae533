/** The command as a technician runs it on a store that the start refuses: looked at first, and then repaired. */
import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { journalPath } from '../../src/store/embedded/files.ts';
import { aNote, notes } from '../store/notes.ts';
import { aFolder } from '../support/folder.ts';

test('says what it would do, does it once it is confirmed, and then finds nothing to do', async () => {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('ash', async (work) => work.put(notes, aNote('one')));
  await store.close();
  appendFileSync(journalPath(dir, 1), 'torn\n');
  const run = (...options: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/store.ts', 'repair', ...options], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATA_DIR: dir },
    });
  const looked = run();
  expect(looked.stdout).toContain('journal.1.log, line 3: this line does not match its checksum');
  expect(looked.status).toBe(1);
  expect(run('--yes')).toMatchObject({ status: 0, stdout: expect.stringContaining('Repaired.') });
  expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing to repair') });
});
