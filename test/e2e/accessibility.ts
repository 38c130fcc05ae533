/** What is wrong on the page as it stands: for axe, the accessibility checker, and for a fingertip. */
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

/**
 * Everything to be touched that is smaller than a fingertip, with its size. A box or a radio is touched on its label as
 * well; a link among words is as high as its line.
 */
export async function tooSmallOn(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(await page.evaluate(`(${smallTargets})(44)`));
}

/** Runs on the page, so it is kept as text. */
const smallTargets = `(least) => {
  const area = (control) => {
    const boxes = [control, ...(control.labels ?? [])].map((part) => part.getBoundingClientRect());
    const from = (side) => Math.min(...boxes.map((box) => box[side]));
    const to = (side) => Math.max(...boxes.map((box) => box[side]));
    return { width: Math.round(to('right') - from('left')), height: Math.round(to('bottom') - from('top')) };
  };
  const isInText = (control) =>
    getComputedStyle(control).display === 'inline' &&
    control.parentElement.textContent.trim().length > control.textContent.trim().length;
  const canBeTouched = (control) =>
    control.checkVisibility({ visibilityProperty: true }) && !control.closest('[inert]') && !control.disabled &&
    (!document.querySelector('dialog:modal') || control.closest('dialog:modal'));
  const isOutOfSight = (control) => control.matches('.skip:not(:focus)');
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role="button"]')]
    .filter((control) => canBeTouched(control) && !isOutOfSight(control) && !isInText(control))
    .map((control) => ({ control, ...area(control) }))
    .filter(({ width, height }) => width < least || height < least)
    .map(({ control, width, height }) => width + ' x ' + height + ' ' + control.outerHTML.slice(0, 160));
}`;
