import { afterEach, describe, expect, it } from 'vitest';
import { requests } from '../../../src/duties/requests/request.ts';
import { reads } from '../../support/test-core.ts';
import {
  apply,
  approveDespite,
  inAnotherEdition,
  inGoodStanding,
  onlyRequest,
  open,
  press,
} from '../support/scenarios.ts';

describe('a policy that changes meanwhile', () => {
  let restore = () => {};
  afterEach(() => restore());

  it('leaves an application under the one it began with, and says so on the card', async () => {
    const core = open();
    await apply(core);
    restore = inAnotherEdition('kenn-kenton', 'March 2027');
    const card = reads(await core.raw('ada', { type: 'pressed', action: 'requests.mine', value: {} }));
    expect(card).toContain('25 February 2021. It has changed since (now:');
    expect(card).toContain('This request finishes under the old one.');
  });

  it('accepts a signature for either edition, and wants a new one afterwards', async () => {
    const core = open();
    inGoodStanding(core, 'ada', 'joy');
    const sent = await apply(core);
    restore = inAnotherEdition('kenn-kenton', 'March 2027');
    await approveDespite(core, sent, 'lin');
    expect((await onlyRequest(core)).signatures[0]?.despite).toBeUndefined();
    const next = await apply(core, 'ada', { name: 'Choir' });
    expect(reads(next, 'room:slt')).toContain('a signature for the current edition of the policy');
  });

  it('asks again for what no longer fits, and keeps the rest', async () => {
    const core = open();
    const first = await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
    await press(core, 'ada', first, 'Fill in everything at once');
    const summary = await core.fill('ada', {
      name: 'Year 4',
      platform: 'Instagram',
      aim: 'Learning',
      audience: 'Families',
      promotion: 'Newsletter',
      runners: ['ada', 'joy'],
      open: 'private',
    });
    core.school.people = core.school.people.filter((person) => person.id !== 'joy');
    const again = await press(core, 'ada', summary, 'Send it');
    expect(reads(again)).toContain('I can’t find “joy” on the school’s staff list');
    expect(reads(again)).toContain('Who will run it?');
    expect(await core.work.find(requests)).toHaveLength(0);
    expect(reads(await core.say('ada', 'Ada Osei and Lin Park'))).toContain('Name: Year 4');
  });
});
