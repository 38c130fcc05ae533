import { describe, expect, it } from 'vitest';
import { check } from '../../src/core/check.ts';
import { readDate } from '../../src/core/dates.ts';
import type { Answers } from '../../src/core/event.ts';
import type { Field } from '../../src/core/field.ts';
import { asked, checkAll, firstOpen, shownAnswer } from '../../src/core/form.ts';

const around = { today: '2027-03-02', answers: {} as Answers };
const name: Field = { name: 'name', kind: 'line', label: 'Name', ask: 'Name?' };
const open: Field = {
  name: 'open',
  kind: 'choice',
  label: 'Open',
  ask: 'Open?',
  choices: [
    { value: 'open', label: 'Open to everybody' },
    { value: 'private', label: 'Private' },
  ],
};
const commas: Field = {
  name: 'where',
  kind: 'choice',
  label: 'Where',
  ask: 'Where?',
  choices: [
    { value: 'ours', label: 'Ours, no pupils' },
    { value: 'both', label: 'Ours, with pupils' },
  ],
};

const audience: Field = {
  name: 'audience',
  kind: 'choices',
  label: 'Audience',
  ask: 'Who?',
  choices: [
    { value: 'pupils', label: 'Our pupils' },
    { value: 'families', label: "Pupils' families" },
    { value: 'public', label: 'The public' },
  ],
};
const people: Field = {
  name: 'runners',
  kind: 'people',
  label: 'Who runs it',
  ask: 'Who?',
  least: 2,
  choices: [
    { value: 'ada', label: 'Ada Osei' },
    { value: 'joy', label: 'Joy Bell' },
  ],
};
const ages: Field = {
  name: 'ages',
  kind: 'line',
  label: 'Ages',
  ask: 'Ages?',
  when: { field: 'audience', is: ['pupils'] },
};
const letIn: Field = {
  name: 'letIn',
  kind: 'choice',
  label: 'Let in',
  ask: 'Let in?',
  choices: [
    { value: 'in', label: 'Yes, let in' },
    { value: 'later', label: 'Not yet' },
    { value: 'out', label: 'No, kept out' },
  ],
};
const starts: Field = { name: 'starts', kind: 'date', label: 'Starts', ask: 'When?', notBefore: 'today' };
const ends: Field = { name: 'ends', kind: 'date', label: 'Ends', ask: 'When?', after: 'starts' };

describe('an answer', () => {
  it.each<[string, Field, string | string[], unknown]>([
    ['a line is trimmed', name, '  Year 4 ', { value: 'Year 4' }],
    [
      'a line has an end',
      name,
      'x'.repeat(151),
      { problem: 'That’s 151 characters. Please keep it to 150.' },
    ],
    [
      'length is counted in characters, not in halves of emoji',
      name,
      '🙂'.repeat(150),
      { value: '🙂'.repeat(150) },
    ],
    ['nothing is not an answer', name, '   ', { problem: 'Please write a few words here.' }],
    ['a choice by its label', open, 'open to everybody', { value: 'open' }],
    ['a choice by its value', open, 'private', { value: 'private' }],
    ['a choice by its number', open, '2', { value: 'private' }],
    ['a choice by how it begins', open, 'priv', { value: 'private' }],
    ['a choice by its first word, however short', letIn, 'no', { value: 'out' }],
    ['a choice by words that only it has', open, 'to everybody', { value: 'open' }],
    ['a choice by its label without the commas', commas, 'ours no pupils', { value: 'ours' }],
    ['something else is no choice', open, 'perhaps', { problem: 'Please choose one of these.' }],
    [
      'several choices in one sentence',
      audience,
      "our pupils, pupils' families",
      { value: ['pupils', 'families'] },
    ],
    ['several choices from a form', audience, ['public', 'pupils'], { value: ['public', 'pupils'] }],
    ['people by name or id', people, 'ada osei and joy', { value: ['ada', 'joy'] }],
    [
      'people from outside keep their names',
      people,
      'Ada Osei, Mrs Khan (PTA)',
      { value: ['ada', 'Mrs Khan (PTA)'] },
    ],
    [
      'one person twice is one person',
      people,
      'Ada Osei, ada',
      { problem: 'You’ve given one name twice. Please name different people.' },
    ],
    ['people by their first names', people, 'Ada and Joy', { value: ['ada', 'joy'] }],
    ['too few people', people, 'Ada Osei', { problem: 'Please name at least 2 people.' }],
    ['a date the British way round', starts, '14/3/2027', { value: '2027-03-14' }],
    [
      'a date that is over',
      starts,
      '1 March 2027',
      { problem: 'Please give a date on or after 2 March 2027.' },
    ],
    [
      'a day that does not exist',
      starts,
      '31 February 2027',
      { problem: 'Please give a date, for example 14 March 2027.' },
    ],
  ])('%s', (_, field, given, expected) => {
    expect(check(field, given, around)).toEqual(expected);
  });

  it('is taken only where it is the right one, and says why another is not', () => {
    const quiz: Field = { ...open, right: { value: 'private', because: 'Children see it.' } };
    expect(check(quiz, 'private', around)).toEqual({ value: 'private' });
    expect(check(quiz, 'Open to everybody', around)).toEqual({ problem: 'Not quite. Children see it.' });
  });

  it('may be any yes where there is nothing to choose from', () => {
    const read: Field = { ...open, choices: [{ value: 'read', label: 'Read' }] };
    for (const said of ['ok', 'Next', 'I’ve read it', 'read', '1'])
      expect(check(read, said, around)).toEqual({ value: 'read' });
    expect(check(read, 'no', around)).toEqual({ problem: 'Please choose one of these.' });
    expect(check(open, 'ok', around)).toHaveProperty('problem');
  });

  it('may be left out where it is optional', () => {
    expect(check({ ...name, optional: true }, '', around)).toEqual({ value: '' });
    expect(check({ ...people, optional: true }, undefined, around)).toEqual({ value: [] });
  });

  it('is shown in words', () => {
    expect(shownAnswer(audience, ['pupils', 'public'])).toBe('Our pupils, The public');
    expect(shownAnswer({ ...commas, kind: 'choices' }, ['ours', 'both'])).toBe(
      'Ours, no pupils; Ours, with pupils',
    );
    expect(shownAnswer(starts, '2027-03-14')).toBe('14 March 2027');
    expect(shownAnswer(name, undefined)).toBe('–');
  });
});

describe('a form', () => {
  const fields = [name, audience, ages, starts, ends];

  it('asks a field only where another answer calls for it', () => {
    expect(asked(fields, { audience: ['public'] }).map(({ name }) => name)).not.toContain('ages');
    expect(asked(fields, { audience: ['pupils'] }).map(({ name }) => name)).toContain('ages');
  });

  it('knows the next open question by name, so that fields may be added meanwhile', () => {
    expect(firstOpen(fields, { name: 'Y4', audience: ['public'] })?.name).toBe('starts');
    expect(firstOpen([name, open, ...fields.slice(1)], { name: 'Y4', audience: ['public'] })?.name).toBe(
      'open',
    );
  });

  it('drops answers to fields that are not asked', () => {
    const given = {
      name: 'Y4',
      audience: 'public',
      ages: '8 to 9',
      starts: '2027-03-14',
      ends: '2027-04-14',
    };
    expect(checkAll(fields, given, '2027-03-02').answers).not.toHaveProperty('ages');
  });

  it('has a sentence for every fault at once', () => {
    const { problems } = checkAll(
      fields,
      { audience: 'pupils', starts: '2027-05-01', ends: '2027-05-01' },
      '2027-03-02',
    );
    expect(problems).toEqual({
      name: 'Please write a few words here.',
      ages: 'Please write a few words here.',
      ends: 'Please give a date after 1 May 2027.',
    });
  });
});

describe('a date', () => {
  it.each([
    ['2027-03-04', '2027-03-04'],
    ['4/3/27', '2027-03-04'],
    ['04.03.2027', '2027-03-04'],
    ['4th of March 2027', '2027-03-04'],
    ['4 mar 2027', '2027-03-04'],
    ['29 February 2028', '2028-02-29'],
    ['29 February 2027', undefined],
    ['next Friday', undefined],
    ['4 blah 2027', undefined],
  ])('reads %s as %s', (said, expected) => {
    expect(readDate(said)).toBe(expected);
  });
});
