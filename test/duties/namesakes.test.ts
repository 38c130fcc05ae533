import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../src/core/field.ts';
import { reads, type TestCore } from '../support/test-core.ts';
import { apply, open, press } from './support/scenarios.ts';

describe('two people of one name', () => {
  function withTwins(): TestCore {
    const core = open();
    core.school.people.push({ id: 'ada2', name: 'Ada Osei', roles: ['governor'] });
    return core;
  }

  it('are asked about while the form is filled in, and shown apart to those who decide', async () => {
    const core = withTwins();
    await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
    for (const answer of ['Year 4', 'Instagram', 'Learning', 'Families', 'Newsletter'])
      await core.say('ada', answer);
    expect(reads(await core.say('ada', 'Ada Osei, Joy Bell'))).toContain(
      'More than one person here is called “Ada Osei”. Please say which: Ada Osei (staff) or Ada Osei (governor).',
    );
    await core.say('ada', 'Ada Osei (governor), Joy Bell');
    await core.say('ada', 'skip');
    const sent = await press(core, 'ada', await core.say('ada', 'private'), 'Send it');
    expect(reads(sent, 'room:slt')).toContain('Who will run it: Ada Osei (governor), Joy Bell');
  });

  it('are asked about when training is recorded', async () => {
    const core = withTwins();
    expect(reads(await core.say('lin', 'record training for Ada Osei'))).toContain('Who is it about?');
  });

  it('are told apart where one of them leaves, and where a request is handed over', async () => {
    const core = withTwins();
    core.school.people.push({ id: 'bea2', name: 'Bea Ode', roles: ['slt'] });
    const who = reads(await core.say('lin', 'Ada Osei is leaving on 31/8/2027'));
    expect(who).toContain('Ada Osei (staff)');
    expect(who).toContain('Ada Osei (governor)');
    await press(core, 'lin', await apply(core), 'Pass it on');
    const [heir] = core.form()?.fields ?? [];
    expect(heir && choicesOf(heir).map((choice) => choice.label)).toEqual([
      'Sam Hale',
      'Bea Ode (safeguarding lead)',
      'Bea Ode (senior leader)',
    ]);
  });
});
