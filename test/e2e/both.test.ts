/** Cards as Teams and as Slack draw them, side by side. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOn } from './accessibility.ts';
import { desktop, openBrowser, phone, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
let ada: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});

afterEach(() => ada.close());

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const open = async (query: string, options = desktop) => {
  ada = await visit(browser, `${server.address}/?${query}`, options);
};
const drawn = (platform: string) => ada.newest(/./).getByRole('figure', { name: `In ${platform}` });

test.each(['Teams', 'Slack'])('a press on the card in %s works, and both change', async (platform) => {
  const as = platform === 'Teams' ? 'ada' : 'joy';
  await open(`school=kenn-kenton&as=${as}`);
  await ada.look('Both');
  await ada.say('Can I accept this friend request?');
  await drawn(platform).getByRole('button', { name: 'A pupil here' }).click();
  for (const each of ['Teams', 'Slack']) {
    await drawn(each).getByText('Leave the request unanswered').waitFor();
    await ada
      .message('Who is it?')
      .getByRole('figure', { name: `In ${each}` })
      .getByText('A pupil here')
      .waitFor();
  }
  expect(await ada.message('Who is it?').getByRole('button').count()).toBe(0);
  const [teams, slack] = await Promise.all(['Teams', 'Slack'].map((each) => drawn(each).boundingBox()));
  expect(teams?.y).toBe(slack?.y);
  expect(slack?.x).toBeGreaterThan((teams?.x ?? 0) + (teams?.width ?? 0));
  expect(ada.complaints).toEqual([]);
});

test.each(['light', 'dark'] as const)('both have no fault in %s', async (colorScheme) => {
  await open('school=hermitage&as=ada', { viewport: { width: 1100, height: 800 }, colorScheme });
  await ada.look('Both');
  await ada.say('Can I accept this friend request?');
  await drawn('Slack').getByText('Who is it?').waitFor();
  expect(await faultsOn(ada.page)).toEqual([]);
  expect(await ada.page.evaluate('document.documentElement.scrollWidth')).toBe(1100);
});

test('both are chosen after a reload, and wait while the window is too narrow', async () => {
  await open('school=westgate&as=ada');
  await ada.look('Both');
  await ada.say('Can I accept this friend request?');
  await drawn('Slack').waitFor();
  await ada.page.setViewportSize({ width: 1000, height: 800 });
  await drawn('Slack').waitFor({ state: 'detached' });
  expect(await ada.page.getByLabel('Teams', { exact: true }).isChecked()).toBe(true);
  await ada.page.reload();
  await ada.page.setViewportSize({ width: 1300, height: 800 });
  await drawn('Slack').waitFor();
});

test('both are not offered on a phone', async () => {
  await open('school=westgate&as=joy', phone);
  expect(await ada.page.getByText('Both', { exact: true }).isVisible()).toBe(false);
});
