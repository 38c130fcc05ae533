/** Reads audit trails from the store's files: the entries that were carried over, then those still in the journals. */
import { closeSync, openSync } from 'node:fs';
import { z } from 'zod';
import { auditPath, chainedEntry, journalPath, turnLine } from './files.ts';
import { type Line, linesOf, readLine } from './line.ts';
import type { ChainedEntry } from './store.ts';

type TrailFile = { path: string; fd: number; size: number; entriesOn: (line: Line) => ChainedEntry[] };

/** How much of which files holds the trails. */
type Extent = { auditSize: number; journals: { generation: number; size: number }[] };

/** Opens them all at once and without waiting, so that no snapshot can take one of them away in between. */
export function openTrail(dir: string, { auditSize, journals }: Extent): TrailFile[] {
  const audit = { path: auditPath(dir), size: auditSize, entriesOn: entriesOnAuditLine };
  const rest = journals.map(({ generation, size }) => ({
    path: journalPath(dir, generation),
    size,
    entriesOn: entriesOnJournalLine,
  }));
  const files: TrailFile[] = [];
  try {
    for (const file of [...(auditSize > 0 ? [audit] : []), ...rest])
      files.push({ ...file, fd: openSync(file.path, 'r') });
    return files;
  } catch (error) {
    closeTrail(files);
    throw error;
  }
}

/** A school's entries, oldest first. */
export async function* entriesOf(school: string, files: TrailFile[]): AsyncGenerator<ChainedEntry> {
  for (const file of files) {
    for await (const line of linesOf(file)) {
      for (const entry of file.entriesOn(line)) if (entry.school === school) yield entry;
    }
  }
}

export function closeTrail(files: TrailFile[]): void {
  for (const file of files) closeSync(file.fd);
}

const auditOfTurn = z.object({ audit: turnLine.shape.audit });

export function entriesOnJournalLine(line: Line): ChainedEntry[] {
  return line.number === 1 ? [] : readLine(line, auditOfTurn).audit;
}

function entriesOnAuditLine(line: Line): ChainedEntry[] {
  return [readLine(line, chainedEntry)];
}
