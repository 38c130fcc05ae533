/** A real PostgreSQL for the tests of the shared store: the one in DATABASE_URL, else one of their own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { dropAll } from './database.ts';
import { freePort } from './free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string;
  }
}

export type Server = { url: string; stop(): Promise<void> };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL;
  const server = given ? { url: given, stop: () => dropAll(given) } : await startPostgres();
  project.provide('postgres', server.url);
  return server.stop;
}

/** It is gone with everything in it once it is stopped. */
export async function startPostgres(): Promise<Server> {
  const programs = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-postgres-'));
  const owner = ownerOf(folder);
  const port = await freePort();
  const data = join(folder, 'data');
  const run = (name: string, given: string[]) => [...owner, join(programs, name), ...given] as const;
  const [initdb = '', ...how] = run('initdb', [
    '-D',
    data,
    '-U',
    'chalkline',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
  ]);
  execFileSync(initdb, how, { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
  ];
  const [postgres = '', ...given] = run('postgres', [
    '-D',
    data,
    ...settings.flatMap((setting) => ['-c', setting]),
  ]);
  const server = spawn(postgres, given, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
  await isReady(server);
  return {
    url: `postgres://chalkline@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL never runs as root. */
function ownerOf(folder: string): string[] {
  if (process.getuid?.() !== 0) return [];
  const idOf = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  const [user, group] = [idOf('-u'), idOf('-g')];
  chownSync(folder, user, group);
  return ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups'];
}

/** Whether there is one to be had here at all. */
export function hasPostgres(): boolean {
  return process.env.DATABASE_URL !== undefined || newestPrograms() !== undefined;
}

function findPrograms(): string {
  const newest = newestPrograms();
  if (!newest)
    throw new Error('There is no PostgreSQL here. Install it, or name a database in DATABASE_URL.');
  return newest;
}

function newestPrograms(): string | undefined {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home)
    ? readdirSync(home).sort((one, other) => Number(other) - Number(one))
    : [];
  return versions.map((version) => join(home, version, 'bin')).find((dir) => existsSync(join(dir, 'initdb')));
}

async function isReady(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  if (server.stderr)
    for await (const line of createInterface(server.stderr)) {
      said.push(line);
      if (line.includes('ready to accept connections')) {
        server.stderr.resume();
        return;
      }
    }
  throw new Error(`PostgreSQL has not started:\n${said.join('\n')}`);
}
