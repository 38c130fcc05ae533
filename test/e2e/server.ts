/** Chalkline as anybody starts it, with nothing configured, on a port and in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';

const root = new URL('../..', import.meta.url).pathname;

export type Running = Awaited<ReturnType<typeof startServer>>;

export async function startServer() {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-e2e-'));
  let child = await launch(port, folder);
  return {
    address: `http://127.0.0.1:${port}`,
    /** No warning and no time to put anything away. */
    async kill() {
      await end(child, 'SIGKILL');
    },
    async restart() {
      child = await launch(port, folder);
    },
    async stop() {
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), DATA_DIR: folder },
    // A group of its own, so that npm and what it starts end together.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += part;
      if (said.includes(`Open http://127.0.0.1:${port}/`)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`Expected npm start to run; it ended and said: ${said}`)));
  });
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'close');
  process.kill(-child.pid, signal);
  await gone;
}
