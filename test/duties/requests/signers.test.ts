/** Who may sign, told by the rules themselves: what `npm run mutate` would otherwise leave alive. */
import { describe, expect, it } from 'vitest';
import type { School } from '../../../src/core/school.ts';
import { type Request, requests } from '../../../src/duties/requests/request.ts';
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

describe('where all of a role have to sign', () => {
  const signedBy = (...ids: string[]) => {
    const signatures = ids.map((id) => ({ stage: 'only', by: someone(id), at: moment.at }));
    const { request, stage } = aRequest('slt', { signatures, raised: { only: 1 } });
    return carriedOn(aSchool(), request, { ...stage, needs: 'all' }, moment).state;
  };

  it('one of them is not enough', () => {
    expect(signedBy('lin')).toBe('waiting');
    expect(signedBy('lin', 'sam', 'bea')).toBe('approved');
  });

  it('one from above is, whoever has signed before', () => {
    expect(signedBy('gil')).toBe('approved');
    expect(signedBy('lin', 'gil')).toBe('approved');
  });
});
