/** What can be seen in the words of a post by themselves: names, contact details, insults and links. Rather too much than too little. */
import { strangersIn } from '../../core/names.ts';
import type { Sight } from '../../policy/pack/checks.ts';

/** What is needed beside the words: who is no child here, and which words hurt. */
export type Known = { names: string[]; insults: string[] };

/** Each as it stands in the text, once. */
export function seenIn(sight: Sight, text: string, known: Known): string[] {
  return [...new Set(sights[sight](text, known).map((found) => found.trim()))];
}

const sights: Record<Sight, (text: string, known: Known) => string[]> = {
  name: (text, { names }) => strangersIn(prose(text), names),
  'full-name': (text, { names }) => strangersIn(prose(text), names).filter((name) => name.includes(' ')),
  contact: (text) => [email, phone, street, postcode].flatMap((kind) => text.match(kind) ?? []),
  insult: (text, { insults }) => insults.flatMap((words) => text.match(wholeWords(words)) ?? []),
  link: (text) => text.match(link) ?? [],
};

const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const phone = /(?:\+44|\b0)(?:[ ().-]?\d){9,10}\b/g;
const street =
  /\b\d{1,4}[a-z]? (?:\p{Lu}[\p{L}’'-]+ ){1,3}(?:Road|Rd|Street|St|Avenue|Lane|Close|Drive|Way|Crescent|Terrace|Gardens)\b/gu;
const postcode = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/g;
const link =
  /(?<![@\w.-])(?:https?:\/\/\S+|(?:[\w-]+\.)+(?:com|co\.uk|uk|org|net|info|io|ly|be|me|tv)(?:\/\S*)?)\b/gi;

/** Addresses and tags name no child. */
function prose(text: string): string {
  return [email, link, street, postcode, /[#@][\p{L}\p{N}_]+/gu].reduce(
    (rest, kind) => rest.replace(kind, '…'),
    text,
  );
}

function wholeWords(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}])${words}(?![\\p{L}])`, 'giu');
}
