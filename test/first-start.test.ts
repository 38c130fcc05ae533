/** The first commands in a fresh checkout: they learn first, and nothing of that gets between the answers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { aFolder } from './support/folder.ts';

const timeout = 60_000;
const question = '{"id": "q1", "policy": "old-park", "question": "May I accept a pupil as a friend?"}\n';

/** As git gives it, but with a few phrasings, so that it learns in no time. */
function aCheckout(): string {
  const folder = aFolder();
  for (const name of ['src', 'data', 'cards', 'package.json']) {
    cpSync(name, join(folder, name), {
      recursive: true,
      filter: (path) => !/^data\/(?:cache|store)/.test(path),
    });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  for (const name of readdirSync('data/phrasings')) {
    const lines = readFileSync(join('data/phrasings', name), 'utf8').trim().split('\n');
    const few = lines.filter((_, at) => at % 20 === 0);
    writeFileSync(join(folder, 'data/phrasings', name), few.join('\n'));
  }
  return folder;
}

async function ask(checkout: string): Promise<{ answers: string; told: string; code: number }> {
  const child = spawn('node', ['--import', 'tsx', 'src/cli/ask.ts', '--jsonl'], { cwd: checkout });
  child.stdin.end(question);
  const [answers, told, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { answers, told, code };
}

test('ask says aside that it learns, once, and writes nothing but answers', { timeout }, async () => {
  const checkout = aCheckout();
  const first = await ask(checkout);
  expect(first.code).toBe(0);
  expect(first.told).toMatch(/^Chalkline is learning .*\n$/);
  expect(JSON.parse(first.answers)).toMatchObject({ id: 'q1', route: 'ask' });
  expect(await ask(checkout)).toEqual({ ...first, told: '' });
  appendFileSync(join(checkout, 'src/policy/reading/learn.ts'), '// learns in another way\n');
  expect(await ask(checkout)).toEqual(first);
});

test('two that learn at the same time both answer, and leave one whole file', { timeout }, async () => {
  const checkout = aCheckout();
  const [first, second] = await Promise.all([ask(checkout), ask(checkout)]);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(second.answers).toBe(first.answers);
  expect(JSON.parse(first.answers)).toMatchObject({ id: 'q1', route: 'ask' });
  expect(readdirSync(join(checkout, 'data/cache'))).toEqual(['learned']);
  expect(await ask(checkout)).toEqual({ ...first, told: '' });
});
