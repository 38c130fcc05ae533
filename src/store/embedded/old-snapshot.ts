/** A snapshot as releases before schema 3 wrote it: every record of every school, without their keys. */
import { z } from 'zod';
import { type Line, linesOf, readLine, UnreadableError } from '../line.ts';
import { kept, type OpenFile, trail } from './files.ts';
import type { Memory } from './memory.ts';

const oldHeader = z.object({
  chalkline: z.literal('snapshot'),
  schema: z.int(),
  line: z.int(),
  auditSize: z.int(),
  trails: z.record(z.string(), trail),
});
type OldHeader = z.infer<typeof oldHeader>;

const oldLine = z.union([
  kept.extend({ school: z.string(), kind: z.string() }),
  z.object({ records: z.int() }),
]);

/** Undefined where it is a newer one. */
export function oldHeaderOn(line: Line): OldHeader | undefined {
  return readLine(line, z.union([oldHeader, z.looseObject({}).transform(() => undefined)]));
}

export async function readOldSnapshot(file: OpenFile, { trails }: OldHeader, memory: Memory): Promise<void> {
  for (const [school, trail] of Object.entries(trails)) memory.school(school).trail = trail;
  let records = 0;
  let isComplete = false;
  for await (const line of linesOf(file)) {
    if (line.number === 1) continue;
    const row = readLine(line, oldLine);
    if ('records' in row) {
      isComplete = row.records === records;
    } else {
      const { school, kind, version, created, record } = row;
      memory.school(school).put(kind, { version, created, record }, undefined, true);
      records++;
    }
  }
  if (!isComplete)
    throw new UnreadableError(file.path, 'the file does not hold all the records that it should');
}
