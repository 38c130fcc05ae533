/** The whole story, lived by three people in three browsers. With PICTURES=true it also takes the README's pictures. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, openBrowser, phone, type Visitor, visit } from './browser.ts';
import { takePicture } from './pictures.ts';
import { type Running, startServer } from './server.ts';

let server: Running;
let browser: Browser;
/** A teacher, the head, and a second leader. */
let ada: Visitor;
let sam: Visitor;
let lin: Visitor;

const open = (who: string, options = desktop) =>
  visit(browser, `${server.address}/?school=kenn-kenton&${who}`, options);

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  [ada, sam, lin] = await Promise.all([open('as=ada'), open('as=sam'), open('as=lin&in=room:slt')]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What each of them reads on the card now; nobody can decide any more. */
async function isSettledFor(leaders: Visitor[], title: string, status: string) {
  const card = new RegExp(`${title}[^]*ask(?:s|ed) for`);
  for (const reader of [ada, ...leaders]) {
    await reader.message(card).getByText(status).first().waitFor();
    for (const label of ['Reject', 'Withdraw']) expect(await reader.button(card, label).count()).toBe(0);
  }
}

describe('a question', () => {
  test('is met with the one that decides it, then with the verdict and its clause', async () => {
    await ada.page.getByRole('button', { name: 'Can I accept this friend request?' }).click();
    await ada.press('Who is it?', 'A pupil here');
    const answer = ada.message('Leave the request unanswered');
    await answer.getByRole('heading', { name: /No$/ }).waitFor();
    await answer
      .getByText(/B\.3, point 2/)
      .first()
      .waitFor();
    await takePicture(ada.page, 'answer');
  });

  test('reads the same as Slack draws it', async () => {
    await ada.look('Slack');
    const answer = ada.message('Leave the request unanswered');
    await answer.locator('.slack-blocks').waitFor();
    await answer.getByRole('heading', { name: /No$/ }).waitFor();
    await answer
      .getByText(/B\.3, point 2/)
      .first()
      .waitFor();
    await ada.look('Teams');
    await ada.message('Leave the request unanswered').locator('.teams-card').waitFor();
  });

  test('fits a phone in the dark', async () => {
    const onPhone = await open('as=ada', { ...phone, colorScheme: 'dark' });
    await onPhone.message('Leave the request unanswered').waitFor();
    await takePicture(onPhone.page, 'phone');
    await onPhone.close();
  });

  test('is answered in its thread when asked in the staffroom, before everybody’s eyes', async () => {
    await Promise.all([ada.goTo('#staffroom'), sam.goTo('#staffroom')]);
    await ada.say('@Chalkline can I accept this friend request?');
    await ada.press('Who is it?', 'A pupil here');
    const thread = sam.page.locator('.replies').filter({ hasText: 'Leave the request unanswered' });
    await thread.waitFor();
    expect(await thread.count()).toBe(1);
    await ada.goTo('Private chat');
  });
});

describe('an application written in the chat, with nothing but the keyboard', () => {
  test('asks one thing after another, and shows everything before it goes', async () => {
    await ada.page.locator('#words').focus();
    const said = [
      ['I’d like to ask for a new school account', 'What will it be called?'],
      ['Year 4 Explorers', 'Which platform is it for?'],
      ['Facebook', 'What is it for?'],
      ['back', 'Which platform is it for?'],
      ['Instagram', 'What is it for?'],
      ['Show families what Year 4 is learning, once a week', 'Who is it meant for?'],
      ['Families of children in Year 4', 'How will people hear about it?'],
      ['The newsletter and the school website', 'Who will run it?'],
      ['Ada Osei', 'Please name at least 2 people.'],
      ['Ada Osei, Joy Mensah', 'Will anyone else help'],
      ['skip', 'Will it be open or private?'],
    ] as const;
    for (const [words, next] of said) {
      await ada.page.keyboard.type(words);
      await ada.page.keyboard.press('Enter');
      await ada.newest(next).waitFor();
    }
    expect(await ada.page.locator('#try button').count()).toBe(0);
    await ada.pressByKeyboard('Private: we decide who can see it');
    await ada.newest('Please check it before it goes').getByText('Year 4 Explorers').waitFor();
    await ada.pressByKeyboard('Send it', 'Tab');
    await ada.message('Year 4 Explorers on Instagram').waitFor();
  });

  test('reaches the leaders at once, as a card and as a number on their list', async () => {
    await lin.message('Year 4 Explorers on Instagram').waitFor();
    for (const place of ['Leaders', 'Private chat'])
      await sam.page.getByRole('button', { name: `${place} 1 unread` }).waitFor();
  });

  test('has its buttons in the own chat of each who may decide, and in no room', async () => {
    await lin.message('Year 4 Explorers').getByText('in their own chat with me').waitFor();
    expect(await lin.button('Year 4 Explorers', 'Reject').count()).toBe(0);
    await lin.goTo('Private chat');
    await lin.button('Year 4 Explorers', 'Reject').waitFor();
    await takePicture(lin.page, 'decision', 'everything');
  });

  test('is approved all the same where records are missing, but only with a reason', async () => {
    await sam.pressByKeyboard('Private chat');
    await sam.message('signed policy and training').waitFor();
    expect(await sam.button('Year 4 Explorers', 'Approve').count()).toBe(0);
    await sam.page.locator('#words').focus();
    await sam.pressByKeyboard('Approve anyway');
    await sam.dialog.getByLabel('Why approve it anyway?').waitFor();
    await sam.page.keyboard.press('Tab');
    await sam.page.keyboard.press('Enter');
    await sam.dialog.getByText('Please write a few words here.').first().waitFor();
    expect(await sam.dialog.locator('textarea:focus').count()).toBe(1);
    await sam.page.keyboard.type('Both are booked on the course on Friday.');
    await sam.page.keyboard.press('Tab');
    await sam.page.keyboard.press('Enter');
    await sam.dialog.waitFor({ state: 'hidden' });
  });

  test('shows on everybody’s page at once, and in the room, who has decided, and why', async () => {
    await lin.goTo('Leaders');
    await isSettledFor([sam, lin], 'Year 4 Explorers on Instagram', 'Approved by Sam Hale');
    await ada.message('Good news').getByText('Sam Hale').waitFor();
    await lin.message('Both are booked on the course on Friday.').waitFor();
  });
});

describe('an application filled in as a form', () => {
  test('is rejected only with a reason, which the applicant reads', async () => {
    await ada.apply('Year 4 Bakers');
    await lin.goTo('Private chat');
    await lin.press('Year 4 Bakers', 'Reject');
    await lin.dialog.getByRole('button', { name: 'Reject' }).click();
    await lin.dialog.getByText('Please write a few words here.').first().waitFor();
    await lin.dialog.getByLabel('Reason').fill('We have a class page already.');
    await lin.dialog.getByRole('button', { name: 'Reject' }).click();
    await lin.dialog.waitFor({ state: 'hidden' });
    await isSettledFor([sam, lin], 'Year 4 Bakers', 'Rejected by Lin Park');
    await ada.newest('We have a class page already.').waitFor();
  });

  test('is decided once when two leaders decide at the same moment, and the other is told who was first', async () => {
    await ada.apply('Year 4 Gardeners');
    const decide = { sam: 'Approve anyway', lin: 'Reject' };
    await sam.press('Year 4 Gardeners', decide.sam);
    await lin.press('Year 4 Gardeners', decide.lin);
    await sam.dialog.getByLabel('Why approve it anyway?').fill('The course is on Friday.');
    await lin.dialog.getByLabel('Reason').fill('One account is enough.');
    await Promise.all([
      sam.dialog.getByRole('button', { name: 'Approve' }).click(),
      lin.dialog.getByRole('button', { name: 'Reject' }).click(),
    ]);
    await Promise.all([sam, lin].map(({ dialog }) => dialog.waitFor({ state: 'hidden' })));
    const news = await ada.newest(/Good news|was not approved/).textContent();
    const [first, other, status] = news?.includes('Sam Hale')
      ? [sam, lin, 'Approved by Sam Hale']
      : [lin, sam, 'Rejected by Lin Park'];
    await other.newest(status).getByText('already. Nothing was changed.').waitFor();
    expect(await first.message('already. Nothing was changed.').count()).toBe(0);
    await isSettledFor([sam, lin], 'Year 4 Gardeners', status);
  });
});

describe('what only some look up', () => {
  test('is read and used in a dialog, as Slack draws it', async () => {
    await ada.apply('Year 4 Poets');
    await lin.look('Slack');
    await lin.unfold('Year 4 Poets');
    await lin.more.getByText('The newsletter and the school website').waitFor();
    await lin.more.getByRole('button', { name: 'Pass it on' }).click();
    await lin.more.waitFor({ state: 'detached' });
    await lin.dialog.getByRole('heading', { name: 'Pass it on' }).waitFor();
    await lin.page.keyboard.press('Escape');
    await lin.look('Teams');
  });
});

describe('a call from the press', () => {
  test('is met first with what to say, then taken down', async () => {
    await ada.logCall('The Gazette');
    await ada.message('Say this').waitFor();
  });

  test('is claimed by a leader, which everybody sees', async () => {
    await Promise.all([lin.goTo('Leaders'), sam.goTo('Leaders')]);
    await lin.press('Press call: The Gazette', 'I’ll take it');
    await ada.newest('Lin Park is dealing with the call').waitFor();
    await sam.message('Press call: The Gazette').getByText('Lin Park is dealing with it').waitFor();
    expect(await sam.button('Press call: The Gazette', 'I’ll take it').count()).toBe(0);
  });

  test('is closed with an outcome, drawn as Slack draws it, which whoever took it learns', async () => {
    await lin.look('Slack');
    await lin.press('Lin Park is dealing with it', 'Close with an outcome');
    await lin.dialog.getByRole('textbox').fill('Rang back; they will print our statement.');
    await lin.dialog.getByRole('button', { name: 'Close it' }).click();
    await ada.newest('Lin Park has dealt with the call').waitFor();
    await sam.message('Press call: The Gazette').getByText('they will print our statement').waitFor();
    await lin.unfold('Press call: The Gazette');
    await lin.more.getByText('Closed by Lin Park').waitFor();
    await lin.more.getByRole('button', { name: 'Close' }).last().click();
    await lin.more.waitFor({ state: 'detached' });
  });
});

test('nobody’s page has complained or asked for anything from elsewhere', () => {
  expect([ada, sam, lin].flatMap(({ complaints }) => complaints)).toEqual([]);
});
