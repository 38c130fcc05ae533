/** The chain of the audit trail, tampered with in every way there is. */
import { describe, expect, it } from 'vitest';
import { auditKey, beginning, chain, digestOf, type TrailFault, verifyTrail } from '../../src/store/audit.ts';
import type { ChainedEntry } from '../../src/store/store.ts';
import { anEntry } from './notes.ts';

const first = chain('ash', beginning, [anEntry('A-1'), anEntry('A-2', { detail: { b: '2', a: '1' } })]);
const trail = [...first, ...chain('ash', first.at(-1) ?? beginning, [anEntry('A-3'), anEntry('A-4')])];

function altered(number: number, change: Partial<ChainedEntry>): ChainedEntry[] {
  return trail.map((entry) => (entry.number === number ? { ...entry, ...change } : entry));
}

const fault = (number: number, what: TrailFault['what']): TrailFault => ({ number, what });

describe('a trail', () => {
  it('is whole as it was made, in one go or several', async () => {
    expect(await verifyTrail(trail)).toBeUndefined();
    expect(await verifyTrail([])).toBeUndefined();
  });

  it('has the digest of people’s words, by which whoever has them can tell that they are the same', async () => {
    const words = 'Please leave Jamie out of it.';
    const [entry] = chain('ash', beginning, [
      anEntry('A-1', { detail: { stage: 'slt', reason: { words } } }),
    ]);
    expect(entry?.detail).toEqual({ stage: 'slt', reason: digestOf('A-1', words) });
    expect(digestOf('A-1', `${words} `)).not.toBe(entry?.detail?.reason);
    expect(digestOf('A-2', words)).not.toBe(entry?.detail?.reason);
    expect(entry && (await verifyTrail([entry]))).toBeUndefined();
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
      expect((await verifyTrail(altered(2, { [property]: 'other' })))?.[0]).toEqual(fault(2, 'was altered'));
    },
  );

  it('is broken where a detail was changed, added or taken away', async () => {
    expect(await verifyTrail(altered(2, { detail: { b: '2', a: 'x' } }))).toEqual([fault(2, 'was altered')]);
    expect(await verifyTrail(altered(1, { detail: { c: '3' } }))).toEqual([fault(1, 'was altered')]);
    expect(await verifyTrail(altered(2, { detail: {} }))).toEqual([fault(2, 'was altered')]);
  });

  it.each([
    ['the first entry is missing', [2, 3, 4], [fault(1, 'is missing')]],
    ['two entries are missing', [1, 4], [fault(2, 'is missing'), fault(3, 'is missing')]],
    ['an entry is there twice', [1, 2, 2, 3, 4], [fault(2, 'is out of place')]],
    ['two entries have changed places', [1, 3, 2, 4], [fault(2, 'is out of place')]],
  ])('names what is wrong when %s', async (_, numbers, faults) => {
    const entries = numbers.flatMap((number) => trail.filter((entry) => entry.number === number));
    expect(await verifyTrail(entries)).toEqual(faults);
  });

  it('is checked in no time whatever number somebody has made up', async () => {
    const faults = await verifyTrail(altered(2, { number: Number.MAX_SAFE_INTEGER }));
    expect(faults).toContainEqual(fault(2, 'is missing'));
  });

  it('names every entry that was altered', async () => {
    const changed = trail.map((entry) => (entry.number % 2 === 0 ? { ...entry, by: 'mallory' } : entry));
    expect(await verifyTrail(changed)).toEqual([fault(2, 'was altered'), fault(4, 'was altered')]);
  });

  it('is broken after an entry that was forged together with its own hash', async () => {
    const [forged] = chain('ash', beginning, [anEntry('A-1', { by: 'mallory' })]);
    const entries = [...(forged ? [forged] : []), ...trail.slice(1)];
    expect(await verifyTrail(entries)).toEqual([fault(2, 'was altered')]);
  });
});

describe('a trail under a key', () => {
  const key = auditKey('a secret of the school alone, kept elsewhere');
  const before = first.at(-1) ?? beginning;
  const keyed = chain('ash', before, [anEntry('A-3'), anEntry('A-4')], key);
  const whole = [...first, ...keyed];

  it('is whole with what was there before the key, and its entries say which key it was', async () => {
    expect(await verifyTrail(whole, key)).toBeUndefined();
    expect(keyed.map((entry) => entry.key)).toEqual([key.name, key.name]);
  });

  it('cannot be written anew by somebody who has the files and not the key', async () => {
    const forged = chain('ash', before, [anEntry('A-3', { by: 'mallory' }), anEntry('A-4')]);
    expect(await verifyTrail([...first, ...forged], key)).toEqual([fault(4, 'is not under the key')]);
    const disguised = forged.map((entry) => ({ ...entry, key: key.name }));
    expect(await verifyTrail([...first, ...disguised], key)).toEqual([
      fault(3, 'was altered'),
      fault(4, 'was altered'),
    ]);
    const half = [...whole.slice(0, 3), ...chain('ash', whole[2] ?? beginning, [anEntry('A-4')])];
    expect(await verifyTrail(half, key)).toContainEqual(fault(4, 'is not under the key'));
  });

  it('names entries under another key', async () => {
    const other = chain('ash', before, [anEntry('A-3')], auditKey('the secret of somebody else altogether'));
    expect(await verifyTrail([...first, ...other], key)).toEqual([fault(3, 'is under another key')]);
  });

  it('is checked for its order alone by those who do not have the key', async () => {
    expect(await verifyTrail(whole)).toBeUndefined();
    expect(await verifyTrail(whole.filter((entry) => entry.number !== 3))).toEqual([fault(3, 'is missing')]);
  });
});
