import { describe, expect, it } from 'vitest';
import { check } from '../../src/core/check.ts';
import type { Field } from '../../src/core/field.ts';
import { schoolFile } from '../../src/core/school.ts';
import { offeringStaff, staffChoices } from '../../src/core/staff.ts';

const who: Field = { name: 'who', kind: 'people', label: 'Who', ask: 'Who?', listed: true };

function schoolWith(...people: { id: string; name: string; roles?: string[] }[]) {
  return schoolFile.parse({ id: 'school', name: 'Hill School', policy: 'westgate', people });
}

function labels(...people: { id: string; name: string; roles?: string[] }[]) {
  return staffChoices(schoolWith(...people)).map((choice) => choice.label);
}

describe('people of one name', () => {
  const twins = schoolWith(
    { id: 'ada', name: 'Ada Osei', roles: ['staff'] },
    { id: 'ada2', name: 'ada  osei', roles: ['staff', 'head'] },
    { id: 'joy', name: 'Joy Bell' },
  );
  const [field = who] = offeringStaff(twins, [who]);
  const said = (given: string | string[]) => check(field, given, { today: '2027-03-02', answers: {} });

  it('are told apart by role', () => {
    expect(staffChoices(twins).map((choice) => choice.label)).toEqual([
      'Ada Osei (staff)',
      'ada osei (headteacher)',
      'Joy Bell',
    ]);
  });

  it('are told apart by id where the role is the same', () => {
    expect(labels({ id: 'a1', name: 'Ada Osei' }, { id: 'a2', name: 'Ada Osei' })).toEqual([
      'Ada Osei (a1)',
      'Ada Osei (a2)',
    ]);
  });

  it('are asked about where the name alone was written', () => {
    expect(said('Ada Osei')).toEqual({
      problem:
        'More than one person here is called “Ada Osei”. Please say which: Ada Osei (staff) or ada osei (headteacher).',
    });
    expect(said('Joy Bell and Ada Osei')).toHaveProperty('problem');
  });

  it('are found by what stands in the list, and by id as forms give it', () => {
    expect(said('Ada Osei (headteacher), Joy Bell')).toEqual({ value: ['ada2', 'joy'] });
    expect(said(['ada', 'ada2'])).toEqual({ value: ['ada', 'ada2'] });
  });
});

describe('a name', () => {
  it('with a comma or an “and” in it is one person', () => {
    const school = schoolWith({ id: 'ada', name: 'Osei, Ada' }, { id: 'duo', name: 'Ann and Bo Lee' });
    expect(staffChoices(school).map((choice) => choice.label)).toEqual(['Osei Ada', 'Ann and Bo Lee']);
    const [field = who] = offeringStaff(school, [who]);
    for (const [given, id] of [
      ['Osei, Ada', 'ada'],
      ['osei ada', 'ada'],
      ['Ann and Bo Lee', 'duo'],
    ] as const)
      expect(check(field, given, { today: '2027-03-02', answers: {} })).toEqual({ value: [id] });
  });

  it('is free where the school lists nobody to choose from', () => {
    const [field = who] = offeringStaff(schoolWith({ id: 'ada', name: 'Ada Osei' }), [who]);
    expect(check(field, 'Jo Smith', { today: '2027-03-02', answers: {} })).toEqual({ value: ['Jo Smith'] });
  });
});
