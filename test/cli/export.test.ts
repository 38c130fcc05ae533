import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createBot } from '../../src/bot/bot.ts';
import { columnsOf, csvLine, flat } from '../../src/cli/export/csv.ts';
import { registers } from '../../src/cli/export/registers.ts';
import { sideBySide } from '../../src/cli/export/side-by-side.ts';
import { exportSchools, type Form, writeFiles } from '../../src/cli/export/write.ts';
import { withView } from '../../src/cli/store-view.ts';
import type { Collection } from '../../src/core/record.ts';
import { accounts } from '../../src/duties/register/account.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { samples } from '../duties/support/samples.ts';
import { anEntry } from '../store/notes.ts';
import { aFolder } from '../support/folder.ts';
import { aSchool } from '../support/test-core.ts';

type Loose = { id: string; [name: string]: unknown };
const loose = (kind: string): Collection<Loose> => ({
  kind,
  schema: z.looseObject({ id: z.string() }),
  keys: () => [],
});

async function aStore(): Promise<string> {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('ash', async (work) => {
    work.put(loose('press-call'), {
      id: 'p1',
      caller: 'Ann "the pen" Lee',
      reach: '+44 7700 900123',
      subject: 'Two lines,\nand a comma',
      takenBy: { id: 'ada', name: 'Ada Osei' },
    });
    work.put(loose('press-call'), { id: 'p2', caller: '=HYPERLINK("http://x")', state: 'new' });
    work.put(loose('request'), {
      id: 'r1',
      answers: { name: 'Choir', owners: ['ada', 'joy'] },
      terms: { stages: [] },
    });
    work.put(loose('undelivered'), {
      id: 'u1',
      about: 'report:R-1/reader',
      card: { kind: 'notice', text: 'Mr Grey was named' },
      why: 'Slack is away',
    });
    work.put(loose('draft'), { id: 'd1', text: 'nobody else’s business' });
    work.audit(anEntry('p1', { detail: { outlet: 'Gazette' } }));
    work.audit(anEntry('p2'));
  });
  await store.turn('oak', async (work) => work.audit(anEntry('x')));
  await store.close();
  return dir;
}

async function exported(as: Form, force = false, out = join(aFolder(), 'out')) {
  const said: string[] = [];
  await withView(await aStore(), (view) =>
    exportSchools(view, { as, out, force }, (line) => said.push(line)),
  );
  return {
    out,
    said,
    read: (name: string) => readFileSync(join(out, name), 'utf8'),
    json: (name: string) => JSON.parse(readFileSync(join(out, name), 'utf8')),
  };
}

test('a table has one line for each record, ended and quoted as RFC 4180 has it', async () => {
  const { read } = await exported('csv');
  expect(read('ash/press-calls.csv')).toBe(
    [
      'id,caller,reach,subject,takenBy.id,takenBy.name,state',
      `p1,"Ann ""the pen"" Lee",'+44 7700 900123,"Two lines,\nand a comma",ada,Ada Osei,`,
      `p2,"'=HYPERLINK(""http://x"")",,,,,new`,
      '',
    ].join('\r\n'),
  );
});

test('a table of requests has a column for each answer, and leaves the form itself out', async () => {
  const { read } = await exported('csv');
  expect(read('ash/requests.csv')).toBe('id,answers.name,answers.owners\r\nr1,Choir,"ada; joy"\r\n');
});

test('JSON holds the records whole', async () => {
  const { json } = await exported('json');
  expect(json('ash/requests.json')).toEqual([
    { id: 'r1', answers: { name: 'Choir', owners: ['ada', 'joy'] }, terms: { stages: [] } },
  ]);
  expect(json('ash/standings.json')).toEqual([]);
});

test('of a card that could not be sent no file says what it was about', async () => {
  for (const form of ['csv', 'json'] as const) {
    const { out } = await exported(form);
    const text = readFileSync(join(out, 'ash', `undelivered.${form}`), 'utf8');
    expect(text).toContain('Slack is away');
    expect(text).not.toMatch(/Mr Grey|report/);
  }
});

test('the audit trail goes with it, chained as it is', async () => {
  const { json } = await exported('json');
  const [first, second] = json('ash/audit.json');
  expect(first).toMatchObject({ number: 1, about: 'p1', detail: { outlet: 'Gazette' } });
  expect(second.previous).toBe(first.hash);
  const { read } = await exported('csv');
  expect(read('ash/audit.csv')).toContain(
    'number,at,by,from,what,about,detail,previous,hash\r\n1,2027-03-02',
  );
});

test('each school has a folder of its own, which only its keeper can read', async () => {
  const { out, json, said } = await exported('json');
  expect(json('oak/audit.json')).toHaveLength(1);
  expect(statSync(join(out, 'ash/audit.json')).mode & 0o077).toBe(0);
  expect(said).toContain(`${join(out, 'ash/press-calls.json')}: 2 rows`);
  expect(said).toContain(`${join(out, 'oak/audit.json')}: 1 row`);
});

test('drafts and other scraps are not exported', async () => {
  const { out, said } = await exported('json');
  expect(existsSync(join(out, 'ash/drafts.json'))).toBe(false);
  expect(said).toHaveLength(2 * (registers.length + 1));
});

test('what is there already is only overwritten when that was asked for', async () => {
  const { out } = await exported('csv');
  writeFileSync(join(out, 'ash/requests.csv'), 'mine');
  await expect(exported('csv', false, out)).rejects.toThrow('nothing was written');
  expect(readFileSync(join(out, 'ash/requests.csv'), 'utf8')).toBe('mine');
  await exported('csv', true, out);
  expect(readFileSync(join(out, 'ash/requests.csv'), 'utf8')).toContain('Choir');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ['\tx', `"'\tx"`],
  ['\n=1', `"'\n=1"`],
  ['a;=1', '"a;=1"'],
  [-1, '-1'],
  [true, 'true'],
  [undefined, ''],
  [null, ''],
  [['=1', 'b'], `"'=1; b"`],
  [[{ a: 1 }], '"{""a"":1}"'],
  [
    [
      { id: 'ada', name: 'Ada Osei' },
      { id: 'joy', name: 'Joy Bell' },
    ],
    '"Ada Osei (ada); Joy Bell (joy)"',
  ],
  [[{ at: '2027-03-02', words: 'Sent.' }], '2027-03-02 Sent.'],
  ['a = b', 'a = b'],
  ['ŵ', 'ŵ'],
])('the cell %j reads %s', (cell, text) => {
  expect(csvLine([cell])).toBe(`${text}\r\n`);
});

test('names of columns are as harmless as what is in them', () => {
  const rows = [flat({ id: '1', answers: { '=x': 'y' } }), flat({ id: '2', '=z': 1 })];
  expect(csvLine(columnsOf(rows))).toBe("id,answers.=x,'=z\r\n");
});

/** Scraps of the work itself: nobody's register. A call to a safeguarding lead is kept out of spreadsheets on purpose. */
const kept = [
  'age-told',
  'alarm-round',
  'callback',
  'chosen-school',
  'copy',
  'deciding-question',
  'delivery',
  'draft',
  'edition',
  'exchange',
  'greeting',
  'group',
  'hold',
  'leaving-day',
  'playground-clock',
  'playground-message',
  'policy-edition',
  'reach',
  'staff-list',
  'tidied',
];

test('every kind of record is either exported or left out on purpose', () => {
  const kinds = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...readFileSync(join('src', name), 'utf8').matchAll(/: Collection<[^=]+> = \{\s*kind: '([a-z-]+)'/g),
    ])
    .map(([, kind]) => kind);
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.toSorted()).toEqual([...kept, ...registers.map((register) => register.kind)].toSorted());
});

test('how the schools of a trust stand is one file, with a row for each and nobody’s name in it', async () => {
  const out = join(aFolder(), 'out');
  const schools = ['ash', 'oak'].map((id) => aSchool({ id, name: `${id} School` }));
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('oak', async (work) => work.put(accounts, accounts.schema.parse(samples.account?.record)));
  await store.close();
  await withView(dir, async (view) => {
    const bot = createBot(loadEngine('data'));
    const file = await sideBySide({ view, schools, bot, now: '2027-03-02T10:00:00.000Z' });
    const path = join(out, 'schools.csv');
    await writeFiles([{ path, ...file }], { as: 'csv', out, force: false }, () => {});
  });
  const [heading, ...rows] = readFileSync(join(out, 'schools.csv'), 'utf8').trim().split('\r\n');
  expect(heading).toBe('id,school,accounts,alone,waiting,overdue,people,trained,signing,signed');
  expect(rows).toEqual(['ash,ash School,0,0,0,0,7,0,6,0', 'oak,oak School,1,1,0,0,7,0,6,0']);
});
