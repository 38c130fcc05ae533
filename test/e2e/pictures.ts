/** The README's pictures, taken only when they are asked for, so that an ordinary run changes nothing. */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';

const folder = new URL('../../data/pictures/', import.meta.url);

type Picture = 'answer' | 'decision' | 'phone';

export async function takePicture(page: Page, name: Picture, of: 'screen' | 'everything' = 'screen') {
  if (process.env.PICTURES !== 'true') return;
  await mkdir(folder, { recursive: true });
  await page.evaluate('document.fonts.ready');
  // Nothing may look as if somebody were just about to press it.
  await page.mouse.move(0, 0);
  const size = page.viewportSize();
  if (size && of === 'everything')
    await page.setViewportSize({ ...size, height: size.height + (await heightOutOfSight(page)) });
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, animations: 'disabled' });
  if (size) await page.setViewportSize(size);
}

async function heightOutOfSight(page: Page): Promise<number> {
  return Number(
    await page.evaluate('(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(scroller)'),
  );
}
