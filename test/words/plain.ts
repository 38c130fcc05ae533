/** What plain words are: the phrases we never use, how long a sentence may be, and how easily a text reads. */

/** Each with what to write instead. */
const never: [RegExp, string][] = [
  [
    /\b(?:is|are|was) not (?:said|mentioned|dealt with|addressed|stated|spoken of|written)\b/i,
    '“your policy doesn’t mention”',
  ],
  [
    /\b(?:isn|aren|wasn)[’']t (?:said|dealt with|addressed|stated|spoken of)\b/i,
    '“your policy doesn’t mention”',
  ],
  [/\bno (?:exception|word) (?:is|for .{1,20} is)\b/i, '“your policy makes no exception”'],
  [/\b(?:barred|bars)\b/i, '“you can’t”'],
  [/\b(?:not|is|are) permitted\b/i, '“you can”, “you can’t”'],
  [/\b(?:is|are) to be\b/i, 'who does it'],
  [/\bit is (?:asked|required|expected) that\b/i, 'who asks for it'],
  [
    /\bone[’']s\b|\b(?<!(?:this|that|each|which|which|every) )one (?:may|must|should|works|is|has)\b/i,
    '“you”',
  ],
  [/\bwhom\b/i, '“who”'],
  [/\bshall\b/i, '“will”, “must” or “should I”'],
  [
    /\butilis|\bcommence|\bpertain|\bprior to\b|\bsubsequent|\bin the event of|\bhereby|\btherein|\bthereof/i,
    'an everyday word',
  ],
  [/\bhangs? on\b/i, '“depends on”'],
  [/\ball the same\b/i, '“anyway”'],
  [/\bwhosoever|\bwhatsoever|\blest\b/i, 'an everyday word'],
  [/\b(?:a|an|the) (?:a|an|the)\b/i, 'one article'],
  [/[a-z]'(?:s|t|re|ve|ll|d|m)?\b|s' /i, 'the apostrophe that is used elsewhere on the card (’)'],
  [/\b[a-z]+(?:-[a-z]+)*\/\d/i, 'the clause as a person would call it'],
];

const longestSentence = 25;

/** What is wrong with a text, in words; nothing where it is fine. */
export function faultsIn(text: string): string[] {
  const unplain = never.flatMap(([pattern, better]) => {
    const found = pattern.exec(text);
    return found ? [`“${found[0]}”: rather ${better}`] : [];
  });
  const long = sentencesIn(text).flatMap((sentence) => {
    const { length } = wordsIn(sentence);
    return length > longestSentence ? [`a sentence of ${length} words: “${sentence}”`] : [];
  });
  return [...unplain, ...long];
}

/** Flesch’s reading ease of all the texts together: 60 is plain English, and a twelve-year-old reads it. */
export function readingEase(texts: string[]): number {
  const sentences = texts.flatMap(sentencesIn);
  const words = sentences.flatMap(wordsIn);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 206.835 - (1.015 * words.length) / sentences.length - (84.6 * syllables) / words.length;
}

function sentencesIn(text: string): string[] {
  return text.split(/(?<=[.?!:;…])["”’)]*\s+|\n+/).filter((sentence) => /[a-z]/i.test(sentence));
}

function wordsIn(text: string): string[] {
  return text.match(/[a-z0-9]+(?:[’'.-][a-z0-9]+)*/gi) ?? [];
}

/** Counted by groups of vowels, but for the endings that are not spoken. */
function syllablesIn(word: string): number {
  const spoken = word.toLowerCase().replace(/(?:[^laeiouy]es|[^td]ed|[^l]e)$/, '');
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 1);
}
