/** What each school's policy says about somebody's own account, line by line, and what is ours. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { buttonsOf } from '../../../src/core/card.ts';
import { clauseName } from '../../../src/core/clause-name.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, startCore } from '../../support/test-core.ts';

const engine = loadEngine('data');
const bot = createBot(engine);
const schools = engine.policies().toSorted();

const cards = [
  ['disclaimer', 'Disclaimer wording'],
  ['privacy', 'privacy checklist'],
  ['leaving', 'After I leave'],
] as const;

describe.each(schools)('%s', (policy) => {
  const { personal, privacyLists, clauses } = engine.policy(policy);

  it.each(cards)(
    'the card on %s has each line with its clause, and marks what is ours',
    async (part, said) => {
      const seen = await startCore(bot, aSchool({ policy })).say('ada', said);
      const text = reads(seen, 'ada');
      const { says, lines, ours } = personal[part];
      expect(text).toContain(says);
      for (const line of lines) {
        const clause = clauses.get(line.clause);
        const [number] = clause ? clauseName(clause).split(' (') : [];
        expect(text).toContain(`${line.text} (${number})`);
        expect(text).toContain(clause?.text);
      }
      const [, suggested = ''] = text.split('We suggest');
      for (const line of ours) expect(suggested).toContain(line);
    },
  );

  it('has a list for each platform, which is ours', async () => {
    const core = startCore(bot, aSchool({ policy }));
    const card = (await core.say('ada', 'privacy checklist'))[0]?.card ?? raise();
    for (const { title, checks } of privacyLists) {
      const text = reads(await core.press('ada', card, title), 'ada');
      for (const check of checks) expect(text).toContain(check);
      expect(text).toContain('Our suggestions.');
    }
  });
});

function raise(): never {
  throw new Error('Expected a card.');
}

describe('somebody’s own account', () => {
  it('no wording is offered where the school must not be named', async () => {
    const seen = await startCore(bot, aSchool({ policy: 'old-park' })).say('ada', 'disclaimer wording');
    expect(reads(seen)).not.toContain('You could write');
    expect(reads(seen)).toContain('Don’t name the school');
  });

  it('is answered privately where it was asked in a channel', async () => {
    const seen = await startCore(bot).say('ada', 'privacy checklist', 'staffroom');
    expect(reads(seen, 'ada')).toContain('Your privacy settings');
    expect(reads(seen, 'staffroom')).toBe('I’ve answered you privately.');
  });

  it.each([
    ['what should i set my privacy settings to?', 'Privacy checklist'],
    ['do i need a disclaimer on my twitter?', 'What my account may say'],
    ['can I stay in touch with pupils after I leave?', 'What applies after I leave'],
  ])('under the answer to “%s” there is a way on to it', async (question, label) => {
    const seen = await startCore(bot, aSchool({ policy: 'westgate' })).say('ada', question);
    expect(seen.flatMap(({ card }) => buttonsOf(card).map((button) => button.label))).toContain(label);
  });

  it('a question about it is still answered by the policy', async () => {
    const seen = await startCore(bot).say('ada', 'what applies after I leave?');
    expect(seen[0]?.card.kind).toBe('answer');
  });

  it('a platform that is not on the list any more is said so', async () => {
    const core = startCore(bot);
    const seen = await core.raw('ada', {
      type: 'pressed',
      action: 'personal.platform',
      value: { id: 'myspace' },
    });
    expect(reads(seen)).toBe('I have no list for this platform any more.');
  });

  it('the README says which school has a wording', () => {
    const cells = schools.map((policy) => (engine.policy(policy).personal.disclaimer.wording ? 'yes' : '–'));
    const row = `| A wording is offered for your account | ${cells.join(' | ')} |`;
    expect(readFileSync('README.md', 'utf8')).toContain(row);
  });
});
