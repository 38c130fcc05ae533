/** What every command shares: settings from .env, and mistakes told in a sentence instead of a stack. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { BrokenData } from '../policy/load.ts';
import { NotKept } from '../policy/reading/learned.ts';
import { NotTheSameError } from '../store/copy.ts';
import {
  AwayError,
  EncodingError,
  NewerError,
  NotYetError,
  OlderError,
  RefusedError,
  UnsureError,
} from '../store/database/errors.ts';
import { InUseError, TakenOverError } from '../store/embedded/lock.ts';
import { UnreadableError } from '../store/line.ts';
import { MovedError } from '../store/moved.ts';

/** Something is to be done differently; the message says what. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** Runs a command, or says how it is used, and sets the exit status to the one it gives back, or to 1 when it could not do its work. */
export async function runCommand(usage: string, command: () => Promise<number> | number): Promise<void> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) return say(usage);
  try {
    if (existsSync('.env')) loadEnvFile('.env');
    process.exitCode = await command();
  } catch (error) {
    if (!isExplained(error)) throw error;
    process.stderr.write(`${error.message}\n${isWrongUse(error) ? `${usage}\n` : ''}`);
    process.exitCode = 1;
  }
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What is worth knowing but no part of the answer, so that the answer can be piped on. */
export function sayAside(text: string): void {
  process.stderr.write(`${text}\n`);
}

function isExplained(error: unknown): error is Error {
  return explained.some((kind) => error instanceof kind) || isWrongUse(error);
}

const explained = [
  CommandError,
  UnreadableError,
  InUseError,
  TakenOverError,
  AwayError,
  EncodingError,
  NewerError,
  NotYetError,
  OlderError,
  RefusedError,
  MovedError,
  NotTheSameError,
  UnsureError,
  BrokenData,
  NotKept,
];

/** Node's own word for an option that it does not know. */
function isWrongUse(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
