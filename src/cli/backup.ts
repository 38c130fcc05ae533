/** `npm run backup`: copies the store into a folder of its own, while the bot goes on, and makes sure that the copy can be read. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copyStore, noteBackup } from '../store/embedded/backup.ts';
import { isDatabase } from '../store/open.ts';
import { inWords, verifySchool } from './audit/verify.ts';
import { CommandError, runCommand, say } from './command.ts';
import { copyDatabase } from './store/move.ts';
import { keyFrom, storeAt, storeFolder, withView } from './store-view.ts';

const usage = 'Use it like this: npm run backup -- --out /a/folder/on/another/disk';

await runCommand(usage, async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (!values.out) throw new CommandError(usage);
  const at = new Date().toISOString();
  const to = join(resolve(values.out), `chalkline-${at.replaceAll(':', '-')}`);
  const how = await copyTo(to, at);
  return withView(to, async (view) => {
    const verdicts = await Promise.all(
      view.schools.map((school) => verifySchool(view, school, { key: keyFrom(process.env) })),
    );
    for (const verdict of verdicts) say(inWords(verdict));
    say(`Copied to ${to}. To go back to it: ${how}`);
    return verdicts.some((verdict) => verdict.broken) ? 1 : 0;
  });
});

/** Says how to go back. */
async function copyTo(to: string, at: string): Promise<string> {
  const [store, folder] = [storeAt(process.env), storeFolder(process.env)];
  if (isDatabase(store)) {
    await copyDatabase(store, to);
    await noteBackup(folder, { at, to });
    return `name an empty database in DATABASE_URL, then npm run restore -- --from ${to}`;
  }
  await withView(store, () => copyStore(store, to, at));
  return `npm run restore -- --from ${to}`;
}
