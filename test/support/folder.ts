/** A folder of a test's own, gone when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export function aFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'chalkline-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
