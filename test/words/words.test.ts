/** Whatever people read is plain: what each school's answers say, its forms, and the sentences of the program itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';
import { loadKnowledge } from '../../src/policy/load.ts';
import { faultsIn, readingEase } from './plain.ts';

const knowledge = loadKnowledge('data');

/** Every text of a pack that somebody may read, once. */
function textsIn(id: string): string[] {
  const policy = knowledge.policies.get(id);
  if (!policy) throw new Error(`Expected the policy ${id}.`);
  const rulings = Object.values(policy.rulings).flat();
  return [...new Set(rulings.flatMap(({ say, do: next }) => [say, next ?? '']))].filter(Boolean);
}

/** Sentences that cannot be said more simply, such as a list of the documents that a policy names. */
const mostHardTexts = 6;

describe.each([...knowledge.policies.keys()])('%s', (id) => {
  const texts = textsIn(id);

  it('answers in words that we say', () => {
    expect(texts.flatMap(faultsIn)).toEqual([]);
  });

  it('restates its clauses in them', () => {
    const clauses = [...(knowledge.policies.get(id)?.clauses.values() ?? [])];
    expect(clauses.flatMap(({ text }) => faultsIn(text))).toEqual([]);
  });

  it('asks and briefs in them', () => {
    const { application, permissions, press, reports, personal, privacyLists, checks, watch, signing } =
      knowledge.policies.get(id) ?? {};
    const parts = {
      application,
      permissions,
      press,
      reports,
      personal,
      privacyLists,
      checks,
      watch,
      signing,
    };
    const said = JSON.stringify(parts).match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    const sentences = said.map((text) => JSON.parse(text) as string).filter((text) => text.includes(' '));
    expect(sentences.flatMap(faultsIn)).toEqual([]);
  });

  it('reads easily, and hardly a text is hard', () => {
    expect(readingEase(texts)).toBeGreaterThan(70);
    expect(texts.filter((text) => readingEase([text]) < 40).length).toBeLessThanOrEqual(mostHardTexts);
  });
});

it('topics have names that people would use', () => {
  expect(knowledge.topics.flatMap(({ title }) => faultsIn(title))).toEqual([]);
});

/** Whose sentences are for no person at all. */
const notForPeople = /^(?:reader|policy\/reading)\/|\.d\.ts$/;

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.[tj]s$/.test(name) && !notForPeople.test(name))
  .toSorted();

describe('the program speaks plainly', () => {
  it.each(sources)('%s', (name) => {
    expect(sentencesIn(readFileSync(join('src', name), 'utf8')).flatMap(faultsIn)).toEqual([]);
  });
});

/** The texts in a source that people may read: four words or more, beginning as a sentence does. */
function sentencesIn(source: string): string[] {
  return textsOf(parseAst(source, { lang: 'ts' })).filter(
    (text) => /^[A-Z“]/.test(text) && !text.startsWith('Expected') && text.trim().split(/\s+/).length >= 4,
  );
}

/** The literals in a part of a source; what a template fills in stands as a word. */
function textsOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { type, value, quasis } = part as { type?: string; value?: unknown; quasis?: Quasi[] };
  const own =
    type === 'Literal' && typeof value === 'string'
      ? [value]
      : type === 'TemplateLiteral'
        ? [(quasis ?? []).map((quasi) => quasi.value.cooked).join('Sam')]
        : [];
  return [...own, ...Object.values(part).flatMap(textsOf)];
}

type Quasi = { value: { cooked: string } };

it('the check finds what is hard to read', () => {
  expect(faultsIn('It is not said whether one may.')).toHaveLength(2);
  expect(faultsIn('Ask the a member of SLT about 1-personal-use/4.')).toHaveLength(2);
  expect(faultsIn("It's the pupils' page.")).toHaveLength(1);
  expect(faultsIn(`${'word '.repeat(26)}.`)).toHaveLength(1);
  expect(faultsIn('You can’t add pupils. Ask Lin Park first.')).toEqual([]);
  expect(readingEase(['The cat sat on the mat.'])).toBeGreaterThan(90);
  expect(readingEase(['Organisational responsibilities necessitate consideration.'])).toBeLessThan(0);
});
