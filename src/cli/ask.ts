/** `npm run ask`: one answer for people, or a stream of questions and answers as JSON lines. */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Engine } from '../policy/answer.ts';
import { loadEngine, UnknownPolicy } from '../policy/engine.ts';
import { languageModel } from '../reader/language-model.ts';
import { readReader } from '../settings.ts';
import { answerLine, answerTo } from './ask/answer.ts';
import { CommandError, runCommand, say, sayAside } from './command.ts';

const usage = 'Ask like this: npm run --silent ask -- --policy old-park "can I accept this friend request?"';
const dataDir = fileURLToPath(new URL('../../data', import.meta.url));

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { jsonl: { type: 'boolean' }, policy: { type: 'string' } },
  });
  if (values.jsonl) return answerLines();
  const question = positionals.join(' ').trim();
  if (!values.policy || !question) throw new CommandError(usage);
  say(await answerOnce(openEngine(), values.policy, question));
  return 0;
});

async function answerOnce(engine: Engine, policy: string, question: string): Promise<string> {
  try {
    return (await answerTo(engine, { policy, question }, today())).text;
  } catch (error) {
    if (error instanceof UnknownPolicy) throw new CommandError(error.message);
    throw error;
  }
}

/** Answers line by line as the lines come; a bad one is said to be bad, and the run goes on. */
async function answerLines(): Promise<number> {
  const engine = openEngine();
  let faults = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const answer = await answerLine(engine, line, today());
    if ('error' in answer) faults++;
    say(JSON.stringify(answer));
  }
  return faults > 0 ? 1 : 0;
}

function openEngine(): Engine {
  const reader = readReader(process.env);
  return loadEngine(dataDir, sayAside, reader && languageModel(reader, sayAside));
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
