/** Reads what the engine knows: every school's pack, and the topics, facts and words that all of them share. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { given } from '../core/given.ts';
import { routes } from './answer.ts';
import { type Faults, note, readJson, type Source } from './json-file.ts';
import { checks, type PostChecks, postChecks } from './pack/checks.ts';
import { personal, privacyList, review } from './pack/personal.ts';
import { reportKind, reports } from './pack/reports.ts';
import { application, permissions } from './pack/requests.ts';
import { actors, acts, aims, factNames, rulings, somebodyElse } from './pack/rulings.ts';
import { signing } from './pack/signing.ts';
import { ownWatch, watch } from './pack/watch.ts';
import { about, clause, type Policy, press } from './pack.ts';
import type { PhrasingFile } from './reading/phrasings.ts';

const sentence = z.string().trim().min(1);

/** data/topics/*.json: what people ask about. How they put it is in data/phrasings. */
const topic = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  /** What to call it in a list. */
  title: sentence,
  about: sentence,
  /** How often it is asked about beside the others: where words leave it open, the likelier it is meant. */
  common: z.int().positive(),
  /** The flow that a message on this topic may open; a message on any other topic is a question. */
  opens: z.enum(routes).optional(),
  /** The topic that the same question turns into where a school account is meant. */
  onSchoolAccount: z.string().optional(),
  /** It is about a child who may be at risk: words that sound the alarm lead here before anywhere else. */
  alarm: z.literal(true).optional(),
});
export type Topic = z.infer<typeof topic>;

/** data/facts.json: how a missing fact is asked for. */
const factQuestion = z.strictObject({ question: sentence, choices: z.record(z.string(), sentence) });
const factQuestions = z.record(z.enum(factNames), factQuestion);
export type FactQuestions = z.infer<typeof factQuestions>;

/** data/lexicon.json: text speak and what it stands for, which words mean much the same, and how facts are told. */
const lexicon = z.strictObject({
  speak: z.record(z.string(), z.string()),
  concepts: z.record(z.string(), z.array(sentence)),
  /** Words that the signs of facts refer to together. */
  groups: z.record(z.string(), z.array(sentence)),
  /** Turns of phrase that matter to how a message is taken: as a follow-up, as an alarm, as mere pressure. */
  turns: z.strictObject({
    'follows-on': z.array(sentence),
    /** Beginnings of a fragment, and of many a whole sentence that is about something new. */
    'follows-on-when-short': z.array(sentence),
    pressure: z.array(sentence),
    alarm: z.array(sentence),
    /** Questions about something that they do not name. */
    bare: z.array(sentence),
    /** What is proposed is to turn it down, or to put it right or in other hands. */
    decline: z.array(sentence),
    'put-right': z.array(sentence),
  }),
  /** Turns of phrase that tell what a message is meant to open. */
  signs: z.record(z.string(), z.array(sentence)),
  /** The signs by which a fact's values are known, the telling ones first. */
  facts: z.record(z.enum(factNames), z.array(z.record(z.string(), z.array(sentence)))),
});
export type Lexicon = z.infer<typeof lexicon>;

/** What messages are sorted by. */
export type Lists = { topics: Topic[]; facts: FactQuestions; lexicon: Lexicon };
export type Knowledge = Lists & { policies: Map<string, Policy>; phrasings: PhrasingFile[] };

/** Everything under the data folder, or one error that lists every fault by file and line. */
export function loadKnowledge(dataDir: string): Knowledge {
  const faults: Faults = [];
  const topics = filesIn(join(dataDir, 'topics'), '.json', faults).flatMap(
    (file) => readJson(join(dataDir, 'topics', file), z.array(topic), faults)?.value ?? [],
  );
  const facts = readJson(join(dataDir, 'facts.json'), factQuestions, faults);
  const words = readJson(join(dataDir, 'lexicon.json'), lexicon, faults);
  checkSiblings(topics, faults);
  const kinds = readJson(join(dataDir, 'reports.json'), z.array(reportKind), faults);
  const privacyLists = readJson(join(dataDir, 'privacy.json'), z.array(privacyList), faults);
  const posts = readJson(join(dataDir, 'checks.json'), postChecks, faults);
  const own = readJson(join(dataDir, 'watch.json'), ownWatch, faults);
  const known = {
    topics: new Set(topics.map((topic) => topic.id)),
    facts: facts?.value,
    kinds: kinds?.value ?? [],
    privacyLists: privacyLists?.value ?? [],
    posts: posts?.value,
    watch: own?.value,
  };
  if (kinds) checkTopics(kinds, known, faults);
  if (posts) {
    checkTopicIds(posts, posts.value.topics, ['topics'], known, faults);
    checkTopicIds(posts, posts.value.withdrawn.topics, ['withdrawn'], known, faults);
  }
  const policies = new Map<string, Policy>();
  for (const id of filesIn(join(dataDir, 'policies'), '', faults)) {
    const pack = readPack(join(dataDir, 'policies', id), known, faults);
    if (pack && pack.about.id !== id)
      faults.push(`${id}/policy.json, line 1: the id is not the folder’s name`);
    if (pack) policies.set(id, pack);
  }
  const phrasings = filesIn(join(dataDir, 'phrasings'), '.jsonl', faults).map((name) => ({
    name,
    text: readFileSync(join(dataDir, 'phrasings', name), 'utf8'),
  }));
  if (faults.length > 0 || !facts || !words) throw new BrokenData(faults);
  return {
    policies,
    topics,
    phrasings,
    facts: facts.value,
    lexicon: words.value,
  };
}

function checkSiblings(topics: Topic[], faults: Faults): void {
  const ids = new Set(topics.map((topic) => topic.id));
  for (const { id, onSchoolAccount } of topics) {
    if (onSchoolAccount && !ids.has(onSchoolAccount))
      faults.push(`data/topics: the topic "${id}" turns into "${onSchoolAccount}", which does not exist`);
  }
}

export class BrokenData extends Error {
  override name = 'BrokenData';
  constructor(faults: string[]) {
    super(
      [
        `The policy data has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}, so nothing was started:`,
        ...faults.map((fault) => `  ${fault}`),
        'Correct the lines named here and start again.',
      ].join('\n'),
    );
  }
}

function filesIn(folder: string, ending: string, faults: Faults): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => (ending ? entry.name.endsWith(ending) : entry.isDirectory()))
      .map((entry) => entry.name)
      .sort();
  } catch {
    faults.push(`${folder}, line 1: the folder is missing or cannot be read`);
    return [];
  }
}

type Known = {
  topics: Set<string>;
  facts: FactQuestions | undefined;
  kinds: z.infer<typeof reportKind>[];
  privacyLists: Policy['privacyLists'];
  posts: z.infer<typeof postChecks> | undefined;
  watch: z.infer<typeof ownWatch> | undefined;
};

function readPack(folder: string, known: Known, faults: Faults): Policy | undefined {
  const parts = {
    about: readJson(join(folder, 'policy.json'), about, faults),
    clauses: readJson(join(folder, 'clauses.json'), z.array(clause), faults),
    rulings: readJson(join(folder, 'rulings.json'), rulings, faults),
    press: readJson(join(folder, 'press.json'), press, faults),
    application: readJson(join(folder, 'application.json'), application, faults),
    permissions: readJson(join(folder, 'permissions.json'), permissions, faults),
    reports: readJson(join(folder, 'reports.json'), reports, faults),
    personal: readJson(join(folder, 'personal.json'), personal, faults),
    review: readJson(join(folder, 'review.json'), review, faults),
    checks: readJson(join(folder, 'checks.json'), checks, faults),
    watch: readJson(join(folder, 'watch.json'), watch, faults),
    signing: readJson(join(folder, 'signing.json'), signing, faults),
  };
  if (
    !parts.about ||
    !parts.clauses ||
    !parts.rulings ||
    !parts.press ||
    !parts.application ||
    !parts.permissions ||
    !parts.reports ||
    !parts.personal ||
    !parts.review ||
    !parts.checks ||
    !known.posts ||
    !parts.watch ||
    !known.watch ||
    !parts.signing
  )
    return undefined;
  const asked = parts.reports.value;
  const policy = {
    about: parts.about.value,
    clauses: new Map(parts.clauses.value.map((clause) => [clause.anchor, clause])),
    rulings: parts.rulings.value,
    press: parts.press.value,
    application: parts.application.value,
    permissions: parts.permissions.value,
    reports: known.kinds.map(({ own, ...kind }) => ({ ...kind, ...(asked[kind.id] ?? own) })),
    personal: parts.personal.value,
    review: parts.review.value,
    privacyLists: known.privacyLists,
    checks: checksOf(known.posts, parts.checks.value),
    watch: { ...known.watch, ...given(parts.watch.value) },
    signing: parts.signing.value,
  };
  for (const id of Object.keys(asked))
    if (!known.kinds.some((kind) => kind.id === id))
      note(parts.reports, [id], 'data/reports.json has no such kind', faults);
  for (const id of Object.keys(parts.checks.value.points))
    if (!known.posts.points.some((point) => point.id === id))
      note(parts.checks, ['points', id], 'data/checks.json has no such point', faults);
  const { clauses: _, ...citing } = parts;
  for (const part of Object.values(citing)) {
    if (!part) continue;
    for (const [path, anchor] of citedIn(part.value)) {
      if (!policy.clauses.has(anchor)) note(part, path, `clauses.json has no clause "${anchor}"`, faults);
    }
  }
  checkTopics(parts.permissions, known, faults);
  checkClauses(parts.clauses, faults);
  checkRulings(parts.rulings, known, faults);
  return policy;
}

/** What the policy says comes first; our advice stands where it says nothing at all. */
function checksOf(
  { points, leader, withdrawn, ...shared }: z.infer<typeof postChecks>,
  asked: z.infer<typeof checks>,
): PostChecks {
  return {
    ...shared,
    points: points.map(({ own, ...point }) => ({
      ...point,
      remarks: [...(asked.points[point.id] ?? []), ...(own ? [own] : [])],
    })),
    leader: asked.leader ?? leader.own,
    withdrawn: { topics: withdrawn.topics, ...(asked.withdrawn ?? withdrawn.own) },
  };
}

/** Every anchor that stands under `clause`, `clauses` or `context`, with the way to it. */
function citedIn(value: unknown, path: PropertyKey[] = []): [PropertyKey[], string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const innerPath = [...path, Array.isArray(value) ? Number(name) : name];
    if (name === 'clause' && typeof inner === 'string')
      return [[innerPath, inner] as [PropertyKey[], string]];
    if ((name === 'clauses' || name === 'context') && Array.isArray(inner)) {
      return inner.map((anchor, at): [PropertyKey[], string] => [[...innerPath, at], String(anchor)]);
    }
    return citedIn(inner, innerPath);
  });
}

function checkClauses(part: Source & { value: z.infer<typeof clause>[] }, faults: Faults): void {
  const seen = new Set<string>();
  part.value.forEach(({ anchor }, at) => {
    if (seen.has(anchor)) note(part, [at, 'anchor'], `the anchor "${anchor}" is there twice`, faults);
    seen.add(anchor);
  });
}

/** Every answer under which something is offered is one that there is. */
function checkTopics(
  part: Source & { value: { topics: string[] }[] },
  known: Pick<Known, 'topics'>,
  faults: Faults,
): void {
  part.value.forEach(({ topics }, at) => {
    checkTopicIds(part, topics, [at, 'topics'], known, faults);
  });
}

function checkTopicIds(
  part: Source,
  topics: string[],
  path: PropertyKey[],
  known: Pick<Known, 'topics'>,
  faults: Faults,
): void {
  for (const topic of topics)
    if (!known.topics.has(topic)) note(part, path, `there is no topic "${topic}"`, faults);
}

function checkRulings(part: Source & { value: Policy['rulings'] }, known: Known, faults: Faults): void {
  for (const [id, table] of Object.entries(part.value)) {
    if (!known.topics.has(id) && id !== somebodyElse) note(part, [id], 'there is no such topic', faults);
    table.forEach((rule, at) => {
      const path = [id, at];
      const covered = rule.verdict !== 'not-covered';
      if (covered && rule.clauses.length === 0)
        note(part, [...path, 'clauses'], 'a ruling must cite a clause', faults);
      for (const [fact, value] of Object.entries(rule.when ?? {})) {
        for (const fitting of [value].flat())
          checkFact(part, [...path, 'when', fact], fact, fitting, known, faults);
      }
      for (const choice of rule.ask?.choices ?? []) {
        checkFact(part, [...path, 'ask'], rule.ask?.fact ?? '', choice, known, faults);
      }
    });
    if (table.at(-1)?.when) note(part, [id, table.length - 1], 'the last rule must fit always', faults);
  }
}

/** What a rule may hang on beside facts. */
const readingsOf: Record<string, readonly string[]> = { act: acts, actor: actors, aim: aims };

function checkFact(
  part: Source,
  path: PropertyKey[],
  fact: string,
  value: string,
  known: Known,
  faults: Faults,
): void {
  const choices = Object.entries(known.facts ?? {}).find(([name]) => name === fact)?.[1].choices;
  const readings = readingsOf[fact];
  if (readings ? !readings.includes(value) : choices && !(value in choices))
    note(part, path, `"${value}" is not one of the choices of "${fact}"`, faults);
}
