/** Any id or key as a database can hold it in an index, whatever characters it has and however long it is. */
import { createHash } from 'node:crypto';

/** Far below what an index takes, also where every character is a long one. */
const longest = 300;

export function nameOf(text: string): string {
  // PostgreSQL takes no zero character, and half a character pair would be read back as another one.
  const name = JSON.stringify(text).slice(1, -1);
  if (name.length <= longest) return name;
  return `${name.slice(0, longest / 2)} ${createHash('sha256').update(text).digest('hex')}`;
}
