/** A file in the folder that says where its records went, or that a copy is just being put in their place. */
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UnreadableError } from '../line.ts';
import { MovedError } from '../moved.ts';

/** `before`: the folder to which goes what was there. */
const mark = z.union([
  z.object({ at: z.string(), to: z.string() }),
  z.object({ at: z.string(), before: z.string() }),
]);
type Mark = z.infer<typeof mark>;

const markPath = (dir: string) => join(dir, 'moved.json');

export async function markAs(dir: string, said: Mark): Promise<void> {
  await writeFile(markPath(dir), JSON.stringify(said), { mode: 0o600, flush: true });
}

/** Tells whether it was marked. */
export async function takeOffMark(dir: string): Promise<boolean> {
  const isMarked = existsSync(markPath(dir));
  await rm(markPath(dir), { force: true });
  return isMarked;
}

export function expectNotMoved(dir: string): void {
  const said = markOn(dir);
  if (said && 'to' in said) throw new MovedError(dir, said.to);
}

/** Half of one store and half of another would be taken for one, or none at all for an empty one. */
export function expectNotCutShort(dir: string): void {
  const said = markOn(dir);
  if (said && 'before' in said)
    throw new UnreadableError(
      dir,
      'putting back a copy was cut short',
      `Put it back again: npm run restore. What was there before is in ${said.before}.`,
    );
}

function markOn(dir: string): Mark | undefined {
  return existsSync(markPath(dir)) ? mark.parse(JSON.parse(readFileSync(markPath(dir), 'utf8'))) : undefined;
}
