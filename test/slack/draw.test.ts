import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { buttonsOf, type Card, type FormCard, type NoticeCard } from '../../src/core/card.ts';
import type { Field, FieldOf } from '../../src/core/field.ts';
import { draw, drawHome, summaryOf } from '../../src/slack/draw.ts';
import { drawDialog } from '../../src/slack/draw-form.ts';
import { limits, measures, pieces } from '../../src/slack/limits.ts';
import { samples } from '../cards/samples.ts';
import { messageRefusal, viewRefusal } from '../fakes/slack-refusals.ts';
import { buttonsIn, moreOn, readable, unfolded } from '../fakes/slack-views.ts';
import { dice } from '../support/dice.ts';

const place = { platform: 'slack' as const, conversation: 'D1', direct: true };
const forms = Object.values(samples).filter((card): card is FormCard => card.kind === 'form');

function sample(name: string): Card {
  const card = samples[name];
  if (!card) throw new Error(`Expected a sample “${name}”.`);
  return card;
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'text' && typeof part === 'string' ? [part] : textsOf(part),
  );
}

const notice = (text: string, more: Partial<NoticeCard> = {}): NoticeCard => ({
  kind: 'notice',
  tone: 'info',
  text,
  facts: [],
  buttons: [],
  ...more,
});

describe.each(Object.entries(samples))('%s', (_, card) => {
  const blocks = draw(card);

  it('is something that Slack takes', () => {
    expect(messageRefusal(blocks)).toBeUndefined();
    expect(viewRefusal(drawHome(card))).toBeUndefined();
    expect(summaryOf(card).length).toBeLessThanOrEqual(limits.text);
  });

  it('has the buttons of the card in their order, each with its value', () => {
    const drawn = unfolded(blocks).buttons.map((button) => [button.text.text, button.value]);
    const meant = buttonsOf(card).map((button) => [button.label, JSON.stringify(button.value)]);
    const own = card.kind === 'list' ? card.buttons.length : 0;
    const shownOfItems = drawn.length - own;
    expect(drawn.slice(0, shownOfItems)).toEqual(meant.slice(0, shownOfItems));
    expect(drawn.slice(shownOfItems)).toEqual(own > 0 ? meant.slice(-own) : []);
    if (card.kind !== 'list') expect(drawn).toHaveLength(meant.length);
  });
});

describe('people’s words', () => {
  const hostile = '<!channel> *bold* _it_ ~no~ `code` [a](http://b.example) <http://b.example|c> :x: & @here';

  it('stand in plain text just as they were written', () => {
    const card = notice(hostile, { facts: [{ label: 'Aim', value: hostile }] });
    const texts = textsOf(draw(card));
    expect(texts.filter((text) => text.includes(hostile))).toHaveLength(2);
    expect(JSON.stringify(draw(card))).not.toContain(`"type":"mrkdwn","text":"${hostile}`);
  });

  it('come to no life as the title of an item or the label of a fact', () => {
    const card: Card = {
      kind: 'list',
      title: 'List',
      items: [{ title: hostile, text: '', facts: [], buttons: [] }],
      empty: '',
      buttons: [],
    };
    const title = textsOf(draw(card)).find((text) => text.startsWith('*'));
    expect(title).toBe(
      '*&lt;!channel&gt; ∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ [a](http://b.example) &lt;http://b.example|c&gt; :x: &amp; @here*',
    );
    expect(JSON.stringify(draw(card))).toContain('"verbatim":true');
  });

  it('call nobody from the notification', () => {
    expect(summaryOf(notice('<!channel> & <@U1>'))).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  it('still fit the notification when every character has to be escaped', () => {
    const summary = summaryOf(notice('<'.repeat(9_000)));
    expect(summary.length).toBeLessThanOrEqual(limits.text);
    expect(summary).toMatch(/^(&lt;)+…$/);
  });
});

describe('a card that is too long', () => {
  it('goes on in a second block', () => {
    const text = 'A sentence of some length. '.repeat(200).trim();
    expect(draw(notice(text))).toHaveLength(2);
    expect(textsOf(draw(notice(text))).join(' ')).toBe(`ℹ️ ${text}`);
  });

  it('shortens long facts before it leaves any out', () => {
    const texts = textsOf(draw(sample('case: as long as people can make it')));
    for (let number = 1; number <= 20; number++)
      expect(texts.some((text) => text.startsWith(`Question ${number}: `))).toBe(true);
    expect(texts.some((text) => text.endsWith('…'))).toBe(true);
  });

  it('says how many items it does not show', () => {
    const card = sample('list: more than fits');
    const blocks = draw(card);
    const shown = blocks.flatMap(buttonsIn).length;
    expect(shown).toBeGreaterThan(5);
    expect(textsOf(blocks)).toContain(`… and ${60 - shown} more`);
  });

  it('keeps the latest of its history', () => {
    const history = Array.from({ length: 50 }, (_, at) => `Change ${at + 1}`);
    const { text } = unfolded(draw({ ...sample('case: decided'), kind: 'case', history } as Card));
    expect(text).toContain('… and 10 earlier\nChange 11\n');
    expect(text).toContain('Change 50');
  });

  it('has long details behind its “More” as well', () => {
    const details = [{ label: 'Aim, in full', value: 'Families see what Year 4 learns. '.repeat(90).trim() }];
    const blocks = draw(notice('Read this.', { details }));
    expect(messageRefusal(blocks)).toBeUndefined();
    expect(readable(blocks)).not.toContain('Families');
    expect(readable(moreOn(blocks))).toContain(details[0]?.value);
  });

  it('has what its “More” cannot carry below the buttons, so that nothing is lost', () => {
    const chance = dice(7);
    const word = () => chance.below(2 ** 30).toString(36);
    const details = [1, 2, 3].map((number) => ({
      label: `Clause ${number}`,
      value: Array.from({ length: 120 }, word).join(' '),
    }));
    const blocks = draw(
      notice('Read this.', {
        details,
        buttons: [{ label: 'Keep', action: 'a.b', value: {}, rank: 'quiet' }],
      }),
    );
    expect(messageRefusal(blocks)).toBeUndefined();
    expect(moreOn(blocks)).toEqual([]);
    expect(blocks.flatMap(buttonsIn).map(({ text }) => text.text)).toEqual(['Keep']);
    for (const { label, value } of details) expect(readable(blocks)).toContain(`${label}: ${value}`);
  });

  it('offers as many answers as fit, and says that one may write', () => {
    const choices = Array.from({ length: 90 }, (_, at) => ({
      label: `Answer ${at}`,
      action: 'form.answer',
      value: { draft: 'D-7K3FQW', field: 'who', answer: `answer-${at}` },
    }));
    const card: Card = { kind: 'question', text: 'Which one?', choices, buttons: [] };
    expect(messageRefusal(draw(card))).toBeUndefined();
    expect(textsOf(draw(card)).some((text) => /more: just write your answer/.test(text))).toBe(true);
  });

  it('is cut between words, and never inside a character', () => {
    expect(pieces('aaa bbb ccc', 8)).toEqual(['aaa bbb', 'ccc']);
    expect(pieces('😀😀😀', 3)).toEqual(['😀', '😀', '😀']);
  });

  it('is refused with a reason where buttons alone are too many', () => {
    const buttons = Array.from({ length: 200 }, (_, at) => ({
      label: `${at}`,
      action: 'a.b',
      value: { id: 'x'.repeat(60) },
    }));
    expect(() => draw(notice('Much', { buttons }))).toThrow('fewer buttons');
  });

  it('has a smallest measure that still shows something', () => {
    expect(measures.at(-1)).toEqual({ text: 200, entries: 3 });
  });
});

describe('a button', () => {
  it('asks first where the card says so', () => {
    const cancel = draw(sample('question: one step of a form'))
      .flatMap(buttonsIn)
      .find((button) => button.text.text === 'Cancel');
    expect(cancel?.style).toBe('danger');
    expect(cancel?.confirm?.deny?.text).toBe('Keep it');
  });

  it('that carries too much is refused with a reason', () => {
    const value = { text: 'x'.repeat(2_001) };
    const card = notice('Hi', { buttons: [{ label: 'Go', action: 'a.b', value }] });
    expect(() => draw(card)).toThrow('Expected the button “Go” to carry at most 2000 characters');
  });
});

describe('a form', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Label ${at}` }));
  type Kind = { [kind in Field['kind']]: Omit<FieldOf<kind>, 'name' | 'label' | 'ask'> }[Field['kind']];
  const formOf = (kind: Kind, answer?: string | string[], label = 'One'): FormCard => ({
    kind: 'form',
    form: 'a.b',
    title: 'Form',
    fields: [{ name: 'one', label, ask: 'One?', ...kind }],
    answers: answer === undefined ? {} : { one: answer },
    problems: {},
    submit: 'Send',
    value: {},
  });
  const inputOf = (card: FormCard): types.InputBlock => {
    const block = drawDialog(card, place).blocks.find((drawn) => drawn.type === 'input');
    if (!block) throw new Error('Expected an input.');
    return block as types.InputBlock;
  };

  it.each(forms.map((form) => [form.title, form] as const))('%s is a modal that Slack takes', (_, form) => {
    const view = drawDialog(form, place);
    expect(viewRefusal(view)).toBeUndefined();
    expect(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id)).toEqual(
      form.fields.map((field) => field.name),
    );
  });

  it('shows what is wrong beside the question, and the whole title where Slack would cut it', () => {
    const [form] = forms;
    const texts = form ? textsOf(drawDialog(form, place)) : [];
    expect(texts).toContain('New school account for …');
    expect(texts).toContain('New school account for Year 4');
    expect(texts.indexOf('⚠️ Please name at least 2 people.')).toBe(texts.indexOf('Who will run it') - 1);
  });

  it.each([
    ['a line', { kind: 'line' }, 'plain_text_input'],
    ['few choices', { kind: 'choice', choices: many(10) }, 'radio_buttons'],
    ['many choices', { kind: 'choice', choices: many(11) }, 'static_select'],
    ['more choices than Slack lists', { kind: 'choice', choices: many(101) }, 'plain_text_input'],
    ['few of several', { kind: 'choices', choices: many(10) }, 'checkboxes'],
    ['many of several', { kind: 'choices', choices: many(11) }, 'multi_static_select'],
    ['people on the list', { kind: 'people', choices: many(100) }, 'multi_static_select'],
    ['more people than Slack lists', { kind: 'people', choices: many(101) }, 'plain_text_input'],
    ['anybody', { kind: 'people' }, 'plain_text_input'],
    ['a date', { kind: 'date' }, 'datepicker'],
  ] as [string, Kind, string][])('asks for %s in its own way', (_, kind, type) => {
    const card = formOf(kind, 'choices' in kind ? ['v3'] : undefined);
    expect(inputOf(card).element.type).toBe(type);
    expect(viewRefusal(drawDialog(card, place))).toBeUndefined();
  });

  it('keeps somebody who was named in the chat and is not on the list', () => {
    const { element } = inputOf(formOf({ kind: 'people', choices: many(3) }, ['v1', 'Aunt Dot']));
    expect(JSON.stringify(element)).toContain(
      '"initial_options":[{"text":{"type":"plain_text","text":"Label 1"',
    );
    expect(JSON.stringify(element)).toContain('Aunt Dot');
  });

  it('names a choice by its number where its value is too long for Slack', () => {
    const long = { value: 'x'.repeat(80), label: 'Long one' };
    const { element } = inputOf(formOf({ kind: 'choice', choices: [...many(2), long] }, long.value));
    expect(element).toMatchObject({ initial_option: { value: '3' } });
  });

  it('leaves out a date that is none, for which Slack would refuse the whole form', () => {
    expect(inputOf(formOf({ kind: 'date' }, 'soon')).element).not.toHaveProperty('initial_date');
    expect(inputOf(formOf({ kind: 'date' }, '2027-03-14')).element).toHaveProperty('initial_date');
  });

  it('says when a question counts only sometimes', () => {
    const form = formOf({ kind: 'choice', choices: many(2) }, undefined, 'First');
    const second: Field = {
      name: 'two',
      kind: 'line',
      label: 'Two',
      ask: 'Two?',
      when: { field: 'one', is: ['v1'] },
    };
    const blocks = drawDialog({ ...form, fields: [...form.fields, second] }, place).blocks;
    expect(blocks.at(-1)).toMatchObject({ optional: true, hint: { text: 'Only if “First” is “Label 1”.' } });
  });

  it('of more than a hundred blocks is refused with a reason', () => {
    const [field] = formOf({ kind: 'line' }).fields;
    const fields = Array.from({ length: 101 }, (_, at) => ({ ...field, name: `f${at}` }) as Field);
    expect(() => drawDialog({ ...formOf({ kind: 'line' }), fields }, place)).toThrow('ask it in parts');
  });
});
