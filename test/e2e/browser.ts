/** A real browser, and the page of one person in it. */
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: quiet });
}

export const desk: BrowserContextOptions = { viewport: { width: 1280, height: 860 } };
export const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true };

export type Visitor = ReturnType<typeof visitorOn>;

/** Everybody gets a browser profile of their own. Whatever the page complains about, or asks of the outside, is noted. */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = desk) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(address).origin)) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(address);
  await page.locator('#conversations button').first().waitFor();
  return visitorOn(page, complaints);
}

function visitorOn(page: Page, complaints: string[]) {
  const log = page.getByRole('log');
  return {
    page,
    complaints,
    log,
    dialog: page.locator('#form'),
    async say(text: string) {
      await page.locator('#words').fill(text);
      await page.keyboard.press('Enter');
    },
    /** The newest message that holds these words. */
    message: (words: string | RegExp): Locator => log.getByRole('article').filter({ hasText: words }).last(),
    async press(words: string | RegExp, label: string) {
      await log
        .getByRole('article')
        .filter({ hasText: words })
        .last()
        .getByRole('button', { name: label, exact: true })
        .click();
    },
    goTo: (conversation: string) =>
      page
        .getByRole('navigation', { name: 'Conversations' })
        .getByRole('button', { name: conversation })
        .click(),
    be: (name: string) => page.locator('#personas').getByRole('link', { name }).click(),
    look: (as: 'Teams' | 'Slack') => page.locator('.switch').getByText(as, { exact: true }).click(),
    close: () => page.context().close(),
  };
}
