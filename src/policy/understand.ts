/** From what was heard to what is done about it: how sure the reading is decides whether to answer, ask back or offer. */
import { given } from '../core/given.ts';
import {
  type Alarm,
  type Escalation,
  type Reading,
  type Route,
  type Ruling,
  type Understood,
  type Verdict,
  whichTopic,
} from './answer.ts';
import type { FactQuestions, Topic } from './load.ts';
import type { Act, Facts } from './pack/rulings.ts';
import type { Policy } from './pack.ts';
import type { Belief } from './reading/belief.ts';
import type { Heard } from './reading/built-in.ts';
import type { Guess } from './reading/model.ts';
import { ruleOn, silence } from './rule.ts';

/** From this belief on, a topic is answered without a word about how it was read; below the other, the person picks. */
const sure = 0.5;
const unsure = 0.2;
/** Of a message that names nothing, more is needed. */
const sureOfBare = 0.9;
/** Only so sure is it said that the policy is silent. */
const sureOfSilence = 0.35;
/** So many topics are offered to pick from. */
const mostChoices = 3;

/** How sure a flow must be to open whatever the topic, to open where the topic fits, and to be offered. */
const flowOpens = 0.92;
const flowFits = 0.6;
const flowIsPossible = 0.2;
/** How plain a wish for what is only shown must be that does not ask for it. */
const flowIsPlain = 0.97;

/** What each flow does when it opens, which decides how it may. */
type FlowManners = {
  /** It is a button where it may be meant. */
  offered?: true;
  /** It needs nothing from the policy to begin. */
  unruled?: true;
  /** It begins or shows something, so a question that surely wants an answer does not open it. */
  begins?: true;
  /** It shows something, so that it has to be asked for. */
  shows?: true;
};
const manners: Record<Route, FlowManners> = {
  ask: {},
  smalltalk: {},
  apply: { offered: true, begins: true },
  journalist: { offered: true, begins: true },
  incident: { offered: true },
  training: { offered: true, unruled: true, begins: true, shows: true },
  status: { offered: true, unruled: true, begins: true, shows: true },
  accounts: { offered: true, unruled: true, begins: true, shows: true },
  cancel: { unruled: true, begins: true },
  help: { unruled: true },
};
const questions: ReadonlySet<Act> = new Set(['fact', 'must', 'leave']);
const sureOfQuestion = 0.7;

/** Whoever must hear of it first; where it is the head, it goes past the head. */
const toldOf = { child: 'dsl', adult: 'head', head: 'slt' } as const satisfies Record<Alarm, Escalation>;

type Known = { topics: Topic[]; facts: FactQuestions };

/** `other` where another reader has read the message: its reading counts, but for what was heard about safety. */
export type Understand = (policy: Policy, heard: Heard, other?: Belief) => Understood;

export function createUnderstanding({ topics, facts: factQuestions }: Known): Understand {
  const titles = new Map(topics.map(({ id, title }) => [id, title]));
  const opens = new Map(topics.map((topic) => [topic.id, topic.opens]));
  const alarmTopics = topics.flatMap(({ id, alarm }) => (alarm ? [id] : [])).sort();

  const rule = (policy: Policy, ids: string[], facts: Facts): Ruling =>
    ruleOn(policy, ids, facts, factQuestions);

  /** One's own account and the school's have topics of their own, and it is not said which is meant. */
  const paired = new Set(
    topics.flatMap(({ id, onSchoolAccount }) => (onSchoolAccount ? [id, onSchoolAccount] : [])),
  );
  const isOpenWhich = (topic: string | undefined, { account }: Facts): boolean =>
    topic !== undefined && paired.has(topic) && account === undefined;

  /** A flow opens where the message is about what the flow is for, or where its words leave little doubt. */
  const flowIn = ({ flow, belief }: Heard, topic?: Guess<string>): { route: Route; offer?: Route } => {
    const { route, wanted, possible } = flow;
    const isFitting = !topic || topic.share < sure || opens.get(topic.label) === route;
    const isPlain = manners[route].shows && wanted >= flowIsPlain;
    const isQuestion =
      manners[route].begins && questions.has(belief.act.label) && belief.act.share >= sureOfQuestion;
    // Who tells of a training does not want to see theirs.
    const isAsked = !manners[route].shows || belief.act.label === 'request';
    if (isPlain) return { route };
    if (!isQuestion && isAsked && (wanted >= flowOpens || (isFitting && wanted >= flowFits)))
      return { route };
    const told = isTold(belief.act.label) && topic ? opens.get(topic.label) : undefined;
    const likely = possible >= flowIsPossible && manners[route].offered ? route : told;
    return likely && manners[likely].offered ? { route: 'ask', offer: likely } : { route: 'ask' };
  };

  /** Where the alarm may be a false one, what was wished for is not lost. */
  const wishIn = ({ route, offer }: { route: Route; offer?: Route }): Route | undefined =>
    manners[route].offered && route !== 'incident' ? route : offer;

  /** Whatever else is spoken of: first the child. */
  const alarmFirst = (ids: string[]): string[] =>
    ids.some((id) => alarmTopics.includes(id)) ? ids : [...alarmTopics.slice(0, 1), ...ids].slice(0, 2);

  /** What would be said is as good as guessed, so the person picks what they meant. */
  const asPick = (policy: Policy, guessed: Ruling, guesses: Guess<string>[]): Ruling => {
    const labels = guesses
      .map(({ label }) => label)
      .filter((label) => opens.get(label) !== 'smalltalk')
      .slice(0, mostChoices);
    // One alone is nothing to pick from.
    if (labels.length < 2) return guessed;
    const verdicts = labels.map((label) => rule(policy, [label], guessed.facts).verdict);
    return {
      ...guessed,
      verdict: sofar(guessed.verdict, verdicts),
      clarify: {
        fact: 'topic',
        question: whichTopic,
        choices: labels.map((label) => ({ value: label, label: titles.get(label) ?? label })),
      },
    };
  };

  /** The answer to one question, with how sure it is. */
  const answerTo = (policy: Policy, heard: Heard, belief: Belief, ids: string[]): Understood => {
    const share = belief.topics[0]?.share ?? 0;
    const found = rule(policy, ids, belief.facts);
    const isGuessed =
      share < unsure ||
      heard.length === 1 ||
      (heard.bare && (share < sureOfBare || isOpenWhich(ids[0], belief.facts))) ||
      (found.verdict === 'not-covered' && share < sureOfSilence);
    if (isGuessed && (!found.clarify || share < unsure || heard.length === 1))
      return { route: 'ask', ruling: asPick(policy, found, belief.topics) };
    const others = belief.topics.slice(1, mostChoices).map(({ label }) => label);
    const isDoubtful = share < sure && !found.clarify;
    return { route: 'ask', ruling: found, ...(isDoubtful ? { doubts: others } : {}) };
  };

  return (policy, heard, other) => {
    const belief = other ?? heard.belief;
    const [topic] = belief.topics;
    const reading = readingOf(belief);
    const ids = topic ? [topic.label] : [];
    const { alarm, pointer } = heard;
    if (alarm) {
      const ruling = { ...rule(policy, alarmFirst(ids), belief.facts), escalate: toldOf[alarm] };
      const offer = wishIn(flowIn(heard, topic));
      return { route: 'incident', ruling, alarm, reading, ...given({ offer }) };
    }
    if (heard.strange && !other) return { route: 'ask', ruling: notUnderstood() };
    const more = { reading, ...(pointer ? { pointer } : {}) };
    const { route, offer } = flowIn(heard, topic);
    if (manners[route].unruled) return { route, ruling: null, ...more };
    if (route === 'smalltalk') {
      const talk = ids.filter((id) => opens.get(id) === 'smalltalk');
      return { route, ruling: notForThePolicy(talk), ...more };
    }
    const parts = other
      ? []
      : heard.questions.map((part) =>
          rule(
            policy,
            part.topics.map(({ label }) => label),
            part.facts,
          ),
        );
    const [first] = parts;
    const answer: Understood = first ? { route, ruling: first, parts } : answerTo(policy, heard, belief, ids);
    if (!heard.calm && answer.ruling && isForSafeguarding(route, answer.ruling))
      return { route: 'incident', ruling: answer.ruling, alarm: 'child', reading };
    return { ...answer, route, ...more, ...(offer ? { offer } : {}) };
  };
}

/** Somebody tells or wishes something, or wants to know what to do about it; they do not ask for a rule. */
function isTold(act: Act): boolean {
  return act === 'report' || act === 'request' || act === 'do';
}

function readingOf({ act, actor, topics: [topic] }: Belief): Reading {
  return { act: act.label, actor: actor.label, topic: topic?.label ?? null, belief: topic?.share ?? 0 };
}

/** What the policy itself sends to the safeguarding lead now sounds the alarm as well; a mere guess at it does not. */
function isForSafeguarding(route: Route, { escalate, topics, clarify }: Ruling): boolean {
  const isGuess = clarify?.fact === 'topic';
  return !isGuess && escalate === 'dsl' && (route === 'incident' || topics[0] === 'child-at-risk');
}

/** What can be said before somebody has picked: a no, or silence, only where most of the choices come to that. */
function sofar(guessed: Verdict, verdicts: Verdict[]): Verdict {
  const isMost = (verdict: Verdict) =>
    verdicts.filter((other) => other === verdict).length > verdicts.length / 2;
  if (isMost('not-covered')) return 'not-covered';
  if (guessed === 'no' && isMost('no')) return 'no';
  return guessed === 'must' || guessed === 'info' ? guessed : 'conditional';
}

function notForThePolicy(topics: string[]): Ruling {
  return {
    ...silence({}, topics),
    say: 'That is nothing the policy speaks of, but I am glad to help with anything on social media.',
    next: 'Ask me about a post, a picture, a friend request or an account – or ask a person.',
  };
}

function notUnderstood(): Ruling {
  return {
    ...silence({}, []),
    say: 'I only understand English, and I did not recognise enough of that to look it up.',
    next: 'Please ask again in English, in a sentence or two, or ask a person.',
  };
}
