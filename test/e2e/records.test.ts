/** What a school keeps, looked through in a real browser: by those who may, on a phone, and on paper. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, phone, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
let ada: Visitor;
let sam: Visitor;

const open = (query: string, options?: BrowserContextOptions) =>
  visit(browser, `${server.address}/?school=kenn-kenton&${query}`, options);

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  ada = await open('as=ada');
  await ada.apply('Year 4 Explorers');
  sam = await open('as=sam');
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const table = (visitor: Visitor, name: string) => visitor.page.getByRole('table', { name });

describe('the records', () => {
  test('open from the bar, at an address of their own that a reload and the back button keep', async () => {
    await sam.page.getByRole('link', { name: 'Records' }).click();
    await sam.page.getByText('There’s nothing under “Accounts” yet.').waitFor();
    await sam.page.getByRole('button', { name: 'Requests' }).click();
    await table(sam, 'Requests').getByRole('rowheader', { name: 'Year 4 Explorers on Instagram' }).waitFor();
    expect(await sam.page.title()).toContain('Records · Sam Hale');
    await sam.page.reload();
    await table(sam, 'Requests').waitFor();
    await sam.page.goBack();
    await sam.page.getByText('There’s nothing under “Accounts” yet.').waitFor();
    await sam.page.goBack();
    await sam.page.getByRole('heading', { name: 'Sam Hale and Chalkline' }).waitFor();
    await sam.page.goto(`${server.address}/?school=kenn-kenton&as=sam&records=requests`);
  });

  test('tell of what happens meanwhile', async () => {
    await table(sam, 'Requests').waitFor();
    await ada.logCall('The Gazette');
    await sam.page.getByRole('button', { name: 'Press calls' }).click();
    await table(sam, 'Press calls').getByText('The Gazette').waitFor();
    await ada.logCall('The Echo');
    await table(sam, 'Press calls').getByText('The Echo').waitFor();
  });

  test('have the audit trail, checked', async () => {
    await sam.page.getByRole('button', { name: 'Audit trail' }).click();
    await sam.page.getByText(/all \d+ entries are in place and unaltered/).waitFor();
    await table(sam, 'Audit trail')
      .getByRole('row', { name: /Sent a request Ada Osei/ })
      .waitFor();
  });

  test('download as a table for spreadsheets', async () => {
    const [download] = await Promise.all([
      sam.page.waitForEvent('download'),
      sam.page.getByRole('link', { name: 'Download as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('kenn-kenton-audit.csv');
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^number,at,by,from,what/);
  });

  test('are one card for each row on a phone, no wider than its screen', async () => {
    const onPhone = await open('as=sam&records=press-calls', phone);
    await table(onPhone, 'Press calls').getByRole('row').first().waitFor();
    expect(await onPhone.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(onPhone.complaints).toEqual([]);
    await onPhone.close();
  });

  test('stay in front of whoever is chosen next, and say kindly who can show them', async () => {
    await sam.be('Joy Mensah');
    await sam.page.getByText('You can’t look at the records yourself. Lin Park, Sam Hale').waitFor();
    await sam.be('Sam Hale');
    await table(sam, 'Audit trail').waitFor();
  });
});

describe('on paper', () => {
  test('long tables are whole, though the screen shows a page of them', async () => {
    for (let at = 0; at < 26; at++)
      await ada.page.request.post(`${server.address}/playground/submit`, {
        data: {
          ...{ id: `question-${at}`, school: 'kenn-kenton', as: 'ada', at: { conversation: 'ada' } },
          ...{ form: 'ask.person', value: {}, answers: { question: `May I bring cake number ${at}?` } },
        },
      });
    const lin = await open('as=lin&records=questions');
    const rows = table(lin, 'Questions to a person').getByRole('rowheader');
    await lin.page.getByText('1 to 25 of 26').waitFor();
    expect(await rows.filter({ visible: true }).count()).toBe(25);
    await lin.page.getByRole('button', { name: 'Older' }).click();
    await lin.page.getByText('26 to 26 of 26').waitFor();
    expect(await rows.filter({ visible: true }).allTextContents()).toEqual(['May I bring cake number 0?']);
    await lin.page.emulateMedia({ media: 'print' });
    expect(await rows.filter({ visible: true }).count()).toBe(26);
    await lin.close();
  });

  test('a conversation is a transcript with every card unfolded, under the school’s name', async () => {
    const lin = await open('as=lin&in=room:slt');
    const card = lin.message('Year 4 Explorers');
    await card.getByText('Open or private').waitFor();
    expect(await card.getByText('The newsletter and the school website').isVisible()).toBe(false);
    await lin.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await lin.page.evaluate('dispatchEvent(new Event("beforeprint"))');
    await card.getByText('The newsletter and the school website').waitFor();
    await lin.page.getByText('The Kenn & Kenton Federation: Leaders').waitFor();
    for (const left of ['Approve anyway', 'Records', 'Send'])
      expect(await lin.page.getByText(left, { exact: true }).first().isVisible(), left).toBe(false);
    const colour = await lin.page.evaluate('getComputedStyle(document.querySelector(".teams-card p")).color');
    expect(colour).toBe('rgb(0, 0, 0)');
    await lin.page.emulateMedia({ media: 'screen' });
    await lin.look('Slack');
    await lin.page.emulateMedia({ media: 'print' });
    await card.getByText('The newsletter and the school website').waitFor();
    await lin.close();
  });
});
