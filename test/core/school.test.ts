import { describe, expect, it } from 'vitest';
import {
  conversationOf,
  handleOf,
  holders,
  personById,
  schoolFile,
  whoIs,
  workspacesOf,
} from '../../src/core/school.ts';

const school = schoolFile.parse({
  id: 'hill',
  name: 'Hill School',
  policy: 'westgate',
  people: [{ id: 'sam', name: 'Sam Hale', roles: ['slt'], slack: 'U0SAM' }],
  rooms: { slt: { slack: 'C0SLT' } },
  workspaces: { slack: ['T0HILL'] },
});
const [sam] = school.people;
if (!sam) throw new Error('Expected Sam.');

it('links to the policy where its address is a safe one', () => {
  const link = (policyUrl: string) =>
    schoolFile.safeParse({ id: 'a', name: 'A', policy: 'westgate', policyUrl }).data?.policyUrl;
  expect(link('https://school.example/social media (2025)|v2.pdf')).toBe(
    'https://school.example/social%20media%20%282025%29%7cv2.pdf',
  );
  expect(link('javascript:alert(1)')).toBeUndefined();
  expect(link('http://school.example/')).toBeUndefined();
});

describe('a name', () => {
  it('is the list’s own for whoever is on it', () => {
    expect(whoIs(school, { platform: 'slack', user: 'U0SAM', name: 'The Boss' }).name).toBe('Sam Hale');
  });

  it('that somebody gave themselves says that they are not listed', () => {
    const by = { platform: 'slack', user: 'U0PUPIL' };
    expect(whoIs(school, { ...by, name: 'Sam Hale' }).name).toBe('Sam Hale (not on the staff list)');
    expect(whoIs(school, { ...by, name: 'x'.repeat(500) }).name).toMatch(
      /^x{59}… \(not on the staff list\)$/,
    );
    expect(whoIs(school, by).name).toBe('Somebody not on the staff list');
  });
});

describe('a platform that the school file gives ids for', () => {
  it('knows people, rooms and the school by these', () => {
    expect(handleOf(sam, 'slack')).toBe('U0SAM');
    expect(conversationOf(school, 'slt', 'slack')).toBe('C0SLT');
    expect(workspacesOf(school, 'slack')).toEqual(['T0HILL']);
  });

  it('knows nobody and nothing by any other', () => {
    expect(handleOf(sam, 'teams')).toBeUndefined();
    expect(conversationOf(school, 'slt', 'teams')).toBeUndefined();
    expect(workspacesOf(school, 'teams')).toEqual([]);
  });
});

describe('any other platform', () => {
  it('knows people, rooms and the school as we do', () => {
    expect(handleOf(sam, 'elsewhere')).toBe('sam');
    expect(conversationOf(school, 'slt', 'elsewhere')).toBe('room:slt');
    expect(workspacesOf(school, 'elsewhere')).toEqual(['hill']);
  });

  it('has no room in which there is nobody', () => {
    expect(conversationOf(school, 'dsl', 'elsewhere')).toBeUndefined();
  });
});

describe('somebody on the list', () => {
  const ada = { id: 'ada', name: 'Ada Osei', roles: ['slt' as const], manager: 'sam' };
  const both = { ...school, people: [sam, ada] };

  it('is staff beside the roles that the list gives them, each once', () => {
    expect(personById(both, 'ada')).toEqual({ ...ada, roles: ['staff', 'slt'] });
    expect(personById(both, 'sam')).toEqual({ id: 'sam', name: 'Sam Hale', roles: ['staff', 'slt'] });
    const twice = { ...school, people: [{ ...sam, roles: ['staff' as const, 'slt' as const] }] };
    expect(personById(twice, 'sam')?.roles).toEqual(['staff', 'slt']);
  });

  it('is whoever comes under the name that a platform knows them by', () => {
    expect(whoIs(both, { platform: 'slack', user: 'U0SAM' })).toMatchObject({ id: 'sam' });
    expect(whoIs(both, { platform: 'elsewhere', user: 'ada' })).toMatchObject({ id: 'ada' });
  });

  it('holds the roles that they have, and no others', () => {
    expect(holders(both, 'slt').map(({ id }) => id)).toEqual(['sam', 'ada']);
    expect(
      holders({ ...both, people: [{ ...sam, roles: ['dsl'] }, ada] }, 'slt').map(({ id }) => id),
    ).toEqual(['ada']);
  });
});

it('whoever is not on the list is staff under the name of their platform, and nothing more', () => {
  expect(whoIs(school, { platform: 'slack', user: 'U0MAX' })).toMatchObject({
    id: 'slack:U0MAX',
    roles: ['staff'],
  });
  expect(personById(school, 'max')).toBeUndefined();
});
