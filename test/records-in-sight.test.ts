/** What only some may see stands among the records, and in the audit trail, for these alone. */
import { expect, it } from 'vitest';
import { createBot, duties } from '../src/bot/bot.ts';
import { reference } from '../src/core/ids.ts';
import { schoolFile } from '../src/core/school.ts';
import { recordsIn } from '../src/records.ts';
import { openEmbeddedStore } from '../src/store/embedded/embedded.ts';
import { everybody } from './duties/support/cases.ts';
import { samples } from './duties/support/samples.ts';
import { anEntry, noon } from './store/notes.ts';
import { aFolder } from './support/folder.ts';
import { packsOnly } from './support/packs-only.ts';

const school = schoolFile.parse({
  id: 'school',
  name: 'Hill School',
  policy: 'kenn-kenton',
  people: everybody,
});
const matters = duties.flatMap(({ matters = [] }) => matters);

/** A store with the sample of each matter, of which the trail tells; and of one confidential thing that is gone. */
async function startRecords() {
  const storeAt = aFolder();
  const store = await openEmbeddedStore({ dir: storeAt });
  await store.turn(school.id, async (work) => {
    for (const matter of matters) {
      const id = reference('X', matter.name);
      work.put(matter.records, matter.records.schema.parse({ ...samples[matter.name]?.record, id }));
      work.audit(anEntry(id, { what: `told of ${matter.name}` }));
    }
    work.audit(anEntry('C-23456789', { what: 'told of what is gone' }));
    work.audit(anEntry('joy', { what: 'told of Joy' }));
  });
  const records = recordsIn({ bot: createBot(packsOnly()), store, key: undefined, storeAt, now: () => noon });
  return { records, close: () => store.close() };
}

it('each table has for each what they may see', async () => {
  const { records, close } = await startRecords();
  const isThere = async (who: string, name: string) =>
    ((await records.read(school, who, name))?.table.rows.length ?? 0) > 0;
  const lines: string[] = [];
  for (const { name, register, confidential } of matters.filter(({ register }) => register)) {
    const readers: string[] = [];
    for (const { id } of everybody) if (await isThere(id, register?.name ?? '')) readers.push(id);
    lines.push(`${name}${confidential ? ', for some only' : ''}: ${readers.join(', ')}`);
  }
  await close();
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "ask, for some only: ada, lin, sam, bea
    own-ruling: ada, joy, lin, sam, bea, gil, tom, una
    post: ada, joy, lin, sam, bea, gil, tom, una
    takedown, for some only: ada, lin, sam, bea, tom
    request: ada, joy, lin, sam, bea, gil, tom, una
    account: ada, joy, lin, sam, bea, gil, tom, una
    leaver: ada, joy, lin, sam, bea, gil, tom, una
    handover: ada, joy, lin, sam, bea, gil, tom, una
    absence, for some only: ada, lin, sam, bea, tom
    signature: ada, joy, lin, sam, bea, gil, tom, una
    press: ada, joy, lin, sam, bea, gil, tom, una
    comment: ada, joy, lin, sam, bea, gil, tom, una
    rota: ada, joy, lin, sam, bea, gil, tom, una
    friend, for some only: lin, sam, bea, tom
    found-post, for some only: ada, lin, sam, bea
    report, for some only: ada, sam
    policy-review: ada, joy, lin, sam, bea, gil, tom, una
    newcomer, for some only: tom
    undelivered, for some only: tom"
  `);
});

it('the trail tells each of what they may see, and nobody of what only some could and is gone', async () => {
  const { records, close } = await startRecords();
  const told = async (who: string) =>
    (await records.csv(school, who, 'audit'))?.match(/(?<=told of )[\w -]+/g);
  const lines: string[] = [];
  for (const { id } of everybody) lines.push(`${id} reads in the trail of ${(await told(id))?.join(', ')}`);
  await close();
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "ada reads in the trail of ask, own-ruling, post, takedown, request, account, leaver, handover, absence, signature, press, comment, rota, found-post, report, policy-review, Joy
    joy reads in the trail of own-ruling, post, request, account, leaver, handover, signature, press, comment, rota, policy-review, Joy
    lin reads in the trail of ask, own-ruling, post, takedown, request, account, leaver, handover, absence, signature, press, comment, rota, friend, found-post, policy-review, Joy
    sam reads in the trail of ask, own-ruling, post, takedown, request, account, leaver, handover, absence, signature, press, comment, rota, friend, found-post, report, policy-review, safety, Joy
    bea reads in the trail of ask, own-ruling, post, takedown, request, account, leaver, handover, absence, signature, press, comment, rota, friend, found-post, policy-review, safety, Joy
    gil reads in the trail of own-ruling, post, request, account, leaver, handover, signature, press, comment, rota, policy-review, Joy
    tom reads in the trail of own-ruling, post, takedown, request, account, leaver, handover, absence, signature, press, comment, rota, friend, policy-review, newcomer, undelivered, Joy
    una reads in the trail of own-ruling, post, request, account, leaver, handover, signature, press, comment, rota, policy-review, Joy"
  `);
});
