/** Texts cut to a length, counted as platforms count them (an emoji is two), and never inside a character. */

const characters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });

/** As it is where it fits; else its beginning, and a sign that it goes on. */
export function clip(text: string, longest: number): string {
  return text.length <= longest ? text : `${head(text, longest - 1)}…`;
}

/** As much of the beginning as fits. */
export function head(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return text.slice(0, characters.segment(text).containing(longest)?.index || halfway(text, longest));
}

/** Marks can be piled on one letter without end; such a pile is cut, but no emoji in two. */
function halfway(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? Math.max(0, at - 1) : at;
}
