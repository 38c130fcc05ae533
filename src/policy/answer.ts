/** What the ask engine gives back: where a message belongs, and what the school's policy says about it. */

import type { Act, Actor, escalations, Facts, factNames, verdicts } from './pack/rulings.ts';
import type { Policy } from './pack.ts';
import type { Belief, OutsideReader } from './reading/belief.ts';

export const routes = [
  'ask',
  'apply',
  'journalist',
  'incident',
  'status',
  'cancel',
  'help',
  'training',
  'smalltalk',
  /** Show the register of the school's accounts. */
  'accounts',
] as const;
export type Route = (typeof routes)[number];
export type Verdict = (typeof verdicts)[number];
export type Escalation = (typeof escalations)[number];
type FactName = (typeof factNames)[number];

/** One deciding question: a fact that decides and is missing, or what the message is about at all. */
export type Clarify = {
  fact: FactName | 'topic';
  question: string;
  choices: { value: string; label: string }[];
};

/** What is asked where it is unclear what a message is about. */
export const whichTopic = 'Which of these do you mean?';

export type Ruling = {
  verdict: Verdict;
  conflict: boolean;
  /** Anchors, best first; empty where the policy is silent. */
  clauses: string[];
  /** Anchors that are worth reading and settle nothing. */
  context: string[];
  /** In words, after the verdict's own: what it means, and what to do next. */
  say: string;
  next?: string;
  escalate: Escalation | null;
  clarify: Clarify | null;
  /** What was understood, so that an answer to `clarify` or a follow-up can be ruled on. */
  topics: string[];
  facts: Facts;
};

/** Who may be harming or at risk: a child at risk of whatever kind, an adult who works with children, or the head. */
export const alarms = ['child', 'adult', 'head'] as const;
export type Alarm = (typeof alarms)[number];

/** How a message was read: what it wants, who does or did what it speaks of, about what, and how sure that is. */
export type Reading = { act: Act; actor: Actor; topic: string | null; belief: number };

export type Understood = {
  route: Route;
  ruling: Ruling | null;
  /** It comes before everything else. */
  alarm?: Alarm;
  /** Something in it may be about a child's safety, so a line points to the safeguarding lead. */
  pointer?: true;
  /** A flow that may be wanted, and is offered rather than opened. */
  offer?: Route;
  reading?: Reading;
  /** Where it is not quite sure what it is about: what else it may be. */
  doubts?: string[];
  /** Several questions in one message, each with its own ruling; the first is `ruling`. */
  parts?: Ruling[];
};

/** What was said just before by the same person in the same place, for "what about ex-pupils then?". */
export type Earlier = { question: string; topics?: string[]; facts?: Facts };

/** Understands and rules, for every school whose pack is loaded. Made once, used by every turn; it holds no conversation. */
export interface Engine {
  /** The ids of every policy that is loaded. */
  policies(): string[];
  policy(id: string): Policy;
  /** What to call a topic in a list; undefined where there is no such topic. */
  titleOf(topic: string): string | undefined;
  /** `isAnswer` where a question of a form has just been put to them. */
  /** `read` where another reader has read it: then its reading counts, except for an alarm. */
  understand(
    policyId: string,
    text: string,
    earlier?: Earlier,
    isAnswer?: boolean,
    read?: Belief,
  ): Understood;
  /** What somebody's words name, such as who it is or how old: as an answer to a deciding question. */
  factsIn(text: string): Facts;
  /** How staff may ask about a topic, where these facts are named and no others of their kind: a few examples. */
  waysOfAsking(topic: string, facts: Facts): string[];
  /** A reader of the school's own beside the built-in one. */
  readonly outside?: OutsideReader;
  /** Rules on topics and facts that are known already: when a deciding question has been answered. */
  rule(policyId: string, topics: string[], facts: Facts): Ruling;
}
