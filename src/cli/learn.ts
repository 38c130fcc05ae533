/** `npm run learn`: learns anew from the phrasings; `-- report` shows what people meant where they were misunderstood. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadKnowledge } from '../policy/load.ts';
import { keep, learnAll } from '../policy/reading/learned.ts';
import { CommandError, runCommand, say } from './command.ts';
import { reportLines } from './learn/report.ts';
import { storeAt, withView } from './store-view.ts';

const usage = 'Use it like this: npm run learn   (or npm run learn -- report: what was misunderstood)';
const dataDir = fileURLToPath(new URL('../../data', import.meta.url));

await runCommand(usage, () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [what, ...more] = positionals;
  if (more.length > 0 || (what !== undefined && what !== 'report')) throw new CommandError(usage);
  const knowledge = loadKnowledge(dataDir);
  if (what === 'report') {
    const titles = new Map(knowledge.topics.map(({ id, title }) => [id, title]));
    return withView(storeAt(process.env), async (view) => {
      say((await reportLines(view, titles)).join('\n'));
      return 0;
    });
  }
  keep(dataDir, knowledge, learnAll(knowledge));
  say('Learned from the phrasings, topics and lexicon, and kept in data/cache.');
  return 0;
});
