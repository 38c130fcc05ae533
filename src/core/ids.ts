/** Short references that people can read out on the phone, made from the event that caused them. */

// No vowels and nothing that looks like something else, so that no reference reads as a word or as another one.
const letters = '23456789BCDFGHJKLMNPQRSTVWXZ';

/** Eight of them: nothing checks a new reference against those given before, so none may come up twice. */
const length = 8;

export function reference(prefix: string, seed: string): string {
  let remainder = hash(seed);
  let text = '';
  for (let at = 0; at < length; at++) {
    text += letters[Number(remainder % BigInt(letters.length))];
    remainder /= BigInt(letters.length);
  }
  return `${prefix}-${text}`;
}

const shape = new RegExp(`^[A-Z]-[${letters}]{${length}}$`);

export function isReference(text: string): boolean {
  return shape.test(text);
}

/** FNV-1a over 64 bits: spreads well, and needs nothing but arithmetic. */
function hash(text: string): bigint {
  let value = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return value ^ (value >> 29n);
}
