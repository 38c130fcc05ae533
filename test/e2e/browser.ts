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

export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 860 } };
export const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true };

export type Visitor = ReturnType<typeof visitorOn>;

/** Everybody gets a browser profile of their own. Whatever the page complains about, or asks of the outside, is noted. */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = desktop) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
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
  const dialog = page.locator('#form');
  /** The newest message that holds these words. */
  const message = (words: string | RegExp): Locator =>
    log.getByRole('article').filter({ hasText: words }).last();
  /** The last message of all, once it holds these words. */
  const newest = (words: string | RegExp): Locator =>
    log.getByRole('article').last().filter({ hasText: words });
  const button = (words: string | RegExp, label: string): Locator =>
    message(words).getByRole('button', { name: label, exact: true });
  const press = (words: string | RegExp, label: string) => button(words, label).click();

  /** Presses a button of the message that has just come, never of one before it. */
  const pressNew = (words: string | RegExp, label: string) =>
    newest(words).getByRole('button', { name: label, exact: true }).click();

  const unfold = (words: string) => message(words).getByRole('button', { name: /^More/ }).click();

  async function say(text: string) {
    await page.locator('#words').fill(text);
    await page.keyboard.press('Enter');
  }

  /** Asks for an account with the form, and sends it. */
  async function apply(name: string) {
    await say('I’d like to ask for a new school account');
    await pressNew('What will it be called?', 'Fill in everything at once');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Platform').fill('Instagram');
    await dialog.getByLabel('Aim').fill('Show families what Year 4 is learning, once a week');
    await dialog.getByLabel('Intended audience').fill('Families of children in Year 4');
    await dialog.getByLabel('Promotion').fill('The newsletter and the school website');
    await dialog.getByLabel('Ada Osei').first().check();
    await dialog.getByLabel('Joy Mensah').first().check();
    await dialog.getByLabel('Private: we decide who can see it').check();
    await dialog.getByRole('button', { name: 'Check it' }).click();
    await message('Please check it before it goes').getByText(name).waitFor();
    await pressNew('Please check it before it goes', 'Send it');
    await message(`${name} on Instagram`).waitFor();
  }

  /** Fills in the form for a call from the press, which is open. */
  async function fillInCall(outlet: string) {
    await dialog.getByLabel('Journalist').fill('Kim Reed');
    await dialog.getByLabel('Paper or station').fill(outlet);
    await dialog.getByLabel('How to reach them').fill('01234 567890');
    await dialog.getByLabel('About').fill('The new playground');
    await dialog.getByLabel('Deadline').fill('5 pm today');
    await dialog.getByRole('button', { name: 'Check it' }).click();
  }

  /** Takes down a call from the press with the form, and tells the leaders. */
  async function logCall(outlet: string) {
    await say(`A reporter from ${outlet} just rang me`);
    await pressNew('What’s the journalist’s name?', 'Fill in everything at once');
    await fillInCall(outlet);
    await pressNew('Please check it before it goes', 'Tell the leaders');
    await message('Logged.').waitFor();
  }

  /** Moves with the keyboard, as far as it takes, and presses what is found there. */
  async function pressByKeyboard(label: string, key: 'Tab' | 'Shift+Tab' = 'Shift+Tab') {
    for (let at = 0; at < 60; at++) {
      await page.keyboard.press(key);
      const found = await page.evaluate('document.activeElement.textContent.trim()');
      if (String(found).startsWith(label)) return page.keyboard.press('Enter');
    }
    throw new Error(`Expected the keyboard to reach “${label}”.`);
  }

  return {
    page,
    complaints,
    log,
    dialog,
    /** What “More” opens as Slack draws it. */
    more: page.getByRole('dialog', { name: 'More' }),
    unfold,
    message,
    newest,
    button,
    press,
    say,
    apply,
    fillInCall,
    logCall,
    pressByKeyboard,
    goTo: (conversation: string) =>
      page
        .getByRole('navigation', { name: 'Conversations' })
        .getByRole('button', { name: conversation })
        .click(),
    be: (name: string) => page.locator('#personas').getByRole('link', { name }).click(),
    look: (as: 'Teams' | 'Slack' | 'Both') => page.locator('.switch').getByText(as, { exact: true }).click(),
    close: () => page.context().close(),
  };
}
