/** A report on both platforms: from a few words to the one who has to hear of it, and to nobody else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage, sides } from './stage.ts';

const patient = { timeout: 20_000 };

describe.each(sides)('a report on %s', patient, (side) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(async () => {
    await stage.close();
    expect(stage.refusals()).toEqual([]);
  });

  const textOf = (messages: { text: string }[]) => messages.map(({ text }) => text).join('\n');

  it('is offered under the answer, filled in, read by name, taken on and closed', async () => {
    const [ada, lin] = [stage.user('ada', side), stage.user('lin', side)];
    await ada.says('somebody wrote racist comments under our school facebook post');
    await ada.presses('Report it');
    expect(ada.last(2)).toContain('Your report goes to Lin Park, Sam Hale or Bea Ode');
    await ada.presses('Fill in everything at once');
    expect(await ada.fills({ 'What happened': 'Racist comments under the sports day post.' })).toEqual({});
    await ada.presses('Tell Lin Park, Sam Hale or Bea Ode');
    expect(ada.last()).toContain('Nobody has read it yet');
    expect(textOf(stage.room(side))).not.toContain('Racist comments');
    expect(textOf(lin.reads())).not.toContain('Racist comments');
    await lin.presses('Read it', 'chat');
    expect(lin.last()).toContain('What happened: Racist comments under the sports day post.');
    await lin.presses('I’ll deal with it', 'chat');
    expect(textOf(ada.reads())).toContain('Lin Park is dealing with your report');
    await lin.presses('Close it', 'chat');
    expect(await lin.fills({ 'How it ended': 'Deleted, and the page is watched.' })).toEqual({});
    expect(textOf(ada.reads())).toContain('Lin Park has dealt with your report');
    expect(textOf(ada.reads())).not.toContain('the page is watched');
  });

  it('picks what it is about on a card', async () => {
    const ada = stage.user('ada', side);
    await ada.says('I want to report something');
    await ada.picks({ kind: 'mistake' }, 'Go on');
    expect(ada.last(2)).toContain('I posted something by mistake');
  });
});
