/** Every repetition there is, through every door. */
import { expect, it } from 'vitest';
import { longestText } from '../../src/core/clip.ts';
import { cost, workWith } from './long-texts.ts';
import { repetitions } from './repetitions.ts';

/** The worst takes about 30 ms on a machine with nothing else to do; here others are at work beside it. */
const longestMs = 150;

it('never holds anybody up, whatever is repeated in it', async () => {
  const slow: string[] = [];
  const work = Object.entries(workWith());
  for (const text of repetitions(longestText))
    for (const [name, does] of work)
      if ((await cost(() => does(text), longestMs)) > longestMs) slow.push(`${name}: ${text.slice(0, 20)}`);
  expect(slow).toEqual([]);
}, 600_000);
