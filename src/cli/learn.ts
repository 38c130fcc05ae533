/** `npm run learn`: learns from the topics and routes, whatever is kept of it, so that the next start need not. */
import { fileURLToPath } from 'node:url';
import { loadKnowledge } from '../policy/load.ts';
import { keep, learnAll } from '../policy/reading/learned.ts';
import { runCommand, say } from './command.ts';

const dataDir = fileURLToPath(new URL('../../data', import.meta.url));

await runCommand('Use it like this: npm run learn', () => {
  const knowledge = loadKnowledge(dataDir);
  keep(dataDir, knowledge, learnAll(knowledge));
  say('Learned from the phrasings, topics and lexicon, and kept in data/cache.');
  return 0;
});
