/** Lets only one process at a time write to a folder: each announces itself in a file of its own, then looks for others. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { readdir, readFile, readlink, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { reasonOf } from '../../core/reason.ts';

export type Lock = {
  /** Whether nobody has taken the folder over. Asked after each write, so that what nobody will read is not acknowledged. */
  isHeld(): boolean;
  release(): Promise<void>;
};

/** Who holds the folder. Process ids mean the same only within one boot of the machine and one container. */
const holder = z.object({
  pid: z.int(),
  host: z.string(),
  boot: z.string().exactOptional(),
  container: z.string().exactOptional(),
  /** Tells the process from a later one with the same id. */
  started: z.string().exactOptional(),
});
type Holder = z.infer<typeof holder>;

/** How often a holder shows that it is alive, in milliseconds; five missed beats in a row mean that it is not. */
const usualBeat = 2000;
const missedBeats = 5;

/** Another process writes there. */
export class InUseError extends Error {
  override name = 'InUseError';
}

/** Another process has found this one without a sign of life, and writes there now. */
export class TakenOverError extends Error {
  override name = 'TakenOverError';

  constructor(dir: string) {
    super(
      `Another process has taken over the folder ${dir}. Nothing that was acknowledged is lost. ` +
        'See to it that only one process uses the folder, then start Chalkline again.',
    );
  }
}

/** `onLost` is told when the file has gone, so that nothing more is written. */
export async function takeLock(dir: string, onLost: () => void, beat = usualBeat): Promise<Lock> {
  const ownPath = join(dir, `writer.${randomUUID()}.lock`);
  // Announced before looking, and never under a name used before: of two that start together at most one goes on,
  // and taking away a dead one's file can never take away a living one's.
  try {
    await writeFile(ownPath, JSON.stringify(await describeSelf()), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new Error(
      `The store in ${dir} cannot be written (${reasonOf(cause)}). Nothing has been changed. ` +
        'Make room there, or let Chalkline write there; then start it again.',
      { cause },
    );
  }
  const heart = setInterval(() => {
    const now = new Date();
    utimes(ownPath, now, now).catch((error) => codeOf(error) === 'ENOENT' && onLost());
  }, beat);
  heart.unref();
  const isHeld = () => statSync(ownPath, { throwIfNoEntry: false }) !== undefined;
  const release = async () => {
    clearInterval(heart);
    await rm(ownPath, { force: true });
  };
  try {
    await expectNobodyElse(dir, ownPath, beat);
  } catch (error) {
    await release();
    throw error;
  }
  return { isHeld, release };
}

/** The process that writes to the folder now, if there is one. Changes nothing. */
export async function writerOf(dir: string, beat = usualBeat): Promise<string | undefined> {
  for (const path of await lockFiles(dir)) if (await isAlive(path, beat)) return nameOf(path);
  return undefined;
}

async function expectNobodyElse(dir: string, ownPath: string, beat: number): Promise<void> {
  for (const path of await lockFiles(dir)) {
    if (path === ownPath) continue;
    if (await isAlive(path, beat)) {
      throw new InUseError(
        `The folder ${dir} is in use by ${await nameOf(path)}. Nothing has been changed. ` +
          'Stop that process first, or name another folder in DATA_DIR.',
      );
    }
    await rm(path, { force: true });
  }
}

async function lockFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir);
  return names.filter((name) => /^writer\..+\.lock$/.test(name)).map((name) => join(dir, name));
}

async function nameOf(path: string): Promise<string> {
  const holder = await readHolder(path);
  return holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
}

async function isAlive(path: string, beat: number): Promise<boolean> {
  const self = await describeSelf();
  const holder = await readHolder(path);
  const isComparable = holder && holder.boot === self.boot && holder.container === self.container;
  return isComparable ? isRunning(holder) : hasHeartbeat(path, beat);
}

async function isRunning(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    if (codeOf(error) !== 'EPERM') return false;
  }
  const { state, started } = await processStatus(holder.pid);
  const isEnded = state === 'Z' || state === 'X';
  return !isEnded && started === holder.started;
}

/** For a process that cannot be seen from here: another container's, another machine's, or one from before a reboot. */
async function hasHeartbeat(path: string, beat: number): Promise<boolean> {
  const before = await lastBeat(path);
  for (let missed = 0; missed < missedBeats; missed++) {
    await wait(beat);
    const now = await lastBeat(path);
    if (now === undefined) return false;
    if (now !== before) return true;
  }
  return false;
}

async function lastBeat(path: string): Promise<bigint | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats?.mtimeNs;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return holder.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

async function describeSelf(): Promise<Holder> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined);
  const container = await readlink('/proc/self/ns/pid').catch(() => undefined);
  const { started } = await processStatus(process.pid);
  return {
    pid: process.pid,
    host: hostname(),
    ...(boot ? { boot: boot.trim() } : {}),
    ...(container ? { container } : {}),
    ...(started ? { started } : {}),
  };
}

/** Empty where the system has no /proc; the process id alone must do there. */
async function processStatus(pid: number): Promise<{ state?: string; started?: string }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name comes in brackets and may hold anything; the third field follows it, and the 22nd is the start.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const started = fields[19];
  return { ...(state ? { state } : {}), ...(started ? { started } : {}) };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
