/** `npm run learn`: learns from the topics and routes, so that no start has to. Needed after a change to data/topics, routes or lexicon. */
import { keep, learnAll } from '../policy/learned.ts';
import { loadKnowledge } from '../policy/load.ts';

const dataDir = new URL('../../data', import.meta.url).pathname;
const known = loadKnowledge(dataDir);
keep(dataDir, known, learnAll(known));
