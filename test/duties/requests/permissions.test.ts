/** Small approvals: leave that a policy wants asked for first, signed by whoever it names, and by nobody else. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { buttonsOf } from '../../../src/core/card.ts';
import type { Field } from '../../../src/core/field.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore } from '../../support/test-core.ts';
import { press } from '../support/scenarios.ts';

const engine = loadEngine('data');
const bot = createBot(engine);

const all = engine
  .policies()
  .flatMap((policy) => engine.policy(policy).permissions.map((permission) => ({ policy, permission })));

function answerTo(field: Field): string {
  if (field.kind === 'choice') return field.right?.value ?? '';
  return field.kind === 'date' ? '2027-04-01' : 'As discussed';
}

/** Lin manages Ada; Sam is the head, and one of the senior leaders, each of whom has the buttons in their own chat. */
const signs = { manager: 'lin', head: 'sam', slt: 'sam', governor: '', 'hs-governor': '' };

describe.each(all)('$policy: $permission.label', ({ policy, permission }) => {
  const open = () => startCore(bot, aSchool({ policy }));

  async function sent(core: ReturnType<typeof open>): Promise<Seen[]> {
    const first = await core.raw('ada', {
      type: 'pressed',
      action: 'requests.permit',
      value: { permission: permission.id },
    });
    expect(reads(first)).toContain(permission.intro);
    await press(core, 'ada', first, 'Fill in everything at once');
    const answers = permission.fields.map((field) => [field.name, answerTo(field)]);
    const summary = await core.fill('ada', Object.fromEntries(answers));
    return press(core, 'ada', summary, 'Send it');
  }

  it('goes to each who signs it in turn, says what signing means, and is kept once it is signed', async () => {
    const core = open();
    let seen = await sent(core);
    for (const { by, signs: meaning } of permission.stages) {
      const to = by === 'slt' ? ['lin', 'sam', 'bea'] : [signs[by]];
      const having = seen.filter(
        ({ to: reader, card }) =>
          reader !== 'update' && buttonsOf(card).some(({ label }) => label === 'Approve'),
      );
      expect(having.map((one) => one.to)).toEqual(to);
      expect(reads(seen, signs[by])).toContain(`Approving means: ${meaning}`);
      seen = await press(core, signs[by], seen, 'Approve', signs[by]);
    }
    expect(reads(seen, 'ada')).toContain('has approved');
    const [request] = await core.work.find(requests);
    expect(request).toMatchObject({
      kind: 'permission',
      state: 'approved',
      terms: { permission: permission.id },
    });
    expect(await core.work.find(accounts)).toEqual([]);
  });

  it('can be changed and asked for again when it was rejected', async () => {
    const core = open();
    const given = await sent(core);
    const who = signs[permission.stages[0]?.by ?? 'head'];
    await press(core, who, given, 'Reject', who);
    const rejected = await core.fill(who, { reason: 'Not like this, please.' });
    expect(reads(await press(core, 'ada', rejected, 'Change and apply again', 'ada'))).toContain(
      'As discussed',
    );
  });
});

describe('asking for permission', () => {
  it('is opened in words, and says so where the policy names nothing', async () => {
    expect(
      reads(await startCore(bot, aSchool({ policy: 'kenn-kenton' })).say('ada', 'I need permission')),
    ).toContain('What would you like to ask for?');
    expect(
      reads(await startCore(bot, aSchool({ policy: 'westgate' })).say('ada', 'I need permission')),
    ).toContain('Your policy names nothing that I can ask for here');
  });

  it('is offered under the answer that asks for it', async () => {
    const core = startCore(bot, aSchool({ policy: 'abbotswood' }));
    const seen = await core.say('ada', 'can I use my own mobile to ring parents about the trip?');
    expect(seen.flatMap(({ card }) => buttonsOf(card).map(({ label }) => label))).toContain(
      'Use my own email or phone for school business',
    );
  });
});

it('at Hermitage nothing is sent before the parents have agreed in writing', async () => {
  const core = startCore(bot, aSchool({ policy: 'hermitage' }));
  const first = await core.say('ada', 'I need permission');
  await press(core, 'ada', first, 'Fill in everything at once');
  await core.fill('ada', {
    who: 'The drama club',
    how: 'A school laptop',
    why: 'Times of rehearsals',
    written: 'no',
    kept: 'In the office',
  });
  expect(core.problems()?.written).toContain('A spoken yes won’t do');
  expect(await core.work.find(requests)).toEqual([]);
});

it('the README says what has to be asked for first, and who signs it', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const { policy, permission } of all) {
    const signed = permission.stages.map(({ title }) => title).join(', ');
    expect(readme).toContain(`| ${engine.policy(policy).about.school} | ${permission.label} | ${signed} |`);
  }
});

describe('at Old Park', () => {
  it.each(['outside-organisation', 'advertise', 'logo'])('the headteacher alone signs “%s”', (id) => {
    const { changes } = engine.policy('old-park').application;
    expect(changes.find((change) => change.id === id)?.stages?.map(({ by }) => by)).toEqual(['head']);
  });

  it('the health and safety governor signs, and any other governor only where there is none', () => {
    expect(engine.policy('old-park').application.stages.map(({ by }) => by)).toEqual([
      'manager',
      'hs-governor',
      'head',
    ]);
  });
});
