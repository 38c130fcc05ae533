/** Every property of test/properties, many more times than in a quick test. */
import { spawn } from 'node:child_process';
import { z } from 'zod';
import type { Given, Outcome, Trial } from './trial.ts';

export const properties = {
  promise: 'Parsers, reducers, orders and exits keep their properties, whatever comes.',
  sizes: { runs: 5000 },
  short: { runs: 10 },
  run,
} satisfies Trial;

const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

async function run({ sizes, seed }: Given<'runs'>): Promise<Outcome> {
  const args = ['--project', 'here', 'test/properties', '--testTimeout', '0', '--reporter=json'];
  const child = spawn('npx', ['vitest', 'run', '--config', 'test/vitest.config.ts', ...args], {
    env: { ...process.env, RUNS: String(sizes.runs), SEED: String(seed) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const part of child.stdout) said += part;
  const { testResults } = report.parse(JSON.parse(said.slice(said.indexOf('{'))));
  const all = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    figures: { properties: all.length, 'tries of each': sizes.runs },
    faults: all
      .filter(({ status }) => status !== 'passed')
      .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join(' ').slice(0, 500)}`),
  };
}
