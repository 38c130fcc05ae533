/** The chain of the audit trail, tampered with in every way there is. */
import { describe, expect, it } from 'vitest';
import { beginning, chain, verifyTrail } from '../../src/store/audit.ts';
import type { ChainedEntry } from '../../src/store/store.ts';
import { anEntry } from './notes.ts';

const first = chain('ash', beginning, [anEntry('A-1'), anEntry('A-2', { detail: { b: '2', a: '1' } })]);
const trail = [...first, ...chain('ash', first.at(-1) ?? beginning, [anEntry('A-3'), anEntry('A-4')])];

function altered(number: number, change: Partial<ChainedEntry>): ChainedEntry[] {
  return trail.map((entry) => (entry.number === number ? { ...entry, ...change } : entry));
}

describe('a trail', () => {
  it('is whole as it was made, in one go or several', async () => {
    expect(await verifyTrail(trail)).toBeUndefined();
    expect(await verifyTrail([])).toBeUndefined();
  });

  it('is whole whatever order the properties come back in', async () => {
    const shuffled = altered(2, { detail: { a: '1', b: '2' } }).map(
      (entry) => Object.fromEntries(Object.entries(entry).reverse()) as ChainedEntry,
    );
    expect(await verifyTrail(shuffled)).toBeUndefined();
  });

  it.each(['at', 'by', 'from', 'what', 'about', 'school', 'hash', 'previous'])(
    'is broken where "%s" was changed',
    async (property) => {
      expect(await verifyTrail(altered(2, { [property]: 'other' }))).toBe(2);
    },
  );

  it('is broken where a detail was changed, added or taken away', async () => {
    expect(await verifyTrail(altered(2, { detail: { b: '2', a: 'x' } }))).toBe(2);
    expect(await verifyTrail(altered(1, { detail: { c: '3' } }))).toBe(1);
    expect(await verifyTrail(altered(2, { detail: {} }))).toBe(2);
  });

  it('is broken where an entry is missing, doubled or out of place', async () => {
    expect(await verifyTrail(trail.slice(1))).toBe(1);
    expect(await verifyTrail(trail.filter((entry) => entry.number !== 3))).toBe(3);
    expect(await verifyTrail(trail.flatMap((entry) => [entry, entry]))).toBe(2);
    expect(await verifyTrail([...trail].reverse())).toBe(1);
  });

  it('is broken after an entry that was forged together with its own hash', async () => {
    const [forged] = chain('ash', beginning, [anEntry('A-1', { by: 'mallory' })]);
    expect(await verifyTrail([...(forged ? [forged] : []), ...trail.slice(1)])).toBe(2);
  });
});
