import { describe, expect, it } from 'vitest';
import { drafts } from '../../../src/core/draft.ts';
import { choicesOf } from '../../../src/core/field.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { reads, type TestCore } from '../../support/test-core.ts';
import { open, press } from '../support/scenarios.ts';

function withStaff(core: TestCore, count: number): TestCore {
  for (let at = 0; at < count; at++)
    core.school.people.push({ id: `staff-${at}`, name: `Member ${at} of Staff`, roles: ['staff'] });
  return core;
}

async function onlyDraft(core: TestCore) {
  const [draft] = await core.work.find(drafts);
  if (!draft) throw new Error('Expected a draft.');
  return draft;
}

describe('a form that somebody has begun, in a school of 400', () => {
  it.each(['kenn-kenton', 'old-park'])('is as long as in a small school: %s', async (policy) => {
    const lengths = [];
    for (const count of [0, 400]) {
      const core = withStaff(open({ policy }), count);
      await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
      await core.say('ada', 'Year 4');
      lengths.push(JSON.stringify(await onlyDraft(core)).length);
    }
    expect(lengths[1]).toBe(lengths[0]);
  });

  it('offers everybody in its form, and takes them typed', async () => {
    const core = withStaff(open(), 400);
    const first = await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
    await press(core, 'ada', first, 'Fill in everything at once');
    const runners = core.form()?.fields.find((field) => field.name === 'runners');
    expect(runners && choicesOf(runners)).toHaveLength(407);
    const summary = await core.fill('ada', {
      name: 'Year 4',
      platform: 'Instagram',
      aim: 'Learning',
      audience: 'Families',
      promotion: 'Newsletter',
      runners: ['staff-7', 'staff-399'],
      open: 'private',
    });
    expect(reads(summary)).toContain('Who will run it: Member 7 of Staff, Member 399 of Staff');
    await press(core, 'ada', summary, 'Send it');
    expect((await core.work.find(requests))[0]?.answers.runners).toEqual(['staff-7', 'staff-399']);
  });

  it('offers somebody who has come meanwhile', async () => {
    const core = open();
    await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
    for (const answer of ['Year 4', 'Instagram', 'Learning', 'Families', 'Newsletter'])
      await core.say('ada', answer);
    core.school.people.push({ id: 'new', name: 'Nia New', roles: ['staff'] });
    await core.say('ada', 'Nia New, Joy Bell');
    expect((await onlyDraft(core)).answers.runners).toEqual(['new', 'joy']);
  });
});
