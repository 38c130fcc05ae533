/**
 * How each school's audit trail stood, noted every night in a file of its own, best on another disk: what is cut off
 * later, or written anew, no longer fits what was noted.
 */
import { createHmac } from 'node:crypto';
import { appendFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AuditKey } from './audit.ts';
import { lineOf, linesOfFile, readLine } from './line.ts';
import type { ChainedEntry, Store } from './store.ts';

const anchor = z.object({
  school: z.string(),
  at: z.string(),
  /** The last entry that there was. */
  number: z.int(),
  hash: z.string(),
  /** Shows that whoever noted it had the key. */
  seal: z.string().exactOptional(),
});
export type Anchor = z.infer<typeof anchor>;

export const anchorsPath = (dir: string) => join(dir, 'anchors.log');

export async function readAnchors(path: string): Promise<Anchor[]> {
  const { size } = (await stat(path).catch(() => undefined)) ?? { size: 0 };
  const anchors: Anchor[] = [];
  if (size > 0) for await (const line of linesOfFile(path, size)) anchors.push(readLine(line, anchor));
  return anchors;
}

type Parts = { store: Store; schools: string[]; path: string; key: AuditKey | undefined };

/** Notes every trail that has grown since the last time, and gives back what it noted. */
export async function anchorTrails({ store, schools, path, key }: Parts, at: string): Promise<Anchor[]> {
  const known = await readAnchors(path);
  const noted: Anchor[] = [];
  for (const school of schools) {
    const last = await lastEntry(store, school, key, at);
    const before = known.findLast((anchor) => anchor.school === school);
    if (!last || last.hash === before?.hash) continue;
    const { number, hash } = last;
    noted.push(sealed({ school, at, number, hash }, key));
  }
  if (noted.length > 0) await appendFile(path, noted.map(lineOf).join(''), { mode: 0o600, flush: true });
  return noted;
}

export function isAsNoted(anchor: Anchor, key: AuditKey): boolean {
  return anchor.seal === undefined || anchor.seal === sealed(anchor, key).seal;
}

function sealed({ school, at, number, hash }: Anchor, key: AuditKey | undefined): Anchor {
  const bare = { school, at, number, hash };
  if (!key) return bare;
  return { ...bare, seal: createHmac('sha256', key.secret).update(JSON.stringify(bare)).digest('hex') };
}

/** A trail that was begun without the key comes under it here, and not only when something happens at the school. */
async function lastEntry(
  store: Store,
  school: string,
  key: AuditKey | undefined,
  at: string,
): Promise<ChainedEntry | undefined> {
  const last = await endOf(store, school);
  if (!last || !key || last.key) return last;
  await store.turn(school, async (work) =>
    work.audit({
      at,
      by: 'chalkline',
      from: 'clock',
      what: 'put the audit trail under a key',
      about: school,
    }),
  );
  return endOf(store, school);
}

async function endOf(store: Store, school: string): Promise<ChainedEntry | undefined> {
  let last: ChainedEntry | undefined;
  for await (const entry of store.trail(school)) last = entry;
  return last;
}
