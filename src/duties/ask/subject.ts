/** What a question is about, as topics and facts: enough to rule on it, and never the words that were written. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Value } from '../../core/handler.ts';
import type { Clarify, Ruling } from '../../policy/answer.ts';
import { conditionNames } from '../../policy/pack/rulings.ts';

export type Subject = Pick<Ruling, 'topics' | 'facts'>;

/** As records keep it. */
export const subjectParts = {
  topics: z.array(z.string()),
  facts: z.partialRecord(z.enum(conditionNames), z.string()),
};

export function rulingOn({ engine, school }: PolicyTurn, { topics, facts }: Subject): Ruling {
  return engine.rule(school.policy, topics, facts);
}

/** What is known once a deciding question has been answered. */
export function answeredWith({ topics, facts }: Subject, fact: Clarify['fact'], value: string): Subject {
  return fact === 'topic' ? { topics: [value], facts } : { topics, facts: { ...facts, [fact]: value } };
}

export function sameTopics(topics: string[], others: string[]): boolean {
  return topics.toSorted().join() === others.toSorted().join();
}

/** What a button carries so that its press can be ruled on afresh. */
export function packSubject({ topics, facts }: Subject): Value {
  const carried = Object.entries(facts).map(([name, value]) => [`is:${name}`, value] as const);
  return { topics: topics.join(' '), ...Object.fromEntries(carried) };
}

/** What comes back may be old, or not from our card at all; only what could be a topic or a fact is taken. */
export function unpackSubject(value: Value): Subject {
  const facts = conditionNames.flatMap((name) => {
    const fact = value[`is:${name}`];
    return fact !== undefined && isWord(fact) ? [[name, fact]] : [];
  });
  return {
    topics: (value.topics ?? '').split(' ').filter(isWord).slice(0, mostTopics),
    facts: Object.fromEntries(facts),
  };
}

const mostTopics = 2;

/** "constructor" is a word, too, and every object knows it. */
function isWord(text: string): boolean {
  return /^[a-z][a-z0-9-]{0,40}$/.test(text) && !(text in Object.prototype);
}
