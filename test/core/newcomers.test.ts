/** Who is nobody to a school, and who somebody is once they have been added in the chat. */
import { describe, expect, it } from 'vitest';
import type { Act, Event } from '../../src/core/event.ts';
import { idOfTheirOwn, isNobody, type Newcomer, newcomers, withAdded } from '../../src/core/newcomers.ts';
import type { Listed, School } from '../../src/core/school.ts';
import { bareBot } from '../support/bare-bot.ts';
import { aSchool, startCore } from '../support/test-core.ts';

const joy: Listed = { id: 'joy', name: 'Joy Bell', roles: ['staff'], teams: 'T0JOY' };
const lin: Listed = { id: 'lin', name: 'Lin Park', roles: ['slt'], slack: 'U0LIN' };

function byOne(user: string, act: Act, direct = true): Event {
  const place = { platform: 'slack', conversation: 'D1', direct };
  const by = { platform: 'slack', user };
  return { id: 'e1', at: '2027-03-02T10:00:00.000Z', by, place, ...act };
}
const hello: Act = { type: 'said', text: 'Hello' };

describe('whoever is on no list', () => {
  const school = aSchool({ people: [lin, joy] });

  it('is nobody, whatever they do', () => {
    expect(isNobody(school, byOne('U0MAX', hello))).toBe(true);
    expect(isNobody(school, byOne('U0MAX', hello, false))).toBe(true);
    expect(isNobody(school, byOne('U0MAX', { type: 'joined' }))).toBe(true);
  });

  it('is somebody where everybody in the workspace is staff', () => {
    expect(isNobody({ ...school, unlisted: 'staff' }, byOne('U0MAX', hello))).toBe(false);
  });

  it('is not meant by what time brings, nor by a greeting to a whole channel', () => {
    expect(isNobody(school, byOne('', { type: 'timePassed' }))).toBe(false);
    expect(isNobody(school, byOne('U0MAX', { type: 'joined' }, false))).toBe(false);
  });

  it('is not whoever is listed beside others', () => {
    expect(isNobody(school, byOne('U0LIN', hello))).toBe(false);
  });
});

describe('whoever was added in the chat', () => {
  async function peopleWith(people: Listed[], ...added: Partial<Newcomer>[]): Promise<Listed[]> {
    const school: School = aSchool({ people });
    const { work } = startCore(bareBot([]), school);
    for (const each of added) work.put(newcomers, { ...max, ...each });
    return (await withAdded(school, work)).people;
  }
  const max: Newcomer = {
    id: 'slack:U0MAX',
    platform: 'slack',
    user: 'U0MAX',
    name: 'Max',
    day: '2027-03-01',
    state: 'added',
    as: { id: 'slack:U0MAX', name: 'Max Moor' },
    history: [],
  };
  const asStaff = { id: 'slack:U0MAX', name: 'Max Moor', roles: [], slack: 'U0MAX' };

  it('is staff, and nothing more', async () => {
    expect(await peopleWith([lin, joy], max)).toEqual([lin, joy, asStaff]);
  });

  it('is not whoever still waits for that, or was refused', async () => {
    expect(await peopleWith([lin], { state: 'open' })).toEqual([lin]);
    expect(await peopleWith([lin], { state: 'refused' })).toEqual([lin]);
  });

  it('is looked for in vain where nobody was, and the school stays as it is', async () => {
    const { work, school } = startCore(bareBot([]), aSchool({ people: [lin] }));
    expect(await withAdded(school, work)).toBe(school);
  });

  it('is nobody where it is not on record who they are', async () => {
    const { as: _, ...nameless } = max;
    const { work, school } = startCore(bareBot([]), aSchool({ people: [lin] }));
    work.put(newcomers, nameless);
    expect((await withAdded(school, work)).people).toEqual([lin]);
  });

  it('is the one of the list whom they were said to be', async () => {
    expect(await peopleWith([lin, joy], { as: joy })).toEqual([lin, { ...joy, slack: 'U0MAX' }]);
  });

  it('takes no name from whoever has one on that platform already', async () => {
    expect(await peopleWith([lin, joy], { as: lin })).toEqual([lin, joy]);
    expect(await peopleWith([lin, joy], { user: 'U0LIN', as: joy })).toEqual([lin, joy]);
  });

  it('is nobody once they have left the list on which they were', async () => {
    expect(await peopleWith([lin], { as: joy })).toEqual([lin]);
  });

  it('has an id of the platform, unless the platform goes by ours', () => {
    expect(idOfTheirOwn(max)).toBe('slack:U0MAX');
    expect(idOfTheirOwn({ ...max, platform: 'playground', user: 'max' })).toBe('max');
  });
});
