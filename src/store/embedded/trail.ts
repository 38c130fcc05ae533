/** Reads audit trails from the store's files: the entries that were carried over, then those still in the journals. */

import { z } from 'zod';
import { startedAfresh } from '../audit.ts';
import { chainedEntry } from '../entry.ts';
import { type Line, linesOf, readLine } from '../line.ts';
import type { ChainedEntry } from '../store.ts';
import { type OpenFile, turnLine } from './files.ts';
import { auditIn, journalIn, openAll } from './open-files.ts';

/** How much of which files holds the trails. */
type Extent = { auditSize: number; journals: { generation: number; size: number }[] };

/** Opens them all at once and without waiting, so that no snapshot can take one of them away in between. */
export function openTrail(dir: string, extent: Extent): OpenFile[] {
  const journals = extent.journals.map(({ generation }) => journalIn(dir, generation));
  return trailIn(openAll([...(extent.auditSize > 0 ? [auditIn(dir)] : []), ...journals]), extent);
}

/** What holds the trails in files that are open already. */
export function trailIn(files: OpenFile[], extent: Extent): OpenFile[] {
  return files.map((file) => ({ ...file, size: sizeOf(file, extent) }));
}

function sizeOf(file: OpenFile, { auditSize, journals }: Extent): number {
  switch (file.kind) {
    case 'snapshot':
      return 0;
    case 'audit':
      return auditSize;
    case 'journal':
      return journals.find(({ generation }) => generation === file.generation)?.size ?? 0;
  }
}

/** A school's entries, oldest first. */
export async function* entriesOf(school: string, trail: OpenFile[]): AsyncGenerator<ChainedEntry> {
  const forgotten = await countForgotten(school, trail);
  let count = 0;
  for await (const entry of everWritten(school, trail)) if (count++ >= forgotten) yield entry;
}

/** What has been written stays in the files. A school that was begun afresh counts its entries from one again. */
async function countForgotten(school: string, trail: OpenFile[]): Promise<number> {
  let count = 0;
  let forgotten = 0;
  for await (const { number, what } of everWritten(school, trail)) {
    if (number === 1 && what === startedAfresh) forgotten = count;
    count++;
  }
  return forgotten;
}

async function* everWritten(school: string, trail: OpenFile[]): AsyncGenerator<ChainedEntry> {
  for (const file of trail) {
    for await (const line of linesOf(file)) {
      for (const entry of entriesOn(line, file)) if (entry.school === school) yield entry;
    }
  }
}

function entriesOn(line: Line, { kind }: OpenFile): ChainedEntry[] {
  return kind === 'journal' ? entriesOnJournalLine(line) : [readLine(line, chainedEntry)];
}

const auditOfTurn = z.object({ audit: turnLine.shape.audit });

export function entriesOnJournalLine(line: Line): ChainedEntry[] {
  return line.number === 1 ? [] : readLine(line, auditOfTurn).audit;
}
