import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBot } from '../../src/bot/bot.ts';
import { handlersIn, registersIn } from '../../src/core/bot.ts';
import { notice } from '../../src/core/card.ts';
import type { Duty } from '../../src/core/duty.ts';
import { history, type Matter } from '../../src/core/matter/table.ts';
import type { Turn } from '../../src/core/turn.ts';
import { loadEngine } from '../../src/policy/engine.ts';

const record = z.object({ id: z.string(), history });

/** A matter with nothing in it but what is asked of each. */
function aMatter(
  change: Partial<Matter<z.infer<typeof record>, Turn>> = {},
): Matter<z.infer<typeof record>, Turn> {
  return {
    name: 'kite',
    records: { kind: 'kite', schema: record, keys: () => [] },
    gone: 'Gone.',
    by: () => undefined,
    sees: () => 'kite',
    views: () => [{ name: 'kite', looks: () => notice('info', 'A kite'), acts: [] }],
    acts: {},
    kept: { days: 'always', because: 'It is a test.', seenBy: 'Everybody' },
    ...change,
  };
}

const fly = { label: 'Fly', does: (kite: z.infer<typeof record>) => kite, audit: 'flew' };

describe('a row of duties', () => {
  it('takes the buttons and forms of each, and of its matters, by their whole names', () => {
    const asks = () => ({ title: 'Mend', fields: [], submit: 'Mend it' });
    const { pressed, submitted, forms } = handlersIn([
      {
        name: 'toys',
        pressed: { start: async () => {} },
        forms: { log: async () => {} },
        matters: [aMatter({ acts: { fly, mend: { ...fly, asks } } })],
      },
    ]);
    expect([...pressed.keys()]).toEqual(['toys.start', 'kite.show', 'kite.fly', 'kite.mend']);
    expect([...submitted.keys()]).toEqual(['kite.mend']);
    expect([...forms.keys()]).toEqual(['toys.log']);
  });

  it.each<[string, Duty[]]>([
    ['two duties', [1, 2].map(() => ({ name: 'kite', pressed: { fly: async () => {} } }))],
    [
      'a duty and its matter',
      [{ name: 'kite', pressed: { fly: async () => {} }, matters: [aMatter({ acts: { fly } })] }],
    ],
    ['two matters', [{ name: 'toys', matters: [aMatter({ acts: { fly } }), aMatter({ acts: { fly } })] }]],
  ])('is refused when %s take one button', (_, duties) => {
    expect(() => handlersIn(duties)).toThrow(/Expected one handler for “kite\.\w+”, got two\./);
  });

  it('is refused when an act would take the place of showing', () => {
    expect(() => handlersIn([{ name: 'toys', matters: [aMatter({ acts: { show: fly } })] }])).toThrow(
      '“kite.show”',
    );
  });

  it('is refused when two duties open under one name', () => {
    const opens = { kites: { run: async () => {} } };
    const twice = ['toys', 'games'].map((name) => ({ name, opens }));
    expect(() => createBot(loadEngine('data'), twice)).toThrow('Expected one opening “kites”, got two.');
  });

  it('exports the registers of matters and of duties, in their order', () => {
    const register = { name: 'kites', title: 'Kites', columns: {}, notInCsv: ['history'] };
    const matters = [aMatter({ register }), aMatter()];
    const registers = [{ name: 'counts', title: 'Counts', kind: 'count', columns: {} }];
    expect(registersIn([{ name: 'toys', matters, registers }])).toEqual([
      { ...register, kind: 'kite' },
      ...registers,
    ]);
  });
});
