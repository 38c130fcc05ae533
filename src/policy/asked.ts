/** The same rule answers differently by what is asked of it: may I, may I leave it, what do I do, how is it. */
import type { Verdict } from './answer.ts';
import { type Act, acts, type Facts } from './pack/rulings.ts';

const answers: Partial<Record<Act, Partial<Record<Verdict, Verdict>>>> = {
  may: { must: 'conditional' },
  leave: { no: 'must' },
  do: { no: 'must' },
  fact: { no: 'info', must: 'info', conditional: 'info' },
};

/** Never towards a yes. Whoever proposes the very thing that the rule asks for is not told that they may not. */
export function verdictFor({ act, aim }: Facts, verdict: Verdict): Verdict {
  if (aim === 'decline' && verdict === 'no') return 'must';
  if (aim === 'put-right' && (verdict === 'must' || verdict === 'no'))
    return verdict === 'no' ? 'conditional' : 'must';
  const known = acts.find((name) => name === act);
  return (known && answers[known]?.[verdict]) ?? verdict;
}
