/** What is kept about somebody can be handed over, and taken out of every record without breaking one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { duties } from '../../src/bot/bot.ts';
import { verifySchool } from '../../src/cli/audit/verify.ts';
import { erasePerson } from '../../src/cli/person/erase.ts';
import { findPerson, whoseIs } from '../../src/cli/person/find.ts';
import { withView } from '../../src/cli/store-view.ts';
import { reaches } from '../../src/core/delivery.ts';
import { groups } from '../../src/core/groups.ts';
import { holds } from '../../src/core/matter/hold.ts';
import { withoutPerson } from '../../src/core/person-data.ts';
import { trainings } from '../../src/duties/training/standing.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { samples } from '../duties/support/samples.ts';
import { anEntry } from '../store/notes.ts';
import { aFolder } from '../support/folder.ts';

const at = '2027-03-02T10:00:00.000Z';
const matters = duties.flatMap(({ matters = [] }) => matters);

/** One record of each matter, a draft of Ada's, her training and Joy's, which Ada has put down. */
async function aStore(): Promise<string> {
  const dir = aFolder();
  const store = await openEmbeddedStore({ dir });
  await store.turn('hill', async (work) => {
    for (const matter of matters) {
      const sample = samples[matter.name];
      if (!sample) throw new Error(`Expected a sample of ${matter.name}.`);
      work.put(matter.records, matter.records.schema.parse(sample.record));
      if (sample.ended) work.put(matter.records, matter.records.schema.parse(sample.ended));
    }
    work.put(trainings, { id: 'ada', trained: { at: '2027-01-04', by: 'sam' } });
    work.put(trainings, { id: 'joy', trained: { at: '2027-01-04', by: 'ada' } });
    work.put(reaches, { id: 'slack:person:U0ADA', via: {} });
    work.audit(anEntry('A-1', { by: 'ada' }));
  });
  await store.close();
  return dir;
}

const about = (dir: string, said: string, handles: string[] = []) =>
  withView(dir, async (view) => {
    const whose = await whoseIs(view, 'hill', said, handles);
    return { kinds: await view.kinds('hill'), whose, found: await findPerson(view, 'hill', whose) };
  });

async function erase(dir: string, said: string, handles: string[] = []) {
  const { kinds, whose } = await about(dir, said, handles);
  const store = await openEmbeddedStore({ dir });
  const done = await erasePerson(store, 'hill', kinds, whose, at);
  await store.close();
  return done;
}

test('whoever is taken out stands in no file any more', async () => {
  const dir = await aStore();
  const namedIn = () => readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes('Ada Osei'));
  expect(namedIn()).not.toEqual([]);
  await erase(dir, 'ada');
  expect(namedIn()).toEqual([]);
});

describe('what is kept about somebody', () => {
  it.each(['ada', 'Ada Osei', 'ada osei'])('is found by “%s”', async (said) => {
    const { whose, found } = await about(await aStore(), said);
    expect(whose).toEqual({ ids: ['ada'], names: ['Ada Osei'] });
    expect(Object.keys(found.records)).toEqual(
      expect.arrayContaining(['press-call', 'report', 'standing', 'request']),
    );
    expect(found.trail).toHaveLength(1);
  });

  it('is found where only a group names them', async () => {
    const dir = await aStore();
    const store = await openEmbeddedStore({ dir });
    const members = [{ user: 'U0LEE', name: 'Lee Moor' }];
    await store.turn('hill', async (work) => work.put(groups, { id: 'slack:S0STAFF', members, read: at }));
    await store.close();
    const { whose, found } = await about(dir, 'lee moor');
    expect(whose).toEqual({ ids: ['U0LEE'], names: ['Lee Moor'] });
    expect(Object.keys(found.records)).toEqual(['group']);
  });

  it('is nothing about whom nobody knows', async () => {
    const { found } = await about(await aStore(), 'Zed Quux');
    expect(found).toEqual({ records: {}, trail: [] });
  });

  it('is taken out of every record, none of which breaks, and the audit trail holds', async () => {
    const dir = await aStore();
    const before = await about(dir, 'ada', ['U0ADA']);
    const done = await erase(dir, 'ada', ['U0ADA']);
    expect(done.changed.length).toBeGreaterThan(matters.length);
    expect(done.deleted).toEqual(['undelivered e1/0', 'undelivered e2/0', 'reach slack:person:U0ADA']);
    const kept = await withView(dir, async (view) => {
      const after = await findPerson(view, 'hill', before.whose);
      expect(after.records).toEqual({});
      expect(await verifySchool(view, 'hill')).not.toHaveProperty('broken');
      return view.records('hill', 'standing');
    });
    expect(kept).toMatchObject([
      { id: 'joy', trained: { by: expect.stringMatching(/^erased-/) } },
      { id: expect.stringMatching(/^erased-/) },
    ]);
  });

  it('stays where a leader holds it', async () => {
    const dir = await aStore();
    const store = await openEmbeddedStore({ dir });
    await store.turn('hill', async (work) =>
      work.put(holds, {
        id: 'press:P-1',
        matter: 'press',
        record: 'P-1',
        by: { id: 'sam', name: 'Sam Hale' },
        at,
        why: 'A court',
      }),
    );
    await store.close();
    expect((await erase(dir, 'ada')).held).toEqual(['press-call P-1']);
  });
});

describe('a text without somebody', () => {
  const ada = { ids: ['joy'], names: ['Joy Bell'] };
  const as = { id: 'erased-1', name: 'Somebody' };

  it.each([
    ['Joy Bell rang', 'Somebody rang'],
    ['JOY  bell', 'Somebody'],
    ['the joy of reading', 'the joy of reading'],
    ['Joy Bellamy', 'Joy Bellamy'],
    ['joy', 'erased-1'],
    ['playground:joy', 'playground:erased-1'],
  ])('“%s” becomes “%s”', (text, after) => {
    expect(withoutPerson(text, ada, as)).toBe(after);
  });

  it('has keys without them, too', () => {
    expect(withoutPerson({ 'standing joy': '2027-03-02', joy: ['joy'] }, ada, as)).toEqual({
      'standing erased-1': '2027-03-02',
      'erased-1': ['erased-1'],
    });
  });
});
