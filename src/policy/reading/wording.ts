/** How a question is put changes what the same rule answers: "may I?", "do I need to?", "what do I do?", "who?". */
import type { Ruling } from '../answer.ts';
import type { Lexicon } from '../load.ts';
import { expressionFor } from './expressions.ts';
import type { Reading } from './features.ts';

export type Wording = (reading: Reading, topics: number) => (ruling: Ruling) => Ruling;

export function createWording(lexicon: Lexicon): Wording {
  const forms = Object.entries(lexicon.forms).map(
    ([name, patterns]) => [name, expressionFor(patterns, lexicon.groups)] as const,
  );
  const lacks = expressionFor(lexicon.turns.lacks, lexicon.groups);
  return ({ words, questions }, topics) => {
    const text = words.join(' ');
    const form = forms.find(([, expression]) => text.search(expression) >= 0)?.[0];
    const isLacking = text.search(lacks) >= 0;
    // Of two questions in one message, nobody can tell which one the form belongs to.
    if (topics > 1 && questions.length > 1) return (ruling) => ruling;
    return (ruling) => ({ ...ruling, verdict: verdictFor(form, ruling.verdict, isLacking) });
  };
}

/** Only ever closer to what was asked, and never towards a yes. */
function verdictFor(
  form: string | undefined,
  verdict: Ruling['verdict'],
  isLacking: boolean,
): Ruling['verdict'] {
  if (form === 'what-to-do' && verdict === 'no') return 'must';
  if (form === 'needs' && verdict === 'conditional') return 'must';
  if (form === 'undo' && verdict === 'no') return 'must';
  if (form === 'consequence' && (verdict === 'no' || verdict === 'conditional')) return 'info';
  if (form === 'fact' && verdict !== 'yes' && verdict !== 'not-covered') return 'info';
  if (form === 'may' && verdict === 'must') return isLacking ? 'no' : 'conditional';
  return verdict;
}
