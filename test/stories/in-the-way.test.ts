import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage, sides, type Who } from './stage.ts';

describe.each(sides)('on %s', (side) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const callsFrom = (outlet: string) => stage.room(side).filter(({ text }) => text.includes(outlet));
  const noLongerBusy = () => stage.cutOff(side, 1, async () => {});

  /** Somebody has put a press call down, and has only to send it. */
  async function callFrom(who: Who, outlet: string) {
    const user = stage.user(who, side);
    await user.says('A reporter just rang me');
    for (const answer of ['Kim', outlet, '01234', 'A post', 'today']) await user.says(answer);
    return user;
  }

  it.each([
    { status: 200, outlet: 'Herald' },
    { status: 403, outlet: 'Courier' },
  ])(
    'a card that a web filter stopped with $status is there once the filter lets it through',
    async (answer) => {
      const page = '<h1>This site is blocked at your school.</h1>';
      const joy = await callFrom('joy', answer.outlet);
      stage.slack.filter({ status: answer.status, body: page });
      stage.teams.filter({ status: answer.status, page });
      await joy.presses('Tell the leaders', 'chat');
      await stage.cutOff(side, 5, async () => {});
      expect(callsFrom(answer.outlet)).toEqual([]);
      stage.slack.filter(undefined);
      stage.teams.filter(undefined);
      await stage.cutOff(side, 15, async () => {});
      expect(callsFrom(answer.outlet)).toHaveLength(1);
    },
  );

  it('a card that stands there twice, as an answer was lost, has no live button once either is pressed', async () => {
    const joy = await callFrom('joy', 'Gazette');
    stage.slack.loseAnswers(true);
    stage.teams.loseAnswers(true);
    await joy.presses('Tell the leaders', 'chat').catch(() => {});
    stage.slack.loseAnswers(false);
    stage.teams.loseAnswers(false);
    await noLongerBusy();
    const [first, second] = callsFrom('Gazette');
    if (!first || !second) throw new Error('Expected the call twice.');
    expect(first.buttons).toContain('I’ll take it');
    const sam = stage.user('sam', side).id;
    if (side === 'slack') await stage.slack.press(sam, first, 'I’ll take it');
    else await stage.teams.press(sam, first, 'I’ll take it');
    await stage.settle();
    const after = callsFrom('Gazette');
    expect(after).toHaveLength(2);
    expect(after[0]?.text).toBe(after[1]?.text);
    expect(after.flatMap(({ buttons }) => buttons)).not.toContain('I’ll take it');
  });
});
