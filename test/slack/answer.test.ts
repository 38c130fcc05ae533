/** What takes longer than Slack waits, and then does not work: its author is told all the same. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Card } from '../../src/core/card.ts';
import type { Reply } from '../../src/core/door.ts';
import { answering } from '../../src/slack/answer.ts';
import { limits } from '../../src/slack/limits.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function payload(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../payloads/slack/${name}.json`, import.meta.url), 'utf8'));
}

/** The answer that Slack gets, and what the author is told when the core ends in this way afterwards. */
async function late(name: string, end: () => Promise<Reply>) {
  const told: { user: string; card: Card }[] = [];
  let begin = () => {};
  const busy = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const { answer, settled } = answering({
    receive: () => busy.then(end),
    send: {
      post: async () => ({ platform: 'slack', conversation: 'D0ADA', id: '1.1' }),
      update: async () => undefined,
      whisper: async ({ user }, card) => void told.push({ user, card }),
      openForm: async () => undefined,
      openDialog: async () => undefined,
      changeDialog: async () => undefined,
    },
    now: () => new Date('2027-03-02T21:04:00.000Z'),
    log: () => undefined,
  });
  const waiting = answer(payload(name));
  await vi.advanceTimersByTimeAsync(limits.answerMs);
  const answered = await waiting;
  expect(told).toEqual([]);
  begin();
  await settled();
  return { answered, told };
}

const fail = () => Promise.reject(new Error('disk full'));

test.each(['says-in-direct-message', 'mentions-bot-in-channel', 'types-command', 'presses-approve'])(
  '%s that fails after it was acknowledged is told to its author',
  async (name) => {
    const { answered, told } = await late(name, fail);
    expect(answered.status).toBe(200);
    expect(told).toMatchObject([
      { user: 'U0ADA', card: { text: expect.stringContaining('Nothing was changed') } },
    ]);
  },
);

test('what turns out well after it was acknowledged needs no further word', async () => {
  expect((await late('says-in-direct-message', async () => ({}))).told).toEqual([]);
});

test('a command that is not answered yet does not say that it is', async () => {
  const { answered } = await late('types-command', async () => ({}));
  expect(JSON.stringify(answered)).not.toContain('I’ve answered');
  expect(JSON.stringify(answered)).toContain('longer than usual');
});
