import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holders, whoIs } from '../../src/core/school.ts';
import { keepReading, readSchools, schoolsAt } from '../../src/schools/schools.ts';
import { aFolder } from '../support/folder.ts';

const example = JSON.parse(readFileSync('data/school.example.json', 'utf8'));
const oak = {
  ...example,
  id: 'oak',
  name: 'Oak School',
  policy: 'westgate',
  workspaces: { slack: ['T0OAK'] },
};

function file(content: unknown): string {
  const path = join(aFolder(), 'school.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function folder(files: Record<string, unknown>): string {
  const dir = join(aFolder(), 'schools');
  mkdirSync(dir);
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(dir, name), JSON.stringify(content));
  return dir;
}

describe('the example school', () => {
  const [school] = readSchools('data/school.example.json');
  if (!school) throw new Error('Expected a school.');

  test('has somebody for every role', () => {
    for (const role of ['head', 'slt', 'dsl', 'governor', 'administrator', 'owner'] as const)
      expect(holders(school, role), role).not.toEqual([]);
  });

  test('knows people by their id on either platform, and by nothing else', () => {
    expect(whoIs(school, { platform: 'slack', user: 'U0HEAD' }).roles).toContain('head');
    expect(whoIs(school, { platform: 'teams', user: '00000000-0000-0000-0000-0000000000a1' }).id).toBe('sam');
    for (const user of ['sam', 'Sam Hale', 'sam@school.example'])
      expect(whoIs(school, { platform: 'slack', user, name: 'Sam Hale' }).roles).toEqual(['staff']);
  });
});

describe('the school file', () => {
  test('may leave everything out but the school and its policy', () => {
    const [school] = readSchools(file({ id: 'elm', name: 'Elm', policy: 'westgate' }));
    expect(school).toMatchObject({
      timezone: 'Europe/London',
      people: [],
      rooms: {},
      workspaces: { slack: [], teams: [] },
    });
  });

  test.each<[string, unknown, string]>([
    ['is not JSON', '{', 'is not valid JSON'],
    ['has no policy', { id: 'elm', name: 'Elm' }, 'policy'],
    [
      'has a role that there is not',
      { ...example, people: [{ id: 'a', name: 'A', roles: ['boss'] }] },
      'people.0.roles.0',
    ],
    [
      'has a date that is none',
      { ...example, calendar: { holidays: ['25/12/2026'] } },
      'Write dates as 2026-12-25.',
    ],
    ['names no time zone', { ...example, timezone: 'London' }, 'Name a time zone such as Europe/London.'],
    [
      'lists a person twice',
      { ...example, people: [example.people[0], example.people[0]] },
      'Two people have the id "sam".',
    ],
  ])('that %s is refused by file and place', (_, content, words) => {
    const path = file(content);
    expect(() => readSchools(path)).toThrow(path);
    expect(() => readSchools(path)).toThrow(words);
  });

  test('that is not there is asked for, with the example to copy', () => {
    expect(() => readSchools(join(aFolder(), 'none.json'))).toThrow('Copy data/school.example.json');
    expect(() => readSchools(folder({}))).toThrow('there is no school file');
  });
});

const idsAt = (...where: Parameters<typeof schoolsAt>) => schoolsAt(...where).map(({ id }) => id);

describe('several schools', () => {
  test('are read from a folder, each for its own workspaces', () => {
    const schools = readSchools(folder({ 'a.json': example, 'b.json': oak }));
    expect(schools.map(({ id }) => id)).toEqual(['old-park', 'oak']);
    expect(idsAt(schools, 'slack', 'T0OAK')).toEqual(['oak']);
    expect(idsAt(schools, 'slack', 'T0SCHOOL')).toEqual(['old-park']);
    expect(idsAt(schools, 'teams', '00000000-0000-0000-0000-000000000001')).toEqual(['old-park']);
  });

  test('hear nobody from a workspace that none of them claims', () => {
    const schools = readSchools(folder({ 'a.json': example, 'b.json': oak }));
    expect(idsAt(schools, 'slack', 'T0ELSE')).toEqual([]);
    expect(idsAt(schools, 'teams', 'T0OAK')).toEqual([]);
  });

  const shared = { ...oak, rooms: {}, workspaces: example.workspaces };

  test('may share a workspace', () => {
    const schools = readSchools(folder({ 'a.json': example, 'b.json': shared }));
    expect(idsAt(schools, 'slack', 'T0SCHOOL')).toEqual(['old-park', 'oak']);
  });

  test.each<[string, object, string]>([
    ['one id', { ...oak, id: 'old-park' }, 'The id old-park is claimed by both'],
    ['one room', { ...shared, rooms: example.rooms }, 'The room C0SLT is claimed by both'],
    [
      'everybody in a workspace that they share',
      { ...shared, unlisted: 'staff' },
      'Oak School takes everybody in T0SCHOOL for staff, and shares it',
    ],
  ])('may not claim %s twice', (_, other, words) => {
    expect(() => readSchools(folder({ 'a.json': example, 'b.json': other }))).toThrow(words);
  });

  test('may name a workspace twice that is theirs anyway', () => {
    expect(readSchools(file({ ...oak, workspaces: { slack: ['T0OAK', 'T0OAK'] } }))).toHaveLength(1);
  });

  test('are refused together when one of them has a fault, and every fault is listed', () => {
    const dir = folder({
      'a.json': { ...example, timezone: 'London' },
      'b.json': { ...oak, policy: undefined },
    });
    expect(() => readSchools(dir)).toThrow(/a\.json.*[\s\S]*b\.json/);
  });
});

describe('a file that changes', () => {
  const later = new Date('2027-03-02T12:00:00.000Z');

  function reading(path: string) {
    const log: string[] = [];
    let at = Date.parse('2027-03-02T10:00:00.000Z');
    const schools = keepReading(path, {
      check: (found) => {
        if (found.some(({ policy }) => policy === 'elm')) throw new Error('There is no policy “elm”.');
      },
      log: (what, detail) => void log.push(`${what} ${detail?.fault ?? ''}`),
      now: () => new Date(at).toISOString(),
    });
    return {
      log,
      names: () => {
        at += 2000;
        return schools()[0]?.people.map(({ name }) => name) ?? [];
      },
      atOnce: () => schools()[0]?.people.map(({ name }) => name) ?? [],
    };
  }

  function write(path: string, content: unknown): void {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    utimesSync(path, later, later);
  }

  test('is read again, but not at every turn', () => {
    const path = file(oak);
    const { names, atOnce, log } = reading(path);
    expect(names()).toContain('Ada Osei');
    write(path, { ...oak, people: oak.people.filter(({ id }: { id: string }) => id !== 'ada') });
    expect(atOnce()).toContain('Ada Osei');
    expect(names()).not.toContain('Ada Osei');
    expect(log).toEqual(['the school files were read again ']);
  });

  test.each<[string, unknown, RegExp]>([
    ['is half written', '{"id": "oak", ', /not valid JSON/],
    ['has a key that is misspelt', { ...oak, peple: [] }, /Unrecognized key: "peple"/],
    [
      'has a key of a person that is misspelt',
      { ...oak, people: [{ id: 'ada', name: 'Ada', role: [] }] },
      /"role"/,
    ],
    ['follows a policy that is not there', { ...oak, policy: 'elm' }, /There is no policy/],
  ])('changes nothing where it %s, and says so once', (_, content, fault) => {
    const path = file(oak);
    const { names, log } = reading(path);
    write(path, content);
    expect(names()).toContain('Ada Osei');
    expect(names()).toContain('Ada Osei');
    expect(log).toHaveLength(1);
    expect(log[0]).toMatch(fault);
  });
});
