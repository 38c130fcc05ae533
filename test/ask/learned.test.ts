/** What was learned is kept, and learned anew where that is missing, out of date or damaged. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Knowledge, loadKnowledge } from '../../src/policy/load.ts';
import { type Learned, recall } from '../../src/policy/reading/learned.ts';
import { aFolder } from '../support/folder.ts';
import { dataDir } from './questions.ts';

/** A corner of what the engine knows, learned in no time. */
const whole = loadKnowledge(dataDir);
const corner = (...ids: string[]): Knowledge => ({
  ...whole,
  topics: whole.topics.filter(({ id }) => ids.includes(id)),
  phrasings: whole.phrasings.map(({ name, text }) => ({
    name,
    text: text
      .split('\n')
      .filter((line) => ids.some((id) => line.includes(`"topic": "${id}"`)))
      .join('\n'),
  })),
});
const known = corner('dress-code', 'gifts', 'printing');

/** A data folder, and a start on it: what is known from then on, and what was told meanwhile. */
function aStart() {
  const folder = aFolder();
  const start = (from = known): { learned: Learned; told: string[] } => {
    const told: string[] = [];
    return { learned: recall(folder, from, (line) => told.push(line)), told };
  };
  return { folder, start, kept: join(folder, 'cache', 'learned') };
}

const learning = expect.stringContaining('is learning');

it('learns at the first start, says so, and knows the same at the next without a word', () => {
  const { folder, start } = aStart();
  const first = start();
  expect(first.told).toEqual([learning]);
  expect(start()).toEqual({ learned: first.learned, told: [] });
  expect(readdirSync(join(folder, 'cache'))).toEqual(['learned']);
});

it.each([
  ['topics', corner('dress-code', 'gifts', 'printing', 'politics')],
  [
    'phrasings',
    {
      ...known,
      phrasings: [...known.phrasings, { name: 'more', text: '{"text": "Hello you", "opens": "smalltalk"}' }],
    },
  ],
  ['lexicon', { ...known, lexicon: { ...whole.lexicon, speak: {} } }],
])('learns anew after a change to the %s', (_, changed) => {
  const { start } = aStart();
  const before = start();
  const after = start(changed);
  expect(after.told).toEqual([learning]);
  expect(after.learned).not.toEqual(before.learned);
  expect(start(changed)).toEqual({ learned: after.learned, told: [] });
});

it.each<[string, (file: Buffer) => Buffer]>([
  ['is empty', () => Buffer.alloc(0)],
  ['is cut short', (file) => file.subarray(0, file.length / 2)],
  ['has a wrong letter in it', (file) => file.map((byte, at) => (at === 5000 ? byte ^ 1 : byte)) as Buffer],
  ['is something else altogether', () => Buffer.from('{"from": "somewhere"}\n')],
])('learns anew where the file %s', (_, damage) => {
  const { start, kept } = aStart();
  const { learned } = start();
  writeFileSync(kept, damage(readFileSync(kept)));
  expect(start()).toEqual({ learned, told: [learning] });
  expect(start()).toEqual({ learned, told: [] });
});

it('runs all the same where nothing can be kept, and says why', () => {
  const { folder, start } = aStart();
  const expected = aStart().start().learned;
  writeFileSync(join(folder, 'cache'), 'a file where the folder should be');
  for (const _ of ['first', 'next']) {
    const { learned, told } = start();
    expect(learned).toEqual(expected);
    expect(told).toEqual([
      learning,
      expect.stringMatching(/could not be kept in .*cache.*runs all the same/),
    ]);
  }
});
