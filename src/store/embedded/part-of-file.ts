/** Reads parts of an open file at once, without waiting: a few kilobytes, which the machine mostly has at hand. */
import { readSync } from 'node:fs';
import { type Line, UnreadableError } from '../line.ts';

type File = { path: string; fd: number; size: number };

const newline = 10;
/** Most first and last lines are no longer than that. */
const usualLength = 64 * 1024;

export function readExactly({ fd, path }: File, start: number, end: number): Buffer {
  const bytes = Buffer.allocUnsafe(end - start);
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(fd, bytes, done, bytes.length - done, start + done);
    if (count === 0) throw new UnreadableError(path, 'the end of this file is missing');
    done += count;
  }
  return bytes;
}

export function firstLine(file: File): Line {
  for (let length = usualLength; ; length *= 4) {
    const bytes = readExactly(file, 0, Math.min(length, file.size));
    const end = bytes.indexOf(newline);
    if (end >= 0) return { ...lineIn(file, bytes.subarray(0, end)), isWhole: true };
    if (bytes.length === file.size) return { ...lineIn(file, bytes), isWhole: false };
  }
}

export function lastLine(file: File): Line {
  for (let length = usualLength; ; length *= 4) {
    const start = Math.max(0, file.size - length);
    const bytes = readExactly(file, start, file.size);
    const from = bytes.lastIndexOf(newline, -2) + 1;
    const isWhole = bytes.at(-1) === newline;
    if (from > 0 || start === 0) return { ...lineIn(file, bytes.subarray(from, -1)), isWhole };
  }
}

/** Neither its number nor its place matters to whoever asks for it by where it stands. */
function lineIn({ path, size }: File, bytes: Buffer): Omit<Line, 'isWhole'> {
  return { path, number: 1, start: 0, end: size, bytes };
}
