import { describe, expect, it } from 'vitest';
import type { Bot } from '../../src/core/bot.ts';
import { notice } from '../../src/core/card.ts';
import type { Duty } from '../../src/core/duty.ts';
import { bareBot } from '../support/bare-bot.ts';
import { aSchool, reads, startCore } from '../support/test-core.ts';

const say = (text: string) => notice('info', text);

/** A bot with one small duty, to see what the core itself does. */
function aBot(duty: Partial<Duty> = {}): Bot {
  const ring: Duty['pressed'] = {
    ring: async (turn, value) => turn.say(say(`Rung ${value.times ?? 'once'}`)),
  };
  return bareBot([{ name: 'bell', pressed: ring, ...duty }]);
}

describe('an event', () => {
  it('goes to the duty that its button names', async () => {
    const core = startCore(aBot());
    expect(
      reads(await core.raw('ada', { type: 'pressed', action: 'bell.ring', value: { times: 'twice' } })),
    ).toBe('Rung twice');
  });

  it.each(['bell.toll', 'whistle.ring', 'bell', '', 'constructor.name', 'bell.toString', '__proto__.ring'])(
    'with the unknown button "%s" changes nothing and says so',
    async (action) => {
      const core = startCore(aBot());
      expect(reads(await core.raw('ada', { type: 'pressed', action, value: {} }))).toContain(
        'do not know this button',
      );
      expect(core.work.trail).toEqual([]);
      expect(core.stray()).toBe(action);
    },
  );

  it('with an unknown form says so as well', async () => {
    const core = startCore(aBot());
    expect(
      reads(await core.raw('ada', { type: 'submitted', form: 'bell.toString', answers: {}, value: {} })),
    ).toContain('do not know');
  });

  it('remembers what it has played for a day at least, and forgets it soon after', async () => {
    const core = startCore(aBot());
    await core.say('ada', 'one');
    const played = () => [...core.work.kept.keys()].filter((key) => key.startsWith('played')).length;
    expect(played()).toBe(1);
    await core.pass(24 * 60 * 60 * 1000);
    expect(played()).toBe(1);
    await core.pass(48 * 60 * 60 * 1000);
    expect(played()).toBe(0);
  });

  it('forgets what it has played also after days on which nobody was running', async () => {
    const core = startCore(aBot());
    await core.pass(0);
    await core.say('ada', 'one');
    await core.pass(9 * 24 * 60 * 60 * 1000);
    expect([...core.work.kept.keys()].filter((key) => key.startsWith('played'))).toEqual([]);
  });

  it('that was a refused form is refused again, and one that was taken is not taken twice', async () => {
    let taken = 0;
    const core = startCore(
      aBot({
        submitted: {
          fill: async (turn, { name }) => {
            if (name) taken++;
            else turn.refuse({ name: 'Which name?' });
          },
        },
      }),
    );
    const sent = { id: 'same', type: 'submitted', form: 'bell.fill', value: {} } as const;
    for (const _ of ['once', 'again']) {
      await core.raw('ada', { ...sent, answers: {} });
      expect(core.problems()).toEqual({ name: 'Which name?' });
    }
    for (const _ of ['once', 'again']) await core.raw('ada', { ...sent, answers: { name: 'Big Ben' } });
    expect(taken).toBe(1);
  });

  it('lets time pass for every duty', async () => {
    const core = startCore(
      aBot({ timePassed: async (turn) => turn.tell({ person: 'ada' }, say(`It is ${turn.today}`)) }),
    );
    expect(reads(await core.pass(0))).toBe('It is 2027-03-02');
  });
});

describe('a person', () => {
  it('is known by platform id and never by name', async () => {
    const seen: string[] = [];
    const core = startCore(
      {
        ...aBot(),
        said: async (turn) => void seen.push(`${turn.person.id}: ${turn.person.roles.join(' ')}`),
      },
      aSchool({ unlisted: 'staff' }),
    );
    await core.say('sam', 'hello');
    await core.say('Sam Hale', 'hello');
    expect(seen).toEqual(['sam: staff head slt', 'playground:Sam Hale: staff']);
  });
});
