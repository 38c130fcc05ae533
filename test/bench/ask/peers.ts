/**
 * Who is asked: our engine, two searches of the clauses, and nlp.js, which learns from the same examples as we do what
 * a message is about and then looks the clause up in the same tables. Only ours heeds the message before.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en-min';
import { NluNeural } from '@nlpjs/nlu';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { engineOf } from '../../../src/policy/engine.ts';
import type { Knowledge } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/pack.ts';
import { keep, learnAll, recall } from '../../../src/policy/reading/learned.ts';
import { phrasingsIn } from '../../../src/policy/reading/phrasings.ts';
import { ruleOn } from '../../../src/policy/rule.ts';
import { answerOf } from '../../ask/questions.ts';
import type { Labelled } from '../../ask/score.ts';

/** The clause that answers a question best. */
type Finder = (row: Labelled) => string | undefined | Promise<string | undefined>;

export type Peer = {
  /** Learns from the examples, once, and keeps the result in a folder. A search has nothing to learn. */
  learn?(knowledge: Knowledge, folder: string): void | Promise<void>;
  /** Makes ready to answer, as each start of a bot does. */
  start(knowledge: Knowledge, folder: string): Finder | Promise<Finder>;
};

export const peers = {
  ours: {
    learn: (knowledge, folder) => keep(folder, knowledge, learnAll(knowledge)),
    start(knowledge, folder) {
      const engine = engineOf(
        knowledge,
        recall(folder, knowledge, (line) => {
          throw new Error(`Expected what was learned before, got: ${line}`);
        }),
      );
      return (row) => answerOf(engine, row).clauses[0];
    },
  },
  lunr: {
    start({ policies }) {
      const indexes = new Map([...policies].map(([id, { clauses }]) => [id, lunrIndex(clauses)]));
      // Words only: to lunr, a colon or a minus in a question is an instruction.
      return (row) => indexes.get(row.policy)?.search(row.question.replace(/[^\p{L}\p{N}\s]/gu, ' '))[0]?.ref;
    },
  },
  MiniSearch: {
    start({ policies }) {
      const indexes = new Map([...policies].map(([id, { clauses }]) => [id, miniSearchIndex(clauses)]));
      return (row) => indexes.get(row.policy)?.search(row.question, { fuzzy: 0.2, prefix: true })[0]?.id;
    },
  },
  'nlp.js': {
    async learn(knowledge, folder) {
      const nlu = await emptyNlu();
      await nlu.train(topicsAsked(knowledge).map(({ topic, text }) => ({ intent: topic, utterance: text })));
      writeFileSync(nluFile(folder), JSON.stringify(nlu.toJSON()));
    },
    async start({ policies, facts }, folder) {
      const nlu = await emptyNlu();
      nlu.fromJSON(JSON.parse(readFileSync(nluFile(folder), 'utf8')));
      return async ({ policy, question }) => {
        const [best] = (await nlu.process(question)).classifications;
        const rules = policies.get(policy);
        return rules && best && ruleOn(rules, [best.intent], {}, facts).clauses[0];
      };
    },
  },
} satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;

/** What our own reader of topics learns from. */
export function topicsAsked({ topics, phrasings }: Knowledge): { topic: string; text: string }[] {
  const ids = new Set(topics.map(({ id }) => id));
  const asked = phrasingsIn(phrasings, (id) => ids.has(id));
  return [
    ...topics.map(({ id, about }) => ({ topic: id, text: about })),
    ...asked.flatMap(({ topic, text }) => (topic ? [{ topic, text }] : [])),
  ];
}

function lunrIndex(clauses: Policy['clauses']) {
  return lunr(function () {
    this.ref('anchor');
    this.field('text');
    for (const { anchor, heading, text } of clauses.values())
      this.add({ anchor, text: `${heading} ${text}` });
  });
}

function miniSearchIndex(clauses: Policy['clauses']) {
  const index = new MiniSearch({ idField: 'anchor', fields: ['heading', 'text'] });
  index.addAll([...clauses.values()]);
  return index;
}

async function emptyNlu(): Promise<NluNeural> {
  const container = await containerBootstrap();
  container.use(LangEn);
  return new NluNeural({ locale: 'en', container, log: false });
}

function nluFile(folder: string): string {
  return join(folder, 'nlu.json');
}
