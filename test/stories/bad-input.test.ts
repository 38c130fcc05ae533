import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage, sides } from './stage.ts';

describe.each(sides)('on %s', (side) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('50,000 characters are answered like any other message', async () => {
    const ada = stage.user('ada', side);
    await ada.says(`can I add a pupil on Facebook? ${'blah '.repeat(10_000)}`);
    expect(ada.last().length).toBeGreaterThan(0);
    expect(ada.last()).not.toContain('went wrong');
  });

  it.each(['🙂', '...', '​'])('%j gets a kind sentence', async (text) => {
    const ada = stage.user('ada', side);
    await ada.says(text);
    expect(ada.last()).toContain('What would you like to know?');
  });

  it('what people write is never a live mention or link', async () => {
    const ada = stage.user('ada', side);
    await ada.says("I'd like to ask for a new school account");
    await ada.says('<!channel> <at>Sam</at> [free](http://bad.example) *Year 4*');
    await ada.says('back');
    expect(ada.last()).toContain('[free](http://bad.example)');
    await ada.says('cancel');
  });

  it('a form that was sent already is not sent twice', async () => {
    const joy = stage.user('joy', side);
    await joy.says('A reporter just rang me');
    for (const answer of ['Kim', 'Gazette', '01234', 'A post', 'today']) await joy.says(answer);
    const rooms = stage.room(side).length;
    const summary = joy.reads().findLast(({ buttons }) => buttons.includes('Tell the leaders'));
    if (!summary) throw new Error('Expected a summary.');
    if (side === 'slack')
      await Promise.all([1, 2].map(() => stage.slack.press('U0JOY', summary as never, 'Tell the leaders')));
    else
      await Promise.all(
        [1, 2].map(() =>
          stage.teams.press('00000000-0000-0000-0000-000000000011', summary, 'Tell the leaders'),
        ),
      );
    await stage.settle();
    expect(stage.room(side).filter(({ text }) => text.includes('Kim')).length).toBe(1);
    expect(stage.room(side).length).toBe(rooms + (side === 'slack' ? 1 : 1));
  });

  it('a minute without the network in the middle of a form loses no answer', async () => {
    const kit = stage.user('kit', side);
    await kit.says('I’d like to ask for a new school account');
    await stage.cutOff(side, 1, async () => {
      await kit.says('Chess Club');
      expect(kit.last()).not.toContain('Question 2');
    });
    expect(kit.last()).toContain('Question 2');
    await stage.cutOff(side, 1, () => kit.says('Instagram'));
    expect(kit.reads().filter(({ text }) => text.includes('Question 3'))).toHaveLength(1);
    await kit.says('change the name');
    expect(kit.last()).toContain('Your answer now: Chess Club');
    await stage.cutOff(side, 1, () => kit.presses('Cancel', 'chat'));
    expect(kit.last()).toContain('is cancelled');
  });

  it('what is sent while the network is away is there once it is back, once', async () => {
    const kit = stage.user('kit', side);
    const calls = () => stage.room(side).filter(({ text }) => text.includes('Pat of the Herald')).length;
    await kit.says('A reporter just rang me');
    for (const answer of ['Pat of the Herald', 'Herald', '01234', 'A post', 'today']) await kit.says(answer);
    await stage.cutOff(side, 1, async () => {
      await kit.presses('Tell the leaders', 'chat');
      await kit.presses('Tell the leaders', 'chat').catch(() => {});
      expect(calls()).toBe(0);
    });
    expect(calls()).toBe(1);
    expect(kit.last(4)).toContain('Sent: Press call.');
  });

  it('the server stays alive and ready', async () => {
    expect((await fetch(`${stage.address()}/healthz`)).status).toBe(200);
    expect((await fetch(`${stage.address()}/readyz`)).status).toBe(200);
    for (const path of ['/slack/events', '/api/messages'])
      expect((await fetch(stage.address() + path)).status).toBe(405);
    expect((await fetch(`${stage.address()}/nothing`)).status).toBe(404);
    expect(await (await fetch(`${stage.address()}/metrics`)).text()).toContain('chalkline_turns_total');
  });

  it('broken JSON and wrong signatures get the right status', async () => {
    const path = side === 'slack' ? '/slack/events' : '/api/messages';
    const wrong = await fetch(stage.address() + path, {
      method: 'POST',
      body: '{"broken',
      headers: { 'content-type': 'application/json' },
    });
    expect([400, 401]).toContain(wrong.status);
    expect((await fetch(`${stage.address()}/healthz`)).status).toBe(200);
  });
});

describe('somebody from a workspace that no school claims', () => {
  it('is told so, and nothing is kept', async () => {
    const stage = await openStage();
    stage.teams.introduce('00000000-0000-0000-0000-0000000000ff', {
      name: 'Visitor',
      tenant: '00000000-0000-0000-0000-0000000000ee',
    });
    await stage.teams.say('00000000-0000-0000-0000-0000000000ff', 'hello');
    await stage.settle();
    const told = stage.teams.direct('00000000-0000-0000-0000-0000000000ff').at(-1)?.text;
    expect(told).toContain('do not know this workspace');
    expect(told).toContain('ring 999');
    expect(stage.room('teams')).toEqual([]);
    await stage.close();
  });
});
