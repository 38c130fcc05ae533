/** The whole story, lived by three people in three browsers. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Visitor, visit } from './browser.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
let ada: Visitor;
let sam: Visitor;
let lin: Visitor;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const be = (who: string) => visit(browser, `${server.address}/?school=kenn-kenton&${who}`);
  [ada, sam, lin] = await Promise.all([be('as=ada'), be('as=sam'), be('as=lin&in=room:slt')]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function apply(name: string) {
  await ada.say('I’d like to set up a Year 4 Instagram');
  await ada.press('What shall the account be called?', 'Fill in everything at once');
  await ada.dialog.getByLabel('Name').fill(name);
  await ada.dialog.getByLabel('Platform').fill('Instagram');
  await ada.dialog.getByLabel('Aim').fill('Show families what we learn');
  await ada.dialog.getByLabel('Intended audience').fill('Families of Year 4');
  await ada.dialog.getByLabel('Promotion').fill('The newsletter');
  await ada.dialog.getByLabel('Ada Osei').first().check();
  await ada.dialog.getByLabel('Joy Mensah').first().check();
  await ada.dialog.getByLabel('Private: we decide who comes in').check();
  await ada.dialog.getByRole('button', { name: 'Check it' }).click();
  const summary = ada.message('Please check it before it goes');
  await summary.getByRole('button', { name: /^Send/ }).click();
}

describe('an application', () => {
  test('reaches the leaders at once, as a card and as a number on their list', async () => {
    await apply('Year 4 Explorers');
    await lin.message('Year 4 Explorers').waitFor();
    await sam.page.getByRole('button', { name: 'Leaders 1 unread' }).click();
    await sam.message('Year 4 Explorers').waitFor();
  });

  test('is rejected only with a reason, which the applicant reads', async () => {
    await sam.press('Year 4 Explorers', 'Reject');
    await sam.dialog.getByRole('button', { name: 'Reject' }).click();
    await sam.dialog.getByText('Please write a few words here.').first().waitFor();
    await sam.dialog.getByLabel('Reason').fill('We have a class page already.');
    await sam.dialog.getByRole('button', { name: 'Reject' }).click();
    await sam.dialog.waitFor({ state: 'hidden' });
    await ada.message('We have a class page already.').waitFor();
  });

  test('is decided on every page on which its card stands', async () => {
    await lin.message('We have a class page already.').waitFor();
    expect(
      await lin.message('Year 4 Explorers').getByRole('button', { name: 'Reject', exact: true }).count(),
    ).toBe(0);
  });
});

describe('a question in the staffroom', () => {
  test('is answered in its thread, before everybody’s eyes', async () => {
    await Promise.all([ada.goTo('#staffroom'), sam.goTo('#staffroom')]);
    await ada.say('@Chalkline can I accept this friend request?');
    await ada.press('Who is it?', 'A pupil here');
    const thread = sam.page.locator('.replies').filter({ hasText: 'What the policy says' });
    await thread.waitFor();
    expect(await thread.count()).toBe(1);
  });
});

describe('a call from the press', () => {
  test('is met first with what to say, then taken down', async () => {
    await ada.goTo('Private chat');
    await ada.say('A reporter from the Gazette just rang me');
    await ada.message('You can say:').waitFor();
    await ada.press('What is the journalist’s name?', 'Fill in everything at once');
    await ada.dialog.getByLabel('Who').fill('Kim Reed');
    await ada.dialog.getByLabel('Outlet').fill('The Gazette');
    await ada.dialog.getByLabel('How to reach them').fill('01234 567890');
    await ada.dialog.getByLabel('Subject').fill('The new playground');
    await ada.dialog.getByLabel('Deadline').fill('5 pm today');
    await ada.dialog.getByRole('button', { name: 'Check it' }).click();
    await ada.message('Please check it before it goes').getByRole('button').first().click();
    await ada.message('Logged as').waitFor();
  });

  test('is claimed by a leader and closed with an outcome, which whoever took it learns', async () => {
    await lin.press('The press: The Gazette', 'I will deal with it');
    await ada.message('Lin Park is dealing with the call').waitFor();
    await lin.press('Lin Park is dealing with it', 'Close with an outcome');
    await lin.dialog.getByRole('textbox').fill('Rang back; they will print our statement.');
    await lin.dialog.getByRole('button', { name: 'Close it' }).click();
    await ada.message('Lin Park has dealt with the call').waitFor();
  });
});

test('nobody’s page has complained or asked for anything from elsewhere', () => {
  expect([ada, sam, lin].flatMap((one) => one.complaints)).toEqual([]);
});
