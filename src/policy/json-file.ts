/** Reads a JSON file against a shape, and names every fault by file and line. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { reasonOf } from '../core/reason.ts';

type Path = readonly PropertyKey[];
export type Faults = string[];
export type Source = { file: string; text: string };

/** The file's content in its shape; undefined where it has faults, which are then noted. */
export function readJson<T>(
  file: string,
  shape: z.ZodType<T>,
  faults: Faults,
): (Source & { value: T }) | undefined {
  const source = readSource(file, faults);
  if (!source) return undefined;
  const value = parse(source, faults);
  if (value === undefined) return undefined;
  const checked = shape.safeParse(value);
  if (checked.success) return { ...source, value: checked.data };
  for (const issue of checked.error.issues) note(source, issue.path, issue.message, faults);
  return undefined;
}

/** Notes a fault at the place that the path leads to. */
export function note(source: Source, path: Path, fault: string, faults: Faults): void {
  const where = path.length > 0 ? `${path.map(String).join(' › ')}: ` : '';
  faults.push(
    `${shortName(source.file)}, line ${lineAt(source.text, placeOf(source.text, path))}: ${where}${fault}`,
  );
}

function readSource(file: string, faults: Faults): Source | undefined {
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch {
    faults.push(`${shortName(file)}, line 1: the file is missing or cannot be read`);
    return undefined;
  }
}

function parse(source: Source, faults: Faults): unknown {
  try {
    return JSON.parse(source.text);
  } catch (error) {
    const said = reasonOf(error);
    const at = Number(/position (\d+)/.exec(said)?.[1] ?? source.text.length);
    faults.push(`${shortName(source.file)}, line ${lineAt(source.text, at)}: this is not JSON (${said})`);
    return undefined;
  }
}

function shortName(file: string): string {
  return join(basename(dirname(file)), basename(file));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Where in valid JSON text the value stands that the path leads to, or its nearest surrounding. */
function placeOf(text: string, path: Path): number {
  let at = skipSpace(text, 0);
  for (const step of path) {
    const inside = memberAt(text, at, step);
    if (inside === undefined) return at;
    at = inside;
  }
  return at;
}

function memberAt(text: string, start: number, step: PropertyKey): number | undefined {
  const isList = text[start] === '[';
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index++) {
    let name: PropertyKey = index;
    if (!isList) {
      const end = endOfValue(text, at);
      name = String(JSON.parse(text.slice(at, end)));
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (name === step) return at;
    at = skipSpace(text, endOfValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
}

function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first !== '{' && first !== '[')
    return start + (/^[^,\]}\s]*/.exec(text.slice(start, start + 40))?.[0].length ?? 0);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === '{' || sign === '[') depth++;
    else if ((sign === '}' || sign === ']') && --depth === 0) return at + 1;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}
