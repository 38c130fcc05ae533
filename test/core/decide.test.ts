import { describe, expect, it } from 'vitest';
import type { Bot } from '../../src/core/decide.ts';
import type { Duty } from '../../src/core/duty.ts';
import { aSchool, openDesk, reads } from '../support/desk.ts';

const say = (text: string) => ({
  kind: 'notice' as const,
  tone: 'info' as const,
  text,
  facts: [],
  buttons: [],
});

/** A bot with one small duty, to see what the core itself does. */
function aHouse(duty: Partial<Duty> = {}): Bot {
  return {
    duties: [
      {
        name: 'bell',
        pressed: { ring: async (turn, value) => turn.say(say(`Rung ${value.times ?? 'once'}`)) },
        ...duty,
      },
    ],
    hear: async (turn, text) => turn.say(say(`Heard ${text}`)),
    greet: async (turn) => turn.say(say('Hello')),
    shrug: (turn) => turn.whisper(say('I do not know this button any more.')),
  };
}

describe('an event', () => {
  it('goes to the duty that its button names', async () => {
    const desk = openDesk(aHouse());
    expect(
      reads(await desk.raw('ada', { type: 'pressed', action: 'bell.ring', value: { times: 'twice' } })),
    ).toBe('Rung twice');
  });

  it.each(['bell.toll', 'whistle.ring', 'bell', '', 'constructor.name', 'bell.toString', '__proto__.ring'])(
    'with the unknown button "%s" changes nothing and says so',
    async (action) => {
      const desk = openDesk(aHouse());
      expect(reads(await desk.raw('ada', { type: 'pressed', action, value: {} }))).toContain(
        'do not know this button',
      );
      expect(desk.work.trail).toEqual([]);
      expect(desk.stray()).toBe(action);
    },
  );

  it('with an unknown form says so as well', async () => {
    const desk = openDesk(aHouse());
    expect(
      reads(await desk.raw('ada', { type: 'submitted', form: 'bell.toString', answers: {}, value: {} })),
    ).toContain('do not know');
  });

  it('remembers what it has played for a day, and then forgets it', async () => {
    const desk = openDesk(aHouse());
    await desk.say('ada', 'one');
    const played = () => [...desk.work.kept.keys()].filter((key) => key.startsWith('played')).length;
    expect(played()).toBe(1);
    await desk.pass(23 * 60 * 60 * 1000);
    expect(played()).toBe(1);
    await desk.pass(2 * 60 * 60 * 1000);
    expect(played()).toBe(0);
  });

  it('forgets what it has played also after days on which nobody was running', async () => {
    const desk = openDesk(aHouse());
    await desk.pass(0);
    await desk.say('ada', 'one');
    await desk.pass(9 * 24 * 60 * 60 * 1000);
    expect([...desk.work.kept.keys()].filter((key) => key.startsWith('played'))).toEqual([]);
  });

  it('lets time pass for every duty', async () => {
    const desk = openDesk(
      aHouse({ timePassed: async (turn) => turn.tell({ person: 'ada' }, say(`It is ${turn.today}`)) }),
    );
    expect(reads(await desk.pass(0))).toBe('It is 2027-03-02');
  });
});

describe('a person', () => {
  it('is known by platform id and never by name', async () => {
    const seen: string[] = [];
    const desk = openDesk(
      {
        ...aHouse(),
        hear: async (turn) => void seen.push(`${turn.person.id}: ${turn.person.roles.join(' ')}`),
      },
      aSchool(),
    );
    await desk.say('sam', 'hello');
    await desk.say('Sam Hale', 'hello');
    expect(seen).toEqual(['sam: staff head slt', 'playground:Sam Hale: staff']);
  });
});
