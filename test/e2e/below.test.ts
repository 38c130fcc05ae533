/** What comes below while one is reading further up is told of, and is one press away. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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

const room = 'channel:staffroom';
const hint = ({ page }: Visitor, words: string) => page.getByRole('button', { name: words, exact: true });

/** Once the page has gone to the end for what came last. */
const toTop = ({ page }: Visitor) =>
  page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector('#scroller').scrollTo(0, 0)))))",
  );
const distanceFromEnd =
  "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector('#scroller'))";

async function open(query: string, options = desktop): Promise<Visitor> {
  const visitor = await visit(browser, `${server.address}/?${query}`, options);
  visitors.push(visitor);
  return visitor;
}

let said = 0;

async function say({ page }: Visitor, school: string, as: string, text: string): Promise<void> {
  const data = { id: `below-${++said}`.padEnd(10, '-'), school, as, at: { conversation: room }, text };
  expect((await page.request.post(`${server.address}/playground/say`, { data })).status()).toBe(200);
}

/** Joy, at the top of a staffroom in which more has been said than fits. */
async function readingAbove(school: string, options = desktop): Promise<Visitor> {
  const joy = await open(`school=${school}&as=joy&in=${room}`, options);
  for (let at = 0; at < 30; at++) await say(joy, school, 'ada', `message ${at}`);
  await joy.message('message 29').waitFor();
  await toTop(joy);
  return joy;
}

test('new messages are counted, and a press goes to the first of them with the keyboard', async () => {
  const joy = await readingAbove('hermitage');
  await say(joy, 'hermitage', 'ada', 'the kettle is broken');
  await hint(joy, '1 new message').waitFor();
  await say(joy, 'hermitage', 'tom', 'a new one is coming');
  await hint(joy, '2 new messages').click();
  await hint(joy, '2 new messages').waitFor({ state: 'hidden' });
  expect(await joy.log.locator('article:focus').textContent()).toContain('the kettle is broken');
  expect(joy.complaints).toEqual([]);
});

test('the hint goes when one gets there by scrolling, and does not come to whoever reads at the end', async () => {
  const joy = await readingAbove('westgate');
  await say(joy, 'westgate', 'ada', 'the kettle is broken');
  await hint(joy, '1 new message').waitFor();
  await joy.page.evaluate("document.querySelector('#scroller').scrollTo(0, 100000)");
  await hint(joy, '1 new message').waitFor({ state: 'hidden' });
  await say(joy, 'westgate', 'tom', 'a new one is coming');
  await joy.message('a new one is coming').waitFor();
  expect(await hint(joy, '1 new message').count()).toBe(0);
});

test('an answer to a press far above is told of', async () => {
  const tom = await open('school=old-park&as=tom', phone);
  await tom.say('Can I accept this friend request?');
  await tom.newest('Who is it?').waitFor();
  for (const words of ['What can you do?', 'What is waiting for me?']) {
    const before = await tom.log.getByRole('article').count();
    await tom.say(words);
    await tom.log
      .getByRole('article')
      .nth(before + 1)
      .waitFor();
  }
  await toTop(tom);
  await tom.press('Who is it?', 'A pupil here');
  await hint(tom, '1 new message').click();
  expect(await tom.log.locator('article:focus').textContent()).toContain('Decline the request');
});

test.each(['light', 'dark'] as const)(
  'the hint has no fault on a phone in %s, and a fingertip hits it',
  async (colorScheme) => {
    const school = colorScheme === 'dark' ? 'abbotswood' : 'kenn-kenton';
    const joy = await readingAbove(school, { ...phone, colorScheme });
    await say(joy, school, 'ada', 'the kettle is broken');
    await hint(joy, '1 new message').waitFor();
    expect(await faultsOn(joy.page)).toEqual([]);
    expect((await hint(joy, '1 new message').boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await hint(joy, '1 new message').click();
    expect(await joy.page.evaluate(distanceFromEnd)).toBeLessThan(120);
  },
);
