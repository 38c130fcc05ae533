/** The data that the engine is made of: sound, and refused where it is broken. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadEngine } from '../../src/policy/engine.ts';
import { loadKnowledge } from '../../src/policy/load.ts';
import { phrasingsIn } from '../../src/policy/reading/phrasings.ts';
import { blindMessages, dataDir, ownQuestions, ownRoutes } from './questions.ts';

describe('the data', () => {
  const known = loadKnowledge(dataDir);

  it('holds all five policies', () =>
    expect([...known.policies.keys()]).toEqual([
      'abbotswood',
      'hermitage',
      'kenn-kenton',
      'old-park',
      'westgate',
    ]));

  it('is not taught with the questions that it is measured by', () => {
    const taught = new Set(phrasingsIn(known.phrasings, () => true).map(({ text }) => plain(text)));
    const asked = [
      ...ownQuestions().map((row) => row.question),
      ...ownRoutes().map((row) => row.text),
      ...blindMessages(),
    ];
    // Greetings and the like have only one form.
    expect(asked.filter((text) => taught.has(plain(text)) && plain(text).split(' ').length > 4)).toEqual([]);
  });
});

describe('a broken pack stops the start', () => {
  let copy = '';
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'chalkline-data-'));
    cpSync(dataDir, copy, { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  const change = (file: string, edit: (text: string) => string) =>
    writeFileSync(join(copy, file), edit(readFileSync(join(copy, file), 'utf8')));

  it('naming file, line and fault', () => {
    change('policies/westgate/policy.json', (text) => text.replace('"westgate"', '7'));
    expect(() => loadKnowledge(copy)).toThrow(/westgate\/policy\.json, line 2: id: .*expected string/);
  });

  it('naming a clause that does not exist', () => {
    change('policies/old-park/rulings.json', (text) => text.replace('"6.5"', '"66.5"'));
    expect(() => loadKnowledge(copy)).toThrow(/old-park\/rulings\.json, line \d+: .*no clause "66\.5"/);
  });

  it('naming JSON that is cut short', () => {
    change('policies/hermitage/clauses.json', (text) => text.slice(0, -20));
    expect(() => loadKnowledge(copy)).toThrow(/hermitage\/clauses\.json, line \d+: this is not JSON/);
  });

  it('naming a missing file', () => {
    rmSync(join(copy, 'policies/abbotswood/press.json'));
    expect(() => loadKnowledge(copy)).toThrow(/abbotswood\/press\.json, line 1: the file is missing/);
  });

  it('naming a phrasing that fits no reader, where something has to be learned', () => {
    change('phrasings/flows.jsonl', (text) => `{"text": "Hello", "opns": "smalltalk"}\n${text}`);
    change('phrasings/topics.jsonl', (text) => text.replace('"connect"', '"conect"'));
    expect(() => loadEngine(copy)).toThrow(
      /flows\.jsonl, line 1: .*opns[\s\S]*topics\.jsonl, line \d+: there is no topic "conect"/,
    );
  });

  it('listing every fault at once', () => {
    change('policies/westgate/policy.json', (text) => text.replace('"westgate"', '7'));
    change('facts.json', (text) => text.replace('"question"', '"qestion"'));
    expect(() => loadKnowledge(copy)).toThrow(/facts\.json[\s\S]*westgate\/policy\.json/);
  });
});

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
