/** Turns what somebody typed into plain words that can be compared: no case, no markup, no text speak, no endings. */

/** Longer messages are pasted texts; what is asked stands at their start. */
export const readAtMost = 2000;

/** A text of that length has no more of them, unless somebody writes "a a a a". */
const mostWords = 400;

export type Speak = Map<string, string>;

/** The message as plain lower-case words, with apostrophes joined and everything that is not a word dropped. */
export function plainWords(text: string, speak: Speak): string[] {
  return strip(text)
    .toLowerCase()
    .replace(/\bw\/(?=\s)/g, 'with ')
    .replace(/(\p{L})['’](?=\p{L})/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(shorten)
    .flatMap((word) => (speak.get(word) ?? word).split(' '))
    .filter((word) => word !== '')
    .slice(0, mostWords);
}

/** Leaves the words of a message: no tags, mentions, addresses, entities or invisible characters. */
function strip(text: string): string {
  return text
    .slice(0, readAtMost)
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g, '')
    .replace(/<(?:https?:\/\/|mailto:)[^<>|]*\|([^<>]*)>/g, ' $1 ')
    .replace(/<[@#!][^<>]*>/g, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/(^|\s)@(everyone|channel|here)\b/gi, ' ')
    .replace(/&(?:amp|lt|gt|quot|nbsp|#\d+);/g, ' ')
    .replace(/:[a-z0-9_+-]+:/g, ' ');
}

/** "sooooo" is "so", "pleeease" is "please". */
function shorten(word: string): string {
  return word.length > 3 ? word.replace(/(\p{L})\1{2,}/gu, '$1') : word;
}

/** Cuts the commonest English endings, so that "posting", "posts" and "posted" meet. */
export function stem(word: string): string {
  if (word.length < 4) return word;
  for (const [ending, instead] of endings) {
    if (word.endsWith(ending) && word.length - ending.length >= 3) {
      return undouble(word.slice(0, -ending.length) + instead);
    }
  }
  return word;
}

const endings = [
  ['ations', ''],
  ['ation', ''],
  ['ments', ''],
  ['ment', ''],
  ['ingly', ''],
  ['fully', ''],
  ['ness', ''],
  ['ings', ''],
  ['ing', ''],
  ['ies', 'y'],
  ['ied', 'y'],
  ['ers', ''],
  ['er', ''],
  ['ed', ''],
  ['es', ''],
  ['ly', ''],
  ['s', ''],
  ['e', ''],
] as const;

function undouble(word: string): string {
  return /([bdfgmnprt])\1$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
}
