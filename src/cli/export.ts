/** `npm run export`: registers, logs and the audit trail, as tables or as JSON; with --all how the schools stand side by side. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createBot } from '../bot/bot.ts';
import type { School } from '../core/school.ts';
import { loadEngine } from '../policy/engine.ts';
import { readSchools } from '../schools/schools.ts';
import { SettingsError } from '../settings.ts';
import { CommandError, runCommand, say, sayAside } from './command.ts';
import { sideBySide } from './export/side-by-side.ts';
import { exportSchools, forms, writeFiles } from './export/write.ts';
import { storeAt, withView } from './store-view.ts';

const usage =
  'Use it like this: npm run export -- --as csv --out export   (or --as json; --force to overwrite; --all for one file with a row for each school)';

await runCommand(usage, () => {
  const { values } = parseArgs({
    options: {
      as: { type: 'string' },
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
    },
  });
  const as = forms.find((form) => form === values.as);
  const { out, force } = values;
  if (!as || !out) throw new CommandError(usage);
  return withView(storeAt(process.env), async (view) => {
    if (values.all) {
      const schools = schoolsIn(process.env);
      const bot = createBot(loadEngine('data', sayAside));
      const file = await sideBySide({ view, schools, bot, now: new Date().toISOString() });
      await writeFiles([{ path: join(out, `schools.${as}`), ...file }], { as, out, force }, say);
      return 0;
    }
    await exportSchools(view, { as, out, force }, say);
    if (view.schools.length === 0) say('The store is empty, so nothing was written.');
    return 0;
  });
});

function schoolsIn(env: Record<string, string | undefined>): School[] {
  try {
    return readSchools(env.SCHOOL_FILE?.trim() || 'data/school.json');
  } catch (error) {
    throw error instanceof SettingsError ? new CommandError(error.faults.join('\n')) : error;
  }
}
