/** Whoever is nobody in particular to a matter can neither act on it nor see it, whichever button they got hold of. */
import { describe, expect, it } from 'vitest';
import { createBot, duties } from '../../src/bot/bot.ts';
import type { PolicyTurn } from '../../src/conversation/policy-turn.ts';
import type { Act } from '../../src/core/event.ts';
import type { Refusal } from '../../src/core/matter/table.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, startCore } from '../support/test-core.ts';
import { type Sample, samples } from './support/samples.ts';

const engine = loadEngine('data');
const bot = createBot(engine);

const matters = duties.flatMap((duty) => duty.matters ?? []);
type AnyMatter = (typeof matters)[number];

/** Also where everybody in the school's workspace is staff. */
const school = aSchool({ unlisted: 'staff' });

/** One of the staff, and somebody whom the school does not list. */
const outsiders = ['joy', 'stranger'];

function sampleOf({ name }: AnyMatter): Sample {
  const sample = samples[name];
  if (!sample) throw new Error(`Expected a sample of the matter “${name}” in support/samples.ts, got none.`);
  return sample;
}

/** What comes of it when somebody does something to the sample. */
async function doing(matter: AnyMatter, who: string, act: Act) {
  const { record, beside } = sampleOf(matter);
  const core = startCore(bot, school);
  core.work.put(matter.records, record);
  beside?.(core.work);
  const before = onRecord(core.work.kept);
  const seen = await core.raw(who, act);
  return {
    isChanged: onRecord(core.work.kept) !== before,
    told: seen.map(({ to }) => to),
    form: core.form(),
    problems: core.problems(),
    trail: core.work.trail.map(({ by, what, about }) => ({ by, what, about })),
  };
}

/** All but what the core notes of every turn. */
function onRecord(kept: Map<string, { of: { kind: string }; record: unknown }>): string {
  return JSON.stringify([...kept].filter(([, { of }]) => !of.kind.startsWith('played')));
}

/** Why somebody may not, as the table says it. */
async function refusalOf(matter: AnyMatter, name: string, who: string): Promise<Refusal | undefined> {
  const { record, beside } = sampleOf(matter);
  let refusal: Refusal | undefined;
  const asking = async (turn: PolicyTurn) => {
    refusal = await (matter.acts[name]?.by ?? matter.by)(turn, record, { id: record.id });
  };
  const core = startCore({ ...bot, said: asking }, school);
  core.work.put(matter.records, record);
  beside?.(core.work);
  await core.say(who, 'May I?');
  return refusal;
}

function idOf(who: string): string {
  return who === 'stranger' ? 'playground:stranger' : who;
}

describe.each(matters.map((matter) => [matter.name, matter] as const))('%s', (_, matter) => {
  const { record, insider, ended, everybody = {} } = sampleOf(matter);
  const acts = Object.keys(matter.acts).filter((act) => !everybody.acts?.includes(act));
  const value = { id: record.id };

  const ways = (name: string): Act[] => {
    const action = `${matter.name}.${name}`;
    const press: Act = { type: 'pressed', action, value };
    return 'asks' in (matter.acts[name] ?? {})
      ? [press, { type: 'submitted', form: action, value, answers: {} }]
      : [press];
  };

  const refused = acts.flatMap((name) =>
    outsiders.flatMap((who) => ways(name).map((act) => [name, act.type, who, act] as const)),
  );

  it.each(refused)(
    '%s, when it is %s by %s, is refused and changes nothing',
    async (name, _type, who, act) => {
      const refusal = await refusalOf(matter, name, who);
      const audit = refusal?.audit;
      expect(await doing(matter, who, act)).toEqual({
        isChanged: false,
        told: [`${who} (privately)`],
        form: undefined,
        problems: undefined,
        trail: audit ? [{ by: idOf(who), what: `was refused: ${audit}`, about: record.id }] : [],
      });
      expect(refusal?.says).toBeTruthy();
    },
  );

  it.each(everybody.sees ? [] : outsiders)('is not shown to %s, who is on record for trying', async (who) => {
    const show: Act = { type: 'pressed', action: `${matter.name}.show`, value };
    expect(await doing(matter, who, show)).toEqual({
      isChanged: false,
      told: [`${who} (privately)`],
      form: undefined,
      problems: undefined,
      trail: [{ by: idOf(who), what: 'was refused: may not see this', about: record.id }],
    });
  });

  it('is shown to those who may act on it, who are on record for it where only some may', async () => {
    const show: Act = { type: 'pressed', action: `${matter.name}.show`, value };
    const looked = { by: insider, what: 'looked at what only some may see', about: record.id };
    expect(await doing(matter, insider, show)).toMatchObject({
      told: [insider],
      trail: matter.confidential ? [looked] : [],
    });
  });

  it('says so when it is not on record any more', async () => {
    for (const name of ['show', ...acts]) {
      const act: Act = { type: 'pressed', action: `${matter.name}.${name}`, value: { id: 'none' } };
      expect(await doing(matter, insider, act)).toMatchObject({
        isChanged: false,
        told: [`${insider} (privately)`],
        trail: [],
      });
    }
  });

  it('can be found by the day on which it ended, unless it is kept for ever', () => {
    const keys: string[] = ended ? matter.records.keys(ended) : [];
    expect(keys.some((key) => /^ended:\d{4}-\d{2}-\d{2}$/.test(key))).toBe(matter.kept.days !== 'always');
  });
});
