/** For every record, every role: what somebody can see of it and press, as one table to be read and agreed to. */
import { describe, expect, it } from 'vitest';
import { createBot, duties } from '../../src/bot/bot.ts';
import type { PolicyTurn } from '../../src/conversation/policy-turn.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, startCore } from '../support/test-core.ts';
import { samples } from './support/samples.ts';

const bot = createBot(loadEngine('data'));
const matters = duties.flatMap(({ matters = [] }) => matters);
type AnyMatter = (typeof matters)[number];

const chair = { id: 'una', name: 'Una Fry', roles: ['chair' as const] };
const school = aSchool({ people: [...aSchool().people, chair], unlisted: 'staff' });

/** Ada is whom the record is about or from, where it is anybody's. */
const readers: [string, string][] = [
  ['ada', 'herself'],
  ['joy', 'a colleague'],
  ['lin', 'her manager, a senior leader'],
  ['sam', 'the headteacher'],
  ['bea', 'the safeguarding lead, a senior leader'],
  ['gil', 'a governor'],
  ['una', 'the chair of governors'],
  ['tom', 'the administrator'],
  ['stranger', 'somebody who is not listed'],
];

/** The card they see, and what they may do about it. */
async function rightsOf(matter: AnyMatter, who: string): Promise<string> {
  const sample = samples[matter.name];
  if (!sample) throw new Error(`Expected a sample of ${matter.name}.`);
  const { record, beside } = sample;
  let rights = '';
  const core = startCore(
    {
      ...bot,
      said: async (turn: PolicyTurn) => {
        const view = await matter.sees(turn, record);
        const may: string[] = [];
        for (const name of Object.keys(matter.acts))
          if (!(await (matter.acts[name]?.by ?? matter.by)(turn, record, { id: record.id }))) may.push(name);
        rights = `${view ? `sees ${view}` : 'sees nothing'}; ${may.length > 0 ? `may ${may.join(', ')}` : 'may do nothing'}`;
      },
    },
    school,
  );
  core.work.put(matter.records, record);
  beside?.(core.work);
  await core.say(who, 'May I?');
  return rights;
}

describe('rights', () => {
  it('are as everybody has agreed to', async () => {
    const lines: string[] = [];
    for (const matter of matters) {
      lines.push(`${matter.register?.title ?? matter.name} (${matter.name})`);
      for (const [who, role] of readers) lines.push(`  ${role}: ${await rightsOf(matter, who)}`);
      lines.push('');
    }
    await expect(lines.join('\n')).toMatchFileSnapshot('golden/rights.txt');
  });
});
