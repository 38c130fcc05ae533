/** What can be seen in the words of a post by themselves. */
import { describe, expect, it } from 'vitest';
import { seenIn } from '../../../src/duties/posts/words.ts';
import type { Sight } from '../../../src/policy/pack/checks.ts';
import { policies } from '../support/scenarios.ts';

const insults = policies.get('old-park')?.checks.insults ?? [];
const known = { names: ['Joy Bell', 'Hill School'], insults };

describe.each<[Sight, [string, string[]][]]>([
  [
    'name',
    [
      ['Well done to Jamie and Priya Shah!', ['Jamie', 'Priya Shah']],
      ['Congratulations Year 4. Amazing work at Hill School with Mrs Bell', []],
      ['🎉 Brilliant news for everybody #WorldBookDay @HillSchool', []],
      ['WELL DONE JAMIE', ['JAMIE']],
      ['Fantastic goal. Jamie scored', ['Jamie']],
    ],
  ],
  [
    'full-name',
    [
      ['Jamie Smith came first', ['Jamie Smith']],
      ['Jamie and Priya came first', []],
      ['Joy Bell read a story at 12 High Street', []],
    ],
  ],
  [
    'contact',
    [
      ['Ring 07700 900123 or +44 20 7946 0000', ['07700 900123', '+44 20 7946 0000']],
      ['Write to jo.bloggs@gmail.com', ['jo.bloggs@gmail.com']],
      ['We meet at 12 High Street, LS1 4AB', ['12 High Street', 'LS1 4AB']],
      ['We raised £1,234 in 2027 with 250 cakes in Year 4', []],
    ],
  ],
  [
    'insult',
    [
      ['You IDIOTS', ['IDIOTS']],
      ['Shut up!', ['Shut up']],
      ['Mental health week begins. What a scumptious lunch', []],
    ],
  ],
  [
    'link',
    [
      ['See www.bbc.co.uk/news and https://x.org/a', ['www.bbc.co.uk/news', 'https://x.org/a']],
      ['Write to office@hill.org', []],
      ['Come at 3.30. Bring a hat', []],
    ],
  ],
])('%s', (sight, samples) => {
  it.each(samples)('in “%s”', (text, expected) => {
    expect(seenIn(sight, text, known)).toEqual(expected);
  });
});

it('a long paste is looked through at once', () => {
  const started = performance.now();
  for (const text of ['Aa '.repeat(900), '0 '.repeat(1200), 'a@a.'.repeat(600), '12 Aa '.repeat(400)])
    for (const sight of ['name', 'full-name', 'contact', 'insult', 'link'] as const)
      seenIn(sight, text, known);
  expect(performance.now() - started).toBeLessThan(2000);
});
