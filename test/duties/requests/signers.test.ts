/** Who may sign, told by the rules themselves: what `npm run mutate` would otherwise leave alive. */
import { describe, expect, it } from 'vitest';
import type { School } from '../../../src/core/school.ts';
import { type Request, requests, runnersOf } from '../../../src/duties/requests/request.ts';
import { carriedOn, isConcerned, signersOf } from '../../../src/duties/requests/signers.ts';
import { aSchool } from '../../support/test-core.ts';
import { samples } from '../support/samples.ts';

const someone = (id: string) => ({ id, name: id });
const moment = { at: '2027-03-02T10:00:00.000Z', today: '2027-03-02' };

/** Ada’s, at one stage that this role signs. */
function aRequest(by: Request['terms']['stages'][number]['by'], change: Partial<Request> = {}) {
  const sample = requests.schema.parse(samples.request?.record);
  const stage = { id: 'only', title: 'The only one', by, needs: 'any' as const, signs: 'It may.' };
  const terms = { ...sample.terms, stages: [stage] };
  return { stage, request: { ...sample, stage: 'only', terms, ...change } };
}

const names = (school: School, { request, stage }: ReturnType<typeof aRequest>) =>
  signersOf(school, request, stage).people.map(({ id }) => id);

describe('where somebody applies for another who writes it', () => {
  const byJoy = (author: string) => {
    const made = aRequest('manager', { answers: { author: [author] } });
    return { ...made, request: { ...made.request, terms: { ...made.request.terms, authorField: 'author' } } };
  };
  const school = aSchool();
  school.people = school.people.map((person) =>
    person.id === 'joy' ? { ...person, manager: 'bea' } : person,
  );

  it('the writer’s manager signs, and not the applicant’s', () => {
    expect(names(school, byJoy('joy'))).toEqual(['bea']);
  });

  it('the writer signs no stage of it', () => {
    expect(isConcerned(byJoy('joy').request, 'joy')).toBe(true);
    expect(isConcerned(byJoy('joy').request, 'lin')).toBe(false);
  });

  it('the next role up signs where nobody lists the writer any more', () => {
    const { request, stage } = byJoy('gone');
    expect(signersOf(school, request, stage)).toMatchObject({ role: 'head', movedUp: true });
    expect(signersOf(school, byJoy('joy').request, stage)).toMatchObject({ movedUp: false });
  });
});

it('nobody signs at a school where nobody may', () => {
  const { request, stage } = aRequest('slt');
  const nobody = { people: [], role: 'slt', movedUp: false, above: [] };
  expect(signersOf(aSchool({ people: [] }), request, stage)).toEqual(nobody);
});

function signed(needs: 'any' | 'all', ...ids: string[]): Request {
  const signatures = ids.map((id) => ({ stage: 'only', by: someone(id), at: moment.at }));
  const { request, stage } = aRequest('slt', { signatures, raised: { only: 1 } });
  return carriedOn(aSchool(), request, { ...stage, needs }, moment);
}

describe('where one of a role has to sign', () => {
  it('one of them is enough, and nobody is not', () => {
    expect(signed('any').state).toBe('waiting');
    expect(signed('any', 'lin')).toMatchObject({
      state: 'approved',
      ended: { by: { id: 'lin' }, at: moment.at },
    });
  });

  it('it goes on to the next stage, and is approved at the last', () => {
    const { request, stage } = aRequest('slt');
    const stages = ['first', 'second', 'third'].map((id) => ({ ...stage, id }));
    const at = (number: number) => {
      const [present] = stages.slice(number);
      if (!present) throw new Error('Expected a stage.');
      const signatures = [{ stage: present.id, by: someone('lin'), at: moment.at }];
      const waiting = { ...request, stage: present.id, signatures, terms: { ...request.terms, stages } };
      const { state, stage: next } = carriedOn(aSchool(), waiting, present, moment);
      return [state, next];
    };
    expect([0, 1, 2].map(at)).toEqual([
      ['waiting', 'second'],
      ['waiting', 'third'],
      ['approved', 'third'],
    ]);
  });
});

it('those who are to run it are each named once, and nobody by an empty answer', () => {
  const { request } = aRequest('slt', {
    answers: { owners: ['lin', ''], moderators: 'bea', helpers: ['lin'] },
  });
  const peopleFields = ['owners', 'moderators', 'helpers', 'others'];
  expect(runnersOf({ ...request, terms: { ...request.terms, peopleFields } })).toEqual(['lin', 'bea']);
});

describe('where all of a role have to sign', () => {
  const signedBy = (...ids: string[]) => signed('all', ...ids).state;

  it('nobody is not enough, and the last who signed has decided', () => {
    expect(signedBy()).toBe('waiting');
    expect(signed('all', 'lin', 'sam', 'bea').ended?.by.id).toBe('bea');
  });

  it('one of them is not enough', () => {
    expect(signedBy('lin')).toBe('waiting');
    expect(signedBy('lin', 'sam', 'bea')).toBe('approved');
  });

  it('one from above is, whoever has signed before', () => {
    expect(signedBy('gil')).toBe('approved');
    expect(signedBy('lin', 'gil')).toBe('approved');
  });
});
