/** What could not be sent is seen by whoever looks after Chalkline, who sends it again once that is put right. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStage, type Stage, sides, type Who } from './stage.ts';

const why = {
  slack: 'Slack says chats with me are switched off.',
  teams: 'Teams says the app isn’t there, or that person has blocked it.',
};

describe.each(sides)('on %s', (side) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({
      policy: 'old-park',
      on: [side],
      roles: { tom: ['administrator', 'owner'] },
      groups: { staff: ['bea'], dsl: ['bea'] },
    });
  });
  afterEach(() => stage.close());

  const user = (who: Who) => stage.user(who, side);

  /** Nothing can be written to somebody, until they are let in again. */
  function shut(who: Who): void {
    if (side === 'teams') stage.teams.remove(user(who).id);
    else stage.slack.shut(user(who).id, 'messages_tab_disabled');
  }

  async function letIn(who: Who): Promise<void> {
    if (side === 'teams') await stage.teams.install(user(who).id);
    else stage.slack.shut(user(who).id, undefined);
  }

  /** Somebody asks, and cannot be written to when a leader answers. */
  async function loseAnAnswer(who: Who): Promise<void> {
    await user(who).says('can I use chatgpt to write our posts?');
    await user(who).presses('Ask a person', 'chat');
    await user(who).fills({ 'Your question': 'May we use chatbots for posts?' });
    shut(who);
    await user('sam').presses('Answer', 'room');
    await user('sam').fills({
      'Your answer': 'For a first draft only.',
      'Keep this answer for everyone?': 'no',
    });
    await stage.pass();
    await stage.settle();
  }

  /** Somebody is to be rung, and whoever is to ring cannot be written to. */
  async function loseACall(): Promise<void> {
    await user('ada').says('a pupil told me an older man online wants to meet her');
    shut('bea');
    await user('ada').presses('Ask the safeguarding lead to ring me', 'chat');
    await stage.pass();
    await stage.settle();
  }

  it('the owner reads for whom, why and since when, and nothing of what it says', async () => {
    await loseAnAnswer('joy');
    expect(user('tom').last()).toContain('A card couldn’t be sent');
    expect(user('tom').last()).toMatch(new RegExp(`Joy Bell on ${side}`, 'i'));
    expect(user('tom').last()).toContain(why[side]);
    expect(user('tom').last()).toContain('2 March');
    expect(user('tom').last()).not.toMatch(/first draft|chatbots/);
  });

  it('it is there once it is sent again, as it looks by now, and the owner reads that', async () => {
    await loseAnAnswer('joy');
    await letIn('joy');
    await user('tom').presses('Send it again', 'chat');
    expect(user('joy').last(2)).toContain('For a first draft only.');
    expect(
      user('tom')
        .reads()
        .some(({ text }) => text.includes('Sent again by Tom Ivy')),
    ).toBe(true);
    expect(
      user('tom')
        .reads()
        .flatMap(({ buttons }) => buttons),
    ).not.toContain('Send it again');
  });

  it('one that cannot be sent again either comes back, and one that is let go does not', async () => {
    await loseAnAnswer('joy');
    await user('tom').presses('Send it again', 'chat');
    await stage.pass();
    await stage.settle();
    await user('tom').presses('Let it go', 'chat');
    await letIn('joy');
    await user('tom').says('undelivered');
    expect(user('tom').last()).toContain('Everything has arrived.');
    expect(user('joy').last(3)).not.toContain('For a first draft only.');
  });

  it('nobody else sends it, though they forge the press', async () => {
    await loseAnAnswer('joy');
    await letIn('joy');
    await user('sam').forges('Send it again', user('tom'));
    expect(user('joy').last(3)).not.toContain('For a first draft only.');
    expect(stage.kept()).toContain('may not send again what was lost');
  });

  it.each(['the role', 'the school'])(
    'nothing is sent again to somebody who has left %s since',
    async (left) => {
      await loseACall();
      await letIn('bea');
      await stage.regroup('dsl', []);
      if (left === 'the school') await stage.regroup('staff', []);
      await user('tom').presses('Send it again', 'chat');
      expect(user('tom').last()).toContain('They may not see it any more.');
      expect(user('bea').last(3)).not.toContain('asks you to ring them now');
    },
  );

  it('all are sent again at once, from the list to which the home leads', async () => {
    await loseAnAnswer('joy');
    await loseACall();
    for (const who of ['joy', 'bea'] as const) await letIn(who);
    await user('tom').says('home');
    expect(user('tom').last()).toContain('2 cards couldn’t be sent');
    await user('tom').presses('Show them', 'chat');
    await user('tom').presses('Send all again', 'chat');
    expect(user('tom').last()).toContain('2 cards are on the way again.');
    expect(user('joy').last(2)).toContain('For a first draft only.');
    expect(user('bea').last(2)).toContain('Ada Osei asks you to ring them now');
  });

  it('what is about a child at risk is shown to the owner as any other', async () => {
    await loseACall();
    expect(user('tom').last()).toContain('Bea Ode');
    expect(user('tom').last()).not.toMatch(/ring|Ada|urgent/i);
  });
});
