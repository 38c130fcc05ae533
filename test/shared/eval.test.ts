/** Holds the ask command against the shared, labelled sample: it prints the figures, and floors fail. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { labelled, readLines, routed, score, scoreLines } from '../ask/score.ts';

const sample = new URL('../../../shared/', import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));

const answer = z.object({
  id: z.string(),
  route: z.string(),
  verdict: z.string().nullable(),
  conflict: z.boolean(),
  clauses: z.array(z.string()),
  clarify: z
    .object({
      question: z.string(),
      choices: z.array(z.string()).min(2),
      outcomes: z.array(z.object({ verdict: z.string(), clauses: z.array(z.string()) })),
      pick: z.literal(true).optional(),
    })
    .nullable(),
  offer: z.string().nullable(),
  escalate: z.string().nullable(),
  text: z.string().min(1),
});

/** Each policy's anchors, and the section that a bullet stands in. */
const anchors = z.record(
  z.string(),
  z.array(z.object({ anchor: z.string(), parent: z.string().optional() })),
);

/** The answers of the command, one for each line, in order. */
function askAll(lines: object[]): z.infer<typeof answer>[] {
  const run = spawnSync('npm', ['run', '--silent', 'ask', '--', '--jsonl'], {
    cwd: root,
    input: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(run.status).toBe(0);
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => answer.parse(JSON.parse(line)));
}

it('answers the labelled questions', () => {
  const rows = readLines(new URL('eval/questions.jsonl', sample), labelled);
  const known = readAnchors();
  const answers = askAll(
    rows.map(({ id, policy, question, previous }) => ({ id, policy, question, previous })),
  );
  expect(answers.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  const unknown = rows.flatMap(({ policy }, index) =>
    (answers[index]?.clauses ?? []).filter((cited) => !known.has(`${policy} ${cited}`)),
  );
  expect(unknown).toEqual([]);
  const pairs = rows.flatMap((row, index) => {
    const given = answers[index];
    return given ? [{ row, answer: given }] : [];
  });
  const scores = score(pairs, (policy, cited) => known.get(`${policy} ${cited}`));
  process.stdout.write(`${scoreLines(scores).join('\n')}\n`);
  expect(scores.clause).toBeGreaterThan(0.9);
  expect(scores.strict).toBeGreaterThan(0.83);
  expect(scores.lenient).toBeGreaterThan(0.93);
  expect(scores.route).toBeGreaterThan(0.97);
  expect(scores.silencePrecision).toBeGreaterThan(0.94);
  expect(scores.silenceRecall).toBeGreaterThan(0.87);
  expect(scores.asksNeedlessly).toBeLessThan(0.03);
  expect(scores.wrongYes).toEqual([]);
});

it('takes the labelled messages for the flow they belong to', () => {
  const rows = readLines(new URL('eval/routing.jsonl', sample), routed);
  const answers = askAll(
    rows.map(({ id, text, previous }) => ({ id, policy: 'old-park', question: text, previous })),
  );
  const right = rows.filter(({ route, route_alt }, index) =>
    // A flow that is offered is one press away.
    [route, ...route_alt].some((fit) => fit === answers[index]?.route || fit === answers[index]?.offer),
  );
  process.stdout.write(`flow right                      ${right.length} of ${rows.length}\n`);
  expect(right.length / rows.length).toBeGreaterThan(0.95);
});

function readAnchors(): Map<string, string | undefined> {
  const policies = anchors.parse(JSON.parse(readFileSync(new URL('policies/clauses.json', sample), 'utf8')));
  return new Map(
    Object.entries(policies).flatMap(([policy, clauses]) =>
      clauses.map(({ anchor, parent }) => [`${policy} ${anchor}`, parent] as const),
    ),
  );
}
