/** The story that plays by itself in the playground: through the real bot, and never against whoever is watching. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { faultsOn } from './accessibility.ts';
import { desktop, openBrowser, phone, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});

/** Every story begins at a school where nothing has been said. */
afterEach(async () => {
  const data = { school: 'kenn-kenton', as: 'joy' };
  await visitor.page.request.post(`${server.address}/playground/afresh`, { data });
  await visitor.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const calm: BrowserContextOptions = { ...desktop, reducedMotion: 'reduce' };

async function open(query: string, options = desktop): Promise<void> {
  visitor = await visit(browser, `${server.address}/${query}`, options);
}

const bar = () => visitor.page.getByRole('region', { name: 'The 60-second story' });
const caption = (words: string) => bar().getByText(words).waitFor();
const control = (name: string) => bar().getByRole('button', { name, exact: true });
const whose = (name: string) => visitor.page.getByRole('heading', { name }).waitFor();

const captions = [
  'has a friend request',
  'Joy presses one button',
  'The answer is no',
  'would like an account',
  'answers it all in one form',
  'and sends it',
  'Now you’re Sam',
  'has to say why',
  'Back to Joy',
];
const end = 'Now it’s your turn.';

/** Reads every caption and presses Next, which waits for the end of its step. */
async function readToTheEnd(): Promise<void> {
  for (const words of captions) {
    await caption(words);
    await control('Next').click();
  }
  await caption(end);
}

const start = () => visitor.page.locator('#watch').click();

describe('the story', () => {
  test.each([
    ['Teams', ['Play again', 'Close']],
    ['Slack', ['Close']],
  ] as const)(
    'is played to its end through the real bot, as %s draws it, as often as one likes',
    { timeout: 120_000 },
    async (look, endings) => {
      await open('?school=westgate&as=gil', calm);
      await visitor.look(look);
      await start();
      for (const ending of endings) {
        await readToTheEnd();
        await visitor.newest('Good news').waitFor();
        await control(ending).click();
      }
      await bar().waitFor({ state: 'hidden' });
      await whose('Joy Mensah and Chalkline');
      await visitor.page.reload();
      await visitor.newest('Good news').waitFor();
      expect(visitor.complaints).toEqual([]);
    },
  );

  test('goes on by itself, until it is paused', async () => {
    await open('?as=joy');
    await start();
    await caption('Joy presses one button');
    await control('Pause').click();
    await visitor.message('Leave the request unanswered').waitFor();
    expect(await bar().getByText('The answer is no').count()).toBe(0);
    await control('Play').click();
    await caption('The answer is no');
  });

  test('waits for Next where people do not want things to move', async () => {
    await open('?as=joy', calm);
    await start();
    await visitor.newest('Who is it?').waitFor();
    expect(await control('Play').isVisible()).toBe(true);
    await caption('has a friend request');
    await visitor.page.keyboard.press('Tab');
    await visitor.page.keyboard.press('Enter');
    await caption('Joy presses one button');
  });

  test('pauses for whoever steps in, and goes on from there when it is told to', async () => {
    await open('?as=joy');
    await start();
    await caption('has a friend request');
    await visitor.page.locator('#words').pressSequentially('Half');
    await control('Play').waitFor();
    await visitor.be('Tom Reyes');
    await whose('Tom Reyes and Chalkline');
    await control('Play').click();
    await whose('Joy Mensah and Chalkline');
    expect(await visitor.page.locator('#words').inputValue()).toBe('Half');
    await caption('Joy presses one button');
  });

  test('can be stopped while it fills in a form, which is then left to whoever watches', async () => {
    await open('?school=old-park&as=gil');
    await start();
    for (const words of captions.slice(0, 4)) {
      await caption(words);
      await control('Next').click();
    }
    await visitor.dialog.getByRole('button', { name: 'Stop', exact: true }).click();
    await bar().waitFor({ state: 'hidden' });
    expect(await visitor.dialog.getByLabel('Name').isVisible()).toBe(true);
    await visitor.page.keyboard.press('Escape');
    await start();
    await caption('has a friend request');
    expect(visitor.complaints).toEqual([]);
  });

  test('leaves one where one is when it is stopped', async () => {
    await open('?as=joy', calm);
    await start();
    await visitor.newest('Who is it?').waitFor();
    await control('Stop').click();
    await bar().waitFor({ state: 'hidden' });
    await visitor.press('Who is it?', 'A colleague');
    await whose('Joy Mensah and Chalkline');
  });

  test.each(['light', 'dark'] as const)('has no fault on a phone in %s', async (colorScheme) => {
    await open('?school=abbotswood&as=bea', { ...phone, colorScheme, reducedMotion: 'reduce' });
    expect(await faultsOn(visitor.page)).toEqual([]);
    await visitor.page.locator('#empty').getByRole('button', { name: 'Watch a 60-second story' }).click();
    await visitor.newest('Who is it?').waitFor();
    expect(await faultsOn(visitor.page)).toEqual([]);
    for (const name of ['Play', 'Next', 'Stop'])
      expect((await control(name).boundingBox())?.height).toBeGreaterThanOrEqual(44);
    expect(await visitor.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
