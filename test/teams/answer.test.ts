import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reply } from '../../src/core/door.ts';
import { limits } from '../../src/teams/limits.ts';
import { answerTo } from './bot.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function payload(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../payloads/teams/${name}.json`, import.meta.url), 'utf8'));
}

test.each(['presses-approve', 'presses-reject-to-give-a-reason', 'submits-reason'])(
  '%s is answered in time, even while the core is still busy',
  async (name) => {
    const waiting = answerTo(payload(name), () => new Promise<Reply>(() => undefined));
    await vi.advanceTimersByTimeAsync(limits.answerMs);
    const { status, body } = await waiting;
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain('no need to send it again');
  },
);

test('Teams waits for less than five seconds', () => {
  expect(limits.answerMs).toBeLessThan(5_000);
});

test('a press is answered before a form has been written into the chat', async () => {
  const openForm = {
    kind: 'form' as const,
    form: 'f',
    title: 'F',
    fields: [],
    answers: {},
    problems: {},
    submit: 'Go',
    value: {},
  };
  const { status } = await answerTo(
    payload('presses-approve'),
    async () => ({ openForm }),
    () => new Promise(() => undefined),
  );
  expect(status).toBe(200);
});
