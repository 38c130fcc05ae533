/** Ways in which the files of a store come to harm while nobody is running. */
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '../../support/dice.ts';

/** Each says what it has done. */
export const damages: Record<string, (dir: string, chance: Dice) => string> = {
  'a flipped byte': (dir, chance) => {
    const path = anyOf(dir, /^(?:journal\.\d+|snapshot\.\d+|audit)/, chance);
    const bytes = readFileSync(path);
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + chance.below(255));
    writeFileSync(path, bytes);
    return `byte ${at} of ${path}`;
  },
  'a file cut off': (dir, chance) => {
    const path = anyOf(dir, /^(?:journal\.\d+|snapshot\.\d+)/, chance);
    const { size } = statSync(path);
    const left = chance.below(size);
    truncateSync(path, left);
    return `${path} has ${left} of ${size} bytes`;
  },
  'a torn journal': (dir, chance) => {
    const path = anyOf(dir, /^journal\.\d+\.log$/, chance, 'last');
    const text = '4f2a11bc {"line":999999,"school":"ash","put":[{"kind":"note"';
    writeFileSync(path, text.slice(0, 1 + chance.below(text.length)), { flag: 'a' });
    return `${path} ends in the middle of a line`;
  },
};

function anyOf(dir: string, which: RegExp, chance: Dice, last?: 'last'): string {
  const names = readdirSync(dir)
    .filter((name) => which.test(name) && statSync(join(dir, name)).size > 0)
    .toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  const name = last ? names.at(-1) : chance.pick(names);
  if (!name) throw new Error(`Expected a file like ${which} in ${dir}, got none.`);
  return join(dir, name);
}
