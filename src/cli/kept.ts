/** `npm run kept`: what each school keeps, for how long, why, and who can read it, as a page for whoever looks after its data. */
import { parseArgs } from 'node:util';
import { readSchools } from '../schools/schools.ts';
import { isDatabase } from '../store/open.ts';
import { runCommand, say } from './command.ts';
import { heading, rows } from './kept/table.ts';
import { storeAt } from './store-view.ts';

const usage = 'Use it like this: npm run --silent kept > what-we-keep.md';

await runCommand(usage, () => {
  parseArgs({});
  for (const school of readSchools(process.env.SCHOOL_FILE?.trim() || 'data/school.json')) {
    say(`# What Chalkline keeps: ${school.name}\n`);
    say(
      `Everything lies in ${isDatabase(storeAt(process.env)) ? 'the school’s own database' : 'the store’s folder on the school’s own server'}. Times count from the day something ended.\n`,
    );
    say([...heading, ...rows(school)].join('\n'));
    say(
      '\nForms that were begun and not sent are deleted after 30 days. Questions to the bot are not kept, only counted by topic. The audit trail is kept for as long as the store: who did what and when. The reasons that leaders gave stay on the request itself, and are deleted with it.\n',
    );
  }
  return 0;
});
