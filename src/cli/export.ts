/** `npm run export`: registers, logs and the audit trail, as tables or as JSON. */
import { parseArgs } from 'node:util';
import { CommandError, runCommand, say } from './command.ts';
import { exportSchools, forms } from './export/write.ts';
import { storeAt, withView } from './store-view.ts';

const usage =
  'Use it like this: npm run export -- --as csv --out export   (or --as json; --force to overwrite)';

await runCommand(usage, () => {
  const { values } = parseArgs({
    options: { as: { type: 'string' }, out: { type: 'string' }, force: { type: 'boolean', default: false } },
  });
  const as = forms.find((form) => form === values.as);
  const { out, force } = values;
  if (!as || !out) throw new CommandError(usage);
  return withView(storeAt(process.env), async (view) => {
    await exportSchools(view, { as, out, force }, say);
    if (view.schools.length === 0) say('The store is empty, so nothing was written.');
    return 0;
  });
});
