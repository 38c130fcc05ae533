/** The little language in which the lexicon writes its signs, turned into regular expressions over plain words. */

export type Groups = Record<string, string[]>;

/**
 * One expression for all the patterns. In a pattern `(a|b)` is either of two, `<group>` any of a group, `...` up to
 * three words, `*` any ending; `^` and `$` are the message's start and end.
 */
export function expressionFor(patterns: string[], groups: Groups): RegExp {
  return new RegExp(
    `(?<!\\S)(?:${patterns.map((pattern) => translated(pattern, groups)).join('|')})(?!\\S)`,
    'g',
  );
}

function translated(pattern: string, groups: Groups): string {
  return pattern
    .replaceAll(' ... ', '(?: \\S+){0,3} ')
    .replaceAll(/<(\w+)>/g, (_, name) => `(?:${(groups[name] ?? []).join('|')})`)
    .replaceAll(/(?<=[\w)])(?<! \))\*/g, '\\S*')
    .replaceAll(/\((?!\?)/g, '(?:');
}
