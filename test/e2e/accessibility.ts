/** What axe, the accessibility checker, finds wrong on the page as it stands. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const checker = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findings = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** One line for each fault: the rule, what it says, and where. */
export async function faultsOn(page: Page): Promise<string[]> {
  await page.evaluate(checker);
  const found = findings.parse(await page.evaluate('axe.run(document)'));
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${failureSummary ?? ''} in ${html}`),
  );
}
