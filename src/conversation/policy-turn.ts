/** A turn that also knows the school's policy, and how to ask it. */
import type { Turn } from '../core/turn.ts';
import type { Engine } from '../policy/answer.ts';
import type { Policy } from '../policy/pack.ts';

export type PolicyTurn = Turn & { readonly engine: Engine; readonly policy: Policy };

export function withPolicy(engine: Engine): (turn: Turn) => PolicyTurn {
  return (turn) => ({ ...turn, engine, policy: engine.policy(turn.school.policy) });
}

/** Which edition of a policy it is, in words; somebody signs an edition, and a request begins under one. */
export function editionOf(policy: Policy): string {
  return `${policy.about.title}, ${policy.about.inForce.words}`;
}
