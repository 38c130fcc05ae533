/** `npm run learn -- report`: what people meant where they were not understood. */
import { expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import { reportLines } from '../../src/cli/learn/report.ts';
import { buttonsOf, type Card } from '../../src/core/card.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { loadKnowledge } from '../../src/policy/load.ts';
import { startCore, type TestCore } from '../support/test-core.ts';

const engine = loadEngine('data');
/** Somebody is not understood, and picks the last of what is offered. */
async function picksTheLast(core: TestCore, who: string, words: string): Promise<string> {
  const choicesOn = (card: Card) => buttonsOf(card).filter(({ action }) => action === 'ask.fact');
  const seen = await core.say(who, words);
  const card = seen.map((each) => each.card).find((each) => choicesOn(each).length > 0);
  if (!card) throw new Error('Expected topics to pick from.');
  const last = choicesOn(card).at(-1)?.label ?? '';
  await core.press(who, card, last);
  return last;
}

it('tells topics and how often, and none of the words', async () => {
  const core = startCore(createBot(engine));
  const words = 'would that one be alright then do you reckon, the thing from Tuesday';
  const picked = await picksTheLast(core, 'ada', words);
  await picksTheLast(core, 'joy', words);
  const view = {
    schools: ['school'],
    records: async (_: string, kind: string) =>
      [...core.work.kept.values()].filter(({ of }) => of.kind === kind).map(({ record }) => record),
  };
  const titles = new Map(loadKnowledge('data').topics.map(({ id, title }) => [id, title]));
  const report = (await reportLines(view, titles)).join('\n');
  expect(report).toContain(picked);
  expect(report).toContain('2 times');
  expect(report).not.toContain('Tuesday');
  expect(JSON.stringify(await view.records('school', 'meant'))).not.toContain('Tuesday');
});

it('says so where nobody had to', async () => {
  expect(await reportLines({ schools: ['school'], records: async () => [] }, new Map())).toEqual([
    'Nobody has had to pick what they meant yet.',
  ]);
});
