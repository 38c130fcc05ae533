/** `npm run backup`: copies the store into a folder of its own, while the bot goes on, and makes sure that the copy can be read. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { copyStore } from '../store/embedded/backup.ts';
import { inWords, verifySchool } from './audit/verify.ts';
import { CommandError, runCommand, say } from './command.ts';
import { keyFrom, storeFolder, withView } from './store-view.ts';

const usage = 'Use it like this: npm run backup -- --out /a/folder/on/another/disk';

await runCommand(usage, async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (!values.out) throw new CommandError(usage);
  const dir = storeFolder(process.env);
  const at = new Date().toISOString();
  const to = join(resolve(values.out), `chalkline-${at.replaceAll(':', '-')}`);
  await withView(dir, () => copyStore(dir, to, at));
  return withView(to, async (view) => {
    const verdicts = await Promise.all(
      view.schools.map((school) => verifySchool(view, school, { key: keyFrom(process.env) })),
    );
    for (const verdict of verdicts) say(inWords(verdict));
    say(`Copied to ${to}. To go back to it: stop Chalkline, put these files into ${dir}, start it again.`);
    return verdicts.some((verdict) => verdict.broken) ? 1 : 0;
  });
});
