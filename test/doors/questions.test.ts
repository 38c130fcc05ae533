import { describe, expect, it } from 'vitest';
import type { FormCard } from '../../src/core/card.ts';
import type { Field } from '../../src/core/field.ts';
import { looseProblems, optionsOf, questionsOf } from '../../src/doors/questions.ts';

const open: Field = {
  name: 'open',
  kind: 'choice',
  label: 'Open',
  ask: 'Open?',
  section: 'The account',
  choices: [
    { value: 'yes', label: 'Yes, to everybody' },
    { value: 'no', label: 'No' },
  ],
};
const why: Field = {
  name: 'why',
  kind: 'text',
  label: 'Why',
  ask: 'Why?',
  help: 'A sentence will do.',
  section: 'The account',
  when: { field: 'open', is: ['yes', 'perhaps'] },
};
const runners: Field = {
  name: 'runners',
  kind: 'people',
  label: 'Who runs it',
  ask: 'Who?',
  section: 'People',
  choices: [
    { value: 'ada', label: 'Ada Osei' },
    { value: 'joy', label: 'Joy Bell' },
  ],
};

function formOf(fields: Field[], more: Partial<FormCard> = {}): FormCard {
  return {
    kind: 'form',
    form: 'a.b',
    title: 'A',
    fields,
    answers: {},
    problems: {},
    submit: 'Go',
    value: {},
    ...more,
  };
}

describe('the questions of a form', () => {
  it('name a section where it begins', () => {
    const sections = questionsOf(formOf([open, why, runners])).map((question) => question.section);
    expect(sections).toEqual(['The account', undefined, 'People']);
  });

  it('say when they count, in words as far as there are any', () => {
    const [, second] = questionsOf(formOf([open, why]));
    expect(second?.help).toBe('A sentence will do. Only if “Open” is “Yes, to everybody” or “perhaps”.');
    expect(second?.mustBeFilled).toBe(false);
  });

  it('find the words also where the other question stands elsewhere', () => {
    const [only] = questionsOf(formOf([why], { others: [open] }));
    expect(only?.help).toContain('Only if “Open” is “Yes, to everybody”');
  });

  it('offer somebody who was named and is not on the list', () => {
    const [who] = questionsOf(formOf([runners], { answers: { runners: ['joy', 'Aunt Dot'] } }));
    expect(who && optionsOf(who).map((option) => option.label)).toEqual(['Ada Osei', 'Joy Bell', 'Aunt Dot']);
  });

  it('have what must be put right beside them, and the rest apart', () => {
    const form = formOf([open], { problems: { open: 'Please choose.', other: 'Somebody was faster.' } });
    expect(questionsOf(form)[0]?.problem).toBe('Please choose.');
    expect(looseProblems(form)).toEqual(['Somebody was faster.']);
  });
});
