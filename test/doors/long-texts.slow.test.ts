/** Every repetition there is, through every door. */
import { expect, it } from 'vitest';
import { longestText } from '../../src/core/clip.ts';
import { cost, workWith } from './long-texts.ts';
import { repetitions } from './repetitions.ts';

it('never holds anybody up for 50 ms, whatever is repeated in it', async () => {
  const slow: string[] = [];
  const work = Object.entries(workWith());
  for (const text of repetitions(longestText))
    for (const [name, does] of work)
      if ((await cost(() => does(text), 50)) > 50) slow.push(`${name}: ${text.slice(0, 20)}`);
  expect(slow).toEqual([]);
}, 600_000);
