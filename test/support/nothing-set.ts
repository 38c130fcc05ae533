/** Every setting there is, not set, for a bot in a process of its own: neither the machine nor its .env has a say. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export const nothingSet = Object.fromEntries(
  Object.keys(parseEnv(readFileSync('.env.example', 'utf8'))).map((name) => [name, '']),
);
