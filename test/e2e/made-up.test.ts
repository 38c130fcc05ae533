/** A made-up school in a real browser: its time moves on, and it starts afresh on every page that shows it. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { faultsOn } from './accessibility.ts';
import { desktop, openBrowser, phone, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
let visitors: Visitor[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});

afterEach(async () => {
  await Promise.all(visitors.map((visitor) => visitor.close()));
  visitors = [];
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(query: string, options = desktop): Promise<Visitor> {
  const visitor = await visit(browser, `${server.address}/?${query}`, options);
  visitors.push(visitor);
  return visitor;
}

const movedOn = 'This school’s time has been moved on.';

async function moveTo({ page }: Visitor, goal: string): Promise<void> {
  await page.getByText('Move time on').click();
  await page.getByRole('button', { name: goal }).click();
}

async function startAfresh({ page }: Visitor, answer: string): Promise<void> {
  await page.getByRole('button', { name: 'Start afresh…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: answer }).click();
}

describe('time', () => {
  test('goes on for everybody who is looking, and reminders arrive with the day on which they came', async () => {
    const [ada, sam] = await Promise.all([
      open('school=kenn-kenton&as=ada'),
      open('school=kenn-kenton&as=sam'),
    ]);
    await ada.apply('Year 4 Explorers');
    await moveTo(ada, 'In a week');
    await Promise.all([ada, sam].map(({ page }) => page.getByText(movedOn).waitFor()));
    await sam.message('has waited for a decision').first().waitFor();
    const [, ...reminders] = await sam.log.locator('time').allTextContents();
    expect(reminders.length).toBeGreaterThan(1);
    for (const time of reminders) expect(time).toMatch(/^\d+ \w+, 09:00$/);
    await ada.say('Can I accept this friend request?');
    const answer = ada.message('Who is it?');
    await answer.waitFor();
    expect(await answer.locator('time').textContent()).toMatch(/^\d\d:\d\d$/);
    expect([...ada.complaints, ...sam.complaints]).toEqual([]);
  });

  test('is still moved after a reload, and at this school only', async () => {
    const joy = await open('school=hermitage&as=joy');
    await moveTo(joy, 'Next Monday, 9 am');
    await joy.page.getByText(/^It’s Monday \d+ \w+, 9(\.00)? am$/).waitFor();
    await joy.page.reload();
    await joy.page.getByText(movedOn).waitFor();
    await joy.page.getByLabel('School and its policy').selectOption('abbotswood');
    await joy.page.getByText(movedOn).waitFor({ state: 'hidden' });
  });
});

describe('a school that starts afresh', () => {
  test('asks first, and then everything is gone on every page', async () => {
    const [tom, gil] = await Promise.all([
      open('school=westgate&as=tom'),
      open('school=westgate&as=gil&in=channel:staffroom'),
    ]);
    await tom.say('Can I accept this friend request?');
    await tom.message('Who is it?').waitFor();
    await gil.say('good morning');
    await gil.message('good morning').waitFor();
    await moveTo(gil, 'In a week');
    await tom.page.getByText(movedOn).waitFor();
    await startAfresh(tom, 'Keep everything');
    expect(await tom.message('Who is it?').isVisible()).toBe(true);
    await tom.page.locator('#words').fill('half a sente');
    await startAfresh(tom, 'Start afresh');
    await tom.page.getByRole('heading', { name: 'Hello, Tom' }).waitFor();
    await gil.page.getByRole('heading', { name: 'Everyone can read this' }).waitFor();
    await gil.page.getByText(movedOn).waitFor({ state: 'hidden' });
    expect(await tom.page.locator('#words').inputValue()).toBe('');
    expect(await gil.log.getByRole('article').count()).toBe(0);
    await gil.say('good morning again');
    await tom.page.getByRole('button', { name: '#staffroom 1 unread' }).waitFor();
    expect([...tom.complaints, ...gil.complaints]).toEqual([]);
  });
});

test.each(['light', 'dark'] as const)(
  'both are in the drawer on a phone, without a fault in %s',
  async (colorScheme) => {
    const bea = await open('school=old-park&as=bea', { ...phone, colorScheme });
    await bea.page.getByRole('button', { name: /Choose a school and a person/ }).click();
    await bea.page.getByText('Move time on').click();
    expect(await faultsOn(bea.page)).toEqual([]);
    await bea.page.getByRole('button', { name: 'Start afresh…' }).click();
    expect(await faultsOn(bea.page)).toEqual([]);
    await bea.page.getByRole('dialog').getByRole('button', { name: 'Keep everything' }).click();
    await bea.page.getByRole('button', { name: 'Next Monday, 9 am' }).click();
    await bea.page.getByText(movedOn).waitFor();
    await bea.page.getByRole('complementary').waitFor({ state: 'hidden' });
  },
);
