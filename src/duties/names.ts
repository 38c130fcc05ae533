/** Tells whether words name somebody, so that they are neither answered in public nor carried around. */

/** A capitalised word in mid-sentence that is neither a platform nor a word of school life, or somebody "called" something. */
export function namesSomebody(text: string): boolean {
  if (/\b(?:called|named)\s+[a-z]/i.test(text)) return true;
  const words = [...text.matchAll(/(?<=[a-z,;:)] )([A-Z][A-Za-z’'-]+)/g)].map((match) => match[1] ?? '');
  return words.some((word) => !ordinary.has(word.replace(/[’'].*$/, '').toLowerCase()));
}

const ordinary = new Set(
  (
    'i facebook instagram insta tiktok twitter threads whatsapp snapchat snap youtube discord roblox minecraft fortnite linkedin ' +
    'reddit telegram strava vinted nextdoor pinterest tumblr bereal xbox playstation wikipedia google teams slack zoom chatgpt ' +
    'year reception nursery key stage head headteacher deputy governor governors school ofsted pta friday monday tuesday wednesday ' +
    'thursday saturday sunday january february march april may june july august september october november december christmas ' +
    'easter halloween english maths british welsh england wales dm bio page story class policy appendix mr mrs miss ms tweet'
  ).split(' '),
);
