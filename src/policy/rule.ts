/** Looks up what a school's policy says about a topic, given the facts that are known. */
import type { Clarify, Ruling } from './answer.ts';
import { verdictFor } from './asked.ts';
import type { FactQuestions } from './load.ts';
import { type Facts, type Rule, somebodyElse } from './pack/rulings.ts';
import type { Policy } from './pack.ts';

/** The ruling on one or two topics; more than one is answered in parts, and the strictest verdict counts. */
export function ruleOn(policy: Policy, topics: string[], facts: Facts, questions: FactQuestions): Ruling {
  const parts = topics.map((topic) => ruleOnTopic(policy, topic, facts, questions));
  const [first, ...others] = parts;
  if (!first) return silence(facts, []);
  return others.reduce(join, first);
}

function ruleOnTopic(policy: Policy, topic: string, facts: Facts, questions: FactQuestions): Ruling {
  const table = Object.hasOwn(policy.rulings, topic) ? policy.rulings[topic] : undefined;
  const rule = table && decidingRule(table, facts);
  if (!table || !rule) return silence(facts, [topic]);
  const seen = isSeenOnly(rule, facts) ? decidingRule(policy.rulings[somebodyElse] ?? [], facts) : undefined;
  if (seen) return rulingOfWitness(seen, rule, topic, facts);
  return {
    verdict: rule.when?.act && !facts.aim ? rule.verdict : verdictFor(facts, rule.verdict),
    conflict: rule.conflict ?? false,
    clauses: rule.clauses,
    context: rule.context ?? [],
    say: rule.say,
    ...(rule.do ? { next: rule.do } : {}),
    escalate: rule.escalate ?? null,
    clarify: clarifyFor(table, rule, facts, questions),
    topics: [topic],
    facts,
  };
}

/** What somebody else did that would not be right for the writer either, and no rule of the topic speaks of it. */
function isSeenOnly({ when = {}, verdict }: Rule, { act, actor }: Facts): boolean {
  const isAnothers = actor !== undefined && actor !== 'me' && actor !== 'school';
  const isTold = act === 'report' || act === 'do' || act === 'must' || act === 'leave';
  const isForThis = when.actor !== undefined || when.act !== undefined;
  return isAnothers && isTold && !isForThis && (verdict === 'no' || verdict === 'conditional');
}

/** What to do about it, with the clause that it was against behind that. */
function rulingOfWitness(seen: Rule, broken: Rule, topic: string, facts: Facts): Ruling {
  return {
    verdict: seen.when?.act ? seen.verdict : verdictFor(facts, seen.verdict),
    conflict: false,
    clauses: [...new Set([...seen.clauses, ...broken.clauses])],
    context: seen.context ?? [],
    say: seen.say,
    ...(seen.do ? { next: seen.do } : {}),
    escalate: seen.escalate ?? null,
    clarify: null,
    topics: [topic],
    facts,
  };
}

export function silence(facts: Facts, topics: string[]): Ruling {
  return {
    verdict: 'not-covered',
    conflict: false,
    clauses: [],
    context: [],
    say: 'It has nothing on this, so I won’t guess.',
    next: 'Ask a person: your line manager or a senior leader can decide.',
    escalate: 'human',
    clarify: null,
    topics,
    facts,
  };
}

/** The first rule that fits; one that asks for a fact stands aside where every answer would lead to the same ruling. */
function decidingRule(table: Rule[], facts: Facts): Rule | undefined {
  const rule = table.find((rule) => fits(rule, facts));
  if (!rule?.ask || facts[rule.ask.fact] !== undefined) return rule;
  const { fact, choices } = rule.ask;
  const branches = choices.map((choice) => table.find((rule) => fits(rule, { ...facts, [fact]: choice })));
  const [first] = branches;
  return first && branches.every((rule) => rule && sameRuling(rule, first)) ? first : rule;
}

function fits(rule: Rule, facts: Facts): boolean {
  return Object.entries(rule.when ?? {}).every(([fact, values]) => {
    const value = Object.entries(facts).find(([name]) => name === fact)?.[1];
    return value !== undefined && [values].flat().includes(value);
  });
}

function sameRuling(first: Rule, second: Rule): boolean {
  return (
    first.verdict === second.verdict &&
    first.clauses.join() === second.clauses.join() &&
    first.say === second.say
  );
}

function clarifyFor(table: Rule[], rule: Rule, facts: Facts, questions: FactQuestions): Clarify | null {
  const { ask } = rule;
  if (!ask || facts[ask.fact] !== undefined || !table.includes(rule)) return null;
  const { question, choices } = questions[ask.fact];
  return {
    fact: ask.fact,
    question: ask.question ?? question,
    choices: ask.choices.map((value) => ({ value, label: choices[value] ?? value })),
  };
}

const strictness = ['no', 'must', 'conditional', 'not-covered', 'yes', 'info'] as const;

/** Both halves are answered and both halves' clauses cited. The stricter verdict counts; a no beside something that may be done hangs on which half is meant. */
function join(first: Ruling, second: Ruling): Ruling {
  const verdicts = [first.verdict, second.verdict];
  const stricter = strictness.find((verdict) => verdicts.includes(verdict)) ?? first.verdict;
  const isMixed =
    stricter === 'no' &&
    verdicts.some((verdict) => verdict === 'conditional' || verdict === 'yes' || verdict === 'must');
  const steps = [first.next, second.next].filter((step) => step !== undefined);
  return {
    verdict: isMixed ? 'conditional' : stricter,
    conflict: first.conflict || second.conflict,
    clauses: [...new Set(interleaved(first.clauses, second.clauses))],
    context: [...new Set([...first.context, ...second.context])],
    say: [...new Set([first.say, second.say])].join(' '),
    ...(steps.length > 0 ? { next: [...new Set(steps)].join(' ') } : {}),
    escalate: first.escalate ?? second.escalate,
    clarify: first.clarify ?? second.clarify,
    topics: [...first.topics, ...second.topics],
    facts: first.facts,
  };
}

function interleaved(first: string[], second: string[]): string[] {
  return Array.from({ length: Math.max(first.length, second.length) }, (_, at) => [first[at], second[at]])
    .flat()
    .filter((anchor) => anchor !== undefined);
}
