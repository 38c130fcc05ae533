/** Lines of JSON, each behind its checksum, so that a damaged one is never taken for what was written. */
import { closeSync, openSync, read, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import type { z } from 'zod';

export type Line = {
  path: string;
  number: number;
  /** Where it begins in the file, and where the next one does. */
  start: number;
  end: number;
  /** The last line may lack its end, when the machine stopped in the middle of it. */
  isWhole: boolean;
  bytes: Buffer;
};

const putBack =
  'Put the store’s folder back from a backup; ' +
  'if there is none, npm run store -- repair says what can be saved, and changes nothing by itself.';

/** Something in the store's files cannot be read, so the store does not start. */
export class UnreadableError extends Error {
  readonly place: string;
  readonly what: string;

  constructor(place: string, what: string, whatToDo = putBack) {
    super(`${place}: ${what}. Nothing has been changed. ${whatToDo}`);
    this.name = 'UnreadableError';
    this.place = place;
    this.what = what;
  }
}

export function lineOf(value: unknown): string {
  const text = JSON.stringify(value);
  return `${checksum(text)} ${text}\n`;
}

export function readLine<T>(line: Line, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(textOf(line).toString('utf8')));
  if (!result.success) throw unreadable(line, 'this line does not have the shape that it should have');
  return result.data;
}

/** What stands behind the checksum. */
export function textOf(line: Line): Buffer {
  if (!line.isWhole) throw unreadable(line, 'this line has no end');
  const text = line.bytes.subarray(9);
  if (line.bytes.toString('latin1', 0, 9) === `${checksum(text)} `) return text;
  throw unreadable(line, 'this line does not match its checksum');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function unreadable(line: Line, what: string): UnreadableError {
  return new UnreadableError(`${line.path}, line ${line.number}`, what);
}

/** What a file of one line says; undefined where there is no such file, or it says something else. */
export function readOnlyLine<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    const bytes = readFileSync(path);
    const end = bytes.length;
    const line = { path, number: 1, start: 0, end, isWhole: true, bytes: bytes.subarray(0, end - 1) };
    return readLine(line, schema);
  } catch {
    return undefined;
  }
}

/** Reads the lines in the first `size` bytes of a file; they are good until the next one is asked for. */
export async function* linesOfFile(path: string, size: number): AsyncGenerator<Line> {
  const fd = openSync(path, 'r');
  try {
    yield* linesOf({ path, fd, size });
  } finally {
    closeSync(fd);
  }
}

const chunkSize = 64 * 1024;
const readAt = promisify(read);

/** The lines in the first `size` bytes of an open file. Other work goes on between one chunk and the next. */
export async function* linesOf(file: { path: string; fd: number; size: number }): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0);
  let start = 0;
  let number = 0;
  for (let position = 0; position < file.size; ) {
    const length = Math.min(chunkSize, file.size - position);
    const { bytesRead, buffer } = await readAt(file.fd, Buffer.allocUnsafe(length), 0, length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const chunk = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    let from = 0;
    for (let to = chunk.indexOf(10, from); to >= 0; to = chunk.indexOf(10, from)) {
      const end = start + to + 1 - from;
      yield { path: file.path, number: ++number, start, end, isWhole: true, bytes: chunk.subarray(from, to) };
      start = end;
      from = to + 1;
    }
    rest = chunk.subarray(from);
  }
  if (rest.length > 0) {
    const end = start + rest.length;
    yield { path: file.path, number: number + 1, start, end, isWhole: false, bytes: rest };
  }
}

export function checksum(text: string | Buffer): string {
  return crc32(text).toString(16).padStart(8, '0');
}
