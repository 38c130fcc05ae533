/** Puts the bot's own address into a manifest, or takes addresses out where none is needed. */
import { z } from 'zod';

/** What stands in the manifests wherever the bot's address belongs. */
const placeholder = 'https://chalkline.example';

export const json = z.json();
export type Json = z.infer<typeof json>;

export function withAddress(part: Json, address: string): Json {
  return mapTexts(part, (text) =>
    text.startsWith(placeholder) ? `${address}${text.slice(placeholder.length)}` : text,
  );
}

export function withoutAddresses(part: Json): Json {
  return mapTexts(part, (text) => (text.startsWith(placeholder) ? undefined : text));
}

/** Every text in a piece of JSON; a property or item for which there is no text is left out. */
function mapTexts(part: Json, change: (text: string) => string | undefined): Json {
  const changed = (inner: Json) => (typeof inner === 'string' ? change(inner) : mapTexts(inner, change));
  if (typeof part === 'string') return change(part) ?? null;
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(changed).filter((item) => item !== undefined);
  return Object.fromEntries(
    Object.entries(part).flatMap(([name, property]) => {
      const value = changed(property);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
