/** Can the store be read and written, who is using it, is there room for more, and when was it last copied? */
import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { reasonOf } from '../../core/reason.ts';
import { lastBackup } from '../../store/embedded/backup.ts';
import { writerOf } from '../../store/embedded/lock.ts';
import { isDatabase, storeName, viewStore } from '../../store/open.ts';
import { type Finding, fault, note, ok } from './finding.ts';

export async function examineStore(at: string, now: string): Promise<Finding[]> {
  return isDatabase(at) ? examineDatabase(at) : examineFolder(at, now);
}

async function examineDatabase(url: string): Promise<Finding[]> {
  const { stateOf } = await import('../../store/database/state.ts');
  try {
    const { isReadOnly, processes } = await stateOf(url);
    const view = await viewStore(url);
    const schools = view?.schools ?? [];
    await view?.close();
    const name = storeName(url);
    return [
      view
        ? ok(`The store in ${name} can be read; schools in it: ${schools.join(', ') || 'none yet'}.`)
        : ok(`There is no store in ${name} yet; the first start makes it.`),
      ...(isReadOnly
        ? [fault('The database can only be read.', 'Name the one that takes writes in DATABASE_URL.')]
        : []),
      ok(`Processes that share it just now: ${processes}.`),
    ];
  } catch (error) {
    return [fault(reasonOf(error), 'Put DATABASE_URL right, or start the database.')];
  }
}

async function examineFolder(dir: string, now: string): Promise<Finding[]> {
  const folder = nearest(resolve(dir));
  if (!isWritable(folder))
    return [fault(`${folder} cannot be written.`, 'Give the folder to the account that runs the bot.')];
  return [...(await stateOf(dir, now)), await roomIn(folder)];
}

async function stateOf(dir: string, now: string): Promise<Finding[]> {
  try {
    const view = await viewStore(dir);
    if (!view) return [ok(`There is no store in ${dir} yet; the first start makes it.`)];
    const { schools } = view;
    await view.close();
    const writer = await writerOf(dir);
    return [
      ok(`The store in ${dir} can be read; schools in it: ${schools.join(', ') || 'none yet'}.`),
      writer ? ok(`The bot is running and writes to it (${writer}).`) : ok('Nobody else is using it.'),
      ...(schools.length > 0 ? [await backupFinding(dir, now)] : []),
    ];
  } catch (error) {
    return [fault(reasonOf(error))];
  }
}

const dayMs = 24 * 60 * 60 * 1000;
const oldAfterDays = 7;

async function backupFinding(dir: string, now: string): Promise<Finding> {
  const backup = await lastBackup(dir);
  const mend = 'Run npm run backup -- --out a folder on another disk.';
  if (!backup) return note('No copy of the store has been made with npm run backup.', mend);
  const days = Math.floor((Date.parse(now) - Date.parse(backup.at)) / dayMs);
  const says = `The last copy was made on ${backup.at.slice(0, 10)}, to ${backup.to}.`;
  return days > oldAfterDays ? note(says, mend) : ok(says);
}

const megabyte = 1024 * 1024;
const least = 200;

async function roomIn(dir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dir);
  const free = Math.floor((bavail * bsize) / megabyte);
  const says = `${free.toLocaleString('en-GB')} MB are free on its disk.`;
  return free < least ? fault(says, `Make room: at least ${least} MB.`) : ok(says);
}

/** The folder itself, or the one in which it would be made. */
function nearest(dir: string): string {
  return existsSync(dir) ? dir : nearest(dirname(dir));
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
