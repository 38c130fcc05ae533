/** A turn that also knows the school's policy, and how to ask it. */
import { NotYetKnown } from '../core/not-yet-known.ts';
import type { Turn } from '../core/turn.ts';
import type { Earlier, Engine, Understood } from '../policy/answer.ts';
import type { Policy } from '../policy/pack.ts';
import { belief } from '../policy/reading/belief.ts';

export type PolicyTurn = Turn & {
  readonly engine: Engine;
  readonly policy: Policy;
  /** What somebody's words mean, read by the school's own reader as well where it has one and that is called for. */
  understand(text: string, earlier?: Earlier): Understood;
};

export function withPolicy(engine: Engine): (turn: Turn) => PolicyTurn {
  return (turn) => ({
    ...turn,
    engine,
    policy: engine.policy(turn.school.policy),
    understand: (text, earlier) => understand(engine, turn, text, earlier),
  });
}

function understand(engine: Engine, turn: Turn, text: string, earlier: Earlier | undefined): Understood {
  const { policy } = turn.school;
  const own = engine.understand(policy, text, earlier);
  const { outside } = engine;
  if (!outside || !callsForAnother(own, outside.when)) return own;
  if (turn.found === undefined) throw new NotYetKnown(() => outside.read(text));
  const { data: read } = belief.safeParse(turn.found);
  if (!read) return own;
  turn.audit('read a message with the school’s own reader', turn.event.id);
  return engine.understand(policy, text, earlier, false, read);
}

/** What was heard, or only half heard, about somebody's safety never leaves this machine, nor does what opens something by itself. */
export function callsForAnother(
  { alarm, pointer, ruling, parts, doubts }: Understood,
  when: 'unsure' | 'always',
): boolean {
  if (alarm || pointer || !ruling) return false;
  return when === 'always' || (!parts && (doubts !== undefined || ruling.clarify?.fact === 'topic'));
}

/** Which edition of a policy it is, in words; somebody signs an edition, and a request begins under one. */
export function editionOf(policy: Policy): string {
  return `${policy.about.title}, ${policy.about.inForce.words}`;
}
