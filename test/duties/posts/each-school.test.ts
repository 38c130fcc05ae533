/** What each school's policy says of a post, wherever it goes: said with its clause, and held to the README. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { wheres } from '../../../src/policy/pack/checks.ts';
import { aSchool, reads, startCore } from '../../support/test-core.ts';
import { press } from '../support/scenarios.ts';

const engine = loadEngine('data');
const bot = createBot(engine);
const schools = engine.policies().toSorted();

const worst = 'Well done Jamie Smith, you idiot. Ring 07700 900123 or see www.example.org';

const posts = schools.flatMap((policy) => wheres.map((where) => [policy, where] as const));

describe.each(posts)('%s: %s', (policy, where) => {
  it('says all that is wrong, each thing with its clause, and nothing that another post is about', async () => {
    const { checks, clauses } = engine.policy(policy);
    const core = startCore(bot, aSchool({ policy }));
    await press(core, 'ada', await core.say('ada', 'check a post'), 'Fill in everything at once');
    const contained = core.form()?.fields.find(({ name }) => name === 'contained');
    const all =
      contained && 'choices' in contained ? (contained.choices ?? []).map(({ value }) => value) : [];
    const summary = await core.fill('ada', { text: worst, where, promised: [], contained: all });
    const seen = reads(await press(core, 'ada', summary, 'Check it'));
    for (const { where: only, remarks } of checks.points) {
      const fits = (those?: string[]) => !those || those.includes(where);
      const said = fits(only) ? remarks.find((remark) => fits(remark.where)) : undefined;
      for (const remark of remarks) {
        const words = remark.say.split(/\{found\}/).at(-1) ?? '';
        if (remark === said) {
          expect(seen).toContain(words);
          const [anchor] = remark.clauses ?? [];
          if (anchor) expect(seen).toContain(clauses.get(anchor)?.text);
        } else if (said && !said.say.includes(words)) expect(seen).not.toContain(words);
      }
    }
  });
});

describe('the README says', () => {
  const readme = readFileSync('README.md', 'utf8');
  const packs = schools.map((policy) => engine.policy(policy).checks);
  const row = (what: string, cells: string[]) => `| ${what} | ${cells.join(' | ')} |`;

  it.each(packs[0]?.points.flatMap(({ id, called }) => (called ? [[called, id]] : [])) ?? [])(
    'which policies speak of %s',
    (called, id) => {
      const cells = packs.map(({ points }) => {
        const point = points.find((candidate) => candidate.id === id);
        return point?.remarks.some(({ clauses }) => clauses) ? 'yes' : '–';
      });
      expect(readme).toContain(row(called, cells));
    },
  );

  it('where a leader has to see it, and where pictures come down', () => {
    const leader = packs.map(({ leader: { clauses, only } }) => (clauses ? (only ? 'some' : 'all') : '–'));
    expect(readme).toContain(row('**A leader sees it first**', leader));
    const down = packs.map(({ withdrawn }) => (withdrawn.clauses ? 'yes' : '–'));
    expect(readme).toContain(row('**Pictures come down once consent is withdrawn**', down));
  });
});
