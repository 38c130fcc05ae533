import { describe, expect, it } from 'vitest';
import { check } from '../../src/core/check.ts';
import { cardOfQuestion } from '../../src/core/dialog-cards.ts';
import type { Draft } from '../../src/core/draft.ts';
import type { Field } from '../../src/core/field.ts';

const audience: Field = {
  name: 'audience',
  kind: 'choices',
  label: 'Audience',
  ask: 'Who is it for?',
  choices: [
    { value: 'pupils', label: 'Our pupils' },
    { value: 'families', label: 'Families, near and far' },
    { value: 'public', label: 'The public' },
  ],
};

const draft: Draft = {
  id: 'D-1',
  person: 'ada',
  form: 'form',
  title: 'New school account',
  submit: 'Send it',
  fields: [audience],
  answers: {},
  state: 'open',
  value: {},
  day: '2027-03-02',
  touched: '2027-03-02T10:00:00.000Z',
};

describe('a question with several answers', () => {
  it('is ticked on its card, with a button that brings the answers along', () => {
    const card = cardOfQuestion(draft, audience);
    expect(card.input).toMatchObject({
      field: { name: audience.name, kind: 'choices' },
      button: { label: 'OK', action: 'form.answer', value: { draft: draft.id, field: audience.name } },
    });
    expect(card.choices).toEqual([]);
  });

  it('keeps what was picked and refused, and no words that were typed', () => {
    const tried = (answer: string[]) =>
      cardOfQuestion(draft, audience, 'Please choose.', answer).input?.answers;
    expect(tried(['pupils', 'everyone else'])).toEqual({ audience: ['pupils'] });
    expect(tried(['everyone else'])).toEqual({});
  });

  it('shows the answer that there is, with one full stop at its end', () => {
    const aim: Field = { name: 'aim', kind: 'text', label: 'Aim', ask: 'What is it for?' };
    const hint = (said: string) => cardOfQuestion({ ...draft, answers: { aim: said } }, aim).hint;
    expect(hint('Can I bring my dog?')).toBe('Your answer now: Can I bring my dog?');
    expect(hint('Our garden')).toBe('Your answer now: Our garden.');
  });

  it('keeps a day that was refused, however it was written', () => {
    const when: Field = { name: 'on', kind: 'date', label: 'When', ask: 'When?', notAfter: 'today' };
    const tried = (answer: string) => cardOfQuestion(draft, when, 'Too late.', answer).input?.answers;
    expect(tried('14/3/2030')).toEqual({ on: ['2030-03-14'] });
    expect(tried('some day')).toEqual({});
  });

  it('takes numbers as well as words', () => {
    const around = { today: '2027-03-02', answers: {} };
    for (const said of ['1, 3', '1 and 3', '1 3'])
      expect(check(audience, said, around)).toEqual({ value: ['pupils', 'public'] });
  });
});
