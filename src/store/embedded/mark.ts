/** A file in the folder that says where its records went. */
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MovedError } from '../moved.ts';

const mark = z.object({ at: z.string(), to: z.string() });

const markPath = (dir: string) => join(dir, 'moved.json');

export async function markMoved(dir: string, to: string, at: string): Promise<void> {
  const text = JSON.stringify({ at, to } satisfies z.infer<typeof mark>);
  await writeFile(markPath(dir), text, { mode: 0o600, flush: true });
}

/** Tells whether it was marked. */
export async function takeOffMark(dir: string): Promise<boolean> {
  const isMarked = existsSync(markPath(dir));
  await rm(markPath(dir), { force: true });
  return isMarked;
}

export function expectNotMoved(dir: string): void {
  if (!existsSync(markPath(dir))) return;
  const { to } = mark.parse(JSON.parse(readFileSync(markPath(dir), 'utf8')));
  throw new MovedError(dir, to);
}
