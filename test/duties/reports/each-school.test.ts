/** What each school's policy asks to be reported, and who hears of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { buttonsOf } from '../../../src/core/card.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, startCore } from '../../support/test-core.ts';
import { press } from '../support/scenarios.ts';

const engine = loadEngine('data');
const bot = createBot(engine);
const schools = engine.policies().toSorted();

/** Lin manages Ada and leads; Sam is the head, Bea the safeguarding lead. */
const heard = { 'line-manager': ['lin'], slt: ['lin', 'sam', 'bea'], head: ['sam'], dsl: ['bea'] };

const asked = schools.flatMap((policy) =>
  engine
    .policy(policy)
    .reports.filter(({ clauses }) => clauses)
    .map((kind) => [policy, kind.id, kind] as const),
);

describe.each(asked)('%s: %s', (policy, id, kind) => {
  it('says what to do, cites its clauses, and reaches whoever has to hear of it', async () => {
    const core = startCore(bot, aSchool({ policy }));
    const first = await core.raw('ada', { type: 'pressed', action: 'reports.start', value: { kind: id } });
    const guidance = reads(first.slice(0, 1));
    for (const line of [...kind.do, ...kind.dont]) expect(guidance).toContain(line);
    expect(guidance.includes('Reporting it here is our advice.')).toBe(kind.reportIsOurs === true);
    for (const anchor of kind.clauses ?? [])
      expect(guidance).toContain(engine.policy(policy).clauses.get(anchor)?.text);
    await press(core, 'ada', first, 'Fill in everything at once');
    const summary = await core.fill('ada', {
      about: ['joy'],
      what: 'Something was posted',
      where: '',
      on: '',
      done: '',
    });
    const send = buttonsOf(summary.at(-1)?.card ?? raise()).find(({ style }) => style === 'primary');
    const given = await core.press('ada', summary.at(-1)?.card ?? raise(), send?.label ?? '');
    const readers = given
      .filter(({ card }) => buttonsOf(card).some(({ label }) => label === 'Read it'))
      .map(({ to }) => to);
    expect(readers).toEqual(heard[kind.to]);
  });
});

describe('a worry about an adult', () => {
  const worries = asked.flatMap(([policy, id, kind]) =>
    id === 'allegation' ? [[policy, kind] as const] : [],
  );

  it('is heard by the safeguarding lead only where the policy names them', () => {
    const named = worries.filter(([, { namesRecipient }]) => namesRecipient);
    expect(named.map(([policy, { to }]) => [policy, to])).toEqual([['abbotswood', 'dsl']]);
  });

  it.each(worries.filter(([, { namesRecipient }]) => !namesRecipient))(
    'is heard by the head at %s, whose policy names nobody, and the card says that this is our advice',
    (_, kind) => {
      expect(kind.to).toBe('head');
      expect(kind.do).toEqual(expect.arrayContaining(ourRoute));
    },
  );
});

it('the safeguarding lead is our advice wherever they are named, for no policy calls them that', () => {
  const lines = asked.flatMap(([, , kind]) => kind.do.filter((line) => line.includes('safeguarding lead')));
  expect(lines).not.toEqual([]);
  expect(lines.filter((line) => !line.includes('(our advice)'))).toEqual([]);
});

/** The same at every school whose policy leaves it open. */
const ourRoute = [
  'Tell the head now, in person or by phone. If it’s about the head, go to the chair of governors (our advice).',
  'If a child may be at risk, tell your safeguarding lead as well (our advice).',
];

function raise(): never {
  throw new Error('Expected a card.');
}

it('the README says which school’s policy asks for what', () => {
  const readme = readFileSync('README.md', 'utf8');
  const { reports } = engine.policy(schools[0] ?? '');
  for (const { id, title } of reports) {
    const cells = schools.map((policy) => {
      const [, , kind] = asked.find(([school, one]) => school === policy && one === id) ?? [];
      return kind ? (kind.reportIsOurs ? 'our advice' : 'yes') : '–';
    });
    expect(readme).toContain(`| ${title} (\`${id}\`) | ${cells.join(' | ')} |`);
  }
});
