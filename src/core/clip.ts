/** Texts cut to a length, counted as platforms count them (an emoji is two), and never inside a character. */

const characters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });

/** No honest message and no honest answer is longer: whatever comes in is read up to here, before anything looks into it. */
export const longestText = 12_000;

/** As it is where it fits; else its beginning, and a sign that it goes on. */
export function clip(text: string, longest: number): string {
  return text.length <= longest ? text : `${head(text, longest - 1)}…`;
}

/** As much of the beginning as fits. */
export function head(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // What stands far behind the cut is not looked at, however much it is.
  const near = text.slice(0, longest + longestCharacter);
  return near.slice(0, characters.segment(near).containing(longest)?.index || halfway(near, longest));
}

/** A family with a skin colour each is one character of this many signs. */
const longestCharacter = 40;

/** Marks can be piled on one letter without end; such a pile is cut, but no emoji in two. */
function halfway(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? Math.max(0, at - 1) : at;
}
