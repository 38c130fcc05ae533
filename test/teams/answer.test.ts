import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Incoming, Reply } from '../../src/core/door.ts';
import { answer } from '../../src/teams/answer.ts';
import { limits } from '../../src/teams/limits.ts';

const incoming: Incoming = {
  workspace: 'school',
  event: {
    id: 'teams:chat:1',
    at: '2027-03-02T21:04:11.000Z',
    by: { platform: 'teams', user: 'sam' },
    place: { platform: 'teams', conversation: 'chat', direct: true },
    type: 'pressed',
    action: 'accounts.approve',
    value: {},
  },
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<Reply>(() => undefined);
const show = async () => undefined;

test.each(['press', 'dialog'] as const)(
  'a %s is answered in time, even while the core is still busy',
  async (as) => {
    const waiting = answer({ as, incoming }, never, show);
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
    kind: 'form',
    form: 'f',
    title: 'F',
    fields: [],
    answers: {},
    problems: {},
    submit: 'Go',
    value: {},
  } as const;
  const reply = async () => ({ openForm: { ...openForm, fields: [] } });
  const { status } = await answer({ as: 'press', incoming }, reply, () => new Promise(() => undefined));
  expect(status).toBe(200);
});
