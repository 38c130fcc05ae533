/** Who is staff, on both platforms: whoever is on no list is nobody, and whoever is taken off it loses everything at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage, sides } from './stage.ts';
import type { Read } from './users.ts';

describe.each(sides)('who is staff on %s', { timeout: 20_000 }, (side) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ on: [side] });
  });
  afterEach(async () => {
    await stage.close();
    expect(stage.refusals()).toEqual([]);
  });

  const textOf = (messages: Read[]) => messages.map(({ text }) => text).join('\n');

  it('a stranger is nobody until the administrator adds them', async () => {
    const [max, tom] = [stage.stranger(side), stage.user('tom', side)];
    await max.says('My mate was hit by his dad, what should I post about it?');
    expect(max.last()).toContain('Please ask Tom Ivy to add you.');
    expect(max.last()).toContain('ring 999');
    expect(stage.kept()).not.toContain('My mate');
    await tom.presses('Add them as staff', 'chat');
    expect(await tom.fills({ who: 'new', name: 'Max Moor' })).toEqual({});
    expect(max.last()).toContain('Tom Ivy has added you.');
    await max.says('Can I add a pupil on Facebook?');
    expect(max.last()).toContain('No');
  });

  it('a leader who is taken off the list decides nothing any more, and the list’s keeper reads of it', async () => {
    const [ada, lin, tom] = [stage.user('ada', side), stage.user('lin', side), stage.user('tom', side)];
    await ada.says('I’d like to set up a Year 4 Instagram');
    await ada.presses('Fill in everything at once');
    await ada.fills({
      name: 'Year 4 Explorers',
      platform: 'Instagram',
      aim: 'Show families what we learn',
      audience: 'Families of Year 4',
      promotion: 'Newsletter',
      runners: ['ada', 'joy'],
      open: 'private',
    });
    await ada.presses('Send it');
    await stage.takeOff('lin');
    expect(textOf(tom.reads())).toContain('Lin Park is off the list.');
    expect((await lin.looks()).flatMap(({ buttons }) => buttons)).not.toContain('Reject');
    await lin.forges('Reject', stage.user('sam', side));
    expect(textOf(await lin.looks())).toContain('you’re not on their list');
    await ada.says('status');
    expect(ada.last()).toContain('Waiting for');
  });

  it('whoever is taken off the list reads nothing more of what they had before them', async () => {
    await stage.close();
    stage = await openStage({ on: [side], roles: { lin: ['dsl'] } });
    const [ada, bea, lin] = [stage.user('ada', side), stage.user('bea', side), stage.user('lin', side)];
    await ada.says('a pupil told me an older man online wants to meet her');
    await ada.presses('Ask the safeguarding lead to ring me', 'chat');
    expect(textOf(bea.reads())).toContain('Ada Osei asks you to ring them now');
    await stage.takeOff('bea');
    await lin.presses('I’ve spoken to them', 'chat');
    expect(textOf(lin.reads())).toContain('Lin Park has spoken to Ada Osei');
    expect(textOf(bea.reads())).not.toContain('Ada Osei');
    expect(textOf(bea.reads())).toContain('You’re not on the staff list any more');
  });

  it('a leader by the school’s own group decides, and nothing more once they are out of it', async () => {
    await stage.close();
    stage = await openStage({ on: [side], groups: { slt: ['lin'], staff: ['joy'] } });
    const [joy, lin, tom] = [stage.user('joy', side), stage.user('lin', side), stage.user('tom', side)];
    await joy.says('I’d like to set up a Year 4 Instagram');
    await joy.presses('Fill in everything at once');
    await joy.fills({
      name: 'Year 4 Explorers',
      platform: 'Instagram',
      aim: 'Show families what we learn',
      audience: 'Families of Year 4',
      promotion: 'Newsletter',
      runners: ['ada', 'kit'],
      open: 'private',
    });
    await joy.presses('Send it');
    expect((await lin.looks()).flatMap(({ buttons }) => buttons)).toContain('Reject');
    await stage.regroup('slt', []);
    expect(textOf(tom.reads())).toContain('Lin Park is off the list.');
    expect((await lin.looks()).flatMap(({ buttons }) => buttons)).not.toContain('Reject');
    await lin.forges('Reject', stage.user('sam', side));
    await joy.says('status');
    expect(joy.last()).toContain('Waiting for');
  });

  it('after a pause of a week, whoever is in a group still is, and nobody is told otherwise', async () => {
    await stage.close();
    stage = await openStage({ on: [side], groups: { staff: ['joy'] } });
    const [joy, tom] = [stage.user('joy', side), stage.user('tom', side)];
    await stage.pass();
    await stage.pause(7);
    await joy.says('Can I add a pupil on Facebook?');
    expect(joy.last()).toContain('No');
    expect(textOf(tom.reads())).not.toContain('off the list');
  });
});
