/** What each school's policy asks of its eye on its accounts and on posts about it; the rest is off until the school turns it on. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import type { WatchPart } from '../../../src/core/school.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import type { Watched } from '../../../src/policy/pack/watch.ts';
import { aSchool, reads, startCore } from '../../support/test-core.ts';
import { account } from '../support/account.ts';

const engine = loadEngine('data');
const bot = createBot(engine);
const schools = engine.policies().toSorted();

/** What begins each part, and its line in the help. */
const parts: Partial<Record<WatchPart, { action: string; help?: string }>> = {
  comments: { action: 'comments.start', help: 'Comments on our accounts' },
  posts: { action: 'found.start', help: 'Posts about the school' },
  parents: { action: 'found.parent' },
  friends: { action: 'friends.start', help: 'Friends of our sites' },
  rota: { action: 'watch.begin', help: 'Who looks at our accounts' },
};

const each = schools.flatMap((policy) =>
  Object.entries(parts).map(([part, begun]) => {
    const watched: Watched = engine.policy(policy).watch[part as WatchPart];
    return { policy, part: part as WatchPart, ...begun, watched, isAsked: watched.clauses !== undefined };
  }),
);

function begin(change: Parameters<typeof aSchool>[0], action: string) {
  const core = startCore(bot, aSchool(change));
  core.work.put(accounts, account);
  return core.raw('ada', { type: 'pressed', action, value: { account: account.id } });
}

describe.each(each.filter(({ isAsked }) => isAsked))(
  '$policy: $part',
  ({ policy, action, help, watched }) => {
    it('says what to do, and cites its clauses', async () => {
      const said = reads(await begin({ policy }, action));
      for (const line of [...watched.do, ...watched.dont]) expect(said).toContain(line);
      for (const anchor of watched.clauses ?? [])
        expect(said).toContain(engine.policy(policy).clauses.get(anchor)?.text);
    });

    it('is in the help', async () => {
      expect(reads(await startCore(bot, aSchool({ policy })).say('ada', 'what else?'))).toContain(help ?? '');
    });
  },
);

describe.each(each.filter(({ isAsked }) => !isAsked))('$policy: $part', ({ policy, part, action, help }) => {
  it('is off, and not in the help', async () => {
    expect(reads(await begin({ policy }, action))).toContain('Your policy doesn’t ask for this');
    const said = reads(await startCore(bot, aSchool({ policy })).say('ada', 'what else?'));
    if (help) expect(said).not.toContain(help);
  });

  it('says that only the school asks for it, where the school has turned it on', async () => {
    const said = reads(await begin({ policy, watch: [part] }, action));
    expect(said).toContain('Your school asks for this. Your policy doesn’t.');
  });
});

it('the README says which school’s policy asks for what', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const part of Object.keys(parts)) {
    const cells = schools.map((policy) => {
      const { watched, isAsked } = each.find((one) => one.policy === policy && one.part === part) ?? {};
      return watched?.within ? `${watched.within.hours} hours` : isAsked ? 'yes' : '–';
    });
    expect(readme).toContain(`| \`${part}\` | ${cells.join(' | ')} |`);
  }
});
