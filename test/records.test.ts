/** What the leaders of a made-up school can show an inspector: the registers and the audit trail, and to whom. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkInWords } from '../src/audit-in-words.ts';
import { type Running, start } from '../src/chalkline.ts';
import { exportSchools } from '../src/cli/export/write.ts';
import { withView } from '../src/cli/store-view.ts';
import type { ShownRecords } from '../src/playground/exchange.ts';
import { loadEngine } from '../src/policy/engine.ts';
import { journalPath } from '../src/store/embedded/files.ts';
import { playgroundPeople } from './fakes/playground.ts';
import { anEntry } from './store/notes.ts';
import { aFolder } from './support/folder.ts';

const school = 'kenn-kenton';
const dataDir = mkdtempSync(join(tmpdir(), 'chalkline-records-'));
let running: Running;
let people: ReturnType<typeof playgroundPeople>;

const settings = { port: 0, host: '127.0.0.1', playground: true, schoolFile: '', dataDir };

async function press(person: string, label: string) {
  const all = await people.direct(person);
  const card = all.findLast(({ buttons }) => buttons.includes(label));
  await people.press(person, card ?? { id: 'no such card' }, label);
  await running.settled();
}

async function say(person: string, text: string) {
  await people.say(person, text);
  await running.settled();
}

beforeAll(async () => {
  running = await start(settings, { engine: loadEngine('data'), log: () => {} });
  people = playgroundPeople(running.address, school);
  await say('ada', 'A reporter from The Gazette just rang me');
  await press('ada', 'Fill in everything at once');
  const form = people.openView('ada');
  await people.fill('ada', form ?? { id: '' }, {
    caller: 'Kim Reed',
    outlet: 'The Gazette',
    reach: '01234 567890',
    subject: 'The new playground',
    deadline: '5 pm',
  });
  await running.settled();
  await press('ada', 'Tell the leaders');
  await say('ada', 'A child told me she is being hurt at home');
  await press('ada', 'Ask the safeguarding lead to ring me');
  await say('ada', 'I think the headteacher is messaging a child');
  await press('ada', 'Ask the chair of governors to ring me');
});

afterAll(async () => {
  await running.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function ask(as: string, table: string, what = 'records'): Promise<Response> {
  return fetch(`${running.address}/playground/${what}?${new URLSearchParams({ school, as, table })}`);
}

async function read(as: string, table: string): Promise<ShownRecords> {
  return (await ask(as, table)).json() as Promise<ShownRecords>;
}

const column = ({ table }: ShownRecords, name: string) =>
  table.rows.map((row) => row[table.columns.indexOf(name)]);

describe('the records', () => {
  test.each(['lin', 'sam', 'bea', 'tom'])('are for %s, who leads or looks after them', async (who) => {
    expect((await ask(who, 'accounts')).status).toBe(200);
  });

  test.each(['ada', 'joy', 'gil'])('are not for %s, who reads who can show them', async (who) => {
    for (const what of ['records', 'records.csv']) {
      const refused = await ask(who, 'press-calls', what);
      expect(refused.status).toBe(403);
      expect((await refused.json()) as object).toEqual({
        error:
          'You can’t look at the records yourself. Lin Park, Sam Hale, Bea Ode and Tom Reyes can show them to you.',
      });
    }
  });

  test('have a table for each register, the accounts first, and the audit trail last', async () => {
    const { tables } = await read('sam', 'accounts');
    expect(tables[0]).toEqual({ name: 'accounts', title: 'Accounts' });
    expect(tables.map(({ name }) => name)).toContain('press-calls');
    expect(tables.at(-1)).toEqual({ name: 'audit', title: 'Audit trail' });
  });

  test('are told in words, with the heading of each column', async () => {
    const { table } = await read('lin', 'press-calls');
    const [row = []] = table.rows;
    expect(table.columns.slice(0, 3)).toEqual(['Paper or station', 'Journalist', 'About']);
    expect(row.slice(0, 3)).toEqual(['The Gazette', 'Kim Reed', 'The new playground']);
    expect(row[3]).toMatch(/^\d{1,2} [A-Z][a-z]+ \d{4}, \d{1,2}\.\d\d [ap]m$/);
  });

  test('are empty where nothing is kept', async () => {
    expect((await read('sam', 'accounts')).table.rows).toEqual([]);
  });

  test('have no other table', async () => {
    for (const what of ['records', 'records.csv'])
      expect((await ask('sam', 'callback', what)).status).toBe(404);
  });

  test('download as the export has them', async () => {
    const out = aFolder();
    await withView(dataDir, (view) => exportSchools(view, { as: 'csv', out, force: true }, () => {}));
    const downloaded = await ask('sam', 'press-calls', 'records.csv');
    expect(downloaded.headers.get('content-disposition')).toContain(`${school}-press-calls.csv`);
    expect(await downloaded.text()).toBe(readFileSync(`${out}/${school}/press-calls.csv`, 'utf8'));
  });
});

describe('the audit trail', () => {
  test('says who did what, newest first, and that nothing in it was changed', async () => {
    const records = await read('lin', 'audit');
    expect(records.table.check).toMatchObject({ whole: true });
    expect(records.table.check?.words).toMatch(
      /^Checked just now: all \d+ entries are in place and unaltered\./,
    );
    const [who, about] = [column(records, 'Who'), column(records, 'About')];
    const at = column(records, 'What').findIndex((what) => /press/.test(what ?? ''));
    expect([who[at], about[at]]).toEqual(['Ada Osei', 'The Gazette']);
    expect(who[column(records, 'What').indexOf('Began to wait for a review of the policy')]).toBe(
      'Chalkline',
    );
  });

  test('tells of a worry only to those whom it may be told to', async () => {
    const asked = async (who: string) =>
      column(await read(who, 'audit'), 'What').filter((what) => what === 'Asked to be rung').length;
    expect(await asked('bea')).toBe(1);
    // The other one may be about the head.
    expect(await asked('sam')).toBe(1);
    expect(await asked('lin')).toBe(0);
    expect(await asked('tom')).toBe(0);
    for (const who of ['lin', 'tom'])
      expect(await (await ask(who, 'audit', 'records.csv')).text()).not.toContain('rung');
  });
});

test('a question to the safeguarding lead is read by the safeguarding lead only', async () => {
  await fetch(`${running.address}/playground/submit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ id: 'asks-a-person', school, as: 'ada', at: { conversation: 'ada' } },
      ...{ form: 'ask.person', value: { to: 'dsl' }, answers: { question: 'May we film the sports day?' } },
    }),
  });
  const questions = async (who: string) => column(await read(who, 'questions'), 'Question');
  expect(await questions('bea')).toEqual(['May we film the sports day?']);
  expect(await questions('lin')).toEqual([]);
  expect(column(await read('bea', 'audit'), 'About')).toContain('May we film the sports day?');
  expect(column(await read('lin', 'audit'), 'What')).not.toContain('Asked a person');
});

test.each([
  ['what was told in confidence', 'C-23456789'],
  ['whoever wrote and was not on the list', 'slack:U0MIA'],
  ['a card that could not be sent', 'Ev12/3'],
])('%s is told to nobody once its record is gone', async (_, about) => {
  const what = `was done with ${about}`;
  await running.store.turn(school, async (work) => work.audit(anEntry(about, { what })));
  for (const who of ['bea', 'sam'])
    expect(column(await read(who, 'audit'), 'What').join()).not.toContain('as done with');
});

test('a trail that was tampered with says so, and what to do', () => {
  const verdict = { school, entries: 4, end: 'f', broken: 'entry 5 is missing, out of place or altered' };
  expect(checkInWords(verdict)).toEqual({
    whole: false,
    words:
      'The trail is broken: entry 5 is missing, out of place or altered. Keep a copy of the store as it is, and compare it with a backup.',
  });
});

test('files that somebody has been at are not read on, and the page says so', async () => {
  const path = journalPath(dataDir, 1);
  writeFileSync(path, readFileSync(path, 'utf8').replace('asked to be rung', 'asked to be sung'));
  const refused = await ask('sam', 'audit');
  expect(refused.status).toBe(503);
  expect(await refused.text()).toContain('The records are broken.');
});
