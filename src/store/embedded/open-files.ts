/**
 * The embedded store's files, opened in one moment. What is open stays whole even when a running bot takes it away, so
 * whoever reads it can take as long as it needs.
 */
import { closeSync, fstatSync, openSync, readdirSync, type Stats } from 'node:fs';
import { readOnlyLine, UnreadableError } from '../line.ts';
import {
  auditPath,
  endPath,
  journalEnd,
  journalPath,
  type OpenFile,
  type StoreFile,
  snapshotPath,
} from './files.ts';
import { generationsBelow } from './snapshot.ts';

export const snapshotIn = (dir: string, generation: number) =>
  ({ kind: 'snapshot', path: snapshotPath(dir, generation), generation }) as const;
export const auditIn = (dir: string): StoreFile => ({ kind: 'audit', path: auditPath(dir) });
export const journalIn = (dir: string, generation: number): StoreFile => ({
  kind: 'journal',
  path: journalPath(dir, generation),
  generation,
  reached: readOnlyLine(endPath(dir, generation), journalEnd)?.size ?? 0,
});

/**
 * The newest snapshot, the audit file and the journals since the snapshot, oldest first; nothing where there is no
 * store yet. Never waits, so that hardly anything can change between listing and opening.
 */
export function openStoreFiles(dir: string): OpenFile[] {
  let folder = survey(dir);
  for (;;) {
    try {
      return openAll(counting(dir, folder));
    } catch (error) {
      const current = survey(dir);
      // What is missing from a folder at rest is lost. Otherwise the bot has replaced its files in between; this comes
      // to an end because writing them takes it far longer than opening them takes here.
      if (isSame(folder, current)) throw error;
      folder = current;
    }
  }
}

/** A snapshot and those that it lies on, oldest first. */
export function snapshotsIn(dir: string, newest: number | undefined): StoreFile[] {
  if (newest === undefined) return [];
  const [file] = openAll([snapshotIn(dir, newest)]);
  if (!file) return [];
  const below = generationsBelow(file);
  closeAll([file]);
  return [...below, newest].map((generation) => snapshotIn(dir, generation));
}

/** All of them or none. */
export function openAll<File extends StoreFile>(files: File[]): OpenFile<File>[] {
  const opened: OpenFile<File>[] = [];
  try {
    for (const file of files) {
      const fd = tryTo(file.path, () => openSync(file.path, 'r'));
      const stats = fstatSync(fd);
      opened.push({ ...file, fd, size: stats.size, begun: begunOf(file, stats) });
    }
    return opened;
  } catch (error) {
    closeAll(opened);
    throw error;
  }
}

function begunOf({ kind }: StoreFile, { mtimeMs, birthtimeMs }: Stats): number {
  switch (kind) {
    case 'snapshot':
      return mtimeMs;
    case 'journal':
      // Not every disk knows it.
      return birthtimeMs || mtimeMs;
    case 'audit':
      return Number.POSITIVE_INFINITY;
  }
}

export function closeAll(files: readonly { fd: number }[]): void {
  for (const file of files) closeSync(file.fd);
}

/** Which of the store’s files there are. */
type Folder = {
  journals: number[];
  ends: number[];
  snapshots: number[];
  unfinished: string[];
  hasAudit: boolean;
};

export function survey(dir: string): Folder {
  const names = tryTo(dir, () => readdirSync(dir));
  const numbered = (pattern: RegExp) =>
    names
      .map((name) => Number(pattern.exec(name)?.[1]))
      .filter((generation) => generation > 0)
      .sort((generation, other) => generation - other);
  return {
    journals: numbered(/^journal\.(\d+)\.log$/),
    ends: numbered(/^journal\.(\d+)\.end$/),
    snapshots: numbered(/^snapshot\.(\d+)\.log$/),
    unfinished: names.filter((name) => /^(journal|snapshot)\.\d+\.log\..*tmp$/.test(name)),
    hasAudit: names.includes('audit.log'),
  };
}

function isSame(before: Folder, after: Folder): boolean {
  return (
    JSON.stringify([before.journals, before.snapshots]) === JSON.stringify([after.journals, after.snapshots])
  );
}

function counting(dir: string, { journals, ends, snapshots, hasAudit }: Folder): StoreFile[] {
  if (journals.length + ends.length + snapshots.length === 0 && !hasAudit) return [];
  const newest = snapshots.at(-1);
  const first = newest ?? 1;
  const since = new Set([...journals, ...ends].filter((generation) => generation >= first));
  return [
    ...snapshotsIn(dir, newest),
    // After the snapshots, so that it holds all that they count on.
    ...(hasAudit ? [auditIn(dir)] : []),
    // One after the other, so that opening them shows when one between them is missing.
    ...Array.from({ length: Math.max(1, since.size) }, (_, at) => journalIn(dir, first + at)),
  ];
}

/** Tells in a sentence why a file or folder cannot be opened. */
function tryTo<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ('code' in error && error.code === 'ENOENT') throw new UnreadableError(path, 'this file is missing');
    throw new UnreadableError(
      path,
      `this cannot be opened (${error.message})`,
      'Use the account that runs the bot, or mend what is said in brackets, and try again.',
    );
  }
}
