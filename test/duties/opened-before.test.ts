/** A form with a choice of people that was opened before the choice changed never picks somebody whom nobody has picked. */
import { expect, it } from 'vitest';
import { handovers } from '../../src/duties/leaving/leaver.ts';
import { requests } from '../../src/duties/requests/request.ts';
import type { TestCore } from '../support/test-core.ts';
import { active, apply, open, press } from './support/scenarios.ts';

/** As if nobody else worked there. */
function only(core: TestCore, ...ids: string[]): void {
  core.school.people = all(core).filter(({ id }) => ids.includes(id));
}

const everybody = new WeakMap<TestCore, TestCore['school']['people']>();

function all(core: TestCore): TestCore['school']['people'] {
  const people = everybody.get(core) ?? core.school.people;
  everybody.set(core, people);
  return people;
}

async function proposing(...ids: string[]): Promise<TestCore> {
  const core = open();
  await active(core);
  const seen = await core.say('ada', 'I’m leaving on 18 December');
  only(core, 'ada', 'joy', ...ids);
  await press(core, 'ada', seen, 'Choose a new owner');
  return core;
}

async function proposal(core: TestCore) {
  const [handover] = await core.work.find(handovers);
  return { step: handover?.step, heir: handover?.heir?.id };
}

it('proposes nobody else where the one who was chosen is gone', async () => {
  const core = await proposing('lin', 'gil');
  only(core, 'ada', 'joy', 'gil');
  await core.fill('ada', { heir: 'lin' });
  expect(core.problems()).toHaveProperty('heir');
  expect(await proposal(core)).toEqual({ step: 'choose', heir: undefined });
});

it('proposes nobody else where the only one whom it named is gone', async () => {
  const core = await proposing('lin');
  expect(core.form()?.answers).toEqual({ heir: 'lin' });
  only(core, 'ada', 'joy', 'gil');
  await core.fill('ada', { heir: 'lin' });
  expect(core.problems()).toHaveProperty('heir');
  expect(await proposal(core)).toEqual({ step: 'choose', heir: undefined });
});

it('proposes the only one whom it named, also where there are others meanwhile', async () => {
  const core = await proposing('lin');
  only(core, 'ada', 'joy', 'lin', 'gil');
  await core.fill('ada', { heir: 'lin' });
  expect(await proposal(core)).toEqual({ step: 'asked', heir: 'lin' });
});

async function handing(...ids: string[]): Promise<TestCore> {
  const core = open();
  only(core, 'ada', 'joy', 'lin', ...ids);
  await press(core, 'lin', await apply(core), 'Pass it on');
  return core;
}

async function handedTo(core: TestCore) {
  const [request] = await core.work.find(requests);
  return Object.values(request?.handedTo ?? {}).map(({ id }) => id);
}

it('hands a request to nobody else where the one who was chosen is gone', async () => {
  const core = await handing('sam', 'bea');
  only(core, 'ada', 'joy', 'lin', 'bea');
  await core.fill('lin', { to: 'sam' });
  expect(core.problems()).toHaveProperty('to');
  expect(await handedTo(core)).toEqual([]);
});

it('hands a request to nobody else where the only one whom it named is gone', async () => {
  const core = await handing('sam');
  expect(core.form()?.answers).toEqual({ to: 'sam' });
  only(core, 'ada', 'joy', 'lin', 'bea');
  await core.fill('lin', { to: 'sam' });
  expect(core.problems()).toHaveProperty('to');
  expect(await handedTo(core)).toEqual([]);
});

it('hands a request to the only one whom it named, also where there are others meanwhile', async () => {
  const core = await handing('sam');
  only(core, 'ada', 'joy', 'lin', 'sam', 'bea');
  await core.fill('lin', { to: 'sam', word: 'I am away.' });
  expect(await handedTo(core)).toEqual(['sam']);
});
