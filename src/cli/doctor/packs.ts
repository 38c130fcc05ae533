/** Can the policy packs be read, and is a review of one of them overdue? */

import { reasonOf } from '../../core/reason.ts';
import type { Engine } from '../../policy/answer.ts';
import { type Finding, fault, note, ok } from './finding.ts';

export function examinePacks(load: () => Engine, today: string): { findings: Finding[]; engine?: Engine } {
  try {
    const engine = load();
    const ids = engine.policies();
    return {
      engine,
      findings: [ok(`${ids.length} policies can be read: ${ids.join(', ')}.`), ...overdue(engine, today)],
    };
  } catch (error) {
    return {
      findings: [fault(reasonOf(error), 'Put this right in data, or take the files of a release.')],
    };
  }
}

function overdue(engine: Engine, today: string): Finding[] {
  return engine.policies().flatMap((id) => {
    const { nextReview } = engine.policy(id).about;
    return nextReview?.until && nextReview.until < today
      ? [note(`${id}: the policy was to be reviewed by ${nextReview.words}.`)]
      : [];
  });
}
