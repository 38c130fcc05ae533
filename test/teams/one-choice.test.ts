import { expect, it } from 'vitest';
import { formCard } from '../../src/core/card.ts';
import { formData, openFormOf } from '../../src/teams/card-data.ts';

it('a form with a single choice comes back from Teams as it went', () => {
  const choices = [{ value: 'sam', label: 'Sam Hale' }];
  const card = formCard({
    form: 'request.hand',
    title: 'Pass it on',
    fields: [{ name: 'to', kind: 'choice', label: 'Hand to', ask: 'Who shall decide?', choices }],
    submit: 'Hand over',
  });
  const _form = openFormOf(card);
  expect(formData.safeParse({ _form, to: 'sam' }).data).toEqual({ _form });
});
