import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incoming, Reply } from '../../src/core/door.ts';
import { patience } from '../../src/doors/patience.ts';

const longestMs = 1000;
const incoming: Incoming = {
  workspace: 'hill',
  event: {
    id: 'E-1',
    at: '2027-03-02T10:00:00.000Z',
    by: { platform: 'here', user: 'ada' },
    place: { platform: 'here', conversation: 'ada', direct: true },
    type: 'opened',
  },
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A core that is busy until it is let go. */
function busyCore() {
  let end = (_reply: Reply) => {};
  const busy = new Promise<Reply>((resolve) => {
    end = resolve;
  });
  return {
    ...patience(
      longestMs,
      () => busy,
      () => undefined,
    ),
    end,
  };
}

describe('work that a platform waits for', () => {
  it('is answered with what comes of it, where that is in time', async () => {
    const { play, inTime, end } = busyCore();
    const waiting = inTime(play(incoming));
    end({ problems: { name: 'Please write a name.' } });
    expect(await waiting).toEqual({ problems: { name: 'Please write a name.' } });
  });

  it('goes on when it is late, and its end is told before the door closes', async () => {
    const { play, inTime, settled, end } = busyCore();
    const told: unknown[] = [];
    const waiting = inTime(play(incoming), async (outcome) => void told.push(outcome));
    await vi.advanceTimersByTimeAsync(longestMs);
    expect(await waiting).toBe('late');
    expect(told).toEqual([]);
    end({});
    await settled();
    expect(told).toEqual([{}]);
  });

  it('that fails is in the log, and is no more than an answer to the platform', async () => {
    const logged: string[] = [];
    const fail = () => Promise.reject(new Error('The disk is full.'));
    const { play, inTime } = patience(longestMs, fail, (line) => logged.push(line));
    expect(await inTime(play(incoming))).toBe('failed');
    expect(logged).toEqual(['E-1 could not be taken in. The disk is full.']);
  });
});
