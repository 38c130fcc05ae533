/** Every look of the page, held against the rules of accessibility: names, roles, order and contrast. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOn } from './accessibility.ts';
import { desk, openBrowser, phone, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await fillTheSchool();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (query: string, options = desk) =>
  visit(browser, `${server.address}/?school=kenn-kenton&${query}`, options);

/** One of every card: a question, an answer, a form's question, a notice, a list, and cases for the leaders. */
async function fillTheSchool() {
  const ada = await open('as=ada');
  await ada.say('Can I accept this friend request?');
  await ada.press('Who is it?', 'A pupil here');
  await ada.message('What the policy says').waitFor();
  await ada.say('What can you do?');
  await ada.message('Just write in your own words').waitFor();
  await ada.apply('Year 4 Explorers');
  await ada.logCall('The Gazette');
  await ada.say('I’d like to set up a Year 4 Instagram');
  await ada.message('What shall the account be called?').waitFor();
  await ada.close();
}

const colours = ['light', 'dark'] as const;
const looks = ['Teams', 'Slack'] as const;
const everyLook = colours.flatMap((colorScheme) => looks.map((look) => ({ colorScheme, look })));

describe.each(everyLook)('drawn as $look, in $colorScheme colours', ({ colorScheme, look }) => {
  const looking = async (query: string, words: string, options = desk): Promise<Visitor> => {
    const visitor = await open(query, { ...options, colorScheme });
    await visitor.look(look);
    await visitor.message(words).waitFor();
    return visitor;
  };

  test('a private chat with its cards has no fault, on a desk and on a phone', async () => {
    for (const options of [desk, phone]) {
      const ada = await looking('as=ada', 'What shall the account be called?', options);
      expect(await faultsOn(ada.page)).toEqual([]);
      await ada.close();
    }
  });

  test('the leaders’ room with its decisions has no fault', async () => {
    const sam = await looking('as=sam&in=room:slt', 'The Gazette');
    expect(await faultsOn(sam.page)).toEqual([]);
    await sam.close();
  });

  test('a form has no fault, neither empty nor with something to put right', async () => {
    const ada = await looking('as=ada', 'What shall the account be called?');
    await ada.press('What shall the account be called?', 'Fill in everything at once');
    await ada.dialog.getByLabel('Name').fill('Year 4 Explorers');
    expect(await faultsOn(ada.page)).toEqual([]);
    await ada.dialog.getByRole('button', { name: 'Check it' }).click();
    await ada.dialog.getByText('Please write a few words here.').first().waitFor();
    expect(await faultsOn(ada.page)).toEqual([]);
    await ada.close();
  });
});
