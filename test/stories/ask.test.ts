import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage, sides, staffroom } from './stage.ts';

describe.each(sides)('questions on %s', (side) => {
  let kenn: Stage;
  let oldPark: Stage;

  beforeAll(async () => {
    [kenn, oldPark] = await Promise.all([openStage(), openStage({ policy: 'old-park' })]);
  });
  afterAll(async () => {
    await Promise.all([kenn.close(), oldPark.close()]);
    expect([...kenn.teams.refusals, ...oldPark.teams.refusals]).toEqual([]);
  });

  it('are clarified with one question, answered in words', async () => {
    const ada = oldPark.user('ada', side);
    await ada.says('can I accept this friend request?');
    await ada.says('a parent or carer');
    expect(ada.last()).toContain('6.3');
    expect(ada.reads().find(({ text }) => text.includes('✓ A parent or carer'))?.buttons).toEqual([]);
  });

  it('that were clarified with a button are closed', async () => {
    const joy = oldPark.user('joy', side);
    await joy.says('can I accept this friend request?');
    await joy.presses('A colleague', 'chat');
    expect(joy.reads().find(({ text }) => text.includes('✓ A colleague'))?.buttons).toEqual([]);
    expect(joy.reads().flatMap(({ buttons }) => buttons)).not.toContain('A pupil here');
  });

  it('are followed up', async () => {
    const ada = kenn.user('ada', side);
    await ada.says('Can I be friends with a pupil on Facebook?');
    await ada.says('what about ex-pupils then?');
    expect(ada.last()).toContain('Appendix 1, Personal use, Pupils/students');
  });

  it('that the policy is silent on are answered honestly, and then by a person', async () => {
    const joy = oldPark.user('joy', side);
    await joy.says('can I use chatgpt to write our posts?');
    expect(joy.last()).toContain('Your policy doesn’t mention this');
    await joy.presses('Ask a person', 'chat');
    await joy.fills({ 'Your question': 'May we use chatbots for posts?' });
    const sam = oldPark.user('sam', side);
    await sam.presses('Answer', 'room');
    await sam.fills({
      'Your answer': 'For a first draft only.',
      'Keep this answer for everyone?': 'yes',
    });
    expect(joy.last()).toContain('For a first draft only.');
    const ada = oldPark.user('ada', side);
    await ada.says('can I use chatgpt to write our posts?');
    expect(ada.last()).toMatch(/Your school has decided[\s\S]*Sam Hale/);
  });

  it('on which two clauses disagree are shown both', async () => {
    const ada = kenn.user('ada', side);
    await ada.says('am I allowed to look at my own facebook on the school laptop?');
    expect(ada.last()).toMatch(/Two clauses|two things/);
    expect(ada.last()).toMatch(/\bD\b/);
    expect(ada.last()).toContain('Appendix 1, ');
  });

  it('about a child at risk are handed to a person', async () => {
    const ada = kenn.user('ada', side);
    await ada.says('a pupil told me an older man online wants to meet her');
    expect(ada.last()).toMatch(/999[\s\S]*Bea Ode/);
    await ada.presses('Ask the safeguarding lead to ring me', 'chat');
    expect(kenn.user('bea', side).last()).toContain('Ada Osei asks you to ring them now');
    await kenn.user('bea', side).presses('I’ve spoken to them', 'chat');
    expect(kenn.user('bea', side).last()).toContain('Bea Ode has spoken to Ada Osei');
  });

  it('that name somebody in a channel are answered privately', async () => {
    const before = kenn.user('ada', side).reads().length;
    await kenn
      .user('ada', side)
      .says('can I add Jayden from my class on Insta?', { channel: staffroom[side] });
    expect(kenn.staffroom(side).at(-1)?.text).not.toContain('B.3');
    expect(kenn.user('ada', side).reads().length).toBeGreaterThan(before);
  });
});
