/** Takes out of a message what tells who somebody is, before it leaves this machine: rather too much than too little. */
import type { Lexicon } from '../policy/load.ts';
import { wordsThatMatter } from '../policy/reading/features.ts';

export function createMask(lexicon: Lexicon): (message: string) => string {
  const ordinary = new Set([
    ...wordsThatMatter(lexicon),
    ...Object.keys(lexicon.speak),
    ...written.split(' '),
  ]);
  return (message) =>
    message
      .replace(/<[@#!][^>]*>/g, '[somebody]')
      .replace(/\S+@\S+/g, '[address]')
      .replace(/https?:\/\/\S+|\bwww\.\S+/gi, '[address]')
      .replace(/(^|\s)@[\w.-]+/g, '$1[somebody]')
      .replace(/(?:\+?\d[\s().-]?){6,}\d/g, '[number]')
      .replace(/\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi, '[address]')
      .replace(/\p{Lu}[\p{L}’'-]*/gu, (word) => (isOrdinary(word, ordinary) ? word : '[name]'))
      .replace(/\b(called|named|call (?:him|her|them))\s+[\p{L}’'-]+/giu, '$1 [name]');
}

function isOrdinary(word: string, ordinary: Set<string>): boolean {
  const plain = word.toLowerCase().replace(/[’'].*$/, '');
  return ordinary.has(plain) || (plain.endsWith('s') && ordinary.has(plain.slice(0, -1)));
}

/** Words that are no names and are written with a capital, at the head of a sentence or anywhere. */
const written =
  'i a about after all also am an and any anybody anyone are as ask at be because before being both but by can could dear did do does doing every ' +
  'everybody everyone few finally for from get go going good got had has have having he hello help her here hey hi his how if in is it its just ' +
  'last let like look lots many may maybe me might more most much must my need never new no nobody none not nothing now of off ok okay on once one or other our out ' +
  'over please put question quick quite right say saw see shall she should since so some somebody someone something sometimes sorry still suppose surely take tell thank thanks ' +
  'that the their them then there these they thing think this those though to today tomorrow tonight two under until up use used want was we well were what when where ' +
  'whether which while who whoever whose why will with without would yes yesterday you your monday tuesday wednesday thursday friday saturday sunday january february ' +
  'march april june july august september october november december easter christmas english maths science art music pe ict year reception nursery key stage ofsted gdpr dfe ceop';
