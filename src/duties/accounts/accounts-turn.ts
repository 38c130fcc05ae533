/** A turn about the school's accounts: it also knows the policy that is in force. */
import { inPrivate, type Turn } from '../../core/turn.ts';
import type { Engine } from '../../policy/answer.ts';
import type { Policy } from '../../policy/pack.ts';

export type AccountsTurn = Turn & { readonly policy: Policy };
export type Value = Record<string, string>;

export function withPolicy(turn: Turn, engine: Engine): AccountsTurn {
  return { ...turn, policy: engine.policy(turn.school.policy) };
}

/** The same turn, answering where nobody else reads. */
export function privately(turn: AccountsTurn): AccountsTurn {
  return { ...inPrivate(turn), policy: turn.policy };
}

/** Which edition of a policy it is, in words; somebody signs an edition, and a request begins under one. */
export function editionOf(policy: Policy): string {
  return `${policy.about.title}, ${policy.about.inForce.words}`;
}
