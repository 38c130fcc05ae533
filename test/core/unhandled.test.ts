/** What nobody takes care of reaches nobody: a turn that would show it fails, and changes nothing. */
import { describe, expect, it } from 'vitest';
import type { Bot } from '../../src/core/bot.ts';
import { button, type Card, caseCard, formCard, item, listCard, notice } from '../../src/core/card.ts';
import { begin } from '../../src/core/dialog.ts';
import { drafts } from '../../src/core/draft.ts';
import type { Duty } from '../../src/core/duty.ts';
import type { Field } from '../../src/core/field.ts';
import type { Turn } from '../../src/core/turn.ts';
import { bareBot } from '../support/bare-bot.ts';
import { reads, startCore } from '../support/test-core.ts';

/** A bot that does one thing whatever is said, and takes the press of one button and one form. */
function aBot(said: (turn: Turn) => Promise<void> | void, forms: Duty['forms'] = {}): Bot {
  const bell: Duty = {
    name: 'bell',
    pressed: { ring: async (turn) => turn.say(notice('good', 'Rung')) },
    submitted: { tune: async (turn) => turn.say(notice('good', 'Tuned')) },
    forms,
  };
  return bareBot([bell], said);
}

const known = button('Ring', 'bell.ring');
const unknown = button('Toll', 'bell.toll');
const fields: Field[] = [{ name: 'note', kind: 'line', label: 'Note', ask: 'Which note?' }];
const formCalled = (form: string) => formCard({ form, title: 'Tune', fields, submit: 'Tune it' });

const withUnknown: [string, Card][] = [
  ['a notice', notice('info', 'Hear', { buttons: [known, unknown] })],
  ['a case', caseCard({ title: 'Bell', status: 'Silent', tone: 'info', buttons: [unknown] })],
  ['a list’s item', listCard('Bells', [item('One', '', { buttons: [unknown] })], { empty: '' })],
  ['a choice', { kind: 'question', text: 'Which?', choices: [unknown], buttons: [] }],
];

const ways: [string, (turn: Turn, card: Card) => void][] = [
  ['said', (turn, card) => turn.say(card)],
  ['whispered', (turn, card) => turn.whisper(card)],
  ['told to somebody else', (turn, card) => turn.tell({ person: 'joy' }, card)],
  ['put in the place of another', (turn, card) => turn.replace(card)],
  ['brought up to date', (turn, card) => turn.update('bell:1', card)],
];

describe('a button that nobody takes', () => {
  it.each(withUnknown)('on %s fails the turn', async (_, card) => {
    const core = startCore(aBot((turn) => turn.say(card)));
    await expect(core.say('ada', 'hello')).rejects.toThrow('handler for the button “Toll” (bell.toll)');
  });

  it.each(ways)('fails the turn when it is %s', async (_, show) => {
    const core = startCore(aBot((turn) => show(turn, notice('info', 'Hear', { buttons: [unknown] }))));
    await expect(core.say('ada', 'hello')).rejects.toThrow('“Toll”');
  });

  it('changes nothing and tells nobody', async () => {
    const core = startCore(
      aBot((turn) => {
        turn.audit('rang', 'bell');
        turn.tell({ person: 'joy' }, notice('info', 'It rings'));
        turn.say(notice('info', 'Hear', { buttons: [unknown] }));
      }),
    );
    await expect(core.say('ada', 'hello')).rejects.toThrow();
    expect([...core.work.kept.keys()]).toEqual([]);
    expect(core.work.trail).toEqual([]);
  });

  it('is no worry where somebody does take it', async () => {
    const core = startCore(aBot((turn) => turn.say(notice('info', 'Hear', { buttons: [known] }))));
    expect(reads(await core.say('ada', 'hello'))).toBe('Hear');
  });
});

describe('a form that nobody takes', () => {
  it('cannot be opened', async () => {
    const core = startCore(aBot((turn) => turn.openForm(formCalled('bell.break'))));
    await expect(core.say('ada', 'hello')).rejects.toThrow('handler for the form “Tune” (bell.break)');
  });

  it('cannot be posted', async () => {
    const core = startCore(aBot((turn) => turn.say(formCalled('bell.break'))));
    await expect(core.say('ada', 'hello')).rejects.toThrow('(bell.break)');
  });

  it('is told from one that somebody takes', async () => {
    const core = startCore(aBot((turn) => turn.openForm(formCalled('bell.tune'))));
    await core.say('ada', 'hello');
    expect(core.form()?.form).toBe('bell.tune');
  });
});

describe('a dialog', () => {
  const beginning = (turn: Turn) =>
    begin(turn, { form: 'bell.order', title: 'A new bell', fields, next: 'It is rung.', submit: 'Order it' });

  it('is not begun when nobody takes what is sent in the end', async () => {
    const core = startCore(aBot(beginning));
    await expect(core.say('ada', 'hello')).rejects.toThrow('takes the form “bell.order”');
    expect(await core.work.find(drafts)).toEqual([]);
  });

  it('that an earlier release has begun is kept, and its writer is told', async () => {
    const before = startCore(aBot(beginning, { order: async () => {} }));
    await before.say('ada', 'hello');
    const [draft] = await before.work.find(drafts);
    if (!draft) throw new Error('Expected a draft.');
    const now = startCore(aBot(() => {}));
    now.work.put(drafts, { ...draft, answers: { note: 'C' } });
    const seen = await now.raw('ada', { type: 'pressed', action: 'form.send', value: { draft: draft.id } });
    expect(reads(seen, 'ada')).toContain('I can’t send “A new bell” any more');
    expect(reads(seen, 'ada')).toContain('your answers are kept');
    expect(await now.work.find(drafts)).toMatchObject([{ id: draft.id, answers: { note: 'C' } }]);
  });
});
