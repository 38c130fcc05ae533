/** Takes out of a message what tells who somebody is, before it leaves this machine: rather too much than too little. */
import { withoutNames } from '../core/names.ts';

export function mask(message: string): string {
  const reached = message
    .replace(/<[@#!][^>]*>/g, '[somebody]')
    .replace(/\S+@\S+/g, '[address]')
    .replace(/https?:\/\/\S+|\bwww\.\S+/gi, '[address]')
    .replace(/(^|\s)@[\w.-]+/g, '$1[somebody]')
    .replace(/(?:\+?\d[\s().-]?){6,}\d/g, '[number]')
    .replace(/\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi, '[address]');
  return withoutNames(reached);
}
