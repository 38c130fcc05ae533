/** `npm run audit -- verify`: shows whether anything in the audit trail was changed or taken out. */
import { parseArgs } from 'node:util';
import { readAnchors } from '../store/anchors.ts';
import { inWords, verifySchool } from './audit/verify.ts';
import { CommandError, runCommand, say } from './command.ts';
import { anchorsFile, keyFrom, storeAt, withView } from './store-view.ts';

const usage = 'Use it like this: npm run audit -- verify';

await runCommand(usage, () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  if (positionals.join() !== 'verify') throw new CommandError(usage);
  return withView(storeAt(process.env), async (view) => {
    const proof = { key: keyFrom(process.env), anchors: await readAnchors(anchorsFile(process.env)) };
    const schools = new Set([...view.schools, ...proof.anchors.map(({ school }) => school)]);
    let broken = 0;
    for (const school of schools) {
      const verdict = await verifySchool(view, school, proof);
      if (verdict.broken) broken++;
      say(inWords(verdict));
    }
    if (schools.size === 0) say('The store is empty, so there is nothing to check.');
    if (broken > 0) say('Keep a copy of the store as it is, and compare it with a backup.');
    return broken > 0 ? 1 : 0;
  });
});
