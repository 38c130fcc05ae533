/** `npm run ask`: one answer for people, or a stream of questions and answers as JSON lines. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Engine } from '../policy/answer.ts';
import { loadEngine, UnknownPolicy } from '../policy/engine.ts';
import { answerText } from '../policy/present.ts';

const usage = 'Ask like this: npm run --silent ask -- --policy old-park "can I accept this friend request?"';
const dataDir = new URL('../../data', import.meta.url).pathname;

const line = z.object({
  id: z.string(),
  policy: z.string(),
  question: z.string(),
  previous: z.string().optional(),
});

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { jsonl: { type: 'boolean' }, policy: { type: 'string' } },
  });
  const engine = loadEngine(dataDir);
  if (values.jsonl) return answerLines(engine);
  const question = positionals.join(' ');
  if (!values.policy || !question) {
    process.stderr.write(`${usage}\n`);
    return 1;
  }
  try {
    process.stdout.write(`${answerFor(engine, values.policy, question).text}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UnknownPolicy)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function answerLines(engine: Engine): Promise<number> {
  let faults = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() === '') continue;
    const answer = answerLine(engine, text);
    if ('error' in answer) faults++;
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  return faults > 0 ? 1 : 0;
}

function answerLine(engine: Engine, text: string) {
  const given = asObject(text);
  const id = z.object({ id: z.string() }).safeParse(given).data?.id ?? null;
  const asked = line.safeParse(given);
  if (!asked.success) return { id, error: faultIn(asked.error) };
  try {
    const { policy, question, previous } = asked.data;
    return { id, ...answerFor(engine, policy, question, previous) };
  } catch (error) {
    if (!(error instanceof UnknownPolicy)) throw error;
    return { id, error: error.message };
  }
}

function asObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultIn(error: z.ZodError): string {
  const [first] = error.issues;
  const where = first?.path.join('.');
  return where
    ? `${where}: ${first?.message}`
    : 'This line is not a JSON object with id, policy and question.';
}

function answerFor(engine: Engine, policyId: string, question: string, previous?: string) {
  const earlier = previous === undefined ? undefined : { question: previous };
  const { route, ruling } = engine.understand(policyId, question, earlier);
  const policy = engine.policy(policyId);
  return {
    route: route === 'accounts' ? 'ask' : route,
    verdict: ruling?.verdict ?? null,
    conflict: ruling?.conflict ?? false,
    clauses: ruling?.clauses ?? [],
    clarify: ruling?.clarify && {
      question: ruling.clarify.question,
      choices: ruling.clarify.choices.map((one) => one.label),
    },
    escalate: ruling?.escalate ?? null,
    text: ruling ? answerText(ruling, policy, new Date().toISOString().slice(0, 10)) : routeWords[route],
  };
}

const routeWords: Record<string, string> = {
  status: 'I will look up where that stands.',
  cancel: 'Stopped. Nothing was sent.',
  help: 'Ask me what your social media policy says, or tell me that you want to apply, report something or log a press call.',
  training: 'Your training starts in the chat.',
  accounts: 'The register of school accounts opens in the chat.',
};
