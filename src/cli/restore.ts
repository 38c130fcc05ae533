/** `npm run restore`: goes back to a copy that `npm run backup` has made, once it is sure that the copy is whole. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isDatabase, storeName } from '../store/open.ts';
import { CommandError, runCommand, say } from './command.ts';
import { lookAtCopy, restoreStore } from './store/restore.ts';
import { anchorsFile, keyFrom, storeAt } from './store-view.ts';

const usage =
  'Use it like this: npm run restore -- --from /a/folder/with/a/copy   (it only looks; with --yes it goes back to it)';

await runCommand(usage, async () => {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, yes: { type: 'boolean', default: false } },
  });
  if (!values.from) throw new CommandError(usage);
  const [from, to, key] = [resolve(values.from), storeAt(process.env), keyFrom(process.env)];
  if (!existsSync(from)) throw new CommandError(`Nothing has been changed: there is no folder ${from}.`);
  for (const line of await lookAtCopy(from, to, { key, anchors: anchorsFile(process.env) })) say(line);
  if (!values.yes) {
    say(`Nothing has been changed. To go back to this copy, stop Chalkline, then add --yes.`);
    return 0;
  }
  if (!isDatabase(to)) await mkdir(to, { recursive: true, mode: 0o700 });
  const before = await restoreStore({ from, to, at: new Date().toISOString(), key });
  say(`${storeName(to)} is as it was in the copy. Check it with: npm run audit -- verify`);
  if (before) say(`The store as it was before is in ${before}.`);
  return 0;
});
