/** Kills a writing process at random moments, again and again, and looks whether what it had acknowledged is there. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { verifyTrail } from '../../../src/store/audit.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import { dice } from '../../support/dice.ts';
import { aFolder } from '../../support/folder.ts';
import { trailOf } from '../contract.ts';
import { notes } from '../notes.ts';

const rounds = 16;
const mostTurns = 500;
const seed = 20270302;

it(`loses nothing acknowledged and keeps no half turn over ${rounds} kills`, async () => {
  const dir = aFolder();
  const { next: chance } = dice(seed);
  const acknowledged = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    for (const id of await writeUntilKilled(dir, 1 + Math.floor(chance() * mostTurns))) acknowledged.add(id);
    await expectAllOf(acknowledged, dir);
  }
  // The journal was replaced by a snapshot many times meanwhile.
  expect(
    Math.max(...readdirSync(dir).map((name) => Number(/^journal\.(\d+)/.exec(name)?.[1] ?? 0))),
  ).toBeGreaterThan(2);
});

/** Gives back every id that was acknowledged, also after the kill was sent. */
async function writeUntilKilled(dir: string, turns: number): Promise<string[]> {
  const file = new URL('writer.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', file, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const ids: string[] = [];
  for await (const id of createInterface(child.stdout)) if (ids.push(id) === turns) child.kill('SIGKILL');
  await ended;
  expect(ids.length).toBeGreaterThanOrEqual(turns);
  return ids;
}

async function expectAllOf(acknowledged: Set<string>, dir: string): Promise<void> {
  const store = await openEmbeddedStore({ dir });
  const found = new Set<string>();
  for (const school of await store.schools()) {
    const { left, right, counter } = await store.read(school, async (records) => ({
      left: await records.find(notes, 'tag:left'),
      right: await records.find(notes, 'tag:right'),
      counter: await records.get(notes, 'counter'),
    }));
    const counts = Array.from({ length: counter?.count ?? 0 }, (_, at) => at + 1);
    expect(left.map((note) => note.count)).toEqual(counts);
    expect(right.map((note) => note.count)).toEqual(counts);
    const trail = await trailOf(store, school);
    expect(trail.map((entry) => Number(entry.about))).toEqual(counts);
    expect(await verifyTrail(trail)).toBeUndefined();
    for (const count of counts) found.add(`${school}/${count}`);
  }
  await store.close();
  expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
}
