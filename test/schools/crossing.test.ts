/** Nobody reaches another school's records, whichever button or form they got hold of, in one workspace or in two. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBot, duties } from '../../src/bot/bot.ts';
import { deliveries } from '../../src/core/delivery.ts';
import type { Reply } from '../../src/core/door.ts';
import type { Act } from '../../src/core/event.ts';
import type { Work } from '../../src/core/record.ts';
import { type School, schoolFile } from '../../src/core/school.ts';
import { textOf } from '../../src/core/text.ts';
import { createEventHandler } from '../../src/event-handler.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { viewEmbeddedStore } from '../../src/store/embedded/view.ts';
import type { Store } from '../../src/store/store.ts';
import { samples } from '../duties/support/samples.ts';
import { openPlatform } from '../fakes/platform.ts';
import { aFolder } from '../support/folder.ts';

const bot = createBot(loadEngine('data'));
const matters = duties.flatMap((duty) => duty.matters ?? []);
const everyRole = ['head', 'slt', 'dsl', 'governor', 'hs-governor', 'chair', 'administrator', 'owner'];

/** One person holds every role, so that whatever stops them is the school. */
function aSchool(id: string, name: string, person: string, workspace: string): School {
  return schoolFile.parse({
    id,
    name,
    policy: 'kenn-kenton',
    people: [{ id: person, name: `${person} of ${name}`, roles: everyRole, slack: `U0${person}` }],
    workspaces: { slack: [workspace] },
  });
}

let dir: string;
let store: Store;
let number = 0;
beforeEach(async () => {
  dir = aFolder();
  store = await openEmbeddedStore({ dir });
});
afterEach(() => store.close());

function open(workspaces: [string, string]) {
  const hill = aSchool('hill', 'Hill School', 'ada', workspaces[0]);
  const oak = aSchool('oak', 'Oak School', 'pat', workspaces[1]);
  const all = [hill, oak];
  const slack = openPlatform('slack');
  const { receive } = createEventHandler({
    bot,
    store,
    schoolsOn: () => all,
    doors: new Map([['slack', slack.door]]),
    platformsOf: () => ['slack'],
    log: () => {},
    counted: () => {},
    meet: async () => {},
    wake: () => {},
  });
  return {
    slack,
    /** Pat of Oak School does something. */
    does: (act: Act): Promise<Reply> => {
      const place = { platform: 'slack', conversation: 'D0pat', direct: true };
      const by = { platform: 'slack', user: 'U0pat' };
      const event = { id: `e${number++}`, at: '2027-03-02T10:00:00.000Z', by, place, ...act };
      return receive({ event, workspace: workspaces[1] });
    },
  };
}

/** All that a school has on record but that an event has been played, and what is on its way to people. */
async function kept(school: string): Promise<{ records: unknown[]; trail: unknown[] }> {
  const view = await viewEmbeddedStore(dir);
  if (!view) return { records: [], trail: [] };
  const kinds = (await view.kinds(school)).filter(
    (kind) => !kind.startsWith('played') && !['delivery', 'greeting'].includes(kind),
  );
  const records: unknown[] = [];
  for (const kind of kinds)
    for (const record of await view.records(school, kind)) records.push([kind, record]);
  const trail: unknown[] = [];
  for await (const { what, about } of view.trail(school)) trail.push([what, about]);
  await view.close();
  return { records, trail };
}

const told = (school: string) =>
  store.read(school, async (records) =>
    (await records.find(deliveries)).map(({ card }) => textOf(card)).join('\n'),
  );

/** What the mark of a card may say: nothing, the school whose it is, or the one of whoever forges it. */
const marks: [string, Record<string, string>][] = [
  ['its own school’s', { _school: 'hill' }],
  ['the other school’s', { _school: 'oak' }],
  ['no', {}],
];

describe.each<[string, [string, string]]>([
  ['one workspace', ['T0TRUST', 'T0TRUST']],
  ['two workspaces', ['T0HILL', 'T0OAK']],
])('two schools in %s', (_where, workspaces) => {
  describe.each(matters.map((matter) => [matter.name, matter] as const))('%s', (_name, matter) => {
    const sample = samples[matter.name];
    const acts: [string, Act][] = Object.keys(matter.acts).flatMap((name) => {
      const action = `${matter.name}.${name}`;
      const value = { id: sample?.record.id ?? '' };
      return [
        [`${name} at a button`, { type: 'pressed', action, value }],
        [
          `${name} in a form`,
          { type: 'submitted', form: action, value, answers: { reason: 'x', words: 'x' } },
        ],
      ];
    });
    const value = { id: sample?.record.id ?? '' };
    const ways: [string, Act][] = [
      ...acts,
      ['show', { type: 'pressed', action: `${matter.name}.show`, value }],
      ['refresh', { type: 'looked', action: `${matter.name}.mine`, value }],
      ['hold', { type: 'said', text: `hold ${value.id}` }],
    ];

    it.each(marks)('of the one is out of reach of the other, with %s mark', async (_mark, mark) => {
      await store.turn('hill', async (work: Work) => {
        if (sample) work.put(matter.records, sample.record);
        sample?.beside?.(work);
      });
      const { does, slack } = open(workspaces);
      const before = [await kept('hill'), await kept('oak')];
      for (const [way, act] of ways) {
        const meant = 'value' in act ? { ...act, value: { ...act.value, ...mark } } : act;
        const reply = await does(meant);
        expect(reply.openForm, way).toBeUndefined();
        expect(reply.replaced, way).toBeUndefined();
      }
      const [hill, oak] = [await kept('hill'), await kept('oak')];
      expect(hill).toEqual(before[0]);
      expect(oak.trail).toEqual([]);
      expect(await told('hill')).toBe('');
      const words = [await told('oak'), ...slack.read()].join('\n');
      for (const secret of textsIn(sample?.record)) expect(words).not.toContain(secret);
    });
  });
});

/** What only the record can have said: its sentences and names. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return / /.test(value) && value.length > 8 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
