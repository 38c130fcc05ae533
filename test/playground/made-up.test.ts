/** What only a made-up school can do, in the whole of Chalkline: have its time moved on, and start afresh. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Running, start } from '../../src/chalkline.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { verifyTrail } from '../../src/store/audit.ts';
import { playgroundPeople } from '../fakes/playground.ts';
import { trailOf } from '../store/contract.ts';
import { openStage } from '../stories/stage.ts';
import { aFolder } from '../support/folder.ts';

const engine = loadEngine('data', () => {});
const school = 'kenn-kenton';
const saturdayNight = '2026-11-21T21:50:00.000Z';

let dataDir: string;
let running: Running;
let people: ReturnType<typeof playgroundPeople>;

beforeEach(async () => {
  dataDir = aFolder();
  await open();
});

afterEach(() => running.close());

async function open(): Promise<void> {
  running = await start(
    { port: 0, host: '127.0.0.1', playground: true, schoolFile: '', dataDir },
    { engine, now: () => saturdayNight, log: () => {} },
  );
  people = playgroundPeople(running.address, school);
}

async function restart(): Promise<void> {
  await running.close();
  await open();
}

async function post(what: string, body: object): Promise<{ status: number; told: Record<string, unknown> }> {
  return postTo(running.address, what, { school, as: 'ada', ...body });
}

async function postTo(address: string, what: string, body: object) {
  const response = await fetch(`${address}/playground/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, told: (await response.json()) as Record<string, unknown> };
}

async function standingOf(id: string) {
  const response = await fetch(`${running.address}/playground/schools`);
  const schools = (await response.json()) as { id: string; standing: { now: string; begun: string } }[];
  const found = schools.find((shown) => shown.id === id);
  if (!found) throw new Error(`Expected the school ${id}.`);
  return found.standing;
}

async function messagesOf(as: string, conversation = as): Promise<{ at: string }[]> {
  const query = new URLSearchParams({ school, as, conversation });
  const response = await fetch(`${running.address}/playground/messages?${query}`);
  return ((await response.json()) as { messages: { at: string }[] }).messages;
}

/** Ada asks for an account, which then waits for the leaders. */
async function apply(): Promise<void> {
  await people.say('ada', 'I’d like to ask for a new school account');
  await pressNewest('Fill in everything at once');
  const view = people.openView('ada');
  if (!view) throw new Error('Expected a form.');
  await people.fill('ada', view, {
    name: 'Year 4 Explorers',
    platform: 'Instagram',
    aim: 'Show families what we learn',
    audience: 'Families of Year 4',
    promotion: 'The newsletter',
    runners: ['ada', 'joy'],
    open: 'private',
  });
  await pressNewest('Send it');
  await running.settled();
}

async function pressNewest(label: string): Promise<void> {
  await running.settled();
  const newest = (await people.direct('ada')).at(-1);
  if (newest) await people.press('ada', newest, label);
}

describe('time', () => {
  test('goes to next Monday at nine, where what is written then stands', async () => {
    const { status, told } = await post('move', { to: 'monday' });
    expect([status, told.now, told.isMoved]).toEqual([200, '2026-11-23T09:00:00.000Z', true]);
    await people.say('ada', 'Can I accept this friend request?');
    await running.settled();
    expect((await messagesOf('ada')).map(({ at }) => at)).toEqual(Array(2).fill('2026-11-23T09:00:00.000Z'));
  });

  test('brings on each morning what that morning would have brought, and sends it', async () => {
    await apply();
    await post('move', { to: 'week' });
    const [request, ...reminders] = (await messagesOf('sam')).map(({ at }) => at);
    expect(request).toBe(saturdayNight);
    // The first is about the policy, whose review is overdue; the others are about the request.
    expect(reminders).toEqual([
      '2026-11-23T09:00:00.000Z',
      '2026-11-24T09:00:00.000Z',
      '2026-11-26T09:00:00.000Z',
    ]);
  });

  test('stays moved after a restart, and goes on from there', async () => {
    await post('move', { to: 'monday' });
    await restart();
    expect((await standingOf(school)).now).toBe('2026-11-23T09:00:00.000Z');
    await post('move', { to: 'monday' });
    expect((await standingOf(school)).now).toBe('2026-11-30T09:00:00.000Z');
  });

  test('is moved at one school and at no other', async () => {
    await post('move', { to: 'week' });
    expect((await standingOf('westgate')).now).toBe(saturdayNight);
  });

  test('is moved once when two ask for it at the same moment', async () => {
    const asked = await Promise.all([post('move', { to: 'week' }), post('move', { to: 'week' })]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await standingOf(school)).now).toBe('2026-11-28T21:50:00.000Z');
  });

  test('goes to no place that nobody knows', async () => {
    expect((await post('move', { to: 'yesterday' })).status).toBe(400);
  });
});

describe('a school that starts afresh', () => {
  test('has no messages, no drafts and no matters, and its time is everybody’s again', async () => {
    await apply();
    await people.say('ada', 'I’d like to ask for a new school account');
    await post('move', { to: 'week' });
    const { status, told } = await post('afresh', {});
    expect([status, told.now, told.isMoved]).toEqual([200, saturdayNight, false]);
    expect(await people.direct('ada')).toEqual([]);
    expect(await people.channel('room:slt', 'sam')).toEqual([]);
    await people.say('sam', 'Show what is waiting');
    await running.settled();
    expect(JSON.stringify(await people.direct('sam'))).not.toContain('Explorers');
  });

  test('is still empty after a restart, and remembers since when', async () => {
    await apply();
    await post('afresh', {});
    await restart();
    expect(await people.direct('ada')).toEqual([]);
    expect((await standingOf(school)).begun).toBe(saturdayNight);
  });

  test('begins a new audit trail, which says who began it', async () => {
    await apply();
    await post('afresh', {});
    const trail = await trailOf(running.store, school);
    expect(trail).toMatchObject([{ number: 1, by: 'ada', what: 'started afresh' }]);
    expect(await verifyTrail(trail)).toBeUndefined();
  });

  test('leaves the other schools as they are', async () => {
    const elsewhere = playgroundPeople(running.address, 'westgate');
    await elsewhere.say('ada', 'hello');
    await post('afresh', {});
    expect((await elsewhere.direct('ada')).length).toBeGreaterThan(0);
  });

  test('tells every page that is open', async () => {
    const page = await fetch(`${running.address}/playground/live?school=${school}&as=joy`);
    const reader = (page.body ?? new ReadableStream<Uint8Array>()).getReader();
    const decoder = new TextDecoder();
    let read = '';
    const readUntil = async (words: string) => {
      while (!read.includes(words)) read += decoder.decode((await reader.read()).value, { stream: true });
    };
    await readUntil('"begun":""');
    await post('afresh', {});
    await readUntil(`"begun":"${saturdayNight}"`);
    await reader.cancel();
  });
});

test('a real school’s time cannot be moved, and nothing of it can be dropped', async () => {
  const stage = await openStage({ on: ['slack', 'playground'] });
  try {
    const body = { school: 'hill', as: 'ada' };
    await playgroundPeople(stage.address(), 'hill').say('ada', 'hello');
    for (const refused of [
      await postTo(stage.address(), 'afresh', body),
      await postTo(stage.address(), 'move', { ...body, to: 'week' }),
    ])
      expect(refused).toEqual({
        status: 403,
        told: { error: 'Hill School is a real school, so nothing was changed.' },
      });
    expect((await playgroundPeople(stage.address(), 'hill').direct('ada')).length).toBeGreaterThan(0);
  } finally {
    await stage.close();
  }
});
