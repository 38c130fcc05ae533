/** For every record, every role: what somebody can see of it and press, as one table to be read and agreed to. */
import { describe, expect, it } from 'vitest';
import { createBot, duties } from '../../src/bot/bot.ts';
import { aTurn } from '../support/a-turn.ts';
import { packsOnly } from '../support/packs-only.ts';
import { type Case, cases, everybody } from './support/cases.ts';
import { samples } from './support/samples.ts';

const bot = createBot(packsOnly());
const matters = duties.flatMap(({ matters = [] }) => matters);
type AnyMatter = (typeof matters)[number];

/** Ada is whom the record is about or from, where it is anybody's. */
const readers: [string, string][] = [
  ['ada', 'herself'],
  ['joy', 'a colleague'],
  ['lin', 'her manager, a senior leader'],
  ['sam', 'the headteacher'],
  ['bea', 'the safeguarding lead, a senior leader'],
  ['gil', 'a governor'],
  ['una', 'the chair of governors'],
  ['tom', 'the administrator'],
  ['stranger', 'somebody who is not listed'],
];

/** A record as somebody has it before them. */
function beforeThem(matter: AnyMatter, who: string, given: Omit<Case, 'matter' | 'when'> = {}) {
  const sample = samples[matter.name];
  if (!sample) throw new Error(`Expected a sample of ${matter.name}.`);
  const { is, people = everybody, unreached = [], beside = sample.beside } = given;
  const { turn, work } = aTurn(who, { people, unreached, unlisted: 'staff' });
  const record = matter.records.schema.parse({ ...sample.record, ...is });
  work.put(matter.records, record);
  beside?.(work);
  return { turn: bot.enter(turn), record };
}

type Rights = { view: string | undefined; may: string[]; told: string[] };

/** The card they see, what they may do about it, and what they are told of what they may not. */
async function rightsOf(
  matter: AnyMatter,
  who: string,
  given?: Omit<Case, 'matter' | 'when'>,
): Promise<Rights> {
  const { turn, record } = beforeThem(matter, who, given);
  const rights: Rights = { view: await matter.sees(turn, record), may: [], told: [] };
  for (const [name, { by = matter.by }] of Object.entries(matter.acts)) {
    const refusal = await by(turn, record, { id: record.id, ...given?.value });
    if (!refusal) rights.may.push(name);
    else if (!rights.told.includes(refusal.says)) rights.told.push(refusal.says);
  }
  return rights;
}

function inWords({ view, may }: Rights): string {
  return `${view ? `sees ${view}` : 'sees nothing'}; ${may.length > 0 ? `may ${may.join(', ')}` : 'may do nothing'}`;
}

/** Those of whom the same is true stand in one line. */
function together(lines: [line: string, who: string][]): string[] {
  const people = new Map<string, string[]>();
  for (const [line, who] of lines) people.set(line, [...(people.get(line) ?? []), who]);
  return [...people].map(([line, whose]) => `  ${line}: ${whose.join(', ')}`);
}

/** Whom the buttons are offered to, on the cards on which they are for some only. */
function offers(matter: AnyMatter, given: Case): string[] {
  const { turn, record } = beforeThem(matter, 'lin', given);
  return matter
    .views(record)
    .flatMap(({ name, offeredTo }) =>
      offeredTo ? `  offered on ${name}: ${offeredTo(turn).join(', ') || 'nobody'}` : [],
    );
}

describe('rights', () => {
  it('are as everybody has agreed to', async () => {
    const lines: string[] = [];
    for (const matter of matters) {
      lines.push(`${matter.register?.title ?? matter.name} (${matter.name})`);
      for (const [who, role] of readers) lines.push(`  ${role}: ${inWords(await rightsOf(matter, who))}`);
      lines.push('');
    }
    await expect(lines.join('\n')).toMatchFileSnapshot('golden/rights.txt');
  });

  it('hang on what is on record and on who there is at the school, as everybody has agreed to', async () => {
    const lines = [readers.map(([who, role]) => `${who}: ${role}`).join('\n'), ''];
    for (const given of cases) {
      const matter = matters.find(({ name }) => name === given.matter);
      if (!matter) throw new Error(`Expected a matter called ${given.matter}.`);
      const can: [string, string][] = [];
      const told: [string, string][] = [];
      for (const [who] of readers) {
        const rights = await rightsOf(matter, who, given);
        can.push([inWords(rights), who]);
        told.push(...rights.told.map((says): [string, string] => [`“${says}”`, who]));
      }
      lines.push(
        `${given.matter}: ${given.when}`,
        ...together(can),
        ...together(told),
        ...offers(matter, given),
        '',
      );
    }
    await expect(lines.join('\n')).toMatchFileSnapshot('golden/rights-in-cases.txt');
  });
});
