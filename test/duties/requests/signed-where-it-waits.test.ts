/** A request is signed at the stage where it waits, by those who may sign there, whatever a button carries. */
import { expect, it } from 'vitest';
import { type Request, requests } from '../../../src/duties/requests/request.ts';
import { reads, type TestCore } from '../../support/test-core.ts';
import { audited, inGoodStanding, open, policies } from '../support/scenarios.ts';

/** Ada's request at Old Park, where her manager Lin signs first, then the governor Gil, then the head Sam. */
function waitingAtOldPark(): TestCore {
  const core = open({ policy: 'old-park' });
  const policy = policies.get('old-park');
  if (!policy) throw new Error('Expected a pack called old-park, got none.');
  const { fromPolicy: _p, clauses: _c, intro: _i, changes: _h, fields, ...terms } = policy.application;
  const request: Request = {
    id: 'A-1',
    kind: 'new',
    applicant: { id: 'ada', name: 'Ada Osei' },
    title: 'Year 4 on Blogger',
    policy: { id: 'old-park', words: 'The policy' },
    terms,
    fields,
    answers: {},
    people: [],
    sent: 1,
    state: 'waiting',
    stage: terms.stages[0]?.id ?? '',
    signatures: [],
    handedTo: {},
    raised: {},
    told: [{ id: 'lin', name: 'Lin Park' }],
    givenOut: true,
    history: [],
    since: '2027-03-02',
  };
  core.work.put(requests, request);
  inGoodStanding(core, 'ada', 'joy');
  return core;
}

it.each([undefined, '', 'no such stage'])(
  'is not signed by somebody of a later stage with a button that names the stage as %s',
  async (stage) => {
    const core = waitingAtOldPark();
    const value = { id: 'A-1', sent: '1', ...(stage === undefined ? {} : { stage }) };
    const seen = await core.raw('sam', { type: 'pressed', action: 'request.approve', value });
    expect(reads(seen, 'sam (privately)')).toContain('This one is for Lin Park to decide');
    expect((await core.work.get(requests, 'A-1'))?.signatures).toEqual([]);
    expect(audited(core, 'was refused: may not decide at this stage')).toHaveLength(1);
  },
);

it('is not shown to somebody of a later stage before it has come there', async () => {
  const core = waitingAtOldPark();
  const show = (who: string) =>
    core.raw(who, { type: 'pressed', action: 'request.show', value: { id: 'A-1' } });
  expect(reads(await show('sam'))).toContain('You can’t see this one');
  expect(reads(await show('lin'))).toContain('Year 4 on Blogger');
});

it('is not rejected by a form that names no stage, sent by somebody of a later one', async () => {
  const core = waitingAtOldPark();
  await core.raw('gil', {
    type: 'submitted',
    form: 'request.reject',
    value: { id: 'A-1' },
    answers: { reason: 'No.' },
  });
  expect((await core.work.get(requests, 'A-1'))?.state).toBe('waiting');
});

it('is signed by whoever may sign there, also with a button that names no stage', async () => {
  const core = waitingAtOldPark();
  await core.raw('lin', { type: 'pressed', action: 'request.approve', value: { id: 'A-1' } });
  expect((await core.work.get(requests, 'A-1'))?.signatures).toMatchObject([{ by: { id: 'lin' } }]);
});
