/** The same rule answers differently by what is asked of it: may I, may I leave it, must I, what do I do, how is it. */
import type { Verdict } from './answer.ts';
import type { Act } from './pack.ts';

const answers: Partial<Record<Act, Partial<Record<Verdict, Verdict>>>> = {
  may: { must: 'conditional' },
  leave: { no: 'must', must: 'no' },
  do: { no: 'must' },
  fact: { no: 'info', must: 'info' },
};

/** Never towards a yes. */
export function verdictFor(act: Act | undefined, verdict: Verdict): Verdict {
  return (act && answers[act]?.[verdict]) ?? verdict;
}
