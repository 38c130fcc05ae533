/** `npm run doctor`: looks at everything that has to be right, and says what is not and how to put it right. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadEngine } from '../policy/engine.ts';
import { languageModel } from '../reader/language-model.ts';
import { runCommand, say, sayAside } from './command.ts';
import { examine } from './doctor/examine.ts';
import { countOf, shown } from './doctor/show.ts';

const usage = 'Use it like this: npm run doctor';
const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

await runCommand(usage, async () => {
  parseArgs({ options: {} });
  const sections = await examine({
    env: process.env,
    load: (reader) => loadEngine(folder('data'), sayAside, reader && languageModel(reader, sayAside)),
    manifests: folder('manifests'),
    now: new Date().toISOString(),
  });
  say(shown(sections));
  return countOf(sections, 'fault') > 0 ? 1 : 0;
});
