import { describe, expect, it } from 'vitest';
import { drafts } from '../../../src/core/draft.ts';
import { requests } from '../../../src/duties/accounts/request.ts';
import { type Desk, reads } from '../../support/desk.ts';
import { apply, open, press } from './lives.ts';

function withStaff(desk: Desk, count: number): Desk {
  for (let at = 0; at < count; at++)
    desk.school.people.push({ id: `staff-${at}`, name: `Member ${at} of Staff`, roles: ['staff'] });
  return desk;
}

async function onlyDraft(desk: Desk) {
  const [one] = await desk.work.find(drafts);
  if (!one) throw new Error('Expected a draft.');
  return one;
}

describe('a form that somebody has begun, in a school of 400', () => {
  it.each(['kenn-kenton', 'old-park'])('is as long as in a small school: %s', async (policy) => {
    const lengths = [];
    for (const count of [0, 400]) {
      const desk = withStaff(open({ policy }), count);
      await desk.raw('ada', { type: 'pressed', action: 'accounts.start', value: {} });
      await desk.say('ada', 'Year 4');
      lengths.push(JSON.stringify(await onlyDraft(desk)).length);
    }
    expect(lengths[1]).toBe(lengths[0]);
  });

  it('offers everybody in its form, and takes them typed', async () => {
    const desk = withStaff(open(), 400);
    const first = await desk.raw('ada', { type: 'pressed', action: 'accounts.start', value: {} });
    await press(desk, 'ada', first, 'Fill in everything at once');
    expect(desk.form()?.fields.find((one) => one.name === 'runners')?.choices).toHaveLength(407);
    const summary = await desk.fill('ada', {
      name: 'Year 4',
      platform: 'Instagram',
      aim: 'Learning',
      audience: 'Families',
      promotion: 'Newsletter',
      runners: ['staff-7', 'staff-399'],
      open: 'private',
    });
    expect(reads(summary)).toContain('Who will run it: Member 7 of Staff, Member 399 of Staff');
    await press(desk, 'ada', summary, 'Send it');
    expect((await desk.work.find(requests))[0]?.answers.runners).toEqual(['staff-7', 'staff-399']);
  });

  it('offers somebody who has come meanwhile', async () => {
    const desk = open();
    await desk.raw('ada', { type: 'pressed', action: 'accounts.start', value: {} });
    for (const answer of ['Year 4', 'Instagram', 'Learning', 'Families', 'Newsletter'])
      await desk.say('ada', answer);
    desk.school.people.push({ id: 'new', name: 'Nia New', roles: ['staff'] });
    await desk.say('ada', 'Nia New, Joy Bell');
    expect((await onlyDraft(desk)).answers.runners).toEqual(['new', 'joy']);
  });
});

describe('two people of one name', () => {
  function withTwins(): Desk {
    const desk = open();
    desk.school.people.push({ id: 'ada2', name: 'Ada Osei', roles: ['governor'] });
    return desk;
  }

  it('are asked about while the form is filled in, and shown apart to those who decide', async () => {
    const desk = withTwins();
    await desk.raw('ada', { type: 'pressed', action: 'accounts.start', value: {} });
    for (const answer of ['Year 4', 'Instagram', 'Learning', 'Families', 'Newsletter'])
      await desk.say('ada', answer);
    expect(reads(await desk.say('ada', 'Ada Osei, Joy Bell'))).toContain(
      'More than one person here is called “Ada Osei”. Please say which: Ada Osei (staff) or Ada Osei (governor).',
    );
    await desk.say('ada', 'Ada Osei (governor), Joy Bell');
    await desk.say('ada', 'skip');
    const sent = await press(desk, 'ada', await desk.say('ada', 'private'), 'Send it');
    expect(reads(sent, 'room:slt')).toContain('Who will run it: Ada Osei (governor), Joy Bell');
  });

  it('are asked about when training is recorded', async () => {
    const desk = withTwins();
    expect(reads(await desk.say('lin', 'record training for Ada Osei'))).toContain('Who is it about?');
  });

  it('are told apart where one of them leaves, and where a request is handed over', async () => {
    const desk = withTwins();
    desk.school.people.push({ id: 'bea2', name: 'Bea Ode', roles: ['slt'] });
    const who = reads(await desk.say('lin', 'Ada Osei is leaving on 31/8/2027'));
    expect(who).toContain('Ada Osei (staff)');
    expect(who).toContain('Ada Osei (governor)');
    await press(desk, 'lin', await apply(desk), 'Hand to somebody else');
    expect(desk.form()?.fields[0]?.choices?.map((one) => one.label)).toEqual([
      'Sam Hale',
      'Bea Ode (safeguarding lead)',
      'Bea Ode (senior leader)',
    ]);
  });
});
