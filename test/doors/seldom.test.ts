/** What is turned away is logged, and never without end. */
import { expect, it } from 'vitest';
import { seldom } from '../../src/doors/seldom.ts';

it('logs one line a minute for each kind, with how many there were in between', () => {
  const logged: string[] = [];
  let ms = 0;
  const tell = seldom({ now: () => new Date(ms), log: (line) => logged.push(line) });
  for (; ms < 60_000; ms += 100) tell('refused');
  tell('too large');
  tell('refused');
  expect(logged).toEqual(['refused', 'too large', 'refused (599 more like this since the last line)']);
});
