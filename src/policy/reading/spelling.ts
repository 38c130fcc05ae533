/** Mends words with one slip of the finger, where they can only be meant for a word that matters here. */

export type Mend = (word: string) => string;

const shortestMended = 5;

/** `words` are those worth finding; a word that `isKnown` is right as it stands. */
export function createMend(words: Iterable<string>, isKnown: (word: string) => boolean): Mend {
  const meant = new Map<string, string>();
  for (const word of words) {
    if (word.length < shortestMended) continue;
    for (const shape of shapesOf(word))
      meant.set(shape, meant.has(shape) && meant.get(shape) !== word ? '' : word);
  }
  return (word) => {
    if (word.length < shortestMended - 1 || isKnown(word)) return word;
    const candidates = new Set(shapesOf(word).flatMap((shape) => meant.get(shape) || []));
    const [only] = [...candidates].filter((candidate) => isOneSlipAway(word, candidate));
    return only ?? word;
  };
}

/** The word itself and what is left of it without any one letter: two words one slip apart share a shape. */
function shapesOf(word: string): string[] {
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))];
}

/** One letter too many, too few or wrong, or two neighbours swapped; the first letter is nearly always right. */
function isOneSlipAway(typed: string, meant: string): boolean {
  if (typed[0] !== meant[0] || Math.abs(typed.length - meant.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start++;
  const tail = (word: string, skip: number) => word.slice(start + skip);
  // Towards the end another letter is more often another ending than a slip.
  const isEnding = start >= typed.length - 2;
  return (
    (!isEnding && (tail(typed, 1) === tail(meant, 1) || tail(typed, 1) === tail(meant, 0))) ||
    tail(typed, 0) === tail(meant, 1) ||
    (typed[start] === meant[start + 1] &&
      typed[start + 1] === meant[start] &&
      tail(typed, 2) === tail(meant, 2))
  );
}
