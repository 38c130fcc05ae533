/** Every look of the page, held against the rules of accessibility: names, roles, order and contrast. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOn } from './accessibility.ts';
import { desktop, openBrowser, phone, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
let atDesk: Visitor;
let onPhone: Visitor;
let leader: Visitor;

const begun = 'What will it be called?';

/** One of every card: a question, an answer, a list, a notice and a form's question for Ada, and cases for the leaders. */
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const open = (query: string, options = desktop) =>
    visit(browser, `${server.address}/?school=kenn-kenton&${query}`, options);
  atDesk = await open('as=ada');
  await atDesk.say('Can I accept this friend request?');
  await atDesk.press('Who is it?', 'A pupil here');
  await atDesk.message('Read the clause').waitFor();
  await atDesk.say('What can you do?');
  await atDesk.message('Just write in your own words').waitFor();
  await atDesk.apply('Year 4 Explorers');
  await atDesk.logCall('The Gazette');
  await atDesk.say('I’d like to ask for a new school account');
  await atDesk.newest(begun).waitFor();
  [onPhone, leader] = await Promise.all([open('as=ada', phone), open('as=sam&in=room:slt')]);
  await onPhone.newest(begun).waitFor();
  await leader.newest('The Gazette').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const colours = ['light', 'dark'] as const;
const looks = ['Teams', 'Slack'] as const;
const everyLook = colours.flatMap((colorScheme) => looks.map((look) => ({ colorScheme, look })));

describe.each(everyLook)('drawn as $look, in $colorScheme colours', ({ colorScheme, look }) => {
  beforeAll(async () => {
    for (const visitor of [atDesk, onPhone, leader]) {
      await visitor.page.emulateMedia({ colorScheme });
      await visitor.look(look);
    }
  });

  test('a private chat with its cards has no fault, on a desktop and on a phone', async () => {
    expect(await faultsOn(atDesk.page)).toEqual([]);
    expect(await faultsOn(onPhone.page)).toEqual([]);
  });

  test('the leaders’ room with its decisions has no fault', async () => {
    expect(await faultsOn(leader.page)).toEqual([]);
  });

  test('a form has no fault, neither at first nor with something to put right', async () => {
    await atDesk.press(begun, 'Fill in everything at once');
    await atDesk.dialog.getByLabel('Name').fill('Year 4 Explorers');
    expect(await faultsOn(atDesk.page)).toEqual([]);
    await atDesk.dialog.getByRole('button', { name: 'Check it' }).click();
    await atDesk.dialog.getByText('Please write a few words here.').first().waitFor();
    expect(await faultsOn(atDesk.page)).toEqual([]);
    await atDesk.page.keyboard.press('Escape');
  });
});
