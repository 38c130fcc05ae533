/** A file that can be made again at any time: it counts only while it is whole and what it was made from is as it was. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The content, unless it is missing, damaged or made from something else than `origin` stands for. */
export function readSealed(path: string, origin: string): Buffer | undefined {
  try {
    const file = readFileSync(path);
    const content = file.subarray(sealLength);
    return sealOf(origin, content).equals(file.subarray(0, sealLength)) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Puts it there in one step, so that whoever reads or writes at the same time finds a whole file, old or new. */
export function writeSealed(path: string, origin: string, content: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, Buffer.concat([sealOf(origin, content), content]));
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

const sealLength = 32;

/** One digest of origin and content tells both: whether it is out of date, and whether it is damaged. */
function sealOf(origin: string, content: Buffer): Buffer {
  return createHash('sha256').update(`${origin}\n`).update(content).digest();
}
