/** Holds up a writing process again and again, lets another take over, wakes the first, and counts what was acknowledged. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { verifyTrail } from '../../../src/store/audit.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import { aFolder } from '../../support/folder.ts';
import { notes } from '../notes.ts';

const rounds = 10;

test(`over ${rounds} takeovers every turn is acknowledged by one process, and none is lost`, async () => {
  const dir = aFolder();
  const acknowledged: string[] = [];
  let held = await aWriter(dir);
  for (let round = 0; round < rounds; round++) {
    await held.writes(1 + round * 37);
    held.process.kill('SIGSTOP');
    // What the next one does when it sees no sign of life.
    for (const name of readdirSync(dir)) if (name.endsWith('.lock')) rmSync(`${dir}/${name}`);
    const next = await aWriter(dir);
    await next.writes(1);
    held.process.kill('SIGCONT');
    acknowledged.push(...(await held.ended()));
    held = next;
  }
  held.process.kill('SIGKILL');
  acknowledged.push(...(await held.ended()));

  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  const store = await openEmbeddedStore({ dir });
  onTestFinished(() => store.close());
  const kept = await store.read('ash', (records) => records.find(notes, 'tag:left'));
  const ids = new Set(kept.map(({ id }) => id));
  expect(acknowledged.filter((id) => !ids.has(`left-${id}`))).toEqual([]);
  expect(await verifyTrail(store.trail('ash'))).toBeUndefined();
});

/** One that writes until it is refused, and what it has acknowledged so far. */
async function aWriter(dir: string) {
  const file = new URL('writer.ts', import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file, dir, 'until-refused'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout as Readable);
  const end = once(lines, 'close');
  const ids: string[] = [];
  lines.on('line', (line) => {
    if (/^\d+$/.test(line)) ids.push(line);
  });
  return {
    process: child,
    writes: async (count: number) => {
      for (const wanted = ids.length + count; ids.length < wanted; ) await once(lines, 'line');
    },
    ended: async () => {
      await end;
      return ids;
    },
  };
}
