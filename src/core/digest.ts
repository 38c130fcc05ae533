/** What stands in the audit trail for words of people's own: the words stay on the record, where they can be erased. */
import { createHash } from 'node:crypto';

/** Whoever has the record can tell whether its words are still those. */
export function digestOf(record: string, words: string): string {
  return createHash('sha256').update(`${record} ${words}`).digest('hex').slice(0, 32);
}

export function isDigest(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
