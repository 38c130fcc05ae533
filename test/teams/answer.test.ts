import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Card } from '../../src/core/card.ts';
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
    expect(JSON.stringify(body)).toContain('longer than usual');
    expect(JSON.stringify(body)).not.toMatch(/received|no need/);
  },
);

/** What its author is told when the core ends in this way after Teams has been answered. */
async function toldLate(name: string, end: () => Promise<Reply>): Promise<Card[]> {
  const told: Card[] = [];
  let begin = () => {};
  const busy = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const waiting = answerTo(
    payload(name),
    () => busy.then(end),
    async (to, card) => {
      expect(to.user).toBe('00000000-0000-0000-0000-0000000000a1');
      told.push(card);
    },
  );
  await vi.advanceTimersByTimeAsync(limits.answerMs);
  await waiting;
  expect(told).toEqual([]);
  begin();
  await vi.advanceTimersByTimeAsync(0);
  return told;
}

const fail = () => Promise.reject(new Error('inside'));

test.each(['presses-approve', 'presses-reject-to-give-a-reason'])(
  '%s that fails after it was answered is told to its author',
  async (name) => {
    expect(await toldLate(name, fail)).toMatchObject([
      { kind: 'notice', text: expect.stringContaining('Nothing was changed') },
    ]);
  },
);

test('a dialog that fails after it was answered comes back with what was written', async () => {
  expect(await toldLate('submits-reason', fail)).toMatchObject([
    {
      kind: 'form',
      answers: { reason: 'We have a class page already.' },
      problems: { '': expect.stringContaining('Nothing was changed') },
    },
  ]);
});

test('a dialog that is refused after it was answered comes back with what has to be put right', async () => {
  const problems = { reason: 'Please say a little more.' };
  expect(await toldLate('submits-reason', async () => ({ problems }))).toMatchObject([
    { kind: 'form', answers: { reason: 'We have a class page already.' }, problems },
  ]);
});

test('a press that turns out well after it was answered needs no further word', async () => {
  expect(await toldLate('presses-approve', async () => ({}))).toEqual([]);
});

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
